/** Answers queries from the index's file. Needs no database of the CMS; finds the index replaced, or missing. */
import { join } from 'node:path'

import type { Client } from '@libsql/client'

import { itemPath, type ContentType, type DocumentKey, type Term } from '@/core'

import { bytesOf, currentFile, openForReading, statement, textIn, unavailable } from './database'
import { mark, snippet, type Marked } from './highlight'
import { MAX_PAGE_SIZE, MAX_RESULTS } from './limits'
import { matchOf, type Terms, type Tier } from './match'
import { firstPlace } from './order'
import { isSearchProblem, problemOf, type SearchProblem, type SearchQuery } from './query'

export interface SearchHit {
  readonly document: DocumentKey
  readonly type: ContentType
  readonly slug: string
  /** Root-relative address of its page. */
  readonly path: string
  readonly title: Marked
  readonly snippet: Marked
  readonly language: string
  /** ISO 8601, UTC. */
  readonly publishedAt: string
  readonly themes: readonly Term[]
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[]
  readonly total: number
  /** `true`: there are at least `total`, the best of which can be paged through. */
  readonly more: boolean
  readonly page: number
  /** 0 when nothing was found. */
  readonly pages: number
}

export interface SearchReader {
  /**
   * Throws DeliveryError STORAGE_UNAVAILABLE when the file can't be read. It runs on the calling thread, some
   * milliseconds for the most expensive queries.
   */
  search(query: SearchQuery): Promise<SearchAnswer | SearchProblem>
  /** Documents in the index, and its size on disk. */
  size(): Promise<{ documents: number; bytes: number }>
  close(): void
}

/** Nothing has to be there yet. Any number of readers, in any process. */
export function openSearchReader(directory: string): SearchReader {
  let open: { readonly name: string; readonly client: Client } | undefined

  function release(): void {
    open?.client.close()
    open = undefined
  }

  async function connection(): Promise<Client | undefined> {
    const name = currentFile(directory)
    if (open && open.name === name) return open.client
    release()
    if (name === undefined) return undefined
    const client = await openForReading(join(directory, name))
    open = { name, client }
    return client
  }

  let last: Promise<unknown> = Promise.resolve()

  /**
   * `undefined` when there is no index. All statements of an action see the same state, whatever is written meanwhile;
   * actions take turns, since the connection has one transaction at a time. SQLite works on this thread: it costs nothing.
   */
  function read<Result>(action: (client: Client) => Promise<Result>): Promise<Result | undefined> {
    const result = last.then(async () => {
      try {
        const client = await connection()
        if (!client) return undefined
        await client.execute('BEGIN')
        const found = await action(client)
        await client.execute('COMMIT')
        return found
      } catch (error) {
        // The transaction ends with the connection.
        release()
        throw unavailable('read', error)
      }
    })
    // Whoever asked for it gets its error; the next has its turn in any case.
    last = result.catch(() => undefined)
    return result
  }

  return {
    async search(query) {
      const problem = problemOf(query.text)
      if (problem) return problem
      const match = matchOf(query)
      if (isSearchProblem(match)) return match
      const pageSize = Math.min(Math.max(1, Math.floor(query.pageSize)), MAX_PAGE_SIZE)
      const page = Math.max(1, Math.floor(query.page))
      const answer = await read(async (client) => {
        const { ids, more } = await find(client, match.tiers, query)
        const wanted = ids.slice((page - 1) * pageSize, page * pageSize)
        return {
          hits: await hitsOf(client, wanted, match.terms),
          total: ids.length,
          more,
          page,
          pages: Math.ceil(ids.length / pageSize),
        }
      })
      return answer ?? { hits: [], total: 0, more: false, page, pages: 0 }
    },
    async size() {
      const documents = await read(async (client) =>
        Number(
          (await client.execute('SELECT count(*) AS count FROM documents')).rows[0]?.['count'],
        ),
      )
      return { documents: documents ?? 0, bytes: bytesOf(directory) }
    },
    close: release,
  }
}

/** Numbers of documents, best first: tier after tier until there are enough. */
async function find(
  client: Client,
  tiers: readonly Tier[],
  { from, before }: SearchQuery,
): Promise<{ ids: readonly number[]; more: boolean }> {
  const [first, end] = [from, before].map((moment) =>
    moment === undefined ? undefined : firstPlace(moment),
  )
  const asked = new Map<Tier, readonly number[]>()
  const inTier = async (tier: Tier): Promise<readonly number[]> => {
    const known = asked.get(tier)
    if (known) return known
    const { rows } = await client.execute(
      statement(
        `SELECT json_group_array(id) AS ids FROM (
          SELECT rowid AS id FROM ${tier.table} WHERE ${tier.table} MATCH ? AND rowid >= ? AND rowid < ?
          ORDER BY rowid DESC LIMIT ?)`,
        tier.expression,
        first ?? 0,
        end ?? Number.MAX_SAFE_INTEGER,
        // Enough to find that there are more, even if those found before come again.
        MAX_RESULTS + 1,
      ),
    )
    const found = JSON.parse(textIn(rows[0], 'ids')) as readonly number[]
    asked.set(tier, found)
    return found
  }

  const ids = new Set<number>()
  for (const tier of tiers) {
    if (tier.within && (await inTier(tier.within)).length === 0) continue
    for (const id of await inTier(tier)) {
      ids.add(id)
      if (ids.size > MAX_RESULTS) return { ids: [...ids].slice(0, MAX_RESULTS), more: true }
    }
  }
  return { ids: [...ids], more: false }
}

async function hitsOf(
  client: Client,
  ids: readonly number[],
  terms: Terms,
): Promise<readonly SearchHit[]> {
  if (ids.length === 0) return []
  const { rows } = await client.execute(
    statement(
      `SELECT documents.* FROM json_each(?) AS wanted JOIN documents ON documents.id = wanted.value
      ORDER BY wanted.key`,
      JSON.stringify(ids),
    ),
  )
  return rows.map((row) => {
    const text = (column: string): string => textIn(row, column)
    const type = text('type') as ContentType
    const slug = text('slug')
    const summary = mark(text('summary'), terms)
    return {
      document: text('key') as DocumentKey,
      type,
      slug,
      path: itemPath({ type, slug }),
      title: mark(text('title'), terms),
      // The editors' own words where they answer the question.
      snippet: summary.marks.length > 0 ? summary : snippet(text('text'), terms),
      language: text('language'),
      publishedAt: text('published_at'),
      themes: JSON.parse(text('themes')) as Term[],
    }
  })
}
