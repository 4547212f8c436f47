/**
 * The stores behind the delivery ledger. The rules are core/delivery.ts; a store only makes them atomic.
 * One contract suite (tests/contract/ledger-store.contract.ts) runs over every implementation.
 */
import type { Delivery, DeliveryAction, DeliveryState, DocumentKey } from '@/core'

/** A row to be written by a publish. */
export interface NewDelivery {
  readonly id: string
  /** `channel|destination|revision|action`, plus `|again-N` where a revision comes back and `|resend-N`. Unique. */
  readonly key: string
  /** Id of the channel row. */
  readonly channel: string
  readonly destination: string
  readonly document: DocumentKey
  readonly title: string
  /** Id of the revision record. */
  readonly revision: string
  readonly revisionNumber: number
  readonly action: DeliveryAction
  /** Milliseconds since the epoch: when it is to go out. */
  readonly dueAt: number
}

/** Of a delivered row what a rebuild reads: it reads all there are, and every further column costs. */
export interface DeliveredRow extends Pick<LedgerRow, 'id' | 'key' | 'revision' | 'action'> {
  readonly receipt: string
}

/** One try, for the row's page and the log. Times are milliseconds. */
export interface Attempt {
  readonly at: number
  readonly durationMs: number
  readonly worker: string
  readonly outcome: 'delivered' | 'submitted' | 'transient' | 'permanent' | 'unknown'
  readonly code?: string
  readonly message?: string
  readonly receipt?: string
}

/** Attempts kept on a row; older ones are dropped from the front, the count in `delivery.attempts` stays true. */
export const ATTEMPTS_KEPT = 20

export interface LedgerRow extends NewDelivery {
  readonly delivery: Delivery
  readonly attemptLog: readonly Attempt[]
  readonly createdAt: number
  readonly updatedAt: number
}

/** All rows of one channel and destination: the unit of order and of isolation. */
export interface LaneKey {
  readonly channel: string
  readonly destination: string
}

/** A database transaction a store may write in; opaque to callers. */
export type Transaction = { readonly id: string | number }

export interface LedgerStore {
  /**
   * Adds the rows and supersedes, in each row's lane, the same document's rows of a lower revision that nobody has
   * tried to send. A row whose key is there already is left alone, so repeating a call changes nothing.
   */
  enqueue(rows: readonly NewDelivery[], now: number, transaction?: Transaction): Promise<number>
  /** Lanes that have a row due at `now`, a submitted one due for a check, or a row in `sending` whose lease ran out. */
  lanesWithWork(now: number): Promise<readonly LaneKey[]>
  /**
   * Moves up to `limit` due rows of the lane from pending to sending under `token`, oldest revision first, and answers
   * them. Of many rivals, each row goes to exactly one. Never two rows of one document at a time: a document's later
   * revision waits until the earlier one has settled or is submitted. With `state: 'submitted'` the rows due for a check
   * instead; they keep their count of attempts and their receipt so far.
   */
  claim(
    lane: LaneKey,
    options: {
      limit: number
      token: string
      now: number
      leaseMs: number
      /** Default `pending`. */
      state?: 'pending' | 'submitted'
    },
  ): Promise<readonly LedgerRow[]>
  /** Lengthens the lease of every row still held under `token`; answers how many. */
  renew(token: string, leaseUntil: number): Promise<number>
  /** Writes the outcome of an attempt if the row is still in `sending` under `token`; false when it is not. */
  settle(id: string, token: string, next: Delivery, attempt: Attempt, now: number): Promise<boolean>
  /** The same for many rows of one claim, in one round trip where the database can. Answers the ids that moved. */
  settleMany(
    settlements: readonly { id: string; next: Delivery; attempt: Attempt }[],
    token: string,
    now: number,
  ): Promise<readonly string[]>
  /** The lane's rows in `sending` whose lease ran out, the longest lost first. */
  expired(lane: LaneKey, now: number, limit: number): Promise<readonly LedgerRow[]>
  /** A move that is not an attempt's end (lease expired, a person's decision, superseded), if the row has not moved. */
  move(row: LedgerRow, next: Delivery, attempt: Attempt | undefined, now: number): Promise<boolean>
  find(id: string): Promise<LedgerRow | undefined>
  list(filter: {
    channel?: string
    state?: DeliveryState
    document?: DocumentKey
    /** Newest first. Default 100. */
    limit?: number
  }): Promise<readonly LedgerRow[]>
  /** The channel's delivered rows in the order of (receipt, id), after the given one. */
  delivered(
    channel: string,
    page: { limit: number; after?: { receipt: string; id: string } },
  ): Promise<readonly DeliveredRow[]>
  /** How many rows per channel and state. */
  counts(): Promise<readonly { channel: string; state: DeliveryState; count: number }[]>
}

/** Named locks with a time limit, for exclusive lanes and scheduled jobs. */
export interface LeaseStore {
  /**
   * Takes the lease if it is free, expired, or already `holder`'s own. With `mark`, only if the mark last recorded is
   * lower, and records it: "this tick has not run yet". Of many rivals exactly one gets true.
   */
  acquire(name: string, holder: string, now: number, ttlMs: number, mark?: number): Promise<boolean>
  /** False when the lease is no longer `holder`'s. */
  renew(name: string, holder: string, now: number, ttlMs: number): Promise<boolean>
  /** Gives it up early; someone else's lease is left alone. */
  release(name: string, holder: string): Promise<void>
}
