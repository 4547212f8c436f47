/**
 * Revisions as channels get them. A rebuild reads each several times, and through the adapter a row costs twice what
 * SQLite takes for it; so on SQLite they are read by statements of our own, elsewhere through the adapter.
 */
import type { SQLiteAdapter } from '@payloadcms/db-sqlite'
import type { Payload, Where } from 'payload'

import { findByIds, findRaw } from './gather'
import type { RevisionRow } from './revision'
import { rowsBySql, SHOWN, type Place, type RevisionRows, type ShownRow } from './revision-rows-sql'

export { rowsBySql }
export type { RevisionRows, ShownRow }

export const isOnSqlite = ({ db }: Payload): boolean => db.packageName === '@payloadcms/db-sqlite'

export const revisionRows = (payload: Payload): RevisionRows =>
  isOnSqlite(payload)
    ? rowsBySql((payload.db as unknown as SQLiteAdapter).client)
    : rowsByAdapter(payload)

export function rowsByAdapter(payload: Payload): RevisionRows {
  const select = Object.fromEntries(Object.keys(SHOWN).map((name) => [name, true as const]))
  return {
    byIds: (ids) => findByIds<ShownRow>(payload, 'revisions', ids, undefined, select),
    async current(after, limit) {
      const rows = await findRaw<ShownRow>(payload, 'revisions', currentAfter(after), undefined, {
        sort: ['publishedAt', 'id'],
        limit,
        select,
      })
      const highest = await highestMarked(payload, rows)
      return rows.map((row) => ({
        ...row,
        isOvertaken: row.number < (highest.get(row.document) ?? row.number),
      }))
    },
  }
}

const currentAfter = (after: Place | undefined): Where => ({
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
})

async function highestMarked(
  payload: Payload,
  rows: readonly ShownRow[],
): Promise<ReadonlyMap<string, number>> {
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
  return highest
}
