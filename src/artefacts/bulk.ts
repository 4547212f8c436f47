/**
 * Several artefacts written at a time. Making a file costs the kernel more than drawing a page costs us, and it needs
 * none of our thread: so a rebuild hands artefacts over and goes on.
 */
import type { Artefact, ArtefactWriter, Shelf } from '@/core'

import type { BulkWriter } from './store'

/** As many as keep Node's pool of four threads busy. */
const FILES_AT_ONCE = 16
/** Bytes that wait in memory at the most, beside the artefact that goes beyond. */
const BYTES_AT_ONCE = 32 * 1024 * 1024

/** What publishing will answer, and how to make it true. */
export interface Publication {
  readonly published: { readonly etag: string; readonly changed: boolean }
  write(): Promise<void>
}

/** `prepare` looks at what is there; it is called when nothing is being written to that path. */
export function inBulk(
  writer: ArtefactWriter,
  prepare: (artefact: Artefact) => Publication,
): BulkWriter {
  const underWay = new Map<string, Promise<void>>()
  let bytes = 0
  const failures: unknown[] = []

  const throwFailure = (): void => {
    if (failures.length > 0) throw failures.shift()
  }
  const settle = async (): Promise<void> => {
    await Promise.all(underWay.values())
    throwFailure()
  }
  const start = (artefact: Artefact, publication: Publication): void => {
    bytes += artefact.body.length
    const writing = publication
      .write()
      .catch((error: unknown) => {
        failures.push(error)
      })
      .finally(() => {
        bytes -= artefact.body.length
        underWay.delete(artefact.path)
      })
    underWay.set(artefact.path, writing)
  }
  const afterwards =
    <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      await settle()
      return call(...args)
    }

  return {
    async publish(artefact) {
      while (underWay.size >= FILES_AT_ONCE || bytes > BYTES_AT_ONCE) {
        await Promise.race(underWay.values())
      }
      await underWay.get(artefact.path)
      throwFailure()
      const publication = prepare(artefact)
      start(artefact, publication)
      return publication.published
    },
    publishUpload: afterwards((upload) => writer.publishUpload(upload)),
    gone: afterwards((pointer) => writer.gone(pointer)),
    move: afterwards((from, to) => writer.move(from, to)),
    remove: afterwards((path) => writer.remove(path)),
    lookup: afterwards((path) => writer.lookup(path)),
    settle,
  }
}

/** A shelf that never says more than readers see: it is written after what was handed over before. */
export const afterBulk = (shelf: Shelf, bulk: BulkWriter): Shelf => ({
  read: (name) => shelf.read(name),
  list: (prefix) => shelf.list(prefix),
  async write(name, value) {
    await bulk.settle()
    await shelf.write(name, value)
  },
  async remove(name) {
    await bulk.settle()
    await shelf.remove(name)
  },
})
