/** Bytes by their SHA-256. A blob never changes; only `verify` removes one. */
import { hash as hashAtOnce, createHash } from 'node:crypto'
import { readFileSync, statSync, utimesSync, createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'

import { LRUCache } from 'lru-cache'

import { isMissing, storageError, type Disk } from './disk'
import type { OpenFile } from './store'

/** Digests this process has written or compared; about 10 MB at the most. */
const KNOWN_DIGESTS = 50_000

// `hash` came with Node 20.12 and 21.7; it saves an object per call.
export const sha256 = (bytes: Uint8Array): string => hashAtOnce('sha256', bytes, 'hex')

/** Up to this size a file is read at once. */
const SMALL = 1024 * 1024

/** SHA-256 of a file; a large one is read piece by piece. */
export async function sha256OfFile(file: string): Promise<{ digest: string; bytes: number }> {
  if (statSync(file).size <= SMALL) {
    const content = await readFile(file)
    return { digest: sha256(content), bytes: content.length }
  }
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    const piece = chunk as Buffer
    bytes += piece.length
    hash.update(piece)
  }
  return { digest: hash.digest('hex'), bytes }
}

export class Blobs {
  readonly #known = new LRUCache<string, true>({ max: KNOWN_DIGESTS })

  constructor(private readonly disk: Disk) {}

  file(digest: string): string {
    return this.disk.path('blobs', digest.slice(0, 2), digest)
  }

  /**
   * Stores the bytes unless they are there. What this process has not seen yet is compared, not trusted: so a rebuild
   * mends what a disk or a power failure damaged. Answers whether they were there.
   *
   * A new blob needs no rename: nothing points at it before it is complete, and what a crash leaves of it is a stray.
   */
  async put(digest: string, bytes: Uint8Array): Promise<boolean> {
    const file = this.file(digest)
    const found = this.#find(digest, bytes)
    if (found !== 'same' && (found === 'other' || !this.disk.create(file, bytes))) {
      await this.disk.replace(file, bytes)
    }
    this.#known.set(digest, true)
    return found === 'same'
  }

  /** Says that an old blob is in use again, before something points at it: `verify` spares what is young. */
  touch(digest: string, at: Date): void {
    try {
      utimesSync(this.file(digest), at, at)
    } catch (error) {
      throw storageError(`Touching blob ${digest}`, error)
    }
  }

  async read(digest: string): Promise<Buffer> {
    try {
      return await readFile(this.file(digest))
    } catch (error) {
      throw storageError(`Reading blob ${digest}`, error)
    }
  }

  async open(digest: string): Promise<OpenFile> {
    const file = await openForReading(this.file(digest))
    if (!file) throw storageError(`Opening blob ${digest}`, new Error('missing'))
    return file
  }

  /** After blobs may have vanished or changed. */
  forget(): void {
    this.#known.clear()
  }

  #find(digest: string, bytes: Uint8Array): 'same' | 'other' | 'none' {
    const file = this.file(digest)
    const found = statSync(file, { throwIfNoEntry: false })
    if (!found) return 'none'
    if (found.size !== bytes.byteLength) return 'other'
    return this.#known.has(digest) || readFileSync(file).equals(bytes) ? 'same' : 'other'
  }
}

/** `undefined` when there is no such file. */
export async function openForReading(file: string): Promise<OpenFile | undefined> {
  try {
    const handle = await open(file)
    try {
      const stats = await handle.stat()
      if (!stats.isFile()) {
        await handle.close()
        return undefined
      }
      return {
        bytes: stats.size,
        modifiedMs: Math.trunc(stats.mtimeMs),
        stream: (range) => handle.createReadStream({ ...range, highWaterMark: 256 * 1024 }),
        close: () => handle.close(),
      }
    } catch (error) {
      await handle.close()
      throw error
    }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw storageError(`Opening ${file}`, error)
  }
}
