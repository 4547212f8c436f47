/** Small files of the workshop: whole or not at all, and safe from a power cut once a call returns. */
import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rename, rm, utimes } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

const isThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST'

/** Readers see the old text or the new one. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const aside = await writeAside(file, text)
  await rename(aside, file)
}

/** `false` where the file was there already: of many who try, one wins. `at` becomes its time stamp. */
export async function createFile(file: string, text: string, at?: Date): Promise<boolean> {
  const aside = await writeAside(file, text)
  try {
    if (at) await utimes(aside, at, at)
    await link(aside, file)
    return true
  } catch (error) {
    if (isThere(error)) return false
    throw error
  } finally {
    await rm(aside, { force: true })
  }
}

async function writeAside(file: string, text: string): Promise<string> {
  // Hidden and beside the file, so that listings leave it out and a rename stays on the file system.
  const aside = join(dirname(file), `.${basename(file)}.${randomUUID()}`)
  await mkdir(dirname(file), { recursive: true })
  const handle = await open(aside, 'wx')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return aside
}

/** Puts a finished file in its place, its bytes on disk first. */
export async function placeFile(from: string, to: string): Promise<void> {
  const handle = await open(from)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  await mkdir(dirname(to), { recursive: true })
  await rename(from, to)
}

/** `undefined` where there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Names in a folder, without hidden ones; none where it does not exist. */
export async function namesIn(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).filter((name) => !name.startsWith('.')).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
