/** Adding ledger rows on MongoDB: missing ones are inserted, then what they overtake is superseded. */
import { MongoBulkWriteError, type ClientSession, type Collection } from 'mongodb'

import { firstState, stateColumns, type StateColumns } from './columns'
import type { Attempt, LaneKey, NewDelivery } from './types'

export interface LedgerDocument extends StateColumns, Omit<NewDelivery, 'id'> {
  readonly _id: string
  readonly attemptLog: readonly Attempt[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface InSession {
  readonly session?: ClientSession
}

/** Answers how many were not there yet. */
export async function insertMissing(
  deliveries: Collection<LedgerDocument>,
  rows: readonly NewDelivery[],
  now: number,
  options: InSession,
): Promise<number> {
  const at = new Date(now)
  const upserts = rows.map(({ id, key, ...row }) => ({
    updateOne: {
      filter: { key },
      update: {
        $setOnInsert: {
          _id: id,
          ...newColumns(row),
          ...stateColumns(firstState({ id, key, ...row }), undefined, now),
          attemptLog: [],
          createdAt: at,
          updatedAt: at,
        },
      },
      upsert: true,
    },
  }))
  const bulk = { ...options, ordered: false }
  try {
    return (await deliveries.bulkWrite(upserts, bulk)).upsertedCount
  } catch (error) {
    // Of two upserts of one key at the same moment one may be refused. Inside a transaction nothing can be repeated.
    if (options.session || !(error instanceof MongoBulkWriteError) || error.code !== DUPLICATE_KEY)
      throw error
    return error.upsertedCount + (await deliveries.bulkWrite(upserts, bulk)).upsertedCount
  }
}

const DUPLICATE_KEY = 11000

/** Only what the ledger stores, whatever else the caller's objects carry. */
const newColumns = (row: Omit<NewDelivery, 'id' | 'key'>): Omit<NewDelivery, 'id' | 'key'> => ({
  channel: row.channel,
  destination: row.destination,
  document: row.document,
  title: row.title,
  revision: row.revision,
  revisionNumber: row.revisionNumber,
  action: row.action,
  dueAt: row.dueAt,
})

/** Also where the higher revision was there first: a row added late by the sweep must not take a correction back. */
export async function supersede(
  deliveries: Collection<LedgerDocument>,
  rows: readonly NewDelivery[],
  now: number,
  options: InSession,
): Promise<void> {
  const documents = [...new Set(rows.map(({ document }) => document))]
  const newest = await deliveries
    .aggregate<{ _id: LaneKey & { document: string }; revisionNumber: number }>(
      [
        { $match: { document: { $in: documents } } },
        {
          $group: {
            _id: { channel: '$channel', destination: '$destination', document: '$document' },
            revisionNumber: { $max: '$revisionNumber' },
          },
        },
        { $match: { revisionNumber: { $gt: 1 } } },
      ],
      options,
    )
    .toArray()
  if (newest.length === 0) return
  await deliveries.bulkWrite(
    newest.map(({ _id: { channel, destination, document }, revisionNumber }) => ({
      updateMany: {
        filter: {
          document: document as NewDelivery['document'],
          channel,
          destination,
          state: 'pending',
          attempts: 0,
          revisionNumber: { $lt: revisionNumber },
        },
        update: { $set: { state: 'superseded', notBefore: null, updatedAt: new Date(now) } },
      },
    })),
    { ...options, ordered: false },
  )
}
