/**
 * What was done at the far side for one document, step by step. Written before a step that might happen and after one that
 * did, so whoever comes next knows what must be asked instead of done again. On the channel's shelf: written atomically, by
 * the lane's holder alone, and kept with the artefacts, whatever becomes of ledger rows.
 */
import type { DocumentKey, Shelf } from '@/core'

export type Way = 'publish' | 'mass'

/** An article readers can open. */
export interface Page {
  readonly key: string
  readonly revision: number
  readonly way: Way
  /** For deleting: an article id, or the id of the mass send. */
  readonly id: string
  readonly url?: string
  readonly deleted?: true
}

export interface HandOver {
  readonly way: Way
  /** `asked`: the call was about to be made, so it may have happened. `taken`: the far side named it. */
  readonly step: 'asked' | 'taken'
  /** Milliseconds since the epoch. */
  readonly at: number
  /** publish_id or msg_id, once taken. */
  readonly id?: string
  /** Status calls made so far. */
  readonly checks: number
}

export interface Journal {
  readonly key: string
  readonly revision: number
  readonly title: string
  readonly sourceUrl: string
  readonly draft?: {
    readonly step: 'asked' | 'made'
    readonly at: number
    readonly mediaId?: string
  }
  readonly previewed?: true
  /** A person publishes it. */
  readonly manual?: true
  readonly handOver?: HandOver
  /** Revisions that were handed over and never heard of again. */
  readonly unsettled?: readonly number[]
  /** Newest last. */
  readonly pages: readonly Page[]
}

/** What a callback left for the lane's holder. Only the callback writes it. */
export interface Event {
  readonly status: string
  readonly articleId?: string
  readonly url?: string
}

/** Where a callback finds the ledger row of a hand-over. */
export interface Job {
  readonly document: DocumentKey
  readonly row: string
}

export const jobName = (id: string): string => `jobs/${id}`
export const eventName = (id: string): string => `events/${id}`

const nameOf = (document: DocumentKey): string => `documents/${document}`

export const readJournal = async (
  shelf: Shelf,
  document: DocumentKey,
): Promise<Journal | undefined> => (await shelf.read(nameOf(document))) as Journal | undefined

export async function writeJournal(
  shelf: Shelf,
  document: DocumentKey,
  journal: Journal,
): Promise<Journal> {
  await shelf.write(nameOf(document), journal)
  return journal
}

export const pageOf = ({ pages, key, revision }: Journal): Page | undefined =>
  pages.find((page) => page.key === key || page.revision === revision)
