/** Running statements on SQLite: all together or none, again when another process holds the write lock. */
import { setTimeout as delay } from 'node:timers/promises'

import type { Client } from '@libsql/client'

import { DeliveryError } from '@/core'

export type SqlValue = string | number | null

export interface Statement {
  /** With `?` for each of `args`, and no other question mark. */
  readonly sql: string
  readonly args: readonly SqlValue[]
}

export type SqlRow = Readonly<Record<string, unknown>>

export interface SqlDatabase {
  /** One list of rows per statement. Writes must have `RETURNING`: libSQL counts no changes beside rows. */
  run(statements: readonly Statement[]): Promise<readonly (readonly SqlRow[])[]>
}

/** Waits before each new try on a locked database, about 5 s in all. */
const BUSY_WAITS_MS = [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560] as const

/**
 * How long SQLite itself waits for a lock, standing still with the whole process: long enough for another process's
 * commit, short where the lock belongs to a transaction of this process that could not go on meanwhile.
 */
const BUSY_TIMEOUT_MS = 25

export interface SqliteDatabaseOptions {
  /** Opens a connection to the file. Called for the first statement, and again after the database was locked. */
  readonly open: () => Client
  /** Whether the file is to have a write-ahead log. It can't be given one inside a transaction, as every `run` is. */
  readonly wal?: boolean
  /** Set on each connection. Default: SQLite's own, FULL. */
  readonly synchronous?: string
  /** Default: really waits. */
  readonly pause?: (ms: number) => Promise<void>
}

interface Connection {
  readonly client: Client
  readonly ready: Promise<unknown>
}

/**
 * A connection of our own to a SQLite file. Two faults of libSQL 0.4 forbid sharing Payload's: a transaction takes the
 * connection away and leaves one without settings; and a statement that ended as busy stays open, so that what the
 * connection writes afterwards is reported as done but not committed. Hence a connection that was ever busy is closed.
 *
 * `run` throws DeliveryError STORAGE_UNAVAILABLE when the database stays locked.
 */
export function sqliteDatabase({
  open,
  wal = false,
  synchronous = 'FULL',
  pause = async (ms) => {
    await delay(ms)
  },
}: SqliteDatabaseOptions): SqlDatabase & { close(): void } {
  let current: Connection | undefined

  function connect(): Connection {
    const client = open()
    const settings = [
      `PRAGMA busy_timeout = ${String(BUSY_TIMEOUT_MS)}`,
      ...(wal ? ['PRAGMA journal_mode = WAL'] : []),
      `PRAGMA synchronous = ${synchronous}`,
    ]
    return { client, ready: Promise.all(settings.map((setting) => client.execute(setting))) }
  }

  function close(connection: Connection | undefined): void {
    if (connection && !connection.client.closed) connection.client.close()
    if (connection === current) current = undefined
  }

  return {
    async run(statements) {
      const writes = statements.some(({ sql }) => !/^\s*(SELECT|WITH)\b/.test(sql))
      const batch = statements.map(({ sql, args }) => ({ sql, args: [...args] }))
      let tried = 0
      for (;;) {
        const connection = (current ??= connect())
        try {
          await connection.ready
          // Closed by another call that met the lock.
          if (connection.client.closed) continue
          const results = await connection.client.batch(batch, writes ? 'write' : 'deferred')
          return results.map(({ rows }) => rows)
        } catch (error) {
          if (!isBusy(error)) throw error
          close(connection)
          const wait = BUSY_WAITS_MS[tried]
          tried += 1
          if (wait === undefined) {
            throw new DeliveryError(
              'STORAGE_UNAVAILABLE',
              `The database stayed locked by another writer through ${String(tried)} tries`,
              { cause: error },
            )
          }
          await pause(wait)
        }
      }
    },
    close() {
      close(current)
    },
  }
}

/** SQLITE_BUSY and its kin, such as SQLITE_BUSY_SNAPSHOT. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('SQLITE_BUSY')
