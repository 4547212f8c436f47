/**
 * Pages of the website per second and peak memory, against Eleventy and Astro building a page per document of the same
 * documents in the same run. Ours reads them from the database and makes lists, neighbours and sitemaps besides; the
 * rivals read one JSON file and make the documents' pages only.
 */
import { spawnSync } from 'node:child_process'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'

import { prepare } from './prepare'
import type { BenchRow } from './types'

const DOCUMENTS = Number(process.env['BENCH_PAGES_DOCUMENTS'] ?? 10_000)
const SECTIONS = 4
const RIVALS = ['eleventy', 'astro'] as const
const RIVALS_DIRECTORY = 'bench/rivals'
const MARK = '@@'

interface Measured {
  readonly ms: number
  /** Bytes. */
  readonly peak: number
  readonly pages?: number
}

export async function run(): Promise<BenchRow[]> {
  installRivals()
  await using prepared = await prepare(DOCUMENTS, SECTIONS)
  const { directory } = prepared
  await rm(join(directory, 'artefacts'), { recursive: true, force: true })
  const ours = measured([
    ...['-C', 'production', '--input-type=module', '-e'],
    `import(${JSON.stringify(`${process.cwd()}/dist/bench/pages.mjs`)}).then(({ rebuildPages }) => rebuildPages(${JSON.stringify(directory)}))`,
  ])
  const work = join(directory, 'rivals')
  await mkdir(join(work, 'eleventy-in'), { recursive: true })
  await exportItems(directory, join(work, 'items.json'))
  return RIVALS.flatMap((rival) => {
    const theirs = measured([join(RIVALS_DIRECTORY, `${rival}.mjs`), work])
    if (theirs.pages !== DOCUMENTS) throw new Error(`${rival} made ${String(theirs.pages)} pages`)
    const perSecond = ({ ms }: Measured): number => Math.round((DOCUMENTS / ms) * 1000)
    const mebibytes = ({ peak }: Measured): number => Math.round(peak / 1024 ** 2)
    return [
      {
        name: `pages of ${String(DOCUMENTS)} documents, against ${rival}`,
        ours: perSecond(ours),
        baseline: perSecond(theirs),
        ratio: Math.round((theirs.ms / ours.ms) * 100) / 100,
        unit: 'documents/s',
        target: '',
      },
      {
        name: `peak memory of that, against ${rival}`,
        ours: mebibytes(ours),
        baseline: mebibytes(theirs),
        ratio: Math.round((ours.peak / theirs.peak) * 100) / 100,
        unit: 'MiB',
        target: '',
      },
    ]
  })
}

function installRivals(): void {
  if (existsSync(join(RIVALS_DIRECTORY, 'node_modules'))) return
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: RIVALS_DIRECTORY,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm ci in ${RIVALS_DIRECTORY} failed`)
}

/** Runs a program that prints what it measured of itself. */
function measured(argv: readonly string[]): Measured {
  const { status, stdout } = spawnSync(process.execPath, argv, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = stdout.split('\n').find((each) => each.startsWith(MARK))
  if (status !== 0 || line === undefined) throw new Error(`${argv.join(' ')} failed`)
  return JSON.parse(line.slice(MARK.length)) as Measured
}

/** In a process of its own. */
export async function rebuildPages(directory: string): Promise<void> {
  const { openHub } = await import('./hub')
  {
    await using hub = await openHub(directory)
    const started = performance.now()
    await hub.services.rebuild('website', () => undefined, { compress: false })
    const result: Measured = {
      ms: performance.now() - started,
      peak: process.resourceUsage().maxRSS * 1024,
    }
    process.stdout.write(`\n${MARK}${JSON.stringify(result)}\n`)
  }
  process.exit(0)
}

async function exportItems(directory: string, file: string): Promise<void> {
  const { openHub } = await import('./hub')
  const { createLibrary } = await import('@/plugins/distribution/library')
  const { revisionRows } = await import('@/plugins/distribution/revision-rows')
  await using hub = await openHub(directory)
  const { payload, ledger } = hub.services
  const out = createWriteStream(file)
  let separator = '['
  for await (const { item } of createLibrary(revisionRows(payload), ledger, 'website').current()) {
    out.write(`${separator}${JSON.stringify(item)}`)
    separator = ',\n'
  }
  out.end(']\n')
  await finished(out)
}
