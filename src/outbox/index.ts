/** The ledger's and the leases' stores over Payload's own database connection. */
import { createClient } from '@libsql/client'
import type { MongooseAdapter } from '@payloadcms/db-mongodb'
import type { SQLiteAdapter } from '@payloadcms/db-sqlite'
import type { ClientSession } from 'mongodb'
import type { Payload } from 'payload'

import { createMongoLeases, type LeaseDocument } from './mongo-leases'
import type { LedgerDocument } from './mongo-enqueue'
import { createMongoLedger } from './mongo-ledger'
import { sqliteDatabase } from './sqlite-database'
import { createSqliteLeases } from './sqlite-leases'
import { createSqliteLedger } from './sqlite-ledger'
import { transactionDatabase, type DrizzleTransaction } from './sqlite-transaction'
import type { LeaseStore, LedgerStore, Transaction } from './types'

export { DELIVERY_INDEXES } from './indexes'
export { createMemoryLeases, createMemoryLedger } from './memory-store'
export * from './types'

export interface Stores {
  readonly ledger: LedgerStore
  readonly leases: LeaseStore
  /** Closes what the stores opened themselves; Payload's own connection stays. */
  close(): void
}

export interface StoreOptions {
  /** Waits before a new try on a locked SQLite file. Default: really waits. */
  readonly pause?: (ms: number) => Promise<void>
}

/**
 * Payload must be initialised: the collections `deliveries` and `leases` belong to its schema. Throws a TypeError naming
 * what was found when the database is neither a SQLite file nor MongoDB.
 */
export function openStores(payload: Payload, options: StoreOptions = {}): Stores {
  const { packageName } = payload.db
  switch (packageName) {
    case '@payloadcms/db-sqlite':
      return openSqlite(payload.db as unknown as SQLiteAdapter, options)
    case '@payloadcms/db-mongodb':
      return openMongo(payload.db as unknown as MongooseAdapter)
    default:
      throw new TypeError(`There is no ledger for the database adapter ${packageName}`)
  }
}

/** Payload types the transactions of all its SQL databases as PostgreSQL's. */
type SqliteSessions = Readonly<Record<string, { readonly db: DrizzleTransaction } | undefined>>

function openSqlite(adapter: SQLiteAdapter, options: StoreOptions): Stores {
  const { url } = adapter.clientConfig
  if (!url.startsWith('file:') || url.includes(':memory:')) {
    throw new TypeError(`The ledger needs a SQLite file (file:…), not ${url}`)
  }
  const sessions = adapter.sessions as unknown as SqliteSessions
  const database = sqliteDatabase({
    open: () => createClient(adapter.clientConfig),
    ...(adapter.wal ? { synchronous: adapter.wal.synchronous } : {}),
    ...options,
  })
  return {
    ledger: createSqliteLedger({
      database,
      within: (transaction) => transactionDatabase(openSession(sessions, transaction).db),
    }),
    leases: createSqliteLeases(database),
    close() {
      database.close()
    },
  }
}

function openMongo(adapter: MongooseAdapter): Stores {
  const { db } = adapter.connection
  if (!db) throw new Error('The connection to MongoDB is not open yet')
  const collection = (slug: 'deliveries' | 'leases'): string => {
    const model = adapter.collections[slug]
    if (!model) throw new Error(`The collection ${slug} is missing from the Payload config`)
    return model.collection.name
  }
  return {
    ledger: createMongoLedger({
      deliveries: db.collection<LedgerDocument>(collection('deliveries')),
      session: (transaction): ClientSession => openSession(adapter.sessions, transaction),
    }),
    leases: createMongoLeases(db.collection<LeaseDocument>(collection('leases'))),
    close() {
      // The connection is Payload's.
    },
  }
}

/** A transaction that is not open any more must not be mistaken for none: its rows would outlive its rollback. */
function openSession<Session>(
  sessions: Readonly<Record<string, Session | undefined>>,
  { id }: Transaction,
): Session {
  const session = sessions[id]
  if (!session) throw new Error(`The database transaction ${String(id)} is not open`)
  return session
}
