/**
 * A hub full of published and delivered documents, in a directory of its own. The first ones go the whole way (importer,
 * ledger, hub); the others are copies of their rows under ids, slugs and dates of their own, since importing 100,000
 * documents takes the better part of an hour and is not what is measured. Run as a process:
 * `node dist/bench/seed.mjs DIRECTORY DOCUMENTS SECTIONS`.
 */
import { join } from 'node:path'

import { createClient } from '@libsql/client'

import { apart, fill } from './corpus'
import { openHub } from './hub'

const REAL = 500

const [directory = '', documentsText = '', sectionsText = ''] = process.argv.slice(2)
const documents = Number(documentsText)
const real = Math.min(REAL, documents)
if (!directory || !Number.isInteger(documents / real)) {
  throw new RangeError(`Documents must be a multiple of ${String(REAL)}`)
}
const apartMs = apart(documents)
/** Copies the rows of the real documents `times - 1` times. */
async function multiply(times: number): Promise<void> {
  const client = createClient({ url: `file:${join(directory, 'quanmei.db')}` })
  await client.execute('PRAGMA foreign_keys = OFF')
  await client.execute('PRAGMA synchronous = OFF')
  for (let copy = 1; copy < times; copy += 1) {
    const statements = []
    for (const table of TABLES) {
      const columns = await columnsOf(client, table)
      const values = columns.map((column) => valueOf(table, column, copy))
      statements.push(
        `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(', ')})
         SELECT ${values.join(', ')} FROM "${table}" WHERE ${ORIGINAL[table]}`,
      )
    }
    await client.batch(statements, 'write')
  }
  await client.execute('ANALYZE')
  client.close()
}

type Table = (typeof TABLES)[number]

const TABLES = ['articles', '_articles_v', 'revisions', 'deliveries'] as const

/** Copies have a `~` in their slug, and so in whatever names it. */
const ORIGINAL = {
  articles: `slug NOT LIKE '%~%'`,
  _articles_v: `version_slug NOT LIKE '%~%'`,
  revisions: `document NOT LIKE '%~%'`,
  deliveries: `document NOT LIKE '%~%'`,
} as const satisfies Record<Table, string>

/** SQL for a column's value in a copy. */
function valueOf(table: Table, column: string, copy: number): string {
  const own = `"${column}"`
  const marked = `${own} || '~${String(copy)}'`
  const seconds = Math.round((copy * real * apartMs) / 1000)
  const shifted = (date: string): string =>
    `strftime('%Y-%m-%dT%H:%M:%fZ', ${date}, '+${String(seconds)} seconds')`
  switch (`${table}.${column}`) {
    case 'articles.id':
    case 'articles.slug':
    case 'articles.published_slug':
    case 'articles.title':
    case '_articles_v.id':
    case '_articles_v.parent_id':
    case '_articles_v.version_slug':
    case '_articles_v.version_published_slug':
    case '_articles_v.version_title':
    case 'revisions.id':
    case 'revisions.key':
    case 'revisions.document':
    case 'revisions.title':
    case 'deliveries.id':
    case 'deliveries.key':
    case 'deliveries.title':
    case 'deliveries.document':
    case 'deliveries.revision':
      return marked
    case 'articles.published_at':
    case '_articles_v.version_published_at':
    case 'revisions.published_at':
      return shifted(own)
    case 'revisions.item': {
      const id = `substr(document, ${String('articles/'.length + 1)})`
      const slug = `json_extract(item, '$.slug')`
      const date = `json_extract(item, '$.publishedAt')`
      return `json_set(item, '$.id', ${id} || '~${String(copy)}', '$.slug', ${slug} || '~${String(copy)}', '$.publishedAt', ${shifted(date)}, '$.updatedAt', ${shifted(date)})`
    }
    case 'deliveries.receipt':
      // A change number counts on; any other receipt names bytes and may repeat.
      return `CASE WHEN receipt LIKE 'change:%' THEN 'change:' || printf('%012d', CAST(substr(receipt, 8) AS INTEGER) + ${String(copy * real)}) ELSE receipt END`
    default:
      return own
  }
}

async function columnsOf(client: ReturnType<typeof createClient>, table: Table): Promise<string[]> {
  const { rows } = await client.execute(`SELECT name FROM pragma_table_info('${table}')`)
  return rows.map((row) => row['name'] as string)
}

{
  await using hub = await openHub(directory)
  await fill(hub.services, real, { sections: Number(sectionsText), apartMs })
  await hub.services.hub.drain()
  const failed = (await hub.services.ledger.counts()).filter(({ state }) => state !== 'delivered')
  if (failed.length > 0) throw new Error(`Not delivered: ${JSON.stringify(failed)}`)
}
await multiply(documents / real)
process.exit(0)
