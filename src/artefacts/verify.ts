/** Compares the store with itself: every blob with its digest, every pointer with its blob, and what nobody points at. */
import { existsSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'

import type { Pointer } from '@/core'

import { sha256OfFile, type Blobs } from './blobs'
import { isCompressible, type Compression } from './compression'
import { filesBelow, isMissing, readSmall, type Disk } from './disk'
import { pathOfPointerFile } from './paths'
import { readPointer } from './pointer-text'
import type { Damage, VerifyReport } from './store'

/** Younger files may be on their way to being used by another process. */
const SPARED_MS = 60 * 60 * 1000

interface Verification {
  readonly disk: Disk
  readonly blobs: Blobs
  readonly compression: Compression
  readonly uploads: string
  readonly now: () => Date
  readonly repair: boolean
}

interface Referenced {
  readonly paths: string[]
  /** The plain bytes these are a compressed copy of. */
  readonly copyOf?: string
}

export async function verifyStore(options: Verification): Promise<VerifyReport> {
  const { disk, blobs, compression, uploads, now, repair } = options
  const before = now().getTime() - SPARED_MS
  const isOld = (file: string): boolean => {
    const found = statSync(file, { throwIfNoEntry: false })
    return found !== undefined && found.mtimeMs < before
  }
  // In this order: what is published meanwhile is pointed at, or young.
  const stored = await collect(filesBelow(disk.path('blobs')))
  const recorded = await collect(filesBelow(disk.path('encodings')))

  const damaged: Damage[] = []
  const missingUploads: string[] = []
  const referenced = new Map<string, Referenced>()
  let pointers = 0
  for await (const file of filesBelow(disk.path('pointers'))) {
    const pointer = pointerIn(disk, file)
    if (pointer === undefined) continue
    pointers += 1
    if (pointer === 'unreadable') {
      damaged.push({ file: `pointers/${file}`, reason: 'unreadable', paths: pathsOf(file) })
    } else if (pointer.kind === 'upload') {
      if (!existsSync(join(uploads, pointer.filename))) missingUploads.push(pointer.path)
    } else if (pointer.kind === 'file') {
      refer(referenced, pointer.digest, [pointer.path])
      if (!isCompressible(pointer)) continue
      const encodings = compression.encodings(pointer.digest)
      if (!encodings) compression.queue(pointer.path)
      for (const encoding of Object.values(encodings ?? {})) {
        refer(referenced, encoding.digest, [pointer.path], pointer.digest)
      }
    }
  }

  let bytes = 0
  for (const [digest, { paths, copyOf }] of referenced) {
    const found = await fingerprint(blobs.file(digest))
    bytes += found?.bytes ?? 0
    if (found?.digest === digest) continue
    if (copyOf !== undefined && repair) {
      await rm(compression.file(copyOf), { force: true })
      await rm(blobs.file(digest), { force: true })
      for (const path of paths) compression.queue(path)
      continue
    }
    damaged.push({ file: blobName(digest), reason: found ? 'altered' : 'missing', paths })
  }

  const strays = {
    blobs: stored
      .filter((file) => !referenced.has(basename(file)))
      .map((file) => disk.path('blobs', file))
      .filter(isOld),
    encodings: recorded
      .filter((file) => !referenced.has(basename(file, '.json')))
      .map((file) => disk.path('encodings', file))
      .filter(isOld),
    temporary: (await collect(filesBelow(disk.tmp)))
      .map((file) => join(disk.tmp, file))
      .filter(isOld),
  }
  if (repair) {
    // The record goes before its copies, so that nothing names what is gone.
    for (const file of [...strays.encodings, ...strays.blobs, ...strays.temporary]) {
      if (isOld(file)) await rm(file, { force: true })
    }
    blobs.forget()
    await compression.run()
  }
  return {
    pointers,
    blobs: stored.length,
    bytes,
    damaged,
    missingUploads,
    strays: {
      blobs: strays.blobs.length,
      encodings: strays.encodings.length,
      temporary: strays.temporary.length,
    },
    repaired: repair,
  }
}

const blobName = (digest: string): string => `blobs/${digest.slice(0, 2)}/${digest}`

const pathsOf = (file: string): string[] => {
  const path = pathOfPointerFile(file)
  return path === undefined ? [] : [path]
}

function refer(
  referenced: Map<string, Referenced>,
  digest: string,
  paths: readonly string[],
  copyOf?: string,
): void {
  const known = referenced.get(digest)
  if (known) known.paths.push(...paths)
  else referenced.set(digest, { paths: [...paths], ...(copyOf === undefined ? {} : { copyOf }) })
}

/** `undefined` when it was removed meanwhile. */
function pointerIn(disk: Disk, file: string): Pointer | 'unreadable' | undefined {
  const text = readSmall(disk.path('pointers', file))
  if (text === undefined) return undefined
  try {
    const pointer = readPointer(text)
    return pointer.path === pathOfPointerFile(file) ? pointer : 'unreadable'
  } catch (error) {
    if (error instanceof SyntaxError) return 'unreadable'
    throw error
  }
}

async function fingerprint(file: string): Promise<{ digest: string; bytes: number } | undefined> {
  try {
    return await sha256OfFile(file)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function collect(files: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const file of files) all.push(file)
  return all
}
