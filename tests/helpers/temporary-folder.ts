/** One temporary folder per run, of which nothing stays: tests make theirs inside, as `os.tmpdir()` says. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'quanmei-tests-'))
  // The processes tests run in are started after this and inherit it.
  process.env['TMPDIR'] = folder
  return () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
