/** Leases on MongoDB: one conditional upsert whose `_id` is the lease's name, so of rivals exactly one writes it. */
import { MongoServerError, type Collection } from 'mongodb'

import type { LeaseStore } from './types'

export interface LeaseDocument {
  /** The name. */
  readonly _id: string
  readonly name: string
  readonly holder: string | null
  readonly until: number | null
  readonly mark: number | null
}

export function createMongoLeases(leases: Collection<LeaseDocument>): LeaseStore {
  return {
    async acquire(name, holder, now, ttlMs, mark) {
      try {
        const { matchedCount, upsertedCount } = await leases.updateOne(
          {
            _id: name,
            $and: [
              { $or: [{ holder: null }, { holder }, { until: { $lte: now } }] },
              mark === undefined ? {} : { $or: [{ mark: null }, { mark: { $lt: mark } }] },
            ],
          },
          {
            $set: { holder, until: now + ttlMs, ...(mark === undefined ? {} : { mark }) },
            $setOnInsert: { name },
          },
          { upsert: true },
        )
        return matchedCount + upsertedCount === 1
      } catch (error) {
        // The lease is there and the conditions do not hold: the upsert tried to write a second one.
        if (error instanceof MongoServerError && error.code === 11000) return false
        throw error
      }
    },

    async renew(name, holder, now, ttlMs) {
      const { matchedCount } = await leases.updateOne(
        { _id: name, holder },
        { $set: { until: now + ttlMs } },
      )
      return matchedCount === 1
    },

    // The document stays: it remembers the mark.
    async release(name, holder) {
      await leases.updateOne({ _id: name, holder }, { $set: { holder: null, until: null } })
    },
  }
}
