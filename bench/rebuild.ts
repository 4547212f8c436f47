/**
 * A full rebuild from the database into an empty store, against a bare loop that writes the same strings to as many files,
 * in the same run. Compressed copies and the search index, which the loop does not make, are timed apart. The documents were delivered before,
 * so there is a history to read, and were prepared by another process, so the peak of memory is the rebuild's own.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { openHub } from './hub'
import { prepare } from './prepare'
import type { BenchRow } from './types'

const DOCUMENTS = Number(process.env['BENCH_REBUILD_DOCUMENTS'] ?? 10_000)
const SECTIONS = 4
const FILES_PER_DIRECTORY = 1000
/** What a renderer makes a string of; the rest are pictures. */
const TEXT = /^text\/|[/+](?:xml|json|javascript)\b|svg/
/** The contents of so many files at once: reading them is no part of what is timed. */
const AT_ONCE = 1000

export async function run(): Promise<BenchRow[]> {
  await using prepared = await prepare(DOCUMENTS, SECTIONS)
  const { directory } = prepared
  // Set aside, not removed: ext4 looks twice at the places of files removed a moment ago, which makes new ones five times
  // as slow, and the loop comes too late to suffer from it.
  await rename(join(directory, 'artefacts'), join(directory, 'delivered'))
  await using hub = await openHub(directory)
  const { services } = hub
  // Payload's start, about 250 MiB, is no part of the rebuild.
  const before = process.memoryUsage.rss()
  const bareOptions = { compress: false, index: false }
  const ours = await timed(() => services.rebuild(undefined, () => undefined, bareOptions))
  // Kilobytes, by the operating system: no sampling can miss it.
  const peak = process.resourceUsage().maxRSS * 1024
  // The same pages again, unchanged, and this time the index: what it adds is the index's own.
  const pages = await timed(() => services.rebuild('website', () => undefined, bareOptions))
  const indexed = await timed(() =>
    services.rebuild('website', () => undefined, { compress: false }),
  )
  const compression = await timed(() => services.artefacts.compressPending())

  const bare = { files: 0, milliseconds: 0, bytes: 0 }
  let batch: (string | Buffer)[] = []
  const write = async (): Promise<void> => {
    const part = join(directory, 'bare', String(Math.floor(bare.files / FILES_PER_DIRECTORY)))
    await mkdir(part, { recursive: true })
    bare.milliseconds += await timed(async () => {
      for (const [index, body] of batch.entries()) {
        await writeFile(join(part, String(bare.files + index)), body)
      }
    })
    bare.files += batch.length
    batch = []
  }
  for await (const pointer of services.artefacts.pointers()) {
    if (pointer.kind !== 'file') continue
    const body = await services.artefacts.readBlob(pointer.digest)
    batch.push(TEXT.test(pointer.mediaType) ? body.toString() : body)
    bare.bytes += pointer.bytes
    if (batch.length === AT_ONCE) await write()
  }
  await write()

  const size = `${String(bare.files)} artefacts, ${String(Math.round(bare.bytes / 1e6))} MB`
  const ms = 'ms'
  return [
    {
      ...ratio(ours, bare.milliseconds),
      name: `rebuild of ${String(DOCUMENTS)} documents (${size}) against a loop of writeFile`,
      unit: ms,
      target: '≤ 3 ×',
      ok: ours <= 3 * bare.milliseconds,
    },
    {
      ...ratio(compression, bare.milliseconds),
      name: 'their compressed copies, made afterwards',
      unit: ms,
      target: '',
    },
    {
      ...ratio(indexed - pages, bare.milliseconds),
      name: 'the search index of their texts',
      unit: ms,
      target: '',
    },
    {
      ...ratio(peak / 1024 ** 2, before / 1024 ** 2),
      name: 'peak memory of that rebuild, against the process before it',
      unit: 'MiB',
      target: '',
    },
  ]
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

const ratio = (ours: number, baseline: number): Pick<BenchRow, 'ours' | 'baseline' | 'ratio'> => ({
  ours: Math.round(ours),
  baseline: Math.round(baseline),
  ratio: Math.round((ours / baseline) * 100) / 100,
})
