/** One document of a feed, before it has a format. */
import type { Site } from '@/core'

import type { Topic } from './topics'

/** What is left of a withdrawn entry (RFC 6721). */
export interface Tombstone {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly when: string
  readonly reason?: string
}

export interface FeedDocument {
  readonly site: Site
  readonly topic: Topic
  readonly title: string
  readonly description: string
  /** ISO 8601, UTC: of the newest change among what the document holds. */
  readonly updated: string
  /** Set in archive documents: the document's own name, e.g. `2014-07-2`. */
  readonly archive?: string
  readonly previousArchive?: string
  readonly nextArchive?: string
  readonly hubUrl?: string
  readonly tombstones: readonly Tombstone[]
}

/** A format: entries are rendered in advance, documents are joined from them. */
export interface FeedFormat<Entry> {
  readonly mediaType: string
  /**
   * A text for each entry, in their order, the same however many are rendered together: setting up a generator costs as
   * much as an entry does.
   */
  readonly entries: (entries: readonly Entry[], site: Site) => readonly string[]
  /** What stands before the first entry and after the last. */
  readonly frame: (document: FeedDocument) => { readonly head: string; readonly tail: string }
  readonly separator: string
}

export const GENERATOR = {
  name: 'Quanmei',
  archiveNamespace: 'http://purl.org/syndication/history/1.0',
}
