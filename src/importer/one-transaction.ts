/** One database transaction around many writes, where the database has them. */
import type { SQLiteAdapter } from '@payloadcms/db-sqlite'
import { commitTransaction, initTransaction, killTransaction, type PayloadRequest } from 'payload'

/**
 * Runs `work` in a transaction of `req`: all of it is stored or none. On SQLite the transaction is on Payload's one
 * connection, since Payload's own transactions leave a connection without busy_timeout; nothing else may use the
 * database in this process meanwhile. On MongoDB it needs a replica set and is done without where there is none.
 */
export async function inOneTransaction(
  req: PayloadRequest,
  work: () => Promise<void>,
): Promise<void> {
  const isSqlite = req.payload.db.packageName === '@payloadcms/db-sqlite'
  await (isSqlite ? inSqliteTransaction(req, work) : inPayloadTransaction(req, work))
}

async function inSqliteTransaction(req: PayloadRequest, work: () => Promise<void>): Promise<void> {
  const { client, drizzle, sessions } = req.payload.db as unknown as SQLiteAdapter
  const id = crypto.randomUUID()
  const end = async (): Promise<void> => Promise.resolve()
  await client.execute('BEGIN IMMEDIATE')
  // Payload types the transactions of all its SQL databases as PostgreSQL's; it only calls what the connection has too.
  sessions[id] = {
    db: drizzle as unknown as (typeof sessions)[string]['db'],
    resolve: end,
    reject: end,
  }
  req.transactionID = id
  try {
    await work()
    await client.execute('COMMIT')
  } catch (error) {
    await client.execute('ROLLBACK')
    throw error
  } finally {
    Reflect.deleteProperty(sessions, id)
    delete req.transactionID
  }
}

async function inPayloadTransaction(req: PayloadRequest, work: () => Promise<void>): Promise<void> {
  const isOpen = await initTransaction(req)
  try {
    await work()
    if (isOpen) await commitTransaction(req)
  } catch (error) {
    if (isOpen) await killTransaction(req)
    throw error
  }
}
