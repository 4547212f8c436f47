/** Claimed ledger rows → shipments: what each carries and what the channel may still show of the document. */
import type { Payload } from 'payload'

import { DeliveryError, type Shipment } from '@/core'
import type { LedgerRow, LedgerStore } from '@/outbox/types'

import { findByIds } from './gather'
import { revisionOf } from './library'
import type { RevisionRow } from './revision'

interface Stores {
  readonly payload: Payload
  readonly ledger: LedgerStore
}

export async function shipmentsOf(stores: Stores, rows: readonly LedgerRow[]): Promise<Shipment[]> {
  const earlier = await Promise.all(rows.map((row) => earlierRevisions(stores, row)))
  const ids = [...rows.map(({ revision }) => revision), ...earlier.flat()]
  const revisions = await findByIds<RevisionRow>(stores.payload, 'revisions', ids)
  const byId = new Map(revisions.map((row) => [row.id, row]))
  return rows.map((row, index) => {
    const revision = byId.get(row.revision)
    if (!revision) {
      throw new DeliveryError(
        'RENDERING_FAILED',
        `Revision ${row.revision} of ${row.document} is missing`,
      )
    }
    return {
      id: row.id,
      key: row.key,
      action: row.action,
      destination: row.destination,
      attempt: row.delivery.attempts,
      revision: { ...revisionOf(revision), action: row.action },
      earlier: (earlier[index] ?? []).flatMap((id) => byId.get(id)?.item ?? []),
    }
  })
}

/**
 * The items this lane may still show: those of rows it tried, back to the last one it delivered. Rows superseded before
 * anybody tried them left no trace.
 */
async function earlierRevisions({ ledger }: Stores, row: LedgerRow): Promise<string[]> {
  if (row.revisionNumber === 1) return []
  const before = (await ledger.list({ channel: row.channel, document: row.document }))
    .filter(
      (other) =>
        other.destination === row.destination &&
        other.revisionNumber < row.revisionNumber &&
        other.delivery.attempts > 0,
    )
    .sort((left, right) => right.revisionNumber - left.revisionNumber)
  const delivered = before.findIndex(({ delivery }) => delivery.state === 'delivered')
  return before
    .slice(0, delivered === -1 ? before.length : delivered + 1)
    .reverse()
    .map(({ revision }) => revision)
}
