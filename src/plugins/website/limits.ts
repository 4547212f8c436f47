/** Every number of the website channel, in one place. */

/** Entries on the home page and on the front page of each type. */
export const ENTRIES_ON_FRONT = 50
/** Entries on one page of a month; a month with more has several. */
export const ENTRIES_PER_PART = 100
/** Addresses in one sitemap; the protocol allows 50,000, small ones are cheap to write again. */
export const ADDRESSES_PER_SITEMAP = 1000

/** Hex digits of a page's digest in a receipt. */
export const RECEIPT_DIGITS = 16

/** Documents of a rebuild between two reports of progress. */
export const PROGRESS_EVERY = 100

/** What the ledger may do with this channel's rows. */
export const MAX_ATTEMPTS = 20
export const LEASE_MS = 60_000
export const BATCH = 100
export const BACKOFF_FIRST_MS = 1000
export const BACKOFF_LONGEST_MS = 5 * 60_000
