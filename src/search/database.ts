/**
 * The index's files: `index-<n>.db`, a SQLite file with FTS5 tables, and `current`, which names the one in use. A new
 * one is built aside and takes over by the rename of `current`. The names differ because SQLite would apply the
 * write-ahead log of an old file to a new one of the same name.
 */
import {
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

import { createClient, type Client, type InStatement, type Row } from '@libsql/client'

import { DeliveryError } from '@/core'

/** Raise it when equal items would be indexed otherwise than before: segmentation, columns, domain words. */
export const INDEX_RULES = '1'

/** What is found by it stands in columns of words we cut ourselves: FTS5 only has to split at spaces. */
const TOKENIZER = `tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"`
const KEPT_ELSEWHERE = `content = '', contentless_delete = 1`

const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    type TEXT NOT NULL,
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    language TEXT NOT NULL,
    published_at TEXT NOT NULL,
    themes TEXT NOT NULL,
    text TEXT NOT NULL
  )`,
  // Two tables, since a common word's list in a title is short, and a thousand times longer in all texts.
  `CREATE VIRTUAL TABLE IF NOT EXISTS heads USING fts5(
    tags, title, title_parts, summary, summary_parts, often, pinyin, ${KEPT_ELSEWHERE}, ${TOKENIZER})`,
  `CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5(tags, words, parts, ${KEPT_ELSEWHERE}, ${TOKENIZER})`,
  // Only the first time: the rules an older file was made by stay on record.
  `INSERT OR IGNORE INTO facts (name, value) VALUES ('rules', '${INDEX_RULES}')`,
]

const CURRENT = 'current'
const FILE = /^index-(\d+)\.db(?:-wal|-shm|-journal)?$/

/** The name of the file in use; `undefined` when there is none yet. */
export function currentFile(directory: string): string | undefined {
  const pointer = join(directory, CURRENT)
  if (!existsSync(pointer)) return undefined
  const name = readFileSync(pointer, 'utf8').trim()
  return existsSync(join(directory, name)) ? name : undefined
}

export function makeCurrent(directory: string, name: string): void {
  const aside = join(directory, `${CURRENT}.tmp`)
  writeFileSync(aside, `${name}\n`)
  renameSync(aside, join(directory, CURRENT))
}

const numberOf = (name: string): number => Number(FILE.exec(name)?.[1] ?? 0)

/** A name above every other: what a crash left behind is never built on. */
export function nextFile(directory: string): string {
  const highest = Math.max(0, ...readdirSync(directory).map(numberOf))
  return `index-${String(highest + 1)}.db`
}

/** Removes unfinished files and those before the last; the last stays for readers that are about to open it. */
export function removeOldFiles(directory: string): void {
  const current = numberOf(currentFile(directory) ?? '')
  const older = readdirSync(directory)
    .map(numberOf)
    .filter((number) => number > 0 && number < current)
  const last = Math.max(0, ...older)
  for (const name of readdirSync(directory)) {
    const number = numberOf(name)
    if (number > 0 && number !== current && number !== last)
      rmSync(join(directory, name), { force: true })
  }
}

/** Of the file in use and its write-ahead log. */
export function bytesOf(directory: string): number {
  const name = currentFile(directory)
  if (name === undefined) return 0
  return ['', '-wal'].reduce(
    (sum, ending) =>
      sum + (statSync(join(directory, name + ending), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}

/** Standing still with the whole process while another connection commits. */
const BUSY_TIMEOUT_MS = 1000

export async function openForWriting(
  file: string,
  { synchronous = 'NORMAL' } = {},
): Promise<Client> {
  const client = createClient({ url: `file:${file}` })
  try {
    await client.execute(`PRAGMA busy_timeout = ${String(BUSY_TIMEOUT_MS)}`)
    await client.execute('PRAGMA journal_mode = WAL')
    await client.execute(`PRAGMA synchronous = ${synchronous}`)
    await client.batch(SCHEMA, 'write')
    return client
  } catch (error) {
    client.close()
    throw unavailable('opened for writing', error)
  }
}

export async function openForReading(file: string): Promise<Client> {
  const client = createClient({ url: `file:${file}` })
  try {
    await client.execute(`PRAGMA busy_timeout = ${String(BUSY_TIMEOUT_MS)}`)
    await client.execute('PRAGMA query_only = 1')
    // 16 MB of pages.
    await client.execute('PRAGMA cache_size = -16384')
    return client
  } catch (error) {
    client.close()
    throw unavailable('opened', error)
  }
}

export const unavailable = (what: string, cause: unknown): DeliveryError =>
  new DeliveryError('STORAGE_UNAVAILABLE', `The search index could not be ${what}`, { cause })

export const statement = (sql: string, ...args: (string | number)[]): InStatement => ({ sql, args })

/** A column that is declared `TEXT NOT NULL`. */
export const textIn = (row: Row | undefined, column: string): string => {
  const value = row?.[column]
  if (typeof value !== 'string') throw new TypeError(`The column ${column} holds no text`)
  return value
}
