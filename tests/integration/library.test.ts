/** The library on the real database: what channels read of the revisions, and in what order. */
import type { SQLiteAdapter } from '@payloadcms/db-sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { contentHash, type DocumentKey, type Library } from '@/core'
import type { RevisionRow } from '@/plugins/distribution/revision'
import type { RevisionRows } from '@/plugins/distribution/revision-rows'

import { startPayload, type TestHub } from '../helpers/hub'
import { itemOf } from '../helpers/items'

/** More than one page of the library. */
const MANY = 450

let test: TestHub
let library: Library
let readers: Readonly<Record<string, RevisionRows>>

beforeAll(async () => {
  test = await startPayload({})
  const { payload } = test
  const { createLibrary } = await import('@/plugins/distribution/library')
  const { storesOf } = await import('@/plugins/distribution/stores')
  const rows = await import('@/plugins/distribution/revision-rows')
  library = createLibrary(rows.revisionRows(payload), storesOf(payload).ledger, 'website')
  readers = {
    'by the adapter': rows.rowsByAdapter(payload),
    ...(payload.db.packageName === '@payloadcms/db-sqlite'
      ? { 'by SQL': rows.rowsBySql((payload.db as unknown as SQLiteAdapter).client) }
      : {}),
  }
  for (const row of revisions()) {
    await payload.db.create({ collection: 'revisions', data: { ...row } })
  }
})
afterAll(async () => {
  await test[Symbol.asyncDispose]()
})

function revision(
  name: string,
  number: number,
  more: Partial<RevisionRow> = {},
): Omit<RevisionRow, 'id'> & { id: string } {
  const document: DocumentKey = `articles/${name}`
  const item = itemOf('articles', name, { title: `第${String(number)}版 "${name}"` })
  return {
    id: `${name}-${String(number)}`,
    key: `${document}#${String(number)}`,
    title: item.title,
    action: 'publish',
    hash: contentHash(item),
    current: true,
    enqueued: true,
    publishedAt: '2014-07-02T00:00:00.000Z',
    signedOffAt: '2014-07-03T00:00:00.000Z',
    destinations: [{ channel: 'website', destination: 'public' }],
    ...{ document, number, item, ...more },
  }
}

/** Pairs of the same moment; among them one elsewhere, one of the past, and one between two marks. */
const revisions = () => [
  ...Array.from({ length: MANY }, (_, index) =>
    revision(`many${String(index).padStart(3, '0')}`, 1, {
      publishedAt: new Date(Date.UTC(2014, 0, 1 + Math.floor(index / 2))).toISOString(),
    }),
  ),
  revision('elsewhere', 1, { destinations: [{ channel: 'feeds', destination: 'public' }] }),
  revision('past', 1, { current: false }),
  revision('marked', 1),
  revision('marked', 2, { reason: '更正', publishedAt: '2014-01-02T00:00:00.000Z' }),
]

const WANTED = [
  ...Array.from({ length: MANY }, (_, index) => `many${String(index).padStart(3, '0')}-1`),
].toSpliced(4, 0, 'marked-2')

describe('the library', () => {
  it('tells what is published on a channel, oldest first, each document once', async () => {
    const told: string[] = []
    for await (const { id } of library.current()) told.push(id)
    expect(told).toEqual(WANTED)
  })

  it('loads revisions whole and in the order asked for', async () => {
    const loaded = await library.load(['past-1', 'marked-2', 'unknown', 'many000-1'])
    expect(loaded.map(({ id }) => id)).toEqual(['past-1', 'marked-2', 'many000-1'])
    const { number, item, document, hash, signedOffAt: at, action } = revision('marked', 2)
    const [id, reason] = ['marked-2', '更正']
    expect(loaded[1]).toEqual({ id, document, number, action, hash, at, reason, item })
  })

  it('lets timers run while it is read', async () => {
    let isDue = false
    setTimeout(() => {
      isDue = true
    }, 0)
    let seen = 0
    for await (const _revision of library.current()) {
      if (isDue) break
      seen += 1
    }
    expect(seen).toBeLessThan(WANTED.length)
  })
})

describe('reading revisions', () => {
  it('is the same by every way there is', async () => {
    const told = new Map<string, unknown>()
    for (const [name, reader] of Object.entries(readers)) {
      const first = await reader.current(undefined, 3, 'website')
      // Each may leave out what does not go to the channel; one row here does not.
      const second = (await reader.current(first.at(-1), 1000, 'website')).filter(
        ({ destinations }) => destinations.some(({ channel }) => channel === 'website'),
      )
      const ids = ['past-1', 'marked-1']
      const some = [...(await reader.byIds(ids))]
        .sort((a, b) => a.id.localeCompare(b.id))
        .map(({ id, document, number, hash, item }) => ({ id, document, number, hash, item }))
      expect([first.length, second.length, some.length]).toEqual([3, MANY - 1, 2])
      // Through JSON: the adapter also names the columns it left out.
      const answers = { first, second, some, none: await reader.byIds([]) }
      told.set(name, JSON.parse(JSON.stringify(answers)))
    }
    const [one] = told.values()
    for (const other of told.values()) expect(other).toEqual(one)
  })
})
