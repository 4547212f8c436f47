/** What is to be pushed, in one SQLite file: each method is one statement, or one batch that is kept whole or not at all. */
import { createClient } from '@libsql/client'

import {
  sqliteDatabase,
  type SqlRow,
  type SqlValue,
  type Statement,
} from '@/outbox/sqlite-database'

import { SCHEMA } from './schema'
import type { Health, Kind, Work } from './types'

export type Query = (sql: string, ...args: SqlValue[]) => Promise<readonly SqlRow[]>

export interface NewWork {
  readonly kind: Kind
  readonly destination: string
  readonly subject: string
  readonly data: string
}

export interface Attempted extends Work {
  readonly state: 'due' | 'done' | 'failed'
  readonly notBefore: number
  readonly settledAt?: number
  readonly code?: string
  readonly status?: number
}

export interface PushStore {
  readonly query: Query
  batch(statements: readonly Statement[]): Promise<void>
  /** Of destinations that fail, or of the others; at most one row each, the oldest; `busy` ones left out. */
  due(
    now: number,
    isFailing: boolean,
    limit: number,
    busy: readonly string[],
  ): Promise<readonly Work[]>
  /** When the next row comes due; undefined when nothing waits. */
  nextDue(): Promise<number | undefined>
  /** Rows under the same kind, destination and subject stay as they are, unless `again`, which begins them anew. */
  add(work: readonly NewWork[], now: number, again?: boolean): Promise<void>
  done(work: Work, now: number, status: number | undefined): Promise<void>
  /** `retryAt` undefined: given up. */
  failed(
    work: Work,
    now: number,
    code: string,
    status: number | undefined,
    retryAt: number | undefined,
  ): Promise<void>
  /** Everything a destination still waits for, given up under a code. */
  giveUp(destination: string, now: number, code: string): Promise<void>
  health(destination: string): Promise<Health>
  recent(destination: string, limit: number): Promise<readonly Attempted[]>
  counts(destination: string): Promise<Readonly<Record<string, number>>>
  /** Endpoints and subscriptions something was tried with since. */
  touched(since: number): Promise<readonly string[]>
  forget(destination: string): Promise<void>
  note(name: string): Promise<string | undefined>
  setNote(name: string, value: string): Promise<void>
  /** Settled rows from before that moment. */
  prune(before: number): Promise<number>
  close(): void
}

export async function openPushStore(file: string): Promise<PushStore> {
  // NORMAL: a power cut may forget that something was sent, and it is sent once more under its old id. It can't tear the file.
  const database = sqliteDatabase({
    open: () => createClient({ url: `file:${file}` }),
    synchronous: 'NORMAL',
  })
  // Outside a transaction, which a change of the journal's mode needs.
  const setup = createClient({ url: `file:${file}` })
  try {
    await setup.execute('PRAGMA busy_timeout = 5000')
    await setup.execute('PRAGMA journal_mode = WAL')
    await setup.batch(SCHEMA, 'write')
  } finally {
    setup.close()
  }
  const query: Query = async (sql, ...args) => {
    const [rows = []] = await database.run([{ sql, args }])
    return rows
  }
  const batch = async (statements: readonly Statement[]): Promise<void> => {
    await database.run(statements)
  }

  return {
    query,
    batch,
    async due(now, isFailing, limit, busy) {
      const rows = await query(
        `SELECT w.* FROM work w WHERE w.id IN (
           SELECT min(d.id) FROM work d LEFT JOIN destinations h ON h.destination = d.destination
           WHERE d.state = 'due' AND d.not_before <= ?
             AND (h.failing_since IS NOT NULL) = ?
             AND d.destination NOT IN (SELECT value FROM json_each(?))
           GROUP BY d.destination ORDER BY min(d.id) LIMIT ?)
         ORDER BY w.id`,
        now,
        isFailing ? 1 : 0,
        JSON.stringify(busy),
        limit,
      )
      return rows.map(workIn)
    },
    async nextDue() {
      const [row] = await query(`SELECT min(not_before) AS at FROM work WHERE state = 'due'`)
      return optionalNumber(row?.['at'])
    },
    async add(work, now, again = false) {
      const conflict = again
        ? `DO UPDATE SET data = excluded.data, state = 'due', attempts = 0, not_before = excluded.not_before,
             settled_at = NULL, code = NULL, status = NULL`
        : 'DO NOTHING'
      await query(
        `INSERT INTO work (kind, destination, subject, data, state, not_before, created_at)
         SELECT value ->> 'kind', value ->> 'destination', value ->> 'subject', value ->> 'data', 'due', ?, ?
         FROM json_each(?) WHERE true ON CONFLICT (kind, destination, subject) ${conflict} RETURNING id`,
        now,
        now,
        JSON.stringify(work),
      )
    },
    done: (work, now, status) =>
      batch([
        settle(work, 'done', now, null, status ?? null),
        {
          sql: `INSERT INTO destinations (destination, last_success_at, last_attempt_at, last_status) VALUES (?, ?, ?, ?)
            ON CONFLICT (destination) DO UPDATE SET failing_since = NULL, last_success_at = excluded.last_success_at,
              last_attempt_at = excluded.last_attempt_at, last_code = NULL, last_status = excluded.last_status RETURNING destination`,
          args: [work.destination, now, now, status ?? null],
        },
      ]),
    failed: (work, now, code, status, retryAt) =>
      batch([
        retryAt === undefined
          ? settle(work, 'failed', now, code, status ?? null)
          : {
              sql: `UPDATE work SET attempts = attempts + 1, not_before = ?, code = ?, status = ? WHERE id = ? RETURNING id`,
              args: [retryAt, code, status ?? null, work.id],
            },
        {
          sql: `INSERT INTO destinations (destination, failing_since, last_attempt_at, last_code, last_status) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (destination) DO UPDATE SET failing_since = coalesce(failing_since, excluded.failing_since),
              last_attempt_at = excluded.last_attempt_at, last_code = excluded.last_code, last_status = excluded.last_status
            RETURNING destination`,
          args: [work.destination, now, now, code, status ?? null],
        },
      ]),
    async giveUp(destination, now, code) {
      await query(
        `UPDATE work SET state = 'failed', settled_at = ?, code = ? WHERE destination = ? AND state = 'due' RETURNING id`,
        now,
        code,
        destination,
      )
    },
    async health(destination) {
      const [row] = await query('SELECT * FROM destinations WHERE destination = ?', destination)
      return healthIn(destination, row)
    },
    async recent(destination, limit) {
      const rows = await query(
        'SELECT * FROM work WHERE destination = ? ORDER BY id DESC LIMIT ?',
        destination,
        limit,
      )
      return rows.map(attemptedIn)
    },
    async counts(destination) {
      const rows = await query(
        'SELECT state, count(*) AS n FROM work WHERE destination = ? GROUP BY state',
        destination,
      )
      return Object.fromEntries(rows.map((row) => [String(row['state']), Number(row['n'])]))
    },
    async touched(since) {
      const rows = await query(
        'SELECT destination FROM destinations WHERE last_attempt_at >= ?',
        since,
      )
      return rows.map((row) => String(row['destination']))
    },
    forget: (destination) =>
      batch([
        { sql: 'DELETE FROM work WHERE destination = ? RETURNING id', args: [destination] },
        {
          sql: 'DELETE FROM destinations WHERE destination = ? RETURNING destination',
          args: [destination],
        },
      ]),
    async note(name) {
      const [row] = await query('SELECT value FROM notes WHERE name = ?', name)
      return row === undefined ? undefined : String(row['value'])
    },
    async setNote(name, value) {
      await batch([noteStatement(name, value)])
    },
    async prune(before) {
      const rows = await query('DELETE FROM work WHERE settled_at < ? RETURNING id', before)
      return rows.length
    },
    close() {
      database.close()
    },
  }
}

export const noteStatement = (name: string, value: string): Statement => ({
  sql: `INSERT INTO notes (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value RETURNING name`,
  args: [name, value],
})

const settle = (
  { id }: Work,
  state: 'done' | 'failed',
  now: number,
  code: string | null,
  status: number | null,
): Statement => ({
  sql: `UPDATE work SET state = ?, attempts = attempts + 1, settled_at = ?, code = ?, status = ? WHERE id = ? RETURNING id`,
  args: [state, now, code, status, id],
})

const optionalNumber = (value: unknown): number | undefined =>
  value === null || value === undefined ? undefined : Number(value)

const workIn = (row: SqlRow): Work => ({
  id: Number(row['id']),
  kind: String(row['kind']) as Kind,
  destination: String(row['destination']),
  subject: String(row['subject']),
  data: String(row['data']),
  attempts: Number(row['attempts']),
  createdAt: Number(row['created_at']),
})

function attemptedIn(row: SqlRow): Attempted {
  const settledAt = optionalNumber(row['settled_at'])
  const status = optionalNumber(row['status'])
  return {
    ...workIn(row),
    state: String(row['state']) as Attempted['state'],
    notBefore: Number(row['not_before']),
    ...(settledAt === undefined ? {} : { settledAt }),
    ...(typeof row['code'] === 'string' ? { code: row['code'] } : {}),
    ...(status === undefined ? {} : { status }),
  }
}

function healthIn(destination: string, row: SqlRow | undefined): Health {
  const [failingSince, lastSuccessAt, lastAttemptAt, lastStatus] = [
    'failing_since',
    'last_success_at',
    'last_attempt_at',
    'last_status',
  ].map((name) => optionalNumber(row?.[name]))
  const code = row?.['last_code']
  return {
    destination,
    ...(failingSince === undefined ? {} : { failingSince }),
    ...(lastSuccessAt === undefined ? {} : { lastSuccessAt }),
    ...(lastAttemptAt === undefined ? {} : { lastAttemptAt }),
    ...(lastStatus === undefined ? {} : { lastStatus }),
    ...(typeof code === 'string' ? { lastCode: code } : {}),
  }
}
