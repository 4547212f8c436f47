/**
 * What a reader's first visit weighs, per page type, of the sample documents: the page, stylesheet and script as they are
 * sent to a browser that takes Brotli. Pictures and films are the editors' and not counted. The baseline is the same
 * uncompressed.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ArtefactStore } from '@/artefacts'

import { openHub } from './hub'
import type { BenchRow } from './types'

const PAGES: readonly (readonly [name: string, prefix: string])[] = [
  ['home', '/'],
  ['article', '/articles/'],
  ['video', '/videos/'],
  ['explainer', '/explainers/'],
  ['lesson', '/lessons/'],
  ['course', '/courses/'],
]

export async function run(): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'quanmei-bench-'))
  try {
    await using hub = await openHub(directory)
    const { services } = hub
    const { importFolder } = await import('@/importer')
    const { payload } = services
    await importFolder({ payload, directory: 'samples', publish: true, now: () => new Date() })
    await services.hub.drain()
    await services.artefacts.compressPending()
    const assets = await weightsBelow(services.artefacts, '/assets/website-')
    const rows: BenchRow[] = []
    for (const [name, prefix] of PAGES) {
      const pages = await weightsBelow(services.artefacts, prefix, isPage(prefix))
      const heaviest = pages.toSorted((left, right) => right.sent - left.sent)[0]
      if (!heaviest) throw new Error(`The samples have no ${name}`)
      const total = (kind: keyof Weight): number =>
        [heaviest, ...assets].reduce((sum, weight) => sum + weight[kind], 0) / 1024
      rows.push({
        name: `first visit, heaviest ${name} of ${String(pages.length)}`,
        ours: Math.round(total('sent') * 10) / 10,
        baseline: Math.round(total('plain') * 10) / 10,
        ratio: Math.round((total('sent') / total('plain')) * 100) / 100,
        unit: 'KiB',
        target: '',
      })
    }
    return rows
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Bytes. */
interface Weight {
  readonly sent: number
  readonly plain: number
}

/** Documents have one segment below their type; `/` is home alone. */
const isPage =
  (prefix: string) =>
  (path: string): boolean =>
    prefix === '/' ? path === '/' : /^\/\w+\/[^/]+$/.test(path)

async function weightsBelow(
  artefacts: ArtefactStore,
  prefix: string,
  wanted: (path: string) => boolean = () => true,
): Promise<Weight[]> {
  const weights: Weight[] = []
  for await (const pointer of artefacts.pointers(prefix)) {
    if (pointer.kind !== 'file' || !wanted(pointer.path)) continue
    const { bytes, encodings } = pointer
    weights.push({ plain: bytes, sent: (encodings?.br ?? encodings?.gzip)?.bytes ?? bytes })
  }
  return weights
}
