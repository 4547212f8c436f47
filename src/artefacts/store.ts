/** What the rest of the program knows of the store. Another kind of storage implements this, and nothing else changes. */
import type { Readable } from 'node:stream'

import type { ArtefactWriter, Change, ChangeLogWriter, Pointer, Shelf } from '@/core'

export interface ArtefactStore extends ArtefactWriter {
  /** A channel's own small memory. */
  shelf(channel: string): Shelf
  readonly changes: ChangeLog
  /** Every pointer whose path begins with the prefix. */
  pointers(prefix?: string): AsyncIterable<Pointer>
  /** What the path answers, with a way to ask later whether that still holds; `undefined` when it answers nothing. */
  snapshot(path: string): Promise<Snapshot | undefined>
  /** The bytes with that digest. Throws DeliveryError STORAGE_UNAVAILABLE when they can't be read. */
  readBlob(digest: string): Promise<Buffer>
  /** The same as a stream, already open. */
  openBlob(digest: string): Promise<OpenFile>
  /** A file of the media folder, already open; `undefined` when it is not there. */
  openUpload(filename: string): Promise<OpenFile | undefined>
  /** Makes gzip and brotli copies of what was published since; answers how many artefacts got some. */
  compressPending(): Promise<number>
  /** Compares everything with its digest and looks for what nobody needs; `repair` removes the latter. */
  verify(options?: { readonly repair?: boolean }): Promise<VerifyReport>
  /** Throws when the store can't be read: so a lost disk is not taken for an empty one. */
  check(): Promise<void>
  /** Told each path that may answer differently from now on, in this process. Answers how to stop. */
  subscribe(listener: (path: string) => void): () => void
}

export interface Snapshot {
  readonly pointer: Pointer
  /** Cheap enough to be asked often. */
  isCurrent(): Promise<boolean>
}

/** Somebody must read it to the end, destroy the stream, or close it. */
export interface OpenFile {
  readonly bytes: number
  readonly modifiedMs: number
  /** Both ends included, as in HTTP. */
  stream(range?: { readonly start: number; readonly end: number }): Readable
  close(): Promise<void>
}

export interface ChangePage {
  /** Names this edition of the log: numbers of another epoch mean nothing. Empty as long as nothing was written. */
  readonly epoch: string
  /** The newest number at the time of reading. */
  readonly last: number
  readonly changes: readonly Change[]
}

export interface ChangeLog extends ChangeLogWriter {
  /** At most `limit` changes after `since`, oldest first. Works in any process while another one appends. */
  read(since: number, limit: number): Promise<readonly Change[]>
  /** The same with the epoch and the newest number, all of one moment. */
  page(since: number, limit: number): Promise<ChangePage>
  epoch(): Promise<string>
}

export interface Damage {
  /** What is damaged: `blobs/…` or `pointers/…`. */
  readonly file: string
  readonly reason: 'altered' | 'missing' | 'unreadable'
  /** Paths that answer it; a rebuild of their channel mends them. */
  readonly paths: readonly string[]
}

export interface VerifyReport {
  readonly pointers: number
  readonly blobs: number
  readonly bytes: number
  readonly damaged: readonly Damage[]
  /** Paths whose file is no longer in the media folder. */
  readonly missingUploads: readonly string[]
  /** Files nobody needs. */
  readonly strays: {
    readonly blobs: number
    readonly encodings: number
    readonly temporary: number
  }
  /** Whether the strays were removed, and damaged compressed copies with them. */
  readonly repaired: boolean
}
