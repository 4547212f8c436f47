/** Keeps the index: one writer at a time, every batch a transaction, so a crash leaves the state before or after it. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as giveWay } from 'node:timers/promises'

import type { Client, InStatement } from '@libsql/client'

import type { DocumentKey, Item } from '@/core'

import { compact } from './compact'
import {
  currentFile,
  INDEX_RULES,
  makeCurrent,
  nextFile,
  openForWriting,
  removeOldFiles,
  statement,
  textIn,
  unavailable,
} from './database'
import { columnsOf, digestOf, searchDocument, type SearchDocument } from './document'
import { WRITE_BATCH } from './limits'
import { placeOf } from './order'

export interface SearchWriter {
  /** Adds documents, or replaces them by key. What is there already in the same words is not written again. */
  put(items: readonly Item[]): Promise<void>
  /** Removes documents; keys that are not there are ignored. */
  remove(documents: readonly DocumentKey[]): Promise<void>
  /**
   * Builds a new index of these items aside, then puts it in place of the old one, which answers until then. Changes
   * asked of this writer meanwhile wait and are made to the new one. Returns the number of documents.
   */
  replaceAll(items: AsyncIterable<Item> | Iterable<Item>): Promise<number>
  /** Joins the parts that batches left, for faster answers; `false` when the signal stopped it, which may be at any step. */
  compact(signal: AbortSignal): Promise<boolean>
  /** Whether the index was made by other rules than these, and should be made again by `replaceAll`. */
  isOutdated(): Promise<boolean>
  /** After what is under way. */
  close(): Promise<void>
}

interface Open {
  readonly name: string
  readonly client: Client
}

/**
 * The directory is made when it is missed. One writer per directory at a time, in all processes together: a second one
 * may find the file locked. Methods throw DeliveryError STORAGE_UNAVAILABLE; repeating them is harmless.
 */
export function openSearchWriter(directory: string): SearchWriter {
  let open: Open | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** One at a time, in the order asked for. */
  function next<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = last.then(task)
    // Whoever asked for it gets its error; the next task runs in any case.
    last = result.catch(() => undefined)
    return result
  }

  function release(): void {
    open?.client.close()
    open = undefined
  }

  async function connection(): Promise<Client> {
    mkdirSync(directory, { recursive: true })
    const current = currentFile(directory)
    if (open && open.name === current) return open.client
    release()
    const name = current ?? nextFile(directory)
    const client = await openForWriting(join(directory, name))
    if (current === undefined) makeCurrent(directory, name)
    open = { name, client }
    return client
  }

  const write = <Result>(action: (client: Client) => Promise<Result>): Promise<Result> =>
    next(async () => {
      try {
        return await action(await connection())
      } catch (error) {
        // A libSQL connection that was ever busy loses what it writes afterwards.
        release()
        throw unavailable('written', error)
      }
    })

  return {
    put: (items) =>
      write(async (client) => {
        for (const batch of batches(items)) await putBatch(client, batch)
      }),
    remove: (documents) =>
      write(async (client) => {
        for (const batch of batches(documents)) {
          const known = await knownDocuments(client, batch)
          const ids = [...known.values()].map(({ id }) => id)
          if (ids.length > 0) await client.batch(removal(ids), 'write')
        }
      }),
    replaceAll: (items) =>
      next(async () => {
        try {
          mkdirSync(directory, { recursive: true })
          removeOldFiles(directory)
          const name = nextFile(directory)
          const count = await build(join(directory, name), items)
          makeCurrent(directory, name)
          removeOldFiles(directory)
          return count
        } catch (error) {
          throw unavailable('built', error)
        }
      }),
    compact: (signal) => write((client) => compact(client, signal)),
    isOutdated: () =>
      next(async () => {
        try {
          const { rows } = await (
            await connection()
          ).execute(`SELECT value FROM facts WHERE name = 'rules'`)
          return rows[0]?.['value'] !== INDEX_RULES
        } catch (error) {
          release()
          throw unavailable('read', error)
        }
      }),
    close: () =>
      next(() => {
        release()
        return Promise.resolve()
      }),
  }
}

async function build(file: string, items: AsyncIterable<Item> | Iterable<Item>): Promise<number> {
  // Nobody reads it yet, and after a crash nobody will.
  const client = await openForWriting(file, { synchronous: 'OFF' })
  try {
    let batch: Item[] = []
    for await (const item of items) {
      batch.push(item)
      if (batch.length < WRITE_BATCH) continue
      await putBatch(client, batch)
      batch = []
    }
    await putBatch(client, batch)
    await compact(client)
    const { rows } = await client.execute('SELECT count(*) AS count FROM documents')
    await client.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    return Number(rows[0]?.['count'])
  } finally {
    client.close()
  }
}

async function putBatch(client: Client, items: readonly Item[]): Promise<void> {
  const documents = new Map<DocumentKey, SearchDocument>()
  for (const item of items) {
    const document = searchDocument(item)
    documents.set(document.key, document)
  }
  const known = await knownDocuments(client, [...documents.keys()])
  const changed = [...documents.values()]
    .map((document) => ({ document, digest: digestOf(document) }))
    .filter(({ document, digest }) => known.get(document.key)?.digest !== digest)
  if (changed.length === 0) return
  const freed = changed.flatMap(({ document }) => known.get(document.key)?.id ?? [])
  const places = await freePlaces(client, changed, new Set(freed))
  const placed = changed
    .map((each, index) => ({ ...each, id: places[index] ?? 0 }))
    // FTS5 starts a new segment whenever a number is below the one before it.
    .sort((left, right) => left.id - right.id)
  const inserts: InStatement[] = []
  for (const { document, digest, id } of placed) {
    // Nothing here waits for a disk or a network, so nothing else would get its turn.
    await giveWay()
    inserts.push(...insertion(document, digest, id))
  }
  await client.batch([...removal(freed), ...inserts], 'write')
}

async function knownDocuments(
  client: Client,
  keys: readonly string[],
): Promise<Map<string, { id: number; digest: string }>> {
  const { rows } = await client.execute(
    statement(
      `SELECT id, key, digest FROM documents WHERE key IN (SELECT value FROM json_each(?))`,
      JSON.stringify(keys),
    ),
  )
  return new Map(
    rows.map((row) => [
      textIn(row, 'key'),
      { id: Number(row['id']), digest: textIn(row, 'digest') },
    ]),
  )
}

/** A number for each document: its own place, or the next that no other document has. */
async function freePlaces(
  client: Client,
  changed: readonly { document: SearchDocument }[],
  freed: ReadonlySet<number>,
): Promise<number[]> {
  const given = new Set<number>()
  const places: number[] = []
  for (const { document } of changed) {
    let place = placeOf(document.publishedAt, document.key)
    while (given.has(place) || (!freed.has(place) && (await isTaken(client, place)))) place += 1
    given.add(place)
    places.push(place)
  }
  return places
}

const isTaken = async (client: Client, id: number): Promise<boolean> =>
  (await client.execute(statement('SELECT 1 FROM documents WHERE id = ?', id))).rows.length > 0

const removal = (ids: readonly number[]): InStatement[] =>
  ids.length === 0
    ? []
    : [
        ['heads', 'rowid'],
        ['texts', 'rowid'],
        ['documents', 'id'],
      ].map(([table = '', column = '']) =>
        statement(
          `DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`,
          JSON.stringify(ids),
        ),
      )

function insertion(document: SearchDocument, digest: string, id: number): InStatement[] {
  const columns = columnsOf(document)
  return [
    statement(
      `INSERT INTO documents (id, key, digest, type, slug, title, summary, language, published_at, themes, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      document.key,
      digest,
      document.type,
      document.slug,
      document.title,
      document.summary,
      document.language,
      document.publishedAt,
      JSON.stringify(document.themes),
      document.text,
    ),
    statement(
      `INSERT INTO heads (rowid, tags, title, title_parts, summary, summary_parts, often, pinyin)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      columns.tags,
      columns.title,
      columns.titleParts,
      columns.summary,
      columns.summaryParts,
      columns.often,
      columns.pinyin,
    ),
    statement(
      'INSERT INTO texts (rowid, tags, words, parts) VALUES (?, ?, ?, ?)',
      id,
      columns.tags,
      columns.words,
      columns.parts,
    ),
  ]
}

function* batches<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  for (let from = 0; from < values.length; from += WRITE_BATCH) {
    yield values.slice(from, from + WRITE_BATCH)
  }
}
