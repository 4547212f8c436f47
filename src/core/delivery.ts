/**
 * The delivery ledger's rules, as one pure function.
 *
 * pending ─claim→ sending ─ok──────────────────→ delivered
 *    ↑               ├─ transient, tries left ──→ pending, later
 *    └───────────────┤─ permanent or tries spent → failed
 *                    └─ nobody knows ──────────→ held, or pending where a repeat is harmless
 *
 * A newer revision supersedes a row nobody has tried to send yet; a deleted channel every row nobody is sending, since
 * nobody will carry it. Settled rows never move, with one exception: a person ends `held` by saying what really
 * happened. A resend is a new row.
 */
import type { DeliveryError } from './errors'

export const DELIVERY_STATES = [
  'pending',
  'sending',
  'delivered',
  'failed',
  'held',
  'superseded',
] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** States in which work is still to be done. `held` waits for a person and is not open. */
export const OPEN_STATES = ['pending', 'sending'] as const satisfies readonly DeliveryState[]

export const DELIVERY_ACTIONS = ['publish', 'correct', 'withdraw'] as const
export type DeliveryAction = (typeof DELIVERY_ACTIONS)[number]

/** What a channel promises when things go wrong. Data, so the ledger acts on it and editors can read it. */
export interface Guarantee {
  readonly maxAttempts: number
  readonly leaseMs: number
  readonly backoffMs: (attempt: number) => number
  /** `repeat` where the far side drops duplicates; `hold` where a duplicate costs money or trust. */
  readonly onUnknown: 'repeat' | 'hold'
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
    }
  | { readonly state: 'delivered'; readonly attempts: number; readonly receipt: string }
  | { readonly state: 'failed' | 'held'; readonly attempts: number; readonly code: string }
  | { readonly state: 'superseded'; readonly attempts: number }

export type DeliveryEvent =
  | { readonly type: 'claim'; readonly token: string }
  | { readonly type: 'delivered'; readonly token: string; readonly receipt: string }
  | { readonly type: 'failed'; readonly token: string; readonly error: DeliveryError }
  | { readonly type: 'lease-expired' }
  | { readonly type: 'superseded' }
  /** The row's channel was deleted. */
  | { readonly type: 'channel-gone' }
  /** A person looked at the far side and says how a held row ended. */
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
      return row.state === 'pending' && row.notBefore <= now
        ? {
            state: 'sending',
            attempts: row.attempts + 1,
            token: event.token,
            leaseUntil: now + guarantee.leaseMs,
          }
        : row
    case 'delivered':
      return row.state === 'sending' && row.token === event.token
        ? { state: 'delivered', attempts: row.attempts, receipt: event.receipt }
        : row
    case 'failed':
      return row.state === 'sending' && row.token === event.token
        ? afterFailure(row.attempts, event.error, guarantee, now)
        : row
    case 'lease-expired':
      return row.state === 'sending' && row.leaseUntil <= now
        ? afterUnknown(row.attempts, 'WORKER_LOST', guarantee, now)
        : row
    case 'superseded':
      return row.state === 'pending' && row.attempts === 0
        ? { state: 'superseded', attempts: row.attempts }
        : row
    case 'channel-gone':
      // What a worker is sending right now is left to it.
      return row.state === 'pending' || (row.state === 'sending' && row.leaseUntil <= now)
        ? { state: 'superseded', attempts: row.attempts }
        : row
    case 'resolved':
      if (row.state !== 'held') return row
      return event.outcome === 'delivered'
        ? { state: 'delivered', attempts: row.attempts, receipt: event.note }
        : { state: 'failed', attempts: row.attempts, code: row.code }
  }
}

function afterFailure(
  attempts: number,
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
      return tryAgain(attempts, error.code, guarantee, now, error.retryAfterMs)
  }
}

const afterUnknown = (
  attempts: number,
  code: string,
  guarantee: Guarantee,
  now: number,
): Delivery =>
  guarantee.onUnknown === 'hold'
    ? { state: 'held', attempts, code }
    : tryAgain(attempts, code, guarantee, now)

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
