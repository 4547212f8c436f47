/**
 * The ledger on SQLite. Every method is one statement or one batch, so the database's write lock makes it atomic across
 * processes. Rows travel as one JSON parameter: one statement for any number of them.
 */
import { DELIVERY_STATES, type DeliveryState } from '@/core'

import {
  DELIVERED_COLUMNS,
  firstState,
  readDelivered,
  readRow,
  stateColumns,
  type Column,
} from './columns'
import type { SqlDatabase, SqlRow, SqlValue, Statement } from './sqlite-database'
import {
  ATTEMPTS_KEPT,
  type DeliveredRow,
  type LedgerRow,
  type LedgerStore,
  type NewDelivery,
  type Transaction,
} from './types'

export interface SqliteLedgerOptions {
  readonly database: SqlDatabase
  /** The database as seen inside an open transaction. */
  readonly within: (transaction: Transaction) => SqlDatabase
}

export function createSqliteLedger({ database, within }: SqliteLedgerOptions): LedgerStore {
  const query = async (sql: string, ...args: SqlValue[]): Promise<readonly SqlRow[]> => {
    const [rows = []] = await database.run([{ sql, args }])
    return rows
  }

  return {
    async enqueue(rows, now, transaction) {
      if (rows.length === 0) return 0
      const target = transaction ? within(transaction) : database
      const [added = []] = await target.run([insert(rows, now), supersede(rows, now)])
      return added.length
    },

    async lanesWithWork(now) {
      const rows = await query(LANES_WITH_WORK, now, now, now)
      return rows.map((row) => ({
        channel: String(row.channel),
        destination: String(row.destination),
      }))
    },

    async claim({ channel, destination }, { limit, token, now, leaseMs, state = 'pending' }) {
      const rows = await query(
        state === 'pending' ? CLAIM : CLAIM_SUBMITTED,
        token,
        now + leaseMs,
        iso(now),
        channel,
        destination,
        now,
        limit,
      )
      return [...rows].sort(inClaimOrder).map(ledgerRow)
    },

    async renew(token, leaseUntil) {
      const rows = await query(
        `UPDATE deliveries SET lease_until = ? WHERE state = 'sending' AND token = ? RETURNING id`,
        leaseUntil,
        token,
      )
      return rows.length
    },

    async settle(id, token, next, attempt, now) {
      return (await this.settleMany([{ id, next, attempt }], token, now)).length === 1
    },

    async settleMany(settlements, token, now) {
      if (settlements.length === 0) return []
      const changes = settlements.map(({ id, next, attempt }) => ({
        id,
        ...stateColumns(next, attempt, now),
        attempt,
      }))
      const rows = await query(SETTLE, JSON.stringify(changes), iso(now), token)
      return rows.map(({ id }) => String(id))
    },

    async expired({ channel, destination }, now, limit) {
      const rows = await query(EXPIRED, channel, destination, now, limit)
      return rows.map(ledgerRow)
    },

    async move({ id, delivery }, next, attempt, now) {
      const change = { id, ...stateColumns(next, attempt, now), attempt }
      const held = delivery.state === 'sending' ? delivery : undefined
      const rows = await query(
        MOVE,
        JSON.stringify([change]),
        iso(now),
        delivery.state,
        delivery.attempts,
        held?.token ?? null,
        held?.leaseUntil ?? null,
      )
      return rows.length === 1
    },

    async find(id) {
      const [row] = await query('SELECT * FROM deliveries WHERE id = ?', id)
      return row && ledgerRow(row)
    },

    async list(filter) {
      const { sql, args } = listing(filter)
      return (await query(sql, ...args)).map(ledgerRow)
    },

    delivered: (channel, page) => deliveredPage(database, channel, page),

    async counts() {
      const rows = await query(COUNTS)
      return rows.flatMap(({ channel, state, count }) => {
        const known = DELIVERY_STATES.find((each) => each === state)
        return known ? [{ channel: String(channel), state: known, count: Number(count) }] : []
      })
    },
  }
}

/** A page of what a channel delivered; see LedgerStore. */
export async function deliveredPage(
  database: SqlDatabase,
  channel: string,
  { limit, after = { receipt: '', id: '' } }: Parameters<LedgerStore['delivered']>[1],
): Promise<readonly DeliveredRow[]> {
  const args = [channel, after.receipt, after.id, limit]
  const [rows = []] = await database.run([{ sql: DELIVERED, args }])
  return rows.map((row) => readDelivered((column) => row[snakeCase(column)]))
}

const iso = (time: number): string => new Date(time).toISOString()

const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const ledgerRow = (row: SqlRow): LedgerRow => readRow((column: Column) => row[snakeCase(column)])

const inClaimOrder = (left: SqlRow, right: SqlRow): number =>
  Number(left.not_before) - Number(right.not_before) ||
  Number(left.position) - Number(right.position)

/** `id, key, …` as stored, and the same read from the JSON object in `value`. */
const columnList = (names: readonly string[]): string => names.map(snakeCase).join(', ')
const fromJson = (names: readonly string[]): string =>
  names.map((name) => `value->>'${name}'`).join(', ')

const NEW_COLUMNS = [
  'id',
  'key',
  'channel',
  'destination',
  'document',
  'title',
  'revision',
  'revisionNumber',
  'action',
  'dueAt',
  'state',
  'attempts',
  'notBefore',
  'attemptLog',
  'createdAt',
  'updatedAt',
] as const satisfies readonly Column[]

function insert(rows: readonly NewDelivery[], now: number): Statement {
  const values = rows.map((row) => ({
    ...row,
    ...stateColumns(firstState(row), undefined, now),
    attemptLog: [],
    createdAt: iso(now),
    updatedAt: iso(now),
  }))
  return { sql: INSERT, args: [JSON.stringify(values)] }
}

// SQLite needs the `WHERE true` to tell the upsert's ON from a join's.
const INSERT = `
  INSERT INTO deliveries (${columnList(NEW_COLUMNS)})
  SELECT ${fromJson(NEW_COLUMNS)} FROM json_each(?) WHERE true
  ON CONFLICT (key) DO NOTHING
  RETURNING id`

const supersede = (rows: readonly NewDelivery[], now: number): Statement => ({
  sql: SUPERSEDE,
  args: [iso(now), JSON.stringify([...new Set(rows.map(({ document }) => document))])],
})

/** Also where the higher revision was there first: a row added late by the sweep must not take a correction back. */
export const SUPERSEDE = `
  UPDATE deliveries AS old
  SET state = 'superseded', not_before = NULL, updated_at = ?
  WHERE document IN (SELECT value FROM json_each(?)) AND +state = 'pending' AND attempts = 0
    AND EXISTS (
      SELECT 1 FROM deliveries AS newer
      WHERE newer.document = old.document AND newer.channel = old.channel
        AND newer.destination = old.destination AND newer.revision_number > old.revision_number)
  RETURNING id`

/**
 * One step per lane with pending rows, not one per row: each step seeks the next lane in the index on
 * (state, channel, destination, not_before), however many rows wait in it.
 */
export const LANES_WITH_WORK = `
  WITH RECURSIVE lane (row) AS (
    SELECT (
      SELECT rowid FROM deliveries WHERE state = 'pending' ORDER BY channel, destination LIMIT 1)
    UNION ALL
    SELECT coalesce(
      (SELECT rowid FROM deliveries AS next
        WHERE state = 'pending' AND channel = last.channel AND destination > last.destination
        ORDER BY destination LIMIT 1),
      (SELECT rowid FROM deliveries AS beyond
        WHERE state = 'pending' AND channel > last.channel
        ORDER BY channel, destination LIMIT 1))
    FROM lane JOIN deliveries AS last ON last.rowid = lane.row)
  SELECT open.channel, open.destination
  FROM lane JOIN deliveries AS open ON open.rowid = lane.row
  WHERE EXISTS (
    SELECT 1 FROM deliveries AS due
    WHERE due.state = 'pending' AND due.channel = open.channel
      AND due.destination = open.destination AND due.not_before <= ?)
  UNION
  SELECT channel, destination FROM deliveries WHERE state = 'submitted' AND not_before <= ?
  UNION
  SELECT channel, destination FROM deliveries WHERE state = 'sending' AND lease_until <= ?`

const claim = (state: 'pending' | 'submitted'): string => `
  UPDATE deliveries
  SET state = 'sending', attempts = attempts + ${state === 'pending' ? '1' : '0'}, token = ?, lease_until = ?, updated_at = ?
  WHERE state = '${state}' AND id IN (
    SELECT id FROM deliveries AS due
    WHERE state = '${state}' AND channel = ? AND destination = ? AND not_before <= ?
      AND NOT EXISTS (
        SELECT 1 FROM deliveries AS other
        WHERE other.document = due.document AND other.channel = due.channel
          AND other.state = 'sending' AND other.destination = due.destination)
      AND NOT EXISTS (
        SELECT 1 FROM deliveries AS earlier
        WHERE earlier.document = due.document AND earlier.channel = due.channel
          AND earlier.state = 'pending' AND earlier.destination = due.destination
          AND (earlier.revision_number, earlier.created_at, earlier.id)
            < (due.revision_number, due.created_at, due.id))
    ORDER BY not_before, rowid LIMIT ?)
  RETURNING *, rowid AS position`

/** Args: token, lease end, now as text, channel, destination, now, limit. */
export const CLAIM = claim('pending')
/** The same args: rows due for a check. */
export const CLAIM_SUBMITTED = claim('submitted')

const STATE_COLUMNS = [
  'state',
  'attempts',
  'notBefore',
  'token',
  'leaseUntil',
  'code',
  'message',
  'receipt',
  'deliveredAt',
] as const satisfies readonly Column[]

const KEPT_LOG = `
  CASE WHEN json_array_length(attempt_log) >= ${String(ATTEMPTS_KEPT)}
    THEN json_remove(attempt_log, '$[0]') ELSE coalesce(attempt_log, '[]') END`

/** Changes come as a JSON list of state columns with `id` and maybe `attempt`. Rows are found by id: see `listing` on `+`. */
const APPLY_CHANGES = `
  UPDATE deliveries
  SET ${STATE_COLUMNS.map((name) => `${snakeCase(name)} = change.value->>'${name}'`).join(', ')},
    attempt_log = CASE WHEN change.value->'attempt' IS NULL THEN attempt_log
      ELSE json_insert(${KEPT_LOG}, '$[#]', json(change.value->'attempt')) END,
    updated_at = stamp.at
  FROM json_each(?) AS change, (SELECT ? AS at) AS stamp
  WHERE deliveries.id = change.value->>'id'`

/** Args: changes, now as text, token. */
export const SETTLE = `${APPLY_CHANGES} AND +state = 'sending' AND token = ? RETURNING deliveries.id`

/** Args: one change, now as text, and what the row held when it was read: state, attempts, token, lease end. */
export const MOVE = `${APPLY_CHANGES}
  AND +state = ? AND attempts = ? AND token IS ? AND lease_until IS ? RETURNING deliveries.id`

/** Args: channel, destination, now, limit. A lane sends few rows at a time, so they are sorted when found. */
export const EXPIRED = `
  SELECT * FROM deliveries
  WHERE state = 'sending' AND channel = ? AND destination = ? AND lease_until <= ?
  ORDER BY +lease_until LIMIT ?`

export const DELIVERED = `
  SELECT ${DELIVERED_COLUMNS.join(', ')} FROM deliveries
  WHERE channel = ? AND state = 'delivered' AND (receipt, id) > (?, ?)
  ORDER BY receipt, id LIMIT ?`

export const COUNTS = `
  SELECT state, channel, count(*) AS count FROM deliveries GROUP BY state, channel`

/** States that most rows end in: there the newest are found faster along `created_at` than by state. */
const COMMON_STATES: readonly DeliveryState[] = ['delivered', 'superseded']

/** A `+` before a column keeps SQLite from choosing that column's index. */
export function listing({
  channel,
  state,
  document,
  limit = 100,
}: Parameters<LedgerStore['list']>[0]): Statement {
  const conditions: string[] = []
  const args: SqlValue[] = []
  if (document !== undefined) {
    conditions.push('document = ?')
    args.push(document)
  }
  if (state !== undefined) {
    const rare = document === undefined && !COMMON_STATES.includes(state)
    conditions.push(rare ? 'state = ?' : '+state = ?')
    args.push(state)
  }
  if (channel !== undefined) {
    const indexed =
      document !== undefined || (state !== undefined && !COMMON_STATES.includes(state))
    conditions.push(indexed ? 'channel = ?' : '+channel = ?')
    args.push(channel)
  }
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
  return {
    sql: `SELECT * FROM deliveries${where} ORDER BY created_at DESC, rowid DESC LIMIT ?`,
    args: [...args, limit],
  }
}
