/** Every number of what is pushed to other sites: WebSub and webhooks. Times in milliseconds unless their name says otherwise. */

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** How long an answer may take (Standard Webhooks: 15 to 30 s). */
export const TIMEOUT = 15 * SECOND
/**
 * Waits after the first, second … failed attempt: eight attempts over a day. Standard Webhooks' schedule, ended where ours
 * gives up. Each is lengthened by up to a tenth, so that what failed together does not come back together.
 */
export const RETRY_WAITS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  8 * HOUR,
  8.5 * HOUR,
] as const
export const JITTER = 0.1
/** The longest `Retry-After` that is obeyed. */
export const LONGEST_RETRY_AFTER = DAY
/** Waits of a verification: a person is waiting for it. */
export const VERIFY_WAITS = [5 * SECOND, MINUTE, 5 * MINUTE] as const

/** Requests at once to destinations whose last attempt went well, and to the others: those must not stand in their way. */
export const HEALTHY_AT_ONCE = 192
export const FAILING_AT_ONCE = 32
/** How often another process's work is looked for while requests are under way. */
export const LOOK_EVERY = SECOND

/** An endpoint that failed for so long, and took nothing meanwhile, is switched off. */
export const DISABLE_AFTER = DAY
/** How long settled rows are kept: for the admin, and against a second fan-out of the same event. */
export const KEEP_SETTLED = 7 * DAY
/** Changes read at once when events are made, and when they are replayed. */
export const CHANGES_PER_STEP = 500

/** WebSub: seconds a subscription lasts. The default is the W3C's recommendation of ten days. */
export const LEASE_SECONDS = { least: 5 * 60, usual: 10 * 86_400, most: 30 * 86_400 } as const
/** Bytes of `hub.secret` (W3C WebSub, 5.1: "MUST be less than 200 bytes in length"). */
export const SECRET_BYTES = 199
/** Characters of a callback or a topic. */
export const LONGEST_ADDRESS = 2000
/** Characters of a challenge we send. */
export const CHALLENGE_BYTES = 32
/** Subscriptions to one host: nobody needs more, and a hub must not be made to flood one. */
export const MOST_PER_HOST = 2000

/** Standard Webhooks: seconds between the attempt's timestamp and the clock a receiver takes. */
export const SECRET_LENGTH_BYTES = 32
/** Secrets an endpoint has at once: one, and the one before while it is rotated. */
export const MOST_SECRETS = 2
/** Attempts shown of an endpoint. */
export const RECENT = 20
