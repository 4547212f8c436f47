/** Keeps the records: one writer at a time (the lane's holder), each call one transaction. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

import {
  canonicalJson,
  DeliveryError,
  documentKey,
  isContentType,
  utc,
  type ContentType,
  type DocumentKey,
  type Facets,
  type Item,
  type RecordHead,
  type Revision,
  type SyndicationWriter,
} from '@/core'
import type { Statement } from '@/outbox/sqlite-database'

import {
  HEAD_COLUMNS,
  headOf,
  makeTables,
  marks,
  MEMORY,
  openDatabase,
  statement,
  type OpenDatabase,
} from './database'

export interface SyndicationStoreWriter extends SyndicationWriter {
  close(): Promise<void>
}

/** The folder is made when it is missed. Methods throw DeliveryError STORAGE_UNAVAILABLE; repeating them is harmless. */
export function openSyndicationWriter(file: string): SyndicationStoreWriter {
  let open: OpenDatabase | undefined
  let last: Promise<unknown> = Promise.resolve()

  const connection = async (): Promise<OpenDatabase> => {
    if (open) return open
    if (file !== MEMORY) mkdirSync(dirname(file), { recursive: true })
    const database = openDatabase(file)
    try {
      await makeTables(database)
    } catch (error) {
      database.close()
      throw error
    }
    return (open = database)
  }

  /** One after the other. */
  const inTurn = <Result>(work: (database: OpenDatabase) => Promise<Result>): Promise<Result> => {
    const result = last.then(async () => {
      try {
        return await work(await connection())
      } catch (error) {
        open?.close()
        open = undefined
        if (error instanceof DeliveryError) throw error
        throw new DeliveryError(
          'STORAGE_UNAVAILABLE',
          'What the alliance syncs could not be written',
          { cause: error },
        )
      }
    })
    // Whoever asked for it gets its error; the next one works in any case.
    last = result.catch(() => undefined)
    return result
  }

  return {
    record: (revisions, now) =>
      inTurn(async (database) => {
        if (revisions.length === 0) return
        const known = await headsOf(database, [
          ...new Set(revisions.map(({ document }) => document)),
        ])
        const heads = new Map<DocumentKey, RecordHead>()
        const items = new Map<DocumentKey, Item | undefined>()
        const end = await endOf(database)
        let { seq } = end
        const changedAt = later(now.toISOString(), end.changedAt)
        for (const revision of revisions) {
          const { document } = revision
          const before = heads.get(document) ?? known.get(document)
          if (before && !follows(revision, before)) continue
          seq += 1
          heads.set(document, nextHead(revision, before, seq, changedAt))
          items.set(document, revision.action === 'withdraw' ? undefined : revision.item)
        }
        if (heads.size === 0) return
        await database.run(
          [...heads.values()].flatMap((head) => statementsFor(head, items.get(head.document))),
        )
      }),

    turn: (now) =>
      inTurn(async (database) => {
        const moment = now.toISOString()
        const [rows = []] = await database.run([
          statement(
            `SELECT ${HEAD_COLUMNS} FROM records WHERE action <> 'withdraw' AND
              ((until_at IS NOT NULL AND until_at <= ? AND until_at > changed_at) OR
               (from_at IS NOT NULL AND from_at <= ? AND from_at > changed_at)) ORDER BY seq`,
            moment,
            moment,
          ),
        ])
        if (rows.length === 0) return 0
        const { seq, changedAt } = await endOf(database)
        await database.run(
          rows.map((row, index) =>
            statement(
              'UPDATE records SET seq = ?, changed_at = ? WHERE document = ? RETURNING seq',
              seq + 1 + index,
              later(moment, changedAt),
              String(row['document']),
            ),
          ),
        )
        return rows.length
      }),

    async close() {
      await last
      open?.close()
      open = undefined
    },
  }
}

async function headsOf(
  database: OpenDatabase,
  documents: readonly DocumentKey[],
): Promise<ReadonlyMap<DocumentKey, RecordHead>> {
  const [rows = []] = await database.run([
    statement(
      `SELECT ${HEAD_COLUMNS} FROM records WHERE document IN (${marks(documents.length)})`,
      ...documents,
    ),
  ])
  return new Map(rows.map(headOf).map((head) => [head.document, head]))
}

async function endOf(
  database: OpenDatabase,
): Promise<{ readonly seq: number; readonly changedAt: string }> {
  const [rows = []] = await database.run([
    statement('SELECT seq, changed_at FROM records ORDER BY seq DESC LIMIT 1'),
  ])
  const [newest] = rows
  return newest
    ? { seq: Number(newest['seq']), changedAt: String(newest['changed_at']) }
    : { seq: 0, changedAt: '' }
}

const later = (left: string, right: string): string => (left > right ? left : right)

/** A withdrawal comes after the publication it takes back. */
const follows = ({ number, action }: Revision, before: RecordHead): boolean =>
  number > before.revision ||
  (number === before.revision && action === 'withdraw' && before.action !== 'withdraw')

function nextHead(
  { document, number, action, hash, at, reason, item }: Revision,
  before: RecordHead | undefined,
  seq: number,
  changedAt: string,
): RecordHead {
  // A withdrawn document keeps the facets it had: those who had it are told.
  const facets = action === 'withdraw' && before ? facetsIn(before) : facetsOf(item)
  const former = before ? distinct([...before.former, facetsIn(before)], facets) : []
  const { from, until } = action === 'withdraw' ? {} : windowOf(item)
  return {
    ...facets,
    document,
    type: contentTypeOf(item),
    id: item.id,
    seq,
    firstSeq: before?.firstSeq ?? seq,
    slug: item.slug,
    title: item.title,
    action,
    revision: number,
    hash: action === 'withdraw' ? '' : hash,
    signedOffAt: utc(at),
    changedAt,
    ...(reason === undefined ? {} : { reason }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    former,
  }
}

/** Sites agree on types of content; newspapers' editions are none. Throws DeliveryError RENDERING_FAILED. */
function contentTypeOf({ type }: Item): ContentType {
  if (isContentType(type)) return type
  throw new DeliveryError('RENDERING_FAILED', `The alliance does not carry ${type}`)
}

const slugs = (terms: readonly { readonly slug: string }[]): string[] =>
  terms.map(({ slug }) => slug).sort()

export const facetsOf = ({ themes, audiences, language, channels }: Item): Facets => ({
  themes: slugs(themes),
  audiences: slugs(audiences),
  language,
  isPublic: channels.length === 0 || channels.includes('website'),
})

const facetsIn = ({ themes, audiences, language, isPublic }: Facets): Facets => ({
  themes,
  audiences,
  language,
  isPublic,
})

/** Each once, and none that are those of now. */
function distinct(all: readonly Facets[], current: Facets): readonly Facets[] {
  const byText = new Map(all.map((facets) => [canonicalJson(facets), facets]))
  byText.delete(canonicalJson(current))
  return [...byText.values()]
}

function windowOf({ details }: Item): { readonly from?: string; readonly until?: string } {
  const { from, until } = details.type === 'videos' ? (details.rights ?? {}) : {}
  return {
    ...(from === undefined ? {} : { from: utc(from) }),
    ...(until === undefined ? {} : { until: utc(until) }),
  }
}

function statementsFor(head: RecordHead, item: Item | undefined): readonly Statement[] {
  return [
    statement('DELETE FROM records WHERE document = ? RETURNING seq', head.document),
    statement(
      `INSERT INTO records (${HEAD_COLUMNS}) VALUES (${marks(17)}) RETURNING seq`,
      ...[head.seq, head.firstSeq, head.document, head.type, head.id, head.slug, head.title],
      ...[head.action, head.revision, head.hash, head.signedOffAt, head.changedAt],
      ...[head.reason ?? null, head.from ?? null, head.until ?? null],
      JSON.stringify(facetsIn(head)),
      JSON.stringify(head.former),
    ),
    item === undefined
      ? statement('DELETE FROM items WHERE document = ? RETURNING document', head.document)
      : statement(
          'INSERT INTO items (document, item) VALUES (?, ?) ON CONFLICT (document) DO UPDATE SET item = excluded.item RETURNING document',
          documentKey(item),
          JSON.stringify(item),
        ),
  ]
}
