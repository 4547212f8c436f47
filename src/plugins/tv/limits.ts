/** Every number of the TV channel, in one place. */

/** Items on one page of a column's feed: what Google Ad Manager takes at most (support.google.com/admanager, 7501017). */
export const ITEMS_PER_PAGE = 100

/** Days of the schedule before and after today. */
export const SCHEDULE_DAYS_BEFORE = 7
export const SCHEDULE_DAYS_AFTER = 7

/** Minutes between a partner's visits, as RSS `ttl`. */
export const RSS_TTL_MINUTES = 15

/** Characters of a description taken from the text when there is no summary. */
export const DESCRIPTION_LIMIT = 500

/** Hex digits of the content's digest in a receipt. */
export const RECEIPT_DIGITS = 16

/** How often a rebuild tells its progress, in documents. */
export const PROGRESS_EVERY = 100
