/**
 * The ledger on MongoDB, with or without a replica set. Each row's move is one conditional write, which MongoDB makes
 * atomic; a claim of many rows is many such writes under one token, so of rivals each row goes to exactly one.
 */
import type { ClientSession, Collection, Filter } from 'mongodb'

import { DELIVERY_STATES, type DeliveryState } from '@/core'

import { readDelivered, readRow, stateColumns, type Column, type StateColumns } from './columns'
import { insertMissing, supersede, type LedgerDocument } from './mongo-enqueue'
import {
  ATTEMPTS_KEPT,
  type Attempt,
  type LaneKey,
  type LedgerRow,
  type LedgerStore,
  type Transaction,
} from './types'

export interface MongoLedgerOptions {
  readonly deliveries: Collection<LedgerDocument>
  /** The session of an open transaction. */
  readonly session: (transaction: Transaction) => ClientSession
}

/** What decides the order within one document. */
type Place = Pick<
  LedgerDocument,
  '_id' | 'document' | 'state' | 'revisionNumber' | 'createdAt' | 'token'
>
const PLACE = { document: 1, state: 1, revisionNumber: 1, createdAt: 1, token: 1 } as const

type Waiting = 'pending' | 'submitted'
/** A check is no attempt to send. */
const ATTEMPTS_OF_A_CLAIM = { pending: 1, submitted: 0 } as const

export function createMongoLedger({ deliveries, session }: MongoLedgerOptions): LedgerStore {
  /** Up to `limit` ids of due rows that no other open row of their document stands before. */
  async function choose(
    lane: LaneKey,
    state: Waiting,
    limit: number,
    now: number,
  ): Promise<readonly string[]> {
    const due = deliveries
      .find({ state, ...laneOf(lane), notBefore: { $lte: now } })
      .project<Place>(PLACE)
      .sort({ notBefore: 1 })
      .batchSize(limit)
    const chosen: string[] = []
    try {
      for (;;) {
        const page: Place[] = []
        while (page.length < limit) {
          const next = await due.next()
          if (!next) break
          page.push(next)
        }
        if (page.length === 0) return chosen
        const open = await openRows(lane, page)
        chosen.push(...page.filter((row) => !isHeldUp(row, open)).map(({ _id }) => _id))
        if (chosen.length >= limit) return chosen.slice(0, limit)
      }
    } finally {
      await due.close()
    }
  }

  /** What keeps later rows of a document waiting, by document. */
  async function openRows(lane: LaneKey, rows: readonly Place[]): Promise<Map<string, Place[]>> {
    const documents = [...new Set(rows.map(({ document }) => document))]
    const open = deliveries
      .find({
        document: { $in: documents },
        ...laneOf(lane),
        state: { $in: ['pending', 'sending'] },
      })
      .project<Place>(PLACE)
    const byDocument = new Map<string, Place[]>()
    for await (const row of open) {
      byDocument.set(row.document, [...(byDocument.get(row.document) ?? []), row])
    }
    return byDocument
  }

  /**
   * Between choosing and claiming, a row may have been added that stands before a chosen one. Such a claim is taken
   * back as if it had not been made.
   */
  async function giveBackHeldUp(
    lane: LaneKey,
    claimed: readonly LedgerDocument[],
    state: Waiting,
    token: string,
  ): Promise<readonly LedgerDocument[]> {
    const open = await openRows(lane, claimed)
    const heldUp = claimed.filter((row) => isHeldUp(row, open)).map(({ _id }) => _id)
    if (heldUp.length > 0) {
      await deliveries.updateMany(
        { _id: { $in: heldUp }, state: 'sending', token },
        {
          $set: { state, token: null, leaseUntil: null },
          $inc: { attempts: -ATTEMPTS_OF_A_CLAIM[state] },
        },
      )
    }
    return claimed.filter(({ _id }) => !heldUp.includes(_id))
  }

  async function write(
    filter: Filter<LedgerDocument>,
    columns: StateColumns,
    attempt: Attempt | undefined,
    now: number,
  ): Promise<boolean> {
    const result = await deliveries.updateOne(filter, stateUpdate(columns, attempt, now))
    return result.matchedCount === 1
  }

  return {
    async enqueue(rows, now, transaction) {
      if (rows.length === 0) return 0
      const options = transaction ? { session: session(transaction) } : {}
      const added = await insertMissing(deliveries, rows, now, options)
      await supersede(deliveries, rows, now, options)
      return added
    },

    async lanesWithWork(now) {
      const grouped = await Promise.all(
        [
          { state: { $in: ['pending' as const, 'submitted' as const] }, notBefore: { $lte: now } },
          { state: 'sending' as const, leaseUntil: { $lte: now } },
        ].map((filter) =>
          deliveries
            .aggregate<{ _id: LaneKey }>([
              { $match: filter },
              { $group: { _id: { channel: '$channel', destination: '$destination' } } },
            ])
            .toArray(),
        ),
      )
      const lanes = grouped
        .flat()
        .map(({ _id: { channel, destination } }) => ({ channel, destination }))
      return [
        ...new Map(
          lanes.map((lane) => [JSON.stringify([lane.channel, lane.destination]), lane]),
        ).values(),
      ]
    },

    async claim(lane, { limit, token, now, leaseMs, state = 'pending' }) {
      // A round that won nothing means that rivals won: the next one sees what they left.
      for (;;) {
        const chosen = await choose(lane, state, limit, now)
        if (chosen.length === 0) return []
        const { modifiedCount } = await deliveries.updateMany(
          { _id: { $in: [...chosen] }, state, notBefore: { $lte: now } },
          {
            $set: { state: 'sending', token, leaseUntil: now + leaseMs, updatedAt: new Date(now) },
            $inc: { attempts: ATTEMPTS_OF_A_CLAIM[state] },
          },
        )
        if (modifiedCount === 0) continue
        const claimed = await deliveries.find({ state: 'sending', token }).toArray()
        const kept = await giveBackHeldUp(lane, claimed, state, token)
        if (kept.length > 0) return [...kept].sort(inClaimOrder).map(ledgerRow)
      }
    },

    async renew(token, leaseUntil) {
      const result = await deliveries.updateMany(
        { state: 'sending', token },
        { $set: { leaseUntil } },
      )
      return result.matchedCount
    },

    settle: (id, token, next, attempt, now) =>
      write({ _id: id, state: 'sending', token }, stateColumns(next, attempt, now), attempt, now),

    async settleMany(settlements, token, now) {
      if (settlements.length === 0) return []
      const ids = settlements.map(({ id }) => id)
      // The token stays on the row, which tells our settlements from someone else's move.
      const { matchedCount } = await deliveries.bulkWrite(
        settlements.map(({ id, next, attempt }) => ({
          updateOne: {
            filter: { _id: id, state: 'sending', token },
            update: stateUpdate({ ...stateColumns(next, attempt, now), token }, attempt, now),
          },
        })),
        { ordered: false },
      )
      if (matchedCount === ids.length) return ids
      const settled = deliveries
        .find({ _id: { $in: ids }, token, state: { $ne: 'sending' } })
        .project<{ _id: string }>({ _id: 1 })
      return (await settled.toArray()).map(({ _id }) => _id)
    },

    async expired(lane, now, limit) {
      const rows = deliveries
        .find({ state: 'sending', ...laneOf(lane), leaseUntil: { $lte: now } })
        .sort({ leaseUntil: 1 })
        .limit(limit)
      return (await rows.toArray()).map(ledgerRow)
    },

    move({ id, delivery }, next, attempt, now) {
      const seen: Filter<LedgerDocument> = {
        _id: id,
        state: delivery.state,
        attempts: delivery.attempts,
        ...(delivery.state === 'sending'
          ? { token: delivery.token, leaseUntil: delivery.leaseUntil }
          : {}),
      }
      return write(seen, stateColumns(next, attempt, now), attempt, now)
    },

    async find(id) {
      const row = await deliveries.findOne({ _id: id })
      return row ? ledgerRow(row) : undefined
    },

    async list({ channel, state, document, limit = 100 }) {
      const rows = deliveries
        .find({
          ...(channel === undefined ? {} : { channel }),
          ...(state === undefined ? {} : { state }),
          ...(document === undefined ? {} : { document }),
        })
        .sort({ createdAt: -1 })
        .limit(limit)
      return (await rows.toArray()).map(ledgerRow)
    },

    async delivered(channel, { limit, after }) {
      const rows = await deliveredPage(deliveries, channel, limit, after)
      return rows.map((row) => readDelivered((column) => (column === 'id' ? row._id : row[column])))
    },

    async counts() {
      const grouped = await deliveries
        .aggregate<{ _id: { channel: string; state: DeliveryState }; count: number }>([
          // Every row; the condition lets the index on state and channel answer alone.
          { $match: { state: { $in: [...DELIVERY_STATES] } } },
          { $group: { _id: { channel: '$channel', state: '$state' }, count: { $sum: 1 } } },
        ])
        .toArray()
      return grouped.map(({ _id: { channel, state }, count }) => ({ channel, state, count }))
    },
  }
}

const laneOf = ({ channel, destination }: LaneKey): LaneKey => ({ channel, destination })

const ledgerRow = (row: LedgerDocument): LedgerRow =>
  readRow((column: Column) => (column === 'id' ? row._id : row[column]))

const isHeldUp = (row: Place, open: ReadonlyMap<string, readonly Place[]>): boolean =>
  (open.get(row.document) ?? []).some(
    (other) => other._id !== row._id && (other.state === 'sending' || precedes(other, row)),
  )

/** Order within one document: by revision; rows of one revision (resends) as they came. */
const precedes = (left: Place, right: Place): boolean =>
  (left.revisionNumber - right.revisionNumber ||
    left.createdAt.getTime() - right.createdAt.getTime() ||
    (left._id < right._id ? -1 : 1)) < 0

const inClaimOrder = (left: LedgerDocument, right: LedgerDocument): number =>
  (left.notBefore ?? 0) - (right.notBefore ?? 0) ||
  left.createdAt.getTime() - right.createdAt.getTime()

const stateUpdate = (columns: StateColumns, attempt: Attempt | undefined, now: number) => ({
  $set: { ...columns, updatedAt: new Date(now) },
  ...(attempt ? { $push: { attemptLog: { $each: [attempt], $slice: -ATTEMPTS_KEPT } } } : {}),
})

/**
 * A page in the order of (receipt, id). MongoDB would sort every delivered row for that, since the index stops at the
 * receipt; so rows that share the first and the last receipt of the page are asked for apart.
 */
async function deliveredPage(
  deliveries: Collection<LedgerDocument>,
  channel: string,
  limit: number,
  after: { receipt: string; id: string } = { receipt: '', id: '' },
): Promise<readonly LedgerDocument[]> {
  const delivered = { channel, state: 'delivered' } as const
  const rows = await deliveries
    .find({ ...delivered, receipt: after.receipt, _id: { $gt: after.id } })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray()
  if (rows.length === limit) return rows
  const later = await deliveries
    .find({ ...delivered, receipt: { $gt: after.receipt } })
    .sort({ receipt: 1 })
    .limit(limit - rows.length)
    .toArray()
  const last = later.at(-1)?.receipt
  if (last === undefined) return rows
  const before = later.filter(({ receipt }) => receipt !== last).sort(byReceiptAndId)
  const sharing = await deliveries
    .find({ ...delivered, receipt: last })
    .sort({ _id: 1 })
    .limit(limit - rows.length - before.length)
    .toArray()
  return [...rows, ...before, ...sharing]
}

/** Equal receipts are neighbours already; strings are compared as the database compares them, byte by byte. */
const byReceiptAndId = (left: LedgerDocument, right: LedgerDocument): number =>
  Buffer.compare(Buffer.from(left.receipt ?? ''), Buffer.from(right.receipt ?? '')) ||
  (left._id < right._id ? -1 : 1)
