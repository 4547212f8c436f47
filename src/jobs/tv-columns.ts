/** Columns as the TV channel knows them, from the database. */
import { createHash } from 'node:crypto'

import type { Payload } from 'payload'

import { findByIds, findRaw } from '@/plugins/distribution/gather'
import type { SourceColumn, SourceMedia } from '@/plugins/distribution/source-document'
import type { ColumnInfo } from '@/plugins/tv/shelf'

interface ColumnRow extends SourceColumn {
  readonly description?: string | null
  readonly producer?: string | null
  readonly runtimeMinutes?: number | null
  readonly poster?: string | null
  readonly updatedAt: string
}

export interface ColumnsRead {
  /** In the order editors gave them. */
  readonly columns: readonly ColumnInfo[]
  /** Changes when other videos may belong to a column, or belong to it under another name. */
  readonly membership: string
}

export async function readColumns(payload: Payload): Promise<ColumnsRead> {
  const rows = await findRaw<ColumnRow>(payload, 'columns', {}, undefined, {
    sort: ['order', 'slug'],
  })
  const posters = await findByIds<SourceMedia>(
    payload,
    'media',
    rows.flatMap(({ poster }) => poster ?? []),
  )
  const byId = new Map(posters.map((media) => [media.id, media]))
  const rules = rows.map(({ id, slug, title, rule }) => [
    id,
    slug,
    title,
    rule?.themes ?? [],
    rule?.audiences ?? [],
    rule?.keywords ?? [],
  ])
  return {
    columns: rows.map((row) => columnInfo(row, byId.get(row.poster ?? ''))),
    membership: createHash('sha256').update(JSON.stringify(rules)).digest('hex'),
  }
}

const columnInfo = (row: ColumnRow, poster: SourceMedia | undefined): ColumnInfo => ({
  slug: row.slug,
  title: row.title,
  ...(row.description ? { description: row.description } : {}),
  ...(row.producer ? { producer: row.producer } : {}),
  ...(row.runtimeMinutes ? { runtimeMinutes: row.runtimeMinutes } : {}),
  ...(poster?.filename && poster.width && poster.height
    ? {
        poster: {
          url: `/media/${encodeURIComponent(poster.filename)}`,
          mediaType: poster.mimeType ?? 'image/jpeg',
          bytes: poster.filesize ?? 0,
          width: poster.width,
          height: poster.height,
        },
      }
    : {}),
  updatedAt: new Date(row.updatedAt).toISOString(),
})
