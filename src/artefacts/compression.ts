/**
 * Compressed copies. They are made after publishing, off the event loop, and recorded beside the pointer under the digest
 * of the plain bytes: the pointer never changes for them, so compressing can't undo a publication of another process.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

import type { FilePointer, Pointer } from '@/core'

import { sha256, type Blobs } from './blobs'
import { codeOf, isMissing, readSmall, type Disk } from './disk'
import { isPublicPath } from './paths'

const GZIP_LEVEL = 6
const BROTLI_QUALITY = 5
/** Below this an encoding saves no packet. */
const SMALLEST = 512
/** Larger texts would hold too much memory; they travel plain. */
const LARGEST = 32 * 1024 * 1024
/** A list nobody has touched for so long belongs to a process that died. */
const ABANDONED_MS = 60_000
const AT_ONCE = 4

export type Encodings = NonNullable<FilePointer['encodings']>

const TEXT =
  /^(?:text\/|application\/(?:json|xml|javascript|ld\+json)\b|image\/svg\+xml|[^;]+\+(?:xml|json)\b)/i

export const isCompressible = ({ mediaType, bytes }: FilePointer): boolean =>
  bytes >= SMALLEST && bytes <= LARGEST && TEXT.test(mediaType)

export class Compression {
  readonly #gzip = promisify(gzip)
  readonly #brotli = promisify(brotliCompress)
  readonly #pending = new Set<string>()
  /** This process's list on disk, so that a crash loses nothing. A new one per run. */
  #list: string
  /** The list, once something was written to it. */
  #open: number | undefined
  #running: Promise<number> | undefined

  constructor(
    private readonly disk: Disk,
    private readonly blobs: Blobs,
    private readonly options: {
      readonly now: () => Date
      readonly lookup: (path: string) => Pointer | undefined
      readonly made: (path: string) => void
    },
  ) {
    this.#list = this.#newList()
  }

  /** What was recorded for the bytes; `undefined` as long as nobody tried. */
  encodings(digest: string): Encodings | undefined {
    const text = readSmall(this.file(digest))
    return text === undefined ? undefined : (JSON.parse(text) as Encodings)
  }

  isDone(digest: string): boolean {
    return existsSync(this.file(digest))
  }

  file(digest: string): string {
    return this.disk.path('encodings', digest.slice(0, 2), `${digest}.json`)
  }

  /** Remembers the path. Called before its pointer is written, so that no crash comes between. */
  queue(path: string): void {
    if (this.#pending.has(path)) return
    const line = `${path}\n`
    const list = (this.#open ??= this.#openList())
    writeSync(list, line)
    // Another process took the list for abandoned, worked it off and removed it.
    if (fstatSync(list).nlink === 0) {
      this.#close()
      writeSync((this.#open = this.#openList()), line)
    }
    this.#pending.add(path)
  }

  #openList(): number {
    try {
      return openSync(this.#list, 'a')
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
      mkdirSync(this.disk.path('pending'), { recursive: true })
      return openSync(this.#list, 'a')
    }
  }

  #close(): void {
    if (this.#open !== undefined) closeSync(this.#open)
    this.#open = undefined
  }

  /** Works off the queue, one run after the other. Answers how many artefacts got copies. */
  async run(): Promise<number> {
    // Whoever started the other run hears of its failure.
    while (this.#running) await this.#running.catch(() => undefined)
    this.#running = this.#work().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #work(): Promise<number> {
    const lists = [this.#list, ...this.#abandonedLists()]
    const paths = new Set(this.#pending)
    this.#pending.clear()
    this.#close()
    this.#list = this.#newList()
    for (const list of lists.slice(1)) for (const path of await linesOf(list)) paths.add(path)
    if (paths.size === 0) return 0

    let made = 0
    const failures: unknown[] = []
    const queue = paths.values()
    const worker = async (): Promise<void> => {
      for (const path of queue) {
        try {
          if (await this.#compress(path)) made += 1
        } catch (error) {
          failures.push(error)
          this.queue(path)
        }
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    for (const list of lists) rmSync(list, { force: true })
    if (failures.length > 0) {
      throw new AggregateError(failures, `${String(failures.length)} artefacts stay uncompressed`)
    }
    return made
  }

  async #compress(path: string): Promise<boolean> {
    const pointer = isPublicPath(path) ? this.options.lookup(path) : undefined
    if (pointer?.kind !== 'file' || !isCompressible(pointer)) return false
    if (this.encodings(pointer.digest)) return false
    // A lost blob is for `verify` to report and for a rebuild to mend; publishing queues the path again.
    if (!existsSync(this.blobs.file(pointer.digest))) return false
    const bytes = await this.blobs.read(pointer.digest)
    const [gz, br] = await Promise.all([
      this.#gzip(bytes, { level: GZIP_LEVEL }),
      this.#brotli(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
    ])
    const encodings: Encodings = {
      ...(gz.length < bytes.length ? { gzip: await this.#keep(gz) } : {}),
      ...(br.length < bytes.length ? { br: await this.#keep(br) } : {}),
    }
    this.disk.replaceSmall(this.file(pointer.digest), JSON.stringify(encodings))
    this.options.made(path)
    return true
  }

  async #keep(bytes: Buffer): Promise<{ digest: string; bytes: number }> {
    const digest = sha256(bytes)
    await this.blobs.put(digest, bytes)
    return { digest, bytes: bytes.length }
  }

  #newList(): string {
    return this.disk.path('pending', `${this.disk.uniqueName()}.list`)
  }

  #abandonedLists(): string[] {
    const directory = this.disk.path('pending')
    const before = this.options.now().getTime() - ABANDONED_MS
    let names: string[]
    try {
      names = readdirSync(directory)
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
    return names
      .map((name) => join(directory, name))
      .filter((file) => {
        if (file === this.#list) return false
        const found = statSync(file, { throwIfNoEntry: false })
        return found !== undefined && found.mtimeMs < before
      })
  }
}

/** A crash may have cut the last line: what is left of it is no path, or one that may be compressed just as well. */
async function linesOf(list: string): Promise<string[]> {
  try {
    return (await readFile(list, 'utf8')).split('\n').filter((line) => line !== '')
  } catch (error) {
    // Another process did the work in the meantime.
    if (isMissing(error)) return []
    throw error
  }
}
