/** The smallest Payload that has the two collections the stores use. Production's collections have the same columns. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { mongooseAdapter } from '@payloadcms/db-mongodb'
import { sqliteAdapter } from '@payloadcms/db-sqlite'
import { buildConfig, getPayload, type CollectionConfig, type Config, type Payload } from 'payload'

import { DELIVERY_INDEXES } from '@/outbox'

import { createMongoDatabase } from './mongo'

const id = { name: 'id', type: 'text', required: true } as const
const texts = (...names: string[]) => names.map((name) => ({ name, type: 'text' }) as const)
const numbers = (...names: string[]) => names.map((name) => ({ name, type: 'number' }) as const)

const deliveries: CollectionConfig = {
  slug: 'deliveries',
  indexes: DELIVERY_INDEXES,
  fields: [
    id,
    { name: 'key', type: 'text', required: true, unique: true },
    ...texts('channel', 'destination', 'document', 'title', 'revision', 'action', 'state'),
    ...numbers('revisionNumber', 'attempts', 'notBefore', 'dueAt', 'leaseUntil', 'deliveredAt'),
    ...texts('token', 'code', 'message', 'receipt'),
    { name: 'attemptLog', type: 'json' },
  ],
}

const leases: CollectionConfig = {
  slug: 'leases',
  timestamps: false,
  fields: [
    id,
    { name: 'name', type: 'text', required: true, unique: true },
    ...texts('holder'),
    ...numbers('until', 'mark'),
  ],
}

export interface LedgerPayload extends AsyncDisposable {
  readonly payload: Payload
  /** A file path or a MongoDB address. */
  readonly url: string
}

async function open(
  db: Config['db'],
  url: string,
  cleanUp: () => PromiseLike<void>,
): Promise<LedgerPayload> {
  const config = await buildConfig({
    collections: [deliveries, leases],
    db,
    secret: 'only for tests',
    telemetry: false,
    typescript: { autoGenerate: false },
  })
  const payload = await getPayload({ config, key: randomUUID() })
  return {
    payload,
    url,
    async [Symbol.asyncDispose]() {
      await payload.destroy()
      await cleanUp()
    },
  }
}

/** On a new SQLite file, with the settings production uses. */
export async function openSqliteLedger(
  options: { transactions?: boolean } = {},
): Promise<LedgerPayload> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-ledger-'))
  const file = join(directory, 'ledger.db')
  const db = sqliteAdapter({
    client: { url: `file:${file}` },
    wal: { synchronous: 'NORMAL' },
    busyTimeout: 5000,
    push: true,
    ...(options.transactions ? { transactionOptions: {} } : {}),
  })
  return open(db, file, () => rm(directory, { recursive: true }))
}

/** On a new database of the test server. */
export async function openMongoLedger(): Promise<LedgerPayload> {
  const database = createMongoDatabase()
  const db = mongooseAdapter({ url: database.url, ensureIndexes: true })
  return open(db, database.url, () => database[Symbol.asyncDispose]())
}

/** Removes every ledger row and lease. */
export async function clear({ payload }: LedgerPayload): Promise<void> {
  for (const collection of ['deliveries', 'leases'] as const) {
    await payload.db.deleteMany({ collection, where: {} })
  }
}
