/** The queries that run all the time touch open work only, however many settled rows there are. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SQLiteAdapter } from '@payloadcms/db-sqlite'

import {
  CLAIM,
  COUNTS,
  DELIVERED,
  LANES_WITH_WORK,
  listing,
  MOVE,
  SETTLE,
  SUPERSEDE,
} from '@/outbox/sqlite-ledger'
import type { Statement } from '@/outbox/sqlite-database'

import { openSqliteLedger, type LedgerPayload } from '../../helpers/ledger-payload'

let opened: LedgerPayload

beforeAll(async () => {
  opened = await openSqliteLedger()
})
afterAll(() => opened[Symbol.asyncDispose]())

/** One line per step: `SEARCH … USING INDEX …`, `SCAN …`. */
async function plan(sql: string, ...args: (string | number | null)[]): Promise<string[]> {
  const { client } = opened.payload.db as unknown as SQLiteAdapter
  const { rows } = await client.execute({ sql: `EXPLAIN QUERY PLAN ${sql}`, args })
  return rows.map(({ detail }) => (typeof detail === 'string' ? detail : ''))
}

/** Steps that read a whole table or a whole index of it. Results made on the way (lane, json_each) are small. */
const scans = (steps: readonly string[]): string[] =>
  steps.filter((step) =>
    /^SCAN (deliveries|due|open|old|other|earlier|newer|next|beyond|last)\b/.test(step),
  )

const sorts = (steps: readonly string[]): string[] =>
  steps.filter((step) => step.includes('TEMP B-TREE FOR ORDER BY'))

describe('query plans', () => {
  it('claims through the index on state, lane and time, in its order', async () => {
    const steps = await plan(CLAIM, 't', 2, 'now', 'feeds', 'public', 1, 10)
    expect(scans(steps)).toEqual([])
    expect(sorts(steps)).toEqual([])
    expect(steps).toContainEqual(
      expect.stringMatching(
        /^SEARCH due USING INDEX \S+ \(state=\? AND channel=\? AND destination=\? AND not_before<\?\)$/,
      ),
    )
    for (const table of ['other', 'earlier']) {
      expect(steps).toContainEqual(
        expect.stringMatching(
          new RegExp(
            `^SEARCH ${table} USING INDEX \\S+ \\(document=\\? AND channel=\\? AND state=\\?`,
          ),
        ),
      )
    }
  })

  it('finds lanes by stepping through the index', async () => {
    const steps = await plan(LANES_WITH_WORK, 1, 1)
    expect(scans(steps)).toEqual([])
    expect(sorts(steps)).toEqual([])
    for (const seek of [
      /^SEARCH next USING COVERING INDEX \S+ \(state=\? AND channel=\? AND destination>\?\)$/,
      /^SEARCH beyond USING COVERING INDEX \S+ \(state=\? AND channel>\?\)$/,
      /^SEARCH due USING COVERING INDEX .* AND destination=\? AND not_before<\?\)$/,
      /^SEARCH deliveries USING INDEX \S+ \(state=\? AND lease_until<\?\)$/,
    ]) {
      expect(steps).toContainEqual(expect.stringMatching(seek))
    }
  })

  it('supersedes by looking at the named documents only', async () => {
    const steps = await plan(SUPERSEDE, 'now', '[]')
    expect(scans(steps)).toEqual([])
    expect(steps).toContainEqual(
      expect.stringMatching(/^SEARCH old USING INDEX \S+ \(document=\?\)$/),
    )
  })

  it.each([
    ['settle', SETTLE, ['[]', 'now', 't']],
    ['move', MOVE, ['[]', 'now', 'pending', 0, null, null]],
  ] as const)('%ss by id', async (_name, sql, args) => {
    const steps = await plan(sql, ...args)
    expect(scans(steps)).toEqual([])
    expect(steps).toContainEqual(
      expect.stringMatching(/^SEARCH deliveries USING INDEX \S+ \(id=\?\)$/),
    )
  })

  it('pages through receipts by index', async () => {
    const steps = await plan(DELIVERED, 'feeds', 'a', 'b', 100)
    expect(steps[0]).toMatch(
      /^SEARCH deliveries USING INDEX \S+ \(channel=\? AND state=\? AND receipt>\?\)$/,
    )
  })

  it('counts without reading a row', async () => {
    expect(await plan(COUNTS)).toEqual([
      expect.stringMatching(/^SCAN deliveries USING COVERING INDEX/),
    ])
  })

  it.each([
    ['all rows', {}, 'created_at'],
    ['a channel', { channel: 'feeds' }, 'created_at'],
    ['a state most rows end in', { channel: 'feeds', state: 'delivered' }, 'created_at'],
    ['a rare state', { channel: 'feeds', state: 'failed' }, 'state'],
    ['a document', { document: 'articles/a', state: 'delivered' }, 'document'],
  ] as const)('lists %s along a fitting index', async (_name, filter, index) => {
    const { sql, args }: Statement = listing(filter)
    const [step = ''] = await plan(sql, ...args)
    expect(step).toMatch(new RegExp(`USING INDEX \\w*${index}`))
  })
})
