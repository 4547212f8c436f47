/** What was published, read from the revisions: the Library port of channels. */
import type { Payload, Where } from 'payload'

import type { DeliveryReceipt, Library, Revision } from '@/core'
import type { LedgerStore } from '@/outbox/types'

import { findByIds, findRaw } from './gather'
import type { RevisionRow } from './reconcile'

const PAGE = 200

/** Of a revision only what channels get: reading a column costs as much as rendering from it. */
const SHOWN = {
  document: true,
  number: true,
  action: true,
  hash: true,
  publishedAt: true,
  signedOffAt: true,
  reason: true,
  destinations: true,
  item: true,
} as const satisfies { [Column in keyof RevisionRow]?: true }

type ShownRow = Pick<RevisionRow, 'id' | keyof typeof SHOWN>

export const revisionOf = (row: ShownRow): Revision => ({
  id: row.id,
  document: row.document,
  number: row.number,
  action: row.action,
  hash: row.hash,
  at: row.signedOffAt,
  ...(row.reason ? { reason: row.reason } : {}),
  item: row.item,
})

export function createLibrary(payload: Payload, ledger: LedgerStore, channel: string): Library {
  return {
    async load(ids) {
      const rows = await findByIds<ShownRow>(payload, 'revisions', ids, undefined, SHOWN)
      const byId = new Map(rows.map((row) => [row.id, revisionOf(row)]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },

    async *current() {
      let after: { publishedAt: string; id: string } | undefined
      for (;;) {
        const rows = await currentRows(payload, after)
        const shown = rows.filter((row) => isDestined(row, channel))
        for (const row of await withoutOvertaken(payload, shown)) yield revisionOf(row)
        after = rows.at(-1)
        if (rows.length < PAGE || !after) return
      }
    },

    async *history() {
      for await (const page of receiptPages(ledger, channel)) {
        const ids = page.map(({ revision }) => revision)
        const revisions = await findByIds<ShownRow>(payload, 'revisions', ids, undefined, SHOWN)
        const byId = new Map(revisions.map((row) => [row.id, row]))
        for (const { revision, action, key, receipt } of page) {
          const row = byId.get(revision)
          if (row) yield { revision: { ...revisionOf(row), action }, key, receipt }
        }
      }
    },

    async *receipts() {
      for await (const page of receiptPages(ledger, channel)) yield* page
    },
  }
}

async function* receiptPages(
  ledger: LedgerStore,
  channel: string,
): AsyncIterable<readonly DeliveryReceipt[]> {
  let after: { receipt: string; id: string } | undefined
  for (;;) {
    const rows = await ledger.delivered(channel, { limit: PAGE, ...(after ? { after } : {}) })
    yield rows.flatMap(({ revision, action, key, delivery }) =>
      delivery.state === 'delivered' ? [{ revision, action, key, receipt: delivery.receipt }] : [],
    )
    const last = rows.at(-1)
    if (rows.length < PAGE || last?.delivery.state !== 'delivered') return
    after = { receipt: last.delivery.receipt, id: last.id }
  }
}

const isDestined = (row: ShownRow, channel: string): boolean =>
  row.destinations.some((each) => each.channel === channel)

/** A page of current revisions in the order of (publishedAt, id), after the given one. */
function currentRows(
  payload: Payload,
  after: { publishedAt: string; id: string } | undefined,
): Promise<ShownRow[]> {
  const where: Where = {
    and: [
      { current: { equals: true } },
      // The first condition is implied by the second; it lets the index on (current, publishedAt) find the place.
      ...(after
        ? [
            { publishedAt: { greater_than_equal: after.publishedAt } },
            {
              or: [
                { publishedAt: { greater_than: after.publishedAt } },
                { id: { greater_than: after.id } },
              ],
            },
          ]
        : []),
    ],
  }
  return findRaw<ShownRow>(payload, 'revisions', where, undefined, {
    sort: ['publishedAt', 'id'],
    limit: PAGE,
    select: SHOWN,
  })
}

/** Between writing a revision and taking the mark from the one before, both are marked current: the higher counts. */
async function withoutOvertaken(payload: Payload, rows: readonly ShownRow[]): Promise<ShownRow[]> {
  const marked = await findRaw<Pick<RevisionRow, 'document' | 'number'>>(
    payload,
    'revisions',
    {
      and: [
        { document: { in: rows.map(({ document }) => document) } },
        { current: { equals: true } },
      ],
    },
    undefined,
    { select: { document: true, number: true } },
  )
  const highest = new Map<string, number>()
  for (const { document, number } of marked) {
    highest.set(document, Math.max(number, highest.get(document) ?? 0))
  }
  return rows.filter(({ document, number }) => number >= (highest.get(document) ?? number))
}
