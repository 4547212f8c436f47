/** What was published, read from the revisions: the Library port of channels. */
import type { DeliveryReceipt, Library, Revision } from '@/core'
import type { LedgerStore } from '@/outbox/types'

import type { RevisionRows, ShownRow } from './revision-rows'

const PAGE = 200

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

export function createLibrary(
  revisions: RevisionRows,
  ledger: Pick<LedgerStore, 'delivered'>,
  channel: string,
): Library {
  return {
    async load(ids) {
      const rows = await revisions.byIds(ids)
      const byId = new Map(rows.map((row) => [row.id, revisionOf(row)]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },

    async *current() {
      let after: ShownRow | undefined
      for (;;) {
        const rows = await revisions.current(after, PAGE, channel)
        for (const row of rows) {
          if (isDestined(row, channel) && !row.isOvertaken) yield revisionOf(row)
        }
        after = rows.at(-1)
        if (rows.length < PAGE || !after) return
      }
    },

    async *history() {
      for await (const page of receiptPages(ledger, channel)) {
        const ids = page.map(({ revision }) => revision)
        const byId = new Map((await revisions.byIds(ids)).map((row) => [row.id, row]))
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
  ledger: Pick<LedgerStore, 'delivered'>,
  channel: string,
): AsyncIterable<readonly DeliveryReceipt[]> {
  let after: { receipt: string; id: string } | undefined
  for (;;) {
    const rows = await ledger.delivered(channel, { limit: PAGE, ...(after ? { after } : {}) })
    yield rows
    const last = rows.at(-1)
    if (rows.length < PAGE || !last) return
    after = { receipt: last.receipt, id: last.id }
  }
}

const isDestined = (row: ShownRow, channel: string): boolean =>
  row.destinations.some((each) => each.channel === channel)
