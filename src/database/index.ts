/** The database adapter DATABASE_URL asks for. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { mongooseAdapter } from '@payloadcms/db-mongodb'
import { sqliteAdapter } from '@payloadcms/db-sqlite'
import type { Config } from 'payload'

import { migrations } from '@/migrations'
import type { Settings } from '@/settings'

import { atomic } from './atomic-migrations'

/** Milliseconds a writer waits for another process that holds the SQLite file. */
const BUSY_TIMEOUT_MS = 5000

export interface DatabaseOptions {
  /** Changes the schema without migrations; for throw-away databases only, since it may drop columns. */
  readonly push: boolean
}

/**
 * SQLite without `transactionOptions`: libsql's transactions drop the connection's PRAGMAs, busy_timeout included, and
 * writers then fail as busy. What a crash leaves half-written, the sweep completes.
 */
export function databaseAdapter(
  settings: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  { push }: DatabaseOptions,
): Config['db'] {
  if (!settings.databaseUrl.startsWith('file:')) {
    // Indexes before the first row: the ledger's unique key must hold from the start.
    return mongooseAdapter({ url: settings.databaseUrl, ensureIndexes: true })
  }
  mkdirSync(settings.dataDir, { recursive: true })
  return sqliteAdapter({
    client: { url: settings.databaseUrl },
    idType: 'uuid',
    wal: { synchronous: 'NORMAL' },
    busyTimeout: BUSY_TIMEOUT_MS,
    push,
    migrationDir: join(process.cwd(), 'src/migrations'),
    prodMigrations: atomic(migrations),
  })
}
