/** Revisions as channels get them, and reading them by statements of SQLite's. Knows nothing of Payload. */
import { setImmediate as turn } from 'node:timers/promises'

import type { Client, InValue } from '@libsql/client'

import type { RevisionRow } from './revision'

/** Of a revision only what channels get, with its column: reading one costs as much as rendering from it. */
export const SHOWN = {
  id: 'id',
  document: 'document',
  number: 'number',
  action: 'action',
  hash: 'hash',
  publishedAt: 'published_at',
  signedOffAt: 'signed_off_at',
  reason: 'reason',
  destinations: 'destinations',
  item: 'item',
} as const satisfies { [Column in keyof RevisionRow]?: string }

export type ShownRow = Pick<RevisionRow, keyof typeof SHOWN>

/** Where a page of current revisions ended. */
export type Place = Pick<ShownRow, 'publishedAt' | 'id'>

export interface RevisionRows {
  /** Those of the ids that are stored, in any order. */
  byIds(ids: readonly string[]): Promise<readonly ShownRow[]>
  /**
   * At most so many rows marked current, in the order of (publishedAt, id), after a place. `isOvertaken`: between writing
   * a revision and taking the mark from the one before, both are marked; the higher counts. Rows that do not go to the
   * channel may be left out, which spares reading their texts; whoever asks has to look.
   */
  current(
    after: Place | undefined,
    limit: number,
    channel: string,
  ): Promise<readonly (ShownRow & { readonly isOvertaken: boolean })[]>
}

/** SQLite allows some 32,000 variables in one statement; more ids than this are asked for in parts. */
const IDS_PER_QUERY = 1000

/** One object per row: libSQL takes more time over each column than SQLite over making it. Texts stay apart. */
const COLUMNS = `json_object(${Object.entries(SHOWN)
  .filter(([name]) => name !== 'item' && name !== 'destinations')
  .map(([name, column]) => `'${name}', ${column}`)
  .join(', ')}, 'destinations', json(destinations)) AS shown, item`

const OVERTAKEN = `EXISTS (SELECT 1 FROM revisions newer WHERE newer.document = revisions.document
  AND newer.number > revisions.number AND newer.current = 1) AS overtaken`

export function rowsBySql(client: Client): RevisionRows {
  const rowsOf = async (sql: string, args: InValue[]) => {
    // libSQL answers at once, and small files are written at once: without this no lease is renewed during a rebuild.
    await turn()
    const { rows } = await client.execute({ sql, args })
    return rows.map(({ shown, item, overtaken }) => ({
      ...(JSON.parse(shown as string) as Omit<ShownRow, 'item'>),
      item: JSON.parse(item as string) as ShownRow['item'],
      isOvertaken: overtaken === 1,
    }))
  }
  return {
    async byIds(ids) {
      const rows: ShownRow[] = []
      for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
        const some = ids.slice(start, start + IDS_PER_QUERY)
        const marks = some.map(() => '?').join(', ')
        rows.push(
          ...(await rowsOf(`SELECT ${COLUMNS} FROM revisions WHERE id IN (${marks})`, some)),
        )
      }
      return rows
    },
    current(after, limit, channel) {
      const { publishedAt, id } = after ?? { publishedAt: '', id: '' }
      return rowsOf(
        `SELECT ${COLUMNS}, ${OVERTAKEN} FROM revisions
         WHERE current = 1 AND published_at >= ? AND (published_at > ? OR id > ?)
           AND EXISTS (SELECT 1 FROM json_each(destinations) WHERE value->>'channel' = ?)
         ORDER BY published_at, id LIMIT ?`,
        [publishedAt, publishedAt, id, channel, limit],
      )
    },
  }
}
