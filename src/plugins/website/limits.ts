/** Every number of the website channel, in one place. */
import type { ContentType } from '@/core'

/** Entries on the front page of a type or a topic. */
export const ENTRIES_ON_FRONT = 20
/** On the home page, as its layout has room for: the latest of everything, the newest of a type, topics of each kind. */
export const LATEST_ON_HOME = 6
export const OF_TYPE_ON_HOME = {
  // They are most of what is latest.
  articles: 0,
  videos: 4,
  explainers: 5,
  lessons: 2,
  courses: 2,
} as const satisfies Record<ContentType, number>
export const TOPICS_ON_HOME = 12
/** Newspapers whose newest edition is on the home page. */
export const EDITIONS_ON_HOME = 4
/** Broadcasts to come. */
export const SLOTS_ON_HOME = 8
/** Further documents a document's page points to, beside those the editors chose. */
export const RELATED = 4
/** Pixels. Sizes wider than this are not kept in lists. */
export const CARD_PICTURE_WIDTH = 960
/** Entries on one page of a month; a month with more has several. */
export const ENTRIES_PER_PART = 100
/** Addresses in one sitemap; the protocol allows 50,000, small ones are cheap to write again. */
export const ADDRESSES_PER_SITEMAP = 1000

/** Hex digits of the content's digest in a receipt. */
export const RECEIPT_DIGITS = 16

/** Documents loaded at once to draw their pages; also how often a rebuild tells its progress. */
export const LOADED_AT_ONCE = 100
