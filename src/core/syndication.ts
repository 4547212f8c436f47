/** The store behind the alliance's API and OAI-PMH: one record per document, in the order in which they last changed. */
import type { Revision } from './channel'
import type { DeliveryAction } from './delivery'
import type { ContentType, DocumentKey, Item } from './item'

/** What entitlements and sets ask of a document. */
export interface Facets {
  /** Slugs, sorted, like `audiences`. */
  readonly themes: readonly string[]
  readonly audiences: readonly string[]
  readonly language: string
  /** Whether everybody may know of it: it is also on the website. */
  readonly isPublic: boolean
}

/** A record without its text. */
export interface RecordHead extends Facets {
  readonly document: DocumentKey
  readonly type: ContentType
  readonly id: string
  /** Place of its newest change among all; counts up, never reused within an epoch. */
  readonly seq: number
  /** Place of its first one. */
  readonly firstSeq: number
  readonly slug: string
  readonly title: string
  readonly action: DeliveryAction
  readonly revision: number
  /** Of the content; empty for a withdrawal. */
  readonly hash: string
  /** When it was signed off, ISO 8601 UTC. */
  readonly signedOffAt: string
  /** When it changed here; never before that of an earlier `seq`. */
  readonly changedAt: string
  readonly reason?: string
  /** The rights window: shown from `from` on, and no more at `until`. */
  readonly from?: string
  readonly until?: string
  /** Facets it had before, other than those of now. */
  readonly former: readonly Facets[]
}

export type Standing = 'shown' | 'early' | 'over' | 'withdrawn'

/** By the clock, so that windows begin and end on time whoever is down. */
export function standingAt(
  { action, from, until }: Pick<RecordHead, 'action' | 'from' | 'until'>,
  now: string,
): Standing {
  if (action === 'withdraw') return 'withdrawn'
  if (until !== undefined && now >= until) return 'over'
  return from !== undefined && now < from ? 'early' : 'shown'
}

/** The channel's side: one writer at a time, each call all or nothing, repeating harmless. */
export interface SyndicationWriter {
  /** Records revisions in their order; one that is not newer than what is recorded of its document is passed over. */
  record(revisions: readonly Revision[], now: Date): Promise<void>
  /** Moves to the end what began or ended by itself since it last changed. Answers how many. */
  turn(now: Date): Promise<number>
}

export interface SyndicationFacts {
  /** Names this edition of the store: places of another mean nothing. */
  readonly epoch: string
  /** The newest place; 0 when there is nothing. */
  readonly last: number
  /** The oldest `changedAt` there is. */
  readonly earliest?: string
}

export interface ScanOptions {
  /** Places after this. */
  readonly after: number
  readonly most: number
  readonly type?: ContentType
  /** Limits of `changedAt`: the first is included, the second not. */
  readonly from?: string
  readonly before?: string
}

/** The API's side: any number of readers, in any process, while another one writes. */
export interface SyndicationReader {
  facts(): Promise<SyndicationFacts>
  /** In the order of places. */
  scan(options: ScanOptions): Promise<readonly RecordHead[]>
  find(document: DocumentKey): Promise<RecordHead | undefined>
  /** What is shown of these; withdrawn and unknown ones are left out. */
  items(documents: readonly DocumentKey[]): Promise<ReadonlyMap<DocumentKey, Item>>
}
