/** What the ledger's contract tests share: rows, options, and steps that take a store to where a test begins. */
import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { advance, type Delivery, type DeliveryError, type Guarantee } from '@/core'
import type { Attempt, LedgerRow, LedgerStore, NewDelivery } from '@/outbox'

export const NOW = Date.parse('2016-07-01T00:00:00Z')
export const LEASE_MS = 30_000
export const LANE = { channel: 'feeds', destination: 'public' }

export const guarantee: Guarantee = {
  maxAttempts: 100,
  leaseMs: LEASE_MS,
  backoffMs: () => 5000,
  onUnknown: 'repeat',
  withdrawal: 'removes',
}

/** A row for `articles/a`, first revision, due now, unless said otherwise. */
export function newDelivery(part: Partial<NewDelivery> = {}): NewDelivery {
  const row = {
    id: randomUUID(),
    ...LANE,
    document: 'articles/a' as const,
    title: '学习《党章》',
    revisionNumber: 1,
    action: 'publish' as const,
    dueAt: NOW,
    ...part,
  }
  const revision = `${row.document}#${String(row.revisionNumber)}`
  return {
    revision,
    key: [row.channel, row.destination, revision, row.action].join('|'),
    ...row,
  }
}

/** Due one after the other, a millisecond apart. */
export const documents = (count: number, part: Partial<NewDelivery> = {}): NewDelivery[] =>
  Array.from({ length: count }, (_, index) =>
    newDelivery({ document: `articles/${String(index)}`, dueAt: NOW + index, ...part }),
  )

export const LATER = NOW + 60_000
export const claimWith = (token: string, limit = 10, now = LATER) => ({
  limit,
  token,
  now,
  leaseMs: LEASE_MS,
})

export const attempt = (part: Partial<Attempt> = {}): Attempt => ({
  at: LATER,
  durationMs: 12,
  worker: 'worker',
  outcome: 'delivered',
  ...part,
})

export const deliver = (row: LedgerRow, token: string, receipt = 'etag') =>
  advance(row.delivery, { type: 'delivered', token, receipt }, guarantee, LATER)

export const fail = (row: LedgerRow, token: string, error: DeliveryError, now = LATER) =>
  advance(row.delivery, { type: 'failed', token, error }, guarantee, now)

export const names = (rows: readonly LedgerRow[]): string[] =>
  rows.map(({ document, revisionNumber }) => `${document}#${String(revisionNumber)}`)

/** A store over an empty database. */
export type OpenLedger = () => Promise<LedgerStore>

/** A store that holds these rows, added at NOW. */
export async function opened(open: OpenLedger, ...rows: NewDelivery[]): Promise<LedgerStore> {
  const ledger = await open()
  expect(await ledger.enqueue(rows, NOW)).toBe(rows.length)
  return ledger
}

export async function rowOf(
  ledger: LedgerStore,
  { id }: Pick<NewDelivery, 'id'>,
): Promise<LedgerRow> {
  const found = await ledger.find(id)
  if (!found) throw new Error(`Row ${id} is missing`)
  return found
}

export async function claimOne(
  ledger: LedgerStore,
  token: string,
  now = LATER,
): Promise<LedgerRow> {
  const [row] = await ledger.claim(LANE, claimWith(token, 1, now))
  if (!row) throw new Error('Nothing to claim')
  return row
}

export async function settleAs(
  ledger: LedgerStore,
  { id }: NewDelivery,
  token: string,
  next: (row: LedgerRow) => Delivery,
): Promise<void> {
  const row = await rowOf(ledger, { id })
  expect(await ledger.settle(id, token, next(row), attempt(), LATER)).toBe(true)
}

/** Adds rows that were tried once and are due again at `again`. */
export async function enqueueTried(
  ledger: LedgerStore,
  rows: readonly NewDelivery[],
  again: number,
): Promise<void> {
  await ledger.enqueue(rows, NOW)
  const token = randomUUID()
  const claimed = await ledger.claim(LANE, claimWith(token, rows.length))
  expect(claimed).toHaveLength(rows.length)
  for (const row of claimed) {
    await settleAs(ledger, row, token, ({ delivery: { attempts } }) => ({
      state: 'pending',
      attempts,
      notBefore: again,
    }))
  }
}
