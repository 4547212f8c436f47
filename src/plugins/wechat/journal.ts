/**
 * What was done at the far side for one document, step by step. Written before a step that might happen and after one that
 * did, so whoever comes next knows what must be asked instead of done again. On the channel's shelf: written atomically, by
 * the lane's holder alone, and kept with the artefacts, whatever becomes of ledger rows.
 */
import type { DocumentKey, Shelf } from '@/core'

export type Way = 'publish' | 'mass'

/** An article readers can open; of a bundle, all of them. */
export interface Page {
  readonly key: string
  readonly revision: number
  readonly way: Way
  /** For deleting: an article id, or the id of the mass send. */
  readonly id: string
  readonly url?: string
  /** Of a bundle: the articles' addresses in their order, empty where the far side gave none. */
  readonly urls?: readonly string[]
  /** Its place in the bundle it went out with, from 1. */
  readonly index?: number
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
  /** One of them was made early, because of a callback. */
  readonly prompted?: true
}

/** What an article is known by in the far side's lists. */
export interface Known {
  readonly title: string
  readonly sourceUrl: string
}

export interface Journal extends Known {
  readonly key: string
  readonly revision: number
  /** Of a bundle: those after the lead, in order. */
  readonly others?: readonly Known[]
  /** Of a bundle: keys and ledger rows of its documents, in order. */
  readonly members?: readonly { readonly key: string; readonly row: string }[]
  /** Of a bundle that never went out: nobody goes on with it. */
  readonly dropped?: true
  readonly draft?: {
    readonly step: 'asked' | 'made'
    readonly at: number
    readonly mediaId?: string
  }
  readonly previewed?: true
  /** A person publishes it. */
  readonly manual?: true
  /** Why the far side refused it, in both languages. */
  readonly refused?: string
  /** Id of the bundle it is part of; what happens to that is in the bundle's own journal. */
  readonly bundle?: string
  readonly handOver?: HandOver
  /** Revisions that were handed over and never heard of again. */
  readonly unsettled?: readonly number[]
  /** Newest last. */
  readonly pages: readonly Page[]
}

/** What a callback left for the lane's holder. Only the callback writes it. */
export interface Event {
  /** Milliseconds since the epoch: when the far side says it was. */
  readonly at: number
  readonly status: string
  readonly articleId?: string
  /** Addresses of the articles in their order, empty where there is none. */
  readonly urls: readonly string[]
}

export interface KeptEvent extends Event {
  /** It came encrypted, so the far side itself said it. Otherwise it is only a reason to ask. */
  readonly isAuthentic: boolean
}

/** Where a callback finds the ledger rows of a hand-over. */
export interface Job {
  readonly rows: readonly string[]
}

export const jobName = (id: string): string => `jobs/${id}`
export const eventName = (id: string): string => `events/${id}`

/** Names of journals on the shelf. */
export const documentName = (document: DocumentKey): string => `documents/${document}`
export const bundleName = (id: string): string => `bundles/${id}`

export const readJournal = async (shelf: Shelf, name: string): Promise<Journal | undefined> =>
  (await shelf.read(name)) as Journal | undefined

/** The articles of a hand-over, in order. */
export const articlesOf = ({ title, sourceUrl, others = [] }: Journal): readonly Known[] => [
  { title, sourceUrl },
  ...others,
]

export const pageOf = ({ pages, key, revision }: Journal): Page | undefined =>
  pages.find((page) => page.key === key || page.revision === revision)
