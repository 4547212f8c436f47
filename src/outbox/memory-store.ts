/** The stores in memory: for tests, and the shortest statement of what a store must do. */
import type { Delivery, DeliveryState } from '@/core'

import { firstState } from './columns'
import {
  ATTEMPTS_KEPT,
  type Attempt,
  type LaneKey,
  type LeaseStore,
  type LedgerRow,
  type LedgerStore,
} from './types'

export function createMemoryLedger(): LedgerStore {
  /** In the order they were added. */
  const rows = new Map<string, LedgerRow>()
  const keys = new Set<string>()
  const where = (matches: (row: LedgerRow) => boolean): LedgerRow[] =>
    [...rows.values()].filter(matches)

  const write = (row: LedgerRow, delivery: Delivery, attempt: Attempt | undefined, now: number) =>
    rows.set(row.id, {
      ...row,
      delivery,
      attemptLog: [...row.attemptLog, ...(attempt ? [attempt] : [])].slice(-ATTEMPTS_KEPT),
      updatedAt: now,
    })

  const isFirstOfItsDocument = (row: LedgerRow): boolean =>
    !where(
      (other) => other !== row && sameLane(other, row) && other.document === row.document,
    ).some(
      (other) =>
        other.delivery.state === 'sending' ||
        (other.delivery.state === 'pending' && precedes(other, row)),
    )

  const settleOne = (id: string, token: string, next: Delivery, attempt: Attempt, now: number) => {
    const row = rows.get(id)
    if (row?.delivery.state !== 'sending' || row.delivery.token !== token) return false
    write(row, next, attempt, now)
    return true
  }

  // Nothing below awaits before it has written, so each call is atomic; `async` only keeps to the interface.
  const ledger: LedgerStore = {
    enqueue: (added, now) => {
      const fresh = added.filter(({ id, key }) => {
        if (keys.has(key)) return false
        if (rows.has(id)) throw new Error(`There is already a ledger row with the id ${id}`)
        keys.add(key)
        return true
      })
      for (const row of fresh) {
        const entry = {
          ...row,
          delivery: firstState(row),
          attemptLog: [],
          createdAt: now,
          updatedAt: now,
        }
        rows.set(row.id, entry)
      }
      const documents = new Set(added.map(({ document }) => document))
      for (const row of where(({ document }) => documents.has(document))) {
        const overtaken = where(
          (other) => sameLane(other, row) && other.document === row.document,
        ).some(({ revisionNumber }) => revisionNumber > row.revisionNumber)
        if (overtaken && row.delivery.state === 'pending' && row.delivery.attempts === 0) {
          write(row, { state: 'superseded', attempts: 0 }, undefined, now)
        }
      }
      return Promise.resolve(fresh.length)
    },

    lanesWithWork: (now) => {
      const lanes = new Map<string, LaneKey>()
      for (const { channel, destination, delivery } of rows.values()) {
        if (isDue(delivery, now) || isLost(delivery, now)) {
          lanes.set(JSON.stringify([channel, destination]), { channel, destination })
        }
      }
      return Promise.resolve([...lanes.values()])
    },

    claim: (lane, { limit, token, now, leaseMs, state = 'pending' }) => {
      const claimed = where(
        (row) => sameLane(row, lane) && row.delivery.state === state && isDue(row.delivery, now),
      )
        .filter(isFirstOfItsDocument)
        .sort((left, right) => notBefore(left) - notBefore(right))
        .slice(0, limit)
      for (const row of claimed) {
        const { delivery } = row
        const lease = { state: 'sending', token, leaseUntil: now + leaseMs } as const
        const next: Delivery =
          delivery.state === 'submitted'
            ? { ...lease, attempts: delivery.attempts, receipt: delivery.receipt }
            : { ...lease, attempts: delivery.attempts + 1 }
        write(row, next, undefined, now)
      }
      return Promise.resolve(claimed.flatMap(({ id }) => rows.get(id) ?? []))
    },

    renew: (token, leaseUntil) => {
      const held = where(({ delivery }) => delivery.state === 'sending' && delivery.token === token)
      for (const row of held) {
        rows.set(row.id, {
          ...row,
          delivery: { ...row.delivery, state: 'sending', token, leaseUntil },
        })
      }
      return Promise.resolve(held.length)
    },

    settle: (id, token, next, attempt, now) =>
      Promise.resolve(settleOne(id, token, next, attempt, now)),

    settleMany: (settlements, token, now) =>
      Promise.resolve(
        settlements
          .filter(({ id, next, attempt }) => settleOne(id, token, next, attempt, now))
          .map(({ id }) => id),
      ),

    expired: (lane, now, limit) =>
      Promise.resolve(
        where((row) => sameLane(row, lane) && isLost(row.delivery, now))
          .sort((left, right) => leaseUntil(left) - leaseUntil(right))
          .slice(0, limit),
      ),

    move: (seen, next, attempt, now) => {
      const row = rows.get(seen.id)
      // States are never changed in place: the same contents mean that the row has not moved.
      if (!row || JSON.stringify(row.delivery) !== JSON.stringify(seen.delivery)) {
        return Promise.resolve(false)
      }
      write(row, next, attempt, now)
      return Promise.resolve(true)
    },

    find: (id) => Promise.resolve(rows.get(id)),

    list: ({ channel, state, document, limit = 100 }) =>
      Promise.resolve(
        where(
          (row) =>
            (channel === undefined || row.channel === channel) &&
            (state === undefined || row.delivery.state === state) &&
            (document === undefined || row.document === document),
        )
          .reverse()
          .sort((left, right) => right.createdAt - left.createdAt)
          .slice(0, limit),
      ),

    delivered: (channel, { limit, after = { receipt: '', id: '' } }) =>
      Promise.resolve(
        where((row) => row.channel === channel)
          .flatMap((row) => (row.delivery.state === 'delivered' ? [{ row, ...row.delivery }] : []))
          .map(({ row: { id, key, revision, action }, receipt }) => ({
            ...{ id, key, revision, action, receipt },
          }))
          .filter((each) => byReceipt(each, after) > 0)
          .sort(byReceipt)
          .slice(0, limit),
      ),

    counts: () => {
      const counted = new Map<string, { channel: string; state: DeliveryState; count: number }>()
      for (const { channel, delivery } of rows.values()) {
        const name = JSON.stringify([channel, delivery.state])
        const count = (counted.get(name)?.count ?? 0) + 1
        counted.set(name, { channel, state: delivery.state, count })
      }
      return Promise.resolve([...counted.values()])
    },
  }
  return ledger
}

const sameLane = (left: LaneKey, right: LaneKey): boolean =>
  left.channel === right.channel && left.destination === right.destination

const isDue = (delivery: Delivery, now: number): boolean =>
  (delivery.state === 'pending' || delivery.state === 'submitted') && delivery.notBefore <= now

const isLost = (delivery: Delivery, now: number): boolean =>
  delivery.state === 'sending' && delivery.leaseUntil <= now

const notBefore = ({ delivery }: LedgerRow): number =>
  'notBefore' in delivery ? delivery.notBefore : 0

const leaseUntil = ({ delivery }: LedgerRow): number =>
  delivery.state === 'sending' ? delivery.leaseUntil : 0

/** Order within one document: by revision; rows of one revision (resends) as they came. */
const precedes = (left: LedgerRow, right: LedgerRow): boolean =>
  (left.revisionNumber - right.revisionNumber ||
    left.createdAt - right.createdAt ||
    (left.id < right.id ? -1 : 1)) < 0

type ReceiptPlace = Readonly<{ receipt: string; id: string }>
const byReceipt = (left: ReceiptPlace, right: ReceiptPlace): number =>
  compare(left.receipt, right.receipt) || compare(left.id, right.id)
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

export function createMemoryLeases(): LeaseStore {
  const leases = new Map<string, { holder?: string; until: number; mark: number }>()
  return {
    acquire: (name, holder, now, ttlMs, mark) => {
      const lease = leases.get(name)
      const free = lease?.holder === undefined || lease.holder === holder || lease.until <= now
      const last = lease?.mark ?? -Infinity
      if (!free || (mark !== undefined && mark <= last)) return Promise.resolve(false)
      leases.set(name, { holder, until: now + ttlMs, mark: mark ?? last })
      return Promise.resolve(true)
    },
    renew: (name, holder, now, ttlMs) => {
      const lease = leases.get(name)
      if (lease?.holder !== holder) return Promise.resolve(false)
      leases.set(name, { ...lease, until: now + ttlMs })
      return Promise.resolve(true)
    },
    release: (name, holder) => {
      const lease = leases.get(name)
      if (lease?.holder === holder) leases.set(name, { until: 0, mark: lease.mark })
      return Promise.resolve()
    },
  }
}
