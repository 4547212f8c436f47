/** What a publish costs does not grow with the corpus: documents that name it are found along an index. */
import type { SQLiteAdapter } from '@payloadcms/db-sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startPayload, type TestHub } from '../../helpers/hub'

let hub: TestHub

beforeAll(async () => {
  hub = await startPayload({ database: 'sqlite' })
})
afterAll(() => hub[Symbol.asyncDispose]())

const article = async (slug: string, more: object): Promise<string> => {
  const { id } = await hub.payload.create({
    collection: 'articles',
    data: { title: slug, slug, summary: '摘要', authorUnit: '编辑组', language: 'zh-CN', ...more },
  })
  return id
}

describe('documents that name another', () => {
  it('are found along the index of what they lead to, and only where they are published', async () => {
    const id = await article('named', { _status: 'published' })
    const related = [{ relationTo: 'articles', value: id }]
    const names = await article('names-it', { related, _status: 'published' })
    await article('a-draft', { related })

    const { dependantsOf } = await import('@/plugins/distribution/sweep')
    const { client } = hub.payload.db as unknown as SQLiteAdapter
    const asked: { sql: string; args: [] }[] = []
    const ask = client.execute.bind(client)
    client.execute = (statement: { sql: string; args: [] }) => {
      asked.push(statement)
      return ask(statement)
    }
    const documents = [{ type: 'articles' as const, id }]
    const found = await dependantsOf({ payload: hub.payload }, { documents })
    client.execute = ask

    expect(found).toEqual([{ type: 'articles', id: names }])
    const query = asked.find(({ sql }) => / left join "articles_rels" /.test(sql))
    if (!query) throw new Error('Nobody asked which articles name it')
    const { rows } = await ask({ ...query, sql: `EXPLAIN QUERY PLAN ${query.sql}` })
    const steps = rows.map(({ detail }) => (typeof detail === 'string' ? detail : ''))
    expect(steps).toContainEqual(
      expect.stringMatching(/USING INDEX articles_rels_articles_id_idx \(articles_id=\?\)/),
    )
    expect(steps).toContainEqual(expect.stringMatching(/^SEARCH articles USING .*\(id=\?\)/))
  })
})
