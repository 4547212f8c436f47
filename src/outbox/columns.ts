/** The one place that knows both a ledger row and the flat columns it is stored in. */
import {
  DELIVERY_ACTIONS,
  DELIVERY_STATES,
  isDocumentType,
  type Delivery,
  type DeliveryState,
  type DocumentKey,
} from '@/core'

import type { Attempt, DeliveredRow, LedgerRow, NewDelivery } from './types'

/** The columns that hold a row's `delivery`; null where the state has no such part. Times are milliseconds. */
export interface StateColumns {
  readonly state: DeliveryState
  readonly attempts: number
  readonly notBefore: number | null
  readonly token: string | null
  readonly leaseUntil: number | null
  /** Of the last failure; on a pending row too, so that the board shows why it is being tried again. */
  readonly code: string | null
  readonly message: string | null
  readonly receipt: string | null
  readonly deliveredAt: number | null
}

export type Column = keyof StateColumns | Exclude<keyof LedgerRow, 'delivery'>

/** Stored under other names than the field's: `id` is `_id` on MongoDB, SQLite has snake_case. Given by the store. */
export type ColumnReader = (column: Column) => unknown

/** What a move to `next` writes. `attempt` is the try that led to it, if one did. */
export const stateColumns = (
  next: Delivery,
  attempt: Attempt | undefined,
  now: number,
): StateColumns => ({
  state: next.state,
  attempts: next.attempts,
  notBefore: 'notBefore' in next ? next.notBefore : null,
  token: next.state === 'sending' ? next.token : null,
  leaseUntil: next.state === 'sending' ? next.leaseUntil : null,
  code: 'code' in next ? next.code : next.state === 'delivered' ? null : (attempt?.code ?? null),
  message: next.state === 'delivered' ? null : (attempt?.message ?? null),
  receipt: 'receipt' in next ? next.receipt : null,
  deliveredAt: next.state === 'delivered' ? now : null,
})

/** The state every row starts in. */
export const firstState = (row: NewDelivery): Delivery => ({
  state: 'pending',
  attempts: 0,
  notBefore: row.dueAt,
})

/** Throws a TypeError naming row and column when a column holds what this version does not know. */
export function readRow(read: ColumnReader): LedgerRow {
  const { text, number, time, oneOf } = columnTypes(read)
  return {
    id: text('id'),
    key: text('key'),
    channel: text('channel'),
    destination: text('destination'),
    document: documentKeyOf(read),
    title: text('title'),
    revision: text('revision'),
    revisionNumber: number('revisionNumber'),
    action: oneOf('action', DELIVERY_ACTIONS),
    dueAt: number('dueAt'),
    delivery: readDelivery(read),
    attemptLog: readAttempts(read),
    createdAt: time('createdAt'),
    updatedAt: time('updatedAt'),
  }
}

/** The columns `readDelivered` asks for. */
export const DELIVERED_COLUMNS = [
  'id',
  'key',
  'revision',
  'action',
  'receipt',
] as const satisfies readonly Column[]

/** Throws a TypeError as `readRow` does. */
export function readDelivered(read: ColumnReader): DeliveredRow {
  const { text, oneOf } = columnTypes(read)
  return {
    id: text('id'),
    key: text('key'),
    revision: text('revision'),
    action: oneOf('action', DELIVERY_ACTIONS),
    receipt: text('receipt'),
  }
}

function readDelivery(read: ColumnReader): Delivery {
  const { text, number, oneOf } = columnTypes(read)
  const state = oneOf('state', DELIVERY_STATES)
  const attempts = number('attempts')
  switch (state) {
    case 'pending':
      return { state, attempts, notBefore: number('notBefore') }
    case 'sending':
      return {
        ...{ state, attempts, token: text('token'), leaseUntil: number('leaseUntil') },
        ...(typeof read('receipt') === 'string' ? { receipt: text('receipt') } : {}),
      }
    case 'submitted':
      return { state, attempts, receipt: text('receipt'), notBefore: number('notBefore') }
    case 'delivered':
      return { state, attempts, receipt: text('receipt') }
    case 'failed':
    case 'held':
      return { state, attempts, code: text('code') }
    case 'superseded':
      return { state, attempts }
  }
}

function documentKeyOf(read: ColumnReader): DocumentKey {
  const { text, wrong } = columnTypes(read)
  const [type, id] = text('document').split('/', 2)
  if (!isDocumentType(type) || !id) throw wrong('document', 'TYPE/ID')
  return `${type}/${id}`
}

function readAttempts(read: ColumnReader): readonly Attempt[] {
  const stored = read('attemptLog')
  const value: unknown = typeof stored === 'string' ? JSON.parse(stored) : stored
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) throw columnTypes(read).wrong('attemptLog', 'a list')
  // Written by this package only, as Attempt.
  return value as readonly Attempt[]
}

interface ColumnTypes {
  text: (column: Column) => string
  number: (column: Column) => number
  /** Milliseconds, from a Date or ISO 8601 text. */
  time: (column: Column) => number
  oneOf: <T extends string>(column: Column, values: readonly T[]) => T
  wrong: (column: Column, expected: string) => TypeError
}

function columnTypes(read: ColumnReader): ColumnTypes {
  const wrong = (column: Column, expected: string): TypeError =>
    new TypeError(
      `Ledger row ${String(read('id'))}: ${column} must be ${expected}, is ${JSON.stringify(read(column)) ?? 'missing'}`,
    )
  return {
    wrong,
    text(column) {
      const value = read(column)
      if (typeof value !== 'string') throw wrong(column, 'text')
      return value
    },
    number(column) {
      const value = read(column)
      if (typeof value !== 'number') throw wrong(column, 'a number')
      return value
    },
    time(column) {
      const value = read(column)
      const time =
        value instanceof Date
          ? value.getTime()
          : typeof value === 'string'
            ? Date.parse(value)
            : NaN
      if (Number.isNaN(time)) throw wrong(column, 'a time')
      return time
    },
    oneOf(column, values) {
      const value = read(column)
      const found = values.find((each) => each === value)
      if (found === undefined) throw wrong(column, `one of ${values.join(', ')}`)
      return found
    },
  }
}
