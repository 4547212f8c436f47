/** What gateways answer, and what follows. The one place; explained in docs/errors.md. */
import type { RecipientEvent } from '../recipient'
import { waitAfter, type Copy } from '../sending'

/** `later`: not taken, try again; `failed`: this message, for good; `address`: the number; `unknown`: perhaps taken. */
export type Follows = 'accepted' | 'later' | 'failed' | 'address' | 'unknown'

/**
 * 3GPP TS 23.140, 8.7.5.1 and annex L: 1xxx success, 2xxx our fault, 3xxx the server's, 4xxx the service's. What speaks of our
 * account or of its rate is tried again, so that a wrong setting loses nobody; a code that is not listed goes by its thousands.
 */
export const MM7_STATUSES: Readonly<Record<number, Follows>> = {
  1000: 'accepted',
  1100: 'accepted',
  // Operation restricted: gateways answer it to who sends too fast or beyond a quota.
  2001: 'later',
  2002: 'address',
  2003: 'address',
  3002: 'failed',
  3003: 'failed',
  3004: 'failed',
  // Improper identification: our login.
  4001: 'later',
  4002: 'failed',
  4003: 'failed',
  4004: 'failed',
  4007: 'failed',
  4008: 'failed',
}
const MM7_THOUSANDS: Readonly<Record<number, Follows>> = {
  1: 'accepted',
  2: 'failed',
  3: 'later',
  4: 'later',
}

export const followsMm7 = (status: number): Follows =>
  MM7_STATUSES[status] ?? MM7_THOUSANDS[Math.floor(status / 1000)] ?? 'failed'

/** HTTP's own answer, where the body says nothing: from … to, the first that fits. */
export const HTTP_ANSWERS: readonly {
  readonly from: number
  readonly to: number
  readonly follows: Follows
}[] = [
  { from: 200, to: 299, follows: 'accepted' },
  // Redirects are not followed: the address in the settings is wrong.
  { from: 300, to: 399, follows: 'later' },
  // Our login, our address: nothing is wrong with the recipient.
  { from: 401, to: 408, follows: 'later' },
  { from: 425, to: 429, follows: 'later' },
  { from: 400, to: 499, follows: 'failed' },
  { from: 503, to: 503, follows: 'later' },
  // Somebody in the middle gave up, or the gateway broke over it: it may have been taken.
  { from: 500, to: 599, follows: 'unknown' },
]

export const followsHttp = (status: number): Follows =>
  HTTP_ANSWERS.find(({ from, to }) => status >= from && status <= to)?.follows ?? 'unknown'

/** `retryAfterMs`: how long the gateway asked us to wait. */
export function eventOf(
  follows: Follows,
  code: string,
  { recipient }: Copy,
  { receipt, retryAfterMs = 0 }: { receipt?: string; retryAfterMs?: number } = {},
): RecipientEvent {
  switch (follows) {
    case 'accepted':
      return { type: 'accepted', ...(receipt ? { receipt } : {}) }
    case 'later':
      return {
        type: 'deferred',
        code,
        waitMs: Math.max(waitAfter(recipient.attempts), retryAfterMs),
      }
    case 'unknown':
      return { type: 'lost', code }
    case 'failed':
    case 'address':
      return { type: 'refused', code, address: follows === 'address' }
  }
}

/** `MMStatus` of an MM7 delivery report (TS 23.140, 7.1.4.4); undefined: nothing is decided yet. */
export const MM7_REPORTS: Readonly<Record<string, 'delivered' | 'failed' | undefined>> = {
  Retrieved: 'delivered',
  Forwarded: 'delivered',
  Expired: 'failed',
  Rejected: 'failed',
  'System error': 'failed',
  'Not supported': 'failed',
  // Taken by a network that tells nothing further, or still waiting.
  Indeterminate: undefined,
  Deferred: undefined,
}
