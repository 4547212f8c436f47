/** Every limit of the search engine, with its reason. */

/** Of a query, in UTF-16 units: a long title still fits. */
export const MAX_QUERY_LENGTH = 100
/** Of a query, between spaces. Each is one more condition for the index to meet. */
export const MAX_QUERY_WORDS = 8
/** Words a query may be cut into; 100 characters without one known word are more, and mean nothing. */
export const MAX_QUERY_TERMS = 32

/** Results that can be paged through. A query with more has a total of "at least" this many. */
export const MAX_RESULTS = 200
export const DEFAULT_PAGE_SIZE = 20
export const MAX_PAGE_SIZE = 50

/** Of one document's text, in UTF-16 units, about 100 printed pages; what follows can't be found. */
export const MAX_TEXT_LENGTH = 200_000
/** Of an excerpt beneath a result, in UTF-16 units. */
export const SNIPPET_LENGTH = 120

/** A word is what a text is about when it stands there this often. */
export const OFTEN = 4

/**
 * Documents per transaction. SQLite works on the calling thread, half a millisecond a document: so many hold up whatever
 * else the process does for about as long as one admin page.
 */
export const WRITE_BATCH = 50

/** Pages of 4 KB per step of joining the index's parts: a few milliseconds during which nothing else has its turn. */
export const MERGE_PAGES = 100
