/** Runs bench/seed.ts in a process of its own, so that what is measured starts with a clean memory. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Prepared extends AsyncDisposable {
  readonly directory: string
}

/** A directory with so many published and delivered documents; removed at the end. */
export async function prepare(documents: number, sections: number): Promise<Prepared> {
  const directory = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'quanmei-bench-'))
  const argv = ['-C', 'production', 'dist/bench/seed.mjs', directory]
  const { status } = spawnSync(process.execPath, [...argv, String(documents), String(sections)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`Preparing ${String(documents)} documents failed`)
  return {
    directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  }
}
