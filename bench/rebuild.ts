/**
 * A full rebuild from the database into an empty store, compression included, against a bare loop that writes the same
 * bytes to as many files, in the same run.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { startPayload } from '../tests/helpers/hub'
import { fill, services as open } from './corpus'
import type { BenchRow } from './types'

const DOCUMENTS = Number(process.env['BENCH_REBUILD_DOCUMENTS'] ?? 10_000)
const FILES_PER_DIRECTORY = 1000

export async function run(): Promise<BenchRow[]> {
  await using hub = await startPayload({
    database: 'sqlite',
    schema: 'migrations',
    env: { PUBLIC_URL: 'https://hub.example.org' },
  })
  const services = await open(hub)
  await fill(services, 0, DOCUMENTS)

  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 100)
  const started = performance.now()
  await services.rebuild(undefined, () => undefined)
  const ours = performance.now() - started
  clearInterval(watch)

  const bodies: Buffer[] = []
  for await (const pointer of services.artefacts.pointers()) {
    if (pointer.kind === 'file') bodies.push(await services.artefacts.readBlob(pointer.digest))
  }
  const directory = join(hub.directory, 'bare')
  for (let part = 0; part <= bodies.length / FILES_PER_DIRECTORY; part += 1) {
    await mkdir(join(directory, String(part)), { recursive: true })
  }
  const bare = performance.now()
  for (const [index, body] of bodies.entries()) {
    const part = String(Math.floor(index / FILES_PER_DIRECTORY))
    await writeFile(join(directory, part, String(index)), body)
  }
  const baseline = performance.now() - bare
  await rm(directory, { recursive: true })
  await services.stop()
  return [
    {
      name: `rebuild of ${String(DOCUMENTS)} documents (${String(bodies.length)} artefacts) against a loop of writeFile`,
      ours: Math.round(ours),
      baseline: Math.round(baseline),
      ratio: Math.round((ours / baseline) * 100) / 100,
      unit: 'ms',
      target: '≤ 3 ×',
    },
    {
      name: 'peak memory of that rebuild',
      ours: Math.round(peak / 1024 ** 2),
      baseline: Math.round(peak / 1024 ** 2),
      ratio: 1,
      unit: 'MiB',
      target: 'none',
    },
  ]
}
