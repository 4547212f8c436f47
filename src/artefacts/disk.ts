/**
 * The few things the store does with files. Small files are written and read synchronously on purpose: against the page
 * cache that takes some ten microseconds, a fifth of a trip through Node's thread pool, and leaves no half state between.
 */
import { randomBytes } from 'node:crypto'
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type PathLike,
} from 'node:fs'
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { DeliveryError } from '@/core'

/** Above this a write leaves the event loop. */
const LARGE = 1024 * 1024

export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

/** Not there, or its parent is a file. */
export const isMissing = (error: unknown): boolean => {
  const code = codeOf(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
}

export const storageError = (what: string, cause: unknown): DeliveryError =>
  new DeliveryError('STORAGE_UNAVAILABLE', `${what}: ${codeOf(cause) ?? 'failed'}`, { cause })

export class Disk {
  /** Unfinished files, on the same file system as the finished ones. */
  readonly tmp: string
  readonly #prefix = `${String(process.pid)}-${randomBytes(6).toString('hex')}-`
  #count = 0

  constructor(readonly root: string) {
    this.tmp = join(root, 'tmp')
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts)
  }

  /** No other process and no other call gets this name. */
  uniqueName(): string {
    this.#count += 1
    return this.#prefix + String(this.#count)
  }

  temporary(): string {
    return join(this.tmp, this.uniqueName())
  }

  /** Writes aside and renames: readers see the old file or the new one. Directories are made when they are missed. */
  async replace(file: string, data: string | Uint8Array): Promise<void> {
    if (data.length <= LARGE) {
      this.replaceSmall(file, data)
      return
    }
    const aside = this.temporary()
    try {
      await mkdir(this.tmp, { recursive: true })
      await writeFile(aside, data, { flag: 'wx' })
      await mkdir(dirname(file), { recursive: true })
      await rename(aside, file)
    } catch (error) {
      this.remove(aside)
      throw storageError(`Writing ${file}`, error)
    }
  }

  /** As `replace`, without giving way to anything else in this process. */
  replaceSmall(file: string, data: string | Uint8Array): void {
    const aside = this.temporary()
    try {
      makingDirectory(this.tmp, () => {
        writeFileSync(aside, data, { flag: 'wx' })
      })
      makingDirectory(dirname(file), () => {
        renameSync(aside, file)
      })
    } catch (error) {
      this.remove(aside)
      throw storageError(`Writing ${file}`, error)
    }
  }

  /**
   * Writes a file nobody reads yet, under its own name: a rename less than `replace`. `false` when there is one of that
   * name, and for what is large. A crash can leave a part of it.
   */
  create(file: string, data: Uint8Array): boolean {
    if (data.length > LARGE) return false
    try {
      makingDirectory(dirname(file), () => {
        writeFileSync(file, data, { flag: 'wx' })
      })
      return true
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false
      this.remove(file)
      throw storageError(`Writing ${file}`, error)
    }
  }

  /** `false` when there was nothing to remove. */
  remove(file: PathLike): boolean {
    try {
      rmSync(file)
      return true
    } catch (error) {
      if (isMissing(error)) return false
      throw error
    }
  }
}

/** The text of a small file; `undefined` when there is none. */
export function readSmall(file: string): string | undefined {
  // Asking first is cheaper than the exception, and the usual answer for new paths is no.
  if (!statSync(file, { throwIfNoEntry: false })) return undefined
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Every file below a directory, relative to it, folders before what follows them; none when it does not exist. */
export async function* filesBelow(directory: string, below = ''): AsyncGenerator<string> {
  const entries = await readdir(join(directory, below), { withFileTypes: true }).catch(
    (error: unknown) => {
      if (isMissing(error)) return []
      throw error
    },
  )
  entries.sort((left, right) => (left.name < right.name ? -1 : 1))
  for (const entry of entries) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) yield* filesBelow(directory, name)
    else yield name
  }
}

function makingDirectory(directory: string, action: () => void): void {
  try {
    action()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    mkdirSync(directory, { recursive: true })
    action()
  }
}
