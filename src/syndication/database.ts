/** The file: one per alliance channel, beside the artefacts, so that processes which only deliver find it. */
import { randomBytes } from 'node:crypto'

import { createClient } from '@libsql/client'

import type { ContentType, DeliveryAction, DocumentKey, Facets, RecordHead } from '@/core'
import {
  sqliteDatabase,
  type SqlDatabase,
  type SqlRow,
  type Statement,
} from '@/outbox/sqlite-database'

/** Texts stand in a table of their own: heads are read in long rows, texts by key. */
const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS records (
    seq INTEGER PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    document TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    action TEXT NOT NULL,
    revision INTEGER NOT NULL,
    hash TEXT NOT NULL,
    signed_off_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    reason TEXT,
    from_at TEXT,
    until_at TEXT,
    facets TEXT NOT NULL,
    former TEXT NOT NULL
  )`,
  `CREATE INDEX IF NOT EXISTS records_by_type ON records (type, seq)`,
  `CREATE INDEX IF NOT EXISTS records_by_change ON records (changed_at)`,
  `CREATE INDEX IF NOT EXISTS records_by_until ON records (until_at) WHERE until_at IS NOT NULL`,
  `CREATE INDEX IF NOT EXISTS records_by_from ON records (from_at) WHERE from_at IS NOT NULL`,
  `CREATE TABLE IF NOT EXISTS items (document TEXT PRIMARY KEY, item TEXT NOT NULL) WITHOUT ROWID`,
]

export const MEMORY = ':memory:'

export type OpenDatabase = SqlDatabase & { close(): void }

/** `file` is a path, or MEMORY. */
export function openDatabase(file: string): OpenDatabase {
  // As artefacts are: after a power cut a rebuild makes it again.
  return sqliteDatabase({
    open: () => createClient({ url: file === MEMORY ? MEMORY : `file:${file}` }),
    wal: file !== MEMORY,
    synchronous: 'NORMAL',
  })
}

export async function makeTables(database: SqlDatabase): Promise<void> {
  await database.run([
    ...SCHEMA.map((sql) => statement(sql)),
    statement(
      `INSERT INTO facts (name, value) VALUES ('epoch', ?) ON CONFLICT (name) DO NOTHING RETURNING name`,
      randomBytes(6).toString('hex'),
    ),
  ])
}

export const statement = (sql: string, ...args: (string | number | null)[]): Statement => ({
  sql,
  args,
})

export const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ')

/** Columns of a head, as `headOf` reads them. */
export const HEAD_COLUMNS = `seq, first_seq, document, type, id, slug, title, action, revision, hash, signed_off_at,
  changed_at, reason, from_at, until_at, facets, former`

export function headOf(row: SqlRow): RecordHead {
  const text = (column: string): string => String(row[column])
  const optional = (column: string): string | undefined => {
    const value = row[column]
    return typeof value === 'string' ? value : undefined
  }
  const [reason, from, until] = [optional('reason'), optional('from_at'), optional('until_at')]
  return {
    ...(JSON.parse(text('facets')) as Facets),
    document: text('document') as DocumentKey,
    type: text('type') as ContentType,
    id: text('id'),
    seq: Number(row['seq']),
    firstSeq: Number(row['first_seq']),
    slug: text('slug'),
    title: text('title'),
    action: text('action') as DeliveryAction,
    revision: Number(row['revision']),
    hash: text('hash'),
    signedOffAt: text('signed_off_at'),
    changedAt: text('changed_at'),
    ...(reason === undefined ? {} : { reason }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    former: JSON.parse(text('former')) as readonly Facets[],
  }
}
