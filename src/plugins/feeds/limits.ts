/** Every number of the feeds channel, in one place. */

/** Entries of a subscription document when the settings don't say. */
export const DEFAULT_ITEMS_PER_FEED = 50
/** More would make every publication rewrite a needlessly long document. */
export const MAX_ITEMS_PER_FEED = 200
/** Entries of one archive document; a month with more has several. */
export const ARCHIVE_PART = 100
/** Tombstones shown in a subscription document, and in a month's first archive document. */
export const TOMBSTONES_SHOWN = 50

/** Characters taken from the text when an item has no summary. */
export const EXCERPT = 200

/** Bytes of rendered entries kept in memory; what falls out is rendered again when needed. */
export const FRAGMENT_CACHE_BYTES = 96 * 1024 * 1024
/** How full a rebuild makes that memory before it needs the entries. */
export const FILLED_AHEAD = 0.9
/** Revisions read from the library at a time. */
export const LOAD_AT_ONCE = 50

/** Seconds a reader may keep an archive document; subscription documents have the artefacts' default. */
export const ARCHIVE_MAX_AGE = 3600
/** Minutes between a reader's visits, as RSS `ttl`. */
export const RSS_TTL_MINUTES = 15

/** Digits of a change number in a receipt, so that receipts sort as text. */
export const RECEIPT_DIGITS = 12
