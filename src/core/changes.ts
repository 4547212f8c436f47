/** The append-only change log every consumer can sync from. */
import type { DeliveryAction } from './delivery'
import type { DocumentType } from './item'

export interface Change {
  /** Counts from 1 without gaps; never reused. */
  readonly seq: number
  /** The delivery's key: appending the same key again answers the same change. */
  readonly key: string
  readonly action: DeliveryAction
  readonly type: DocumentType
  /** Permanent `tag:` URI. */
  readonly id: string
  readonly slug: string
  /** Root-relative address of the page; answers 410 after a withdrawal. */
  readonly path: string
  readonly title: string
  readonly revision: number
  /** SHA-256 of the content, empty for a withdrawal. */
  readonly hash: string
  /** ISO 8601: when it was signed off. */
  readonly at: string
  readonly reason?: string
}

export interface ChangeLogWriter {
  /**
   * Appends in order and answers each entry with its number. A key among the newest entries is not appended again:
   * its first number is answered, so a batch may be repeated after a crash. One writer at a time.
   */
  append(entries: readonly Omit<Change, 'seq'>[]): Promise<readonly Change[]>
  /** Writes the log anew from entries in `seq` order; readers see the old log or the new one. */
  rewrite(entries: AsyncIterable<Change>): Promise<void>
  /** The newest number; 0 when the log is empty. */
  last(): Promise<number>
}
