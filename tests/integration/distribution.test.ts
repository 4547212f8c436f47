/** From a publish to ledger rows and public pages, on the real database: each way a document changes leads to its rows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { HubServices } from '@/server/hub-services'

import { openServices, startPayload, type TestHub } from '../helpers/hub'

let test: TestHub
let hub: HubServices

beforeAll(async () => {
  test = await startPayload({ env: { PUBLIC_URL: 'https://hub.example.org' } })
  hub = await openServices(test)
})
afterAll(async () => {
  await hub.stop()
  await test[Symbol.asyncDispose]()
})

let count = 0
const article = async (status: 'published' | 'draft' = 'published'): Promise<string> => {
  count += 1
  const { id } = await test.payload.create({
    collection: 'articles',
    data: {
      title: `文章${String(count)}`,
      slug: `article-${String(count)}`,
      summary: '摘要',
      authorUnit: '内容编辑组',
      language: 'zh-CN',
      publishedAt: '2014-07-02T00:00:00.000Z',
      _status: status,
    },
  })
  return id
}

/** What the ledger says of a document: `channel action state`, oldest first. */
const rows = async (id: string): Promise<string[]> =>
  (await hub.ledger.list({ document: `articles/${id}` }))
    .map(
      (row) => `${String(row.revisionNumber)} ${row.channel} ${row.action} ${row.delivery.state}`,
    )
    .sort()

const kindOf = async (path: string): Promise<string | undefined> =>
  (await hub.artefacts.lookup(path))?.kind

describe('a document', () => {
  it('leads to one row per channel when published, and saving without a change to none', async () => {
    const id = await article()
    expect(await rows(id)).toEqual([
      '1 alliance publish pending',
      '1 feeds publish pending',
      '1 website publish pending',
    ])
    await hub.hub.drain()
    await test.payload.update({ collection: 'articles', id, data: { _status: 'published' } })
    expect(await rows(id)).toEqual([
      '1 alliance publish delivered',
      '1 feeds publish delivered',
      '1 website publish delivered',
    ])
  })

  it('leads to none as a draft, nor by a draft over what is published', async () => {
    const draft = await article('draft')
    expect(await rows(draft)).toEqual([])
    const id = await article()
    await hub.hub.drain()
    await test.payload.update({
      collection: 'articles',
      id,
      data: { title: '改了一半' },
      draft: true,
    })
    expect(await rows(id)).toHaveLength(3)
    expect(await kindOf(`/articles/article-${String(count)}`)).toBe('file')
  })

  it('is corrected, withdrawn and published again', async () => {
    const id = await article()
    const path = `/articles/article-${String(count)}`
    await hub.hub.drain()
    await test.payload.update({
      collection: 'articles',
      id,
      data: { title: '更正', _status: 'published' },
    })
    await hub.hub.drain()
    await test.payload.update({ collection: 'articles', id, data: { _status: 'draft' } })
    await hub.hub.drain()
    expect(await kindOf(path)).toBe('gone')
    await test.payload.update({ collection: 'articles', id, data: { _status: 'published' } })
    await hub.hub.drain()
    expect(await kindOf(path)).toBe('file')
    expect((await rows(id)).filter((row) => row.includes('website'))).toEqual([
      '1 website publish delivered',
      '2 website correct delivered',
      '3 website withdraw delivered',
      '4 website publish delivered',
    ])
  })

  it('that is deleted is withdrawn', async () => {
    const id = await article()
    await hub.hub.drain()
    await test.payload.delete({ collection: 'articles', id })
    await hub.hub.drain()
    expect(await kindOf(`/articles/article-${String(count)}`)).toBe('gone')
  })

  it('whose newest revision overtakes one not sent yet is sent once', async () => {
    const id = await article()
    await test.payload.update({
      collection: 'articles',
      id,
      data: { title: '更正', _status: 'published' },
    })
    await hub.hub.drain()
    expect((await rows(id)).filter((row) => row.includes('feeds'))).toEqual([
      '1 feeds publish superseded',
      '2 feeds correct delivered',
    ])
  })

  it('leaves a redirect where its address was', async () => {
    const id = await article()
    const before = `/articles/article-${String(count)}`
    await hub.hub.drain()
    await test.payload.update({
      collection: 'articles',
      id,
      data: { slug: `renamed-${String(count)}`, _status: 'published' },
    })
    await hub.hub.drain()
    expect(await hub.artefacts.lookup(before)).toMatchObject({
      kind: 'moved',
      to: `/articles/renamed-${String(count)}`,
    })
  })
})

describe('scheduled publishing', () => {
  it('publishes and takes back at its time, with rows like any other', async () => {
    const id = await article('draft')
    const schedule = (type: 'publish' | 'unpublish'): Promise<unknown> =>
      test.payload.jobs.queue({
        task: 'schedulePublish',
        input: { type, doc: { relationTo: 'articles', value: id } },
        waitUntil: new Date(0),
      })
    await schedule('publish')
    expect(await hub.timetable.tick('scheduled-publishing', new Date(Date.now() + 60_000))).toBe(
      true,
    )
    expect(await rows(id)).toEqual([
      '1 alliance publish pending',
      '1 feeds publish pending',
      '1 website publish pending',
    ])
    await hub.hub.drain()
    await schedule('unpublish')
    await hub.timetable.tick('scheduled-publishing', new Date(Date.now() + 120_000))
    await hub.hub.drain()
    expect(await kindOf(`/articles/article-${String(count)}`)).toBe('gone')
  })
})

describe('the sweep', () => {
  it('writes the rows that a crash left out, once', async () => {
    const id = await article()
    await hub.hub.drain()
    // As a process leaves it that dies between writing the revision and its rows.
    await test.payload.db.deleteMany({
      collection: 'deliveries',
      where: { document: { equals: `articles/${id}` } },
    })
    await test.payload.db.updateOne({
      collection: 'revisions',
      where: { document: { equals: `articles/${id}` } },
      data: { enqueued: false },
    })
    const { sweep } = await import('@/plugins/distribution/sweep')
    expect(await sweep(hub.reconciling, new Date())).toMatchObject({ completed: 1 })
    expect(await rows(id)).toEqual([
      '1 alliance publish pending',
      '1 feeds publish pending',
      '1 website publish pending',
    ])
    expect(await sweep(hub.reconciling, new Date())).toMatchObject({ completed: 0 })
    await hub.hub.drain()
  })

  it('finds what was published behind the hooks, and corrects what shows a renamed theme', async () => {
    const theme = await test.payload.create({
      collection: 'themes',
      data: { slug: 'sweep', label: '旧名' },
    })
    const id = await article('draft')
    await test.payload.db.updateOne({
      collection: 'articles',
      id,
      data: { _status: 'published', themes: [theme.id] },
    })
    expect(await rows(id)).toEqual([])
    const { sweep } = await import('@/plugins/distribution/sweep')
    await sweep(hub.reconciling, undefined)
    await hub.hub.drain()
    expect(await rows(id)).toEqual([
      '1 alliance publish delivered',
      '1 feeds publish delivered',
      '1 website publish delivered',
    ])

    const before = new Date()
    await test.payload.update({ collection: 'themes', id: theme.id, data: { label: '新名' } })
    await sweep(hub.reconciling, before)
    await hub.hub.drain()
    expect(await rows(id)).toContain('2 website correct delivered')
  })

  it('sends what is published to a channel that was added later', async () => {
    const id = await article()
    await hub.hub.drain()
    await test.payload.create({
      collection: 'channels',
      data: { id: 'second-feeds', name: '第二组订阅', kind: 'feeds', paused: true },
    })
    const { sweep } = await import('@/plugins/distribution/sweep')
    await sweep(hub.reconciling, undefined)
    expect(await rows(id)).toContain('1 second-feeds publish pending')
    await test.payload.delete({ collection: 'channels', id: 'second-feeds' })
    await sweep(hub.reconciling, undefined)
    // Nobody would carry a withdrawal.
    expect((await rows(id)).filter((row) => row.includes('second-feeds withdraw'))).toEqual([])
  })
})

describe('a held delivery', () => {
  it('ends when a person says how, and only once', async () => {
    const id = await article()
    const { resolveHeld } = await import('@/plugins/distribution/operations')
    const [row] = await hub.ledger.list({ document: `articles/${id}`, channel: 'feeds' })
    if (!row) throw new Error('There is no row to hold')
    await expect(resolveHeld(hub.reconciling, row.id, 'delivered', '对方后台可见')).rejects.toThrow(
      '待核实',
    )
    await hub.ledger.move(
      row,
      { state: 'held', attempts: 1, code: 'OUTCOME_UNKNOWN' },
      undefined,
      Date.now(),
    )
    await resolveHeld(hub.reconciling, row.id, 'delivered', '对方后台可见')
    expect((await hub.ledger.find(row.id))?.delivery).toEqual({
      state: 'delivered',
      attempts: 1,
      receipt: '对方后台可见',
    })
    await expect(resolveHeld(hub.reconciling, row.id, 'failed', 'x')).rejects.toThrow('待核实')
    await expect(resolveHeld(hub.reconciling, 'nothing', 'failed', 'x')).rejects.toThrow('nothing')
  })
})
