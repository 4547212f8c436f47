/**
 * The delivery ledger's rules, as one pure function.
 *
 * pending ─claim→ sending ─ok──────────────────→ delivered
 *    ↑               ├─ handed over, still open → submitted ─claim→ sending (a check) ─→ …
 *    ↑               ├─ transient, tries left ──→ pending, later
 *    └───────────────┤─ permanent or tries spent → failed
 *                    └─ nobody knows ──────────→ held, or pending where a repeat is harmless
 *
 * A submitted row waits for the far side's verdict: it is asked for when its time comes, or as soon as news wakes it. A check
 * cut short leaves it submitted, since asking does no harm. A submitted row keeps no later revision waiting.
 *
 * A newer revision supersedes a row nobody has tried to send yet; a deleted channel every row nobody is sending, since
 * nobody will carry it. Settled rows never move, with one exception: a person ends `held` by saying what really
 * happened; `submitted` may be ended so too. A resend is a new row.
 */
import type { DeliveryError } from './errors'

export const DELIVERY_STATES = [
  'pending',
  'sending',
  'submitted',
  'delivered',
  'failed',
  'held',
  'superseded',
] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** States in which work is still to be done. `held` waits for a person and is not open. */
export const OPEN_STATES = [
  'pending',
  'sending',
  'submitted',
] as const satisfies readonly DeliveryState[]

export const DELIVERY_ACTIONS = ['publish', 'correct', 'withdraw'] as const
export type DeliveryAction = (typeof DELIVERY_ACTIONS)[number]

/** What a channel promises when things go wrong. Data, so the ledger acts on it and editors can read it. */
export interface Guarantee {
  readonly maxAttempts: number
  readonly leaseMs: number
  readonly backoffMs: (attempt: number) => number
  /**
   * `repeat` where the far side drops duplicates; `hold` where a duplicate costs money or trust; `reconcile` where the channel
   * itself asks the far side before it does anything again: a lost worker's row is tried again, what the channel can't find
   * out is held.
   */
  readonly onUnknown: 'repeat' | 'hold' | 'reconcile'
  readonly withdrawal: 'removes' | 'asks' | 'cannot'
}

/** The part of a ledger row the rules look at. Times are milliseconds since the epoch. */
export type Delivery =
  | { readonly state: 'pending'; readonly attempts: number; readonly notBefore: number }
  | {
      readonly state: 'sending'
      readonly attempts: number
      readonly token: string
      readonly leaseUntil: number
      /** Of a submitted row that is being checked: its receipt so far. */
      readonly receipt?: string
    }
  /** Handed over, the outcome is open; asked for at `notBefore`. */
  | {
      readonly state: 'submitted'
      readonly attempts: number
      readonly receipt: string
      readonly notBefore: number
    }
  | { readonly state: 'delivered'; readonly attempts: number; readonly receipt: string }
  | { readonly state: 'failed' | 'held'; readonly attempts: number; readonly code: string }
  | { readonly state: 'superseded'; readonly attempts: number }

export type DeliveryEvent =
  | { readonly type: 'claim'; readonly token: string }
  | { readonly type: 'delivered'; readonly token: string; readonly receipt: string }
  /** The far side took it and has not decided; it is asked again at `checkAt`. */
  | {
      readonly type: 'submitted'
      readonly token: string
      readonly receipt: string
      readonly checkAt: number
    }
  /** The far side spoke up: a submitted row is checked at once. */
  | { readonly type: 'news' }
  /** A person wants a row that waits for its time at once. */
  | { readonly type: 'hurried' }
  | { readonly type: 'failed'; readonly token: string; readonly error: DeliveryError }
  | { readonly type: 'lease-expired' }
  | { readonly type: 'superseded' }
  /** The row's channel was deleted. */
  | { readonly type: 'channel-gone' }
  /** A person looked at the far side and says how a held or submitted row ended. */
  | { readonly type: 'resolved'; readonly outcome: 'delivered' | 'failed'; readonly note: string }

/**
 * The next state of a row. An event that does not fit (a late answer, a lease that was renewed, a claim on a row
 * that is not due) returns the very same object, so callers can tell "nothing happened" by identity.
 */
export function advance(
  row: Delivery,
  event: DeliveryEvent,
  guarantee: Guarantee,
  now: number,
): Delivery {
  switch (event.type) {
    case 'claim':
      return claimed(row, event.token, guarantee, now)
    case 'delivered':
      return row.state === 'sending' && row.token === event.token
        ? { state: 'delivered', attempts: row.attempts, receipt: event.receipt }
        : row
    case 'submitted':
      return row.state === 'sending' && row.token === event.token
        ? submitted(row.attempts, event.receipt, event.checkAt)
        : row
    case 'news':
      return row.state === 'submitted' && row.notBefore > now ? { ...row, notBefore: now } : row
    case 'hurried':
      return row.state === 'pending' && row.notBefore > now ? { ...row, notBefore: now } : row
    case 'failed':
      return row.state === 'sending' && row.token === event.token
        ? afterFailure(row, event.error, guarantee, now)
        : row
    case 'lease-expired':
      return row.state === 'sending' && row.leaseUntil <= now
        ? afterLostLease(row, guarantee, now)
        : row
    case 'superseded':
      return row.state === 'pending' && row.attempts === 0
        ? { state: 'superseded', attempts: row.attempts }
        : row
    case 'channel-gone':
      // What a worker is sending right now is left to it.
      // What the far side has taken is for a person to find out.
      if (row.state === 'submitted') {
        return { state: 'held', attempts: row.attempts, code: 'OUTCOME_UNKNOWN' }
      }
      return row.state === 'pending' || (row.state === 'sending' && row.leaseUntil <= now)
        ? { state: 'superseded', attempts: row.attempts }
        : row
    case 'resolved':
      if (row.state !== 'held' && row.state !== 'submitted') return row
      return event.outcome === 'delivered'
        ? { state: 'delivered', attempts: row.attempts, receipt: event.note }
        : {
            state: 'failed',
            attempts: row.attempts,
            code: row.state === 'held' ? row.code : 'DESTINATION_REFUSED',
          }
  }
}

type Sending = Extract<Delivery, { state: 'sending' }>

const submitted = (attempts: number, receipt: string, notBefore: number): Delivery => ({
  state: 'submitted',
  attempts,
  receipt,
  notBefore,
})

/** A check is no attempt to send, so it does not count as one. */
function claimed(row: Delivery, token: string, { leaseMs }: Guarantee, now: number): Delivery {
  if ((row.state !== 'pending' && row.state !== 'submitted') || row.notBefore > now) return row
  const { attempts } = row
  const lease = { state: 'sending', token, leaseUntil: now + leaseMs } as const
  return row.state === 'pending'
    ? { ...lease, attempts: attempts + 1 }
    : { ...lease, attempts, receipt: row.receipt }
}

const afterLostLease = (row: Sending, guarantee: Guarantee, now: number): Delivery => {
  if (row.receipt !== undefined) return submitted(row.attempts, row.receipt, now)
  return guarantee.onUnknown === 'reconcile'
    ? tryAgain(row.attempts, 'WORKER_LOST', guarantee, now)
    : afterUnknown(row.attempts, 'WORKER_LOST', guarantee, now)
}

function afterFailure(
  { attempts, receipt }: Sending,
  error: DeliveryError,
  guarantee: Guarantee,
  now: number,
): Delivery {
  switch (error.kind) {
    case 'permanent':
      return { state: 'failed', attempts, code: error.code }
    case 'unknown':
      return afterUnknown(attempts, error.code, guarantee, now)
    case 'transient':
      if (receipt !== undefined) {
        const wait = Math.max(guarantee.backoffMs(attempts), error.retryAfterMs ?? 0)
        return submitted(attempts, receipt, now + wait)
      }
      return tryAgain(attempts, error.code, guarantee, now, error.retryAfterMs)
  }
}

const afterUnknown = (
  attempts: number,
  code: string,
  guarantee: Guarantee,
  now: number,
): Delivery =>
  guarantee.onUnknown === 'repeat'
    ? tryAgain(attempts, code, guarantee, now)
    : { state: 'held', attempts, code }

const tryAgain = (
  attempts: number,
  code: string,
  guarantee: Guarantee,
  now: number,
  retryAfterMs = 0,
): Delivery =>
  attempts >= guarantee.maxAttempts
    ? { state: 'failed', attempts, code }
    : {
        state: 'pending',
        attempts,
        notBefore: now + Math.max(guarantee.backoffMs(attempts), retryAfterMs),
      }
