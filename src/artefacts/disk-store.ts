/**
 * The artefact store in a directory:
 *
 *   blobs/ab/abcd…            bytes by their SHA-256, plain and compressed ones alike
 *   pointers/<path>#.json     what a public path answers
 *   encodings/ab/abcd….json   which compressed copies there are of the bytes abcd…
 *   pending/                  paths waiting to be compressed
 *   shelves/<channel>/        channels' own small memories
 *   changes/                  the change log
 *   tmp/                      unfinished files
 *
 * Pointers appear by rename, and only after what they point at, so readers, in any process, see the old answer or the new
 * one. Only the change log is
 * flushed to the disk: after a power failure `verify` finds what is damaged and a rebuild makes it again.
 */
import { existsSync } from 'node:fs'
import { access, constants, mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'

import type { FilePointer, Pointer } from '@/core'

import { Blobs, openForReading, sha256 } from './blobs'
import { openChangeLog } from './change-log'
import { Compression, isCompressible } from './compression'
import { codeOf, Disk, filesBelow, readSmall } from './disk'
import { assertPublicPath, pathOfPointerFile, pointerFile, shelfFolder } from './paths'
import { assertDate, assertHeader, filePointer, pointerText, readPointer } from './pointer-text'
import { openShelf, settled } from './shelf'
import type { ArtefactStore, Snapshot } from './store'
import { verifyStore } from './verify'

export interface DiskStoreOptions {
  /** Absolute. Made when it does not exist; may be read-only for a process that only delivers. */
  readonly directory: string
  /** The media folder. */
  readonly uploads: string
  readonly now: () => Date
}

/** Opens the store, reading nothing yet: opening costs the same however much it holds. */
export async function openArtefactStore(options: DiskStoreOptions): Promise<ArtefactStore> {
  const { directory, uploads, now } = options
  const pointers = join(directory, 'pointers')
  await mkdir(pointers, { recursive: true }).catch((error: unknown) => {
    // A read-only file system says so even where the directory is there.
    if (codeOf(error) !== 'EROFS' || !existsSync(pointers)) throw error
  })
  const disk = new Disk(directory)
  const blobs = new Blobs(disk)
  const listeners = new Set<(path: string) => void>()
  const announce = (path: string): void => {
    for (const listener of listeners) listener(path)
  }
  const fileOf = (path: string): string => join(pointers, pointerFile(path))
  const textOf = (path: string): string | undefined => {
    assertPublicPath(path)
    return readSmall(fileOf(path))
  }
  const plainPointer = (path: string): Pointer | undefined => {
    const text = textOf(path)
    const pointer = text === undefined ? undefined : readPointer(text)
    // A file system that ignores case answers `/A` with the pointer of `/a`.
    return pointer?.path === path ? pointer : undefined
  }
  const compression = new Compression(disk, blobs, { now, lookup: plainPointer, made: announce })

  const completed = (pointer: Pointer): Pointer => {
    if (pointer.kind !== 'file' || !isCompressible(pointer)) return pointer
    const encodings = compression.encodings(pointer.digest)
    return encodings === undefined ? pointer : { ...pointer, encodings }
  }

  /** Points the path at something else. `false` when it already was so. */
  const point = (pointer: Pointer, beforehand?: () => void): boolean => {
    const text = pointerText(pointer)
    if (textOf(pointer.path) === text) return false
    beforehand?.()
    disk.replaceSmall(fileOf(pointer.path), text)
    announce(pointer.path)
    return true
  }

  return {
    async publish(artefact) {
      const digest = sha256(artefact.body)
      const pointer = filePointer(artefact, digest)
      const wasThere = await blobs.put(digest, artefact.body)
      // What is new has hardly been compressed before; if it has, the run will see it.
      if (isCompressible(pointer) && !(wasThere && compression.isDone(digest))) {
        compression.queue(pointer.path)
      }
      const changed = point(pointer, () => {
        if (wasThere) blobs.touch(digest, now())
      })
      return { etag: etagOf(digest), changed }
    },
    publishUpload: (upload) =>
      settled(() => {
        const { path, filename, bytes, mediaType, lastModified } = upload
        assertDate(path, lastModified)
        assertHeader(path, 'Content-Type', mediaType)
        if (filename === '' || filename.startsWith('.') || basename(filename) !== filename) {
          throw new RangeError(
            `${path}: ${JSON.stringify(filename)} is no name inside the media folder`,
          )
        }
        point({ kind: 'upload', path, filename, bytes, mediaType, lastModified })
      }),
    gone: ({ path, at, notice, page }) =>
      settled(() => {
        assertDate(path, at)
        point({ kind: 'gone', path, at, notice, ...(page === undefined ? {} : { page }) })
      }),
    move: (from, to) =>
      settled(() => {
        assertPublicPath(to)
        if (from === to) throw new RangeError(`${from} can't move to itself`)
        point({ kind: 'moved', path: from, to })
      }),
    remove: (path) =>
      settled(() => {
        assertPublicPath(path)
        if (disk.remove(fileOf(path))) announce(path)
      }),
    lookup: (path) =>
      settled(() => {
        const pointer = plainPointer(path)
        return pointer && completed(pointer)
      }),
    snapshot: (path) =>
      settled((): Snapshot | undefined => {
        const text = textOf(path)
        const plain = text === undefined ? undefined : readPointer(text)
        if (plain?.path !== path) return undefined
        const pointer = completed(plain)
        const mayGainEncodings =
          pointer.kind === 'file' && isCompressible(pointer) && !pointer.encodings
        return {
          pointer,
          isCurrent: () =>
            settled(
              () =>
                textOf(path) === text && !(mayGainEncodings && compression.isDone(pointer.digest)),
            ),
        }
      }),
    async *pointers(prefix = '/') {
      const folder = prefix.slice(1, prefix.lastIndexOf('/'))
      for await (const file of filesBelow(pointers, folder)) {
        const path = pathOfPointerFile(file)
        if (!path?.startsWith(prefix)) continue
        const pointer = plainPointer(path)
        if (pointer) yield completed(pointer)
      }
    },
    readBlob: (digest) => blobs.read(digest),
    openBlob: (digest) => blobs.open(digest),
    openUpload: (filename) => openForReading(join(uploads, basename(filename))),
    shelf: (channel) => {
      shelfFolder(channel)
      return openShelf(disk, channel)
    },
    changes: openChangeLog(disk),
    compressPending: () => compression.run(),
    verify: ({ repair = false } = {}) =>
      verifyStore({ disk, blobs, compression, uploads, now, repair }),
    check: () => access(pointers, constants.R_OK | constants.X_OK),
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

/** The strong entity tag of plain bytes. */
export const etagOf = (digest: FilePointer['digest']): string => `"${digest.slice(0, 32)}"`
