/** A site from the admin's form to what it takes: keys, entitlements, publishing, withdrawal, usage, and who is out of step. */
import { createLocalReq, type Endpoint, type Payload, type TypedUser } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createDeliveryServer } from '@/delivery'
import { openPartnerLog, type PartnerLog } from '@/partner-log'
import { allianceRoute } from '@/server/alliance-routes'
import type { HubServices } from '@/server/hub-services'
import { syndicationFile } from '@/server/syndication-file'
import { openSyndicationReader, type SyndicationStoreReader } from '@/syndication'

import { createUser, openServices, startPayload, type TestHub } from '../helpers/hub'
import { listen, type Client, type Reply } from '../unit/delivery/http-client'

let test: TestHub
let payload: Payload
let hub: HubServices
let reader: SyndicationStoreReader
let client: Client
let log: PartnerLog
let operator: TypedUser
let author: TypedUser
let theme: string
let site: string
let key: string
let now = new Date('2035-01-01T01:00:00.000Z')

beforeAll(async () => {
  test = await startPayload({ env: { PUBLIC_URL: 'https://hub.example.org' } })
  payload = test.payload
  const clock = () => now
  hub = await openServices(test, clock)
  reader = openSyndicationReader(syndicationFile(test.settings, 'alliance'))
  log = openPartnerLog({
    directory: test.settings.allianceLogDir,
    writer: 'test',
    now: clock,
    onError(error) {
      throw error
    },
  })
  client = await listen(
    createDeliveryServer({
      store: hub.artefacts,
      site: { title: '样例', publicUrl: 'https://hub.example.org', language: 'zh-CN' },
      apis: [
        allianceRoute({
          ...{ store: hub.artefacts, reader, site: hub.site, log, now: clock },
          onRefused: () => undefined,
        }),
      ],
    }),
  )
  await createUser(payload, 'administrator')
  operator = await createUser(payload, 'operator')
  author = await createUser(payload, 'author')
  theme = (await payload.create({ collection: 'themes', data: { label: '技能', slug: 'skills' } }))
    .id
  site = (
    await payload.create({
      collection: 'alliance-sites',
      data: {
        name: '北方党员教育网',
        types: ['lessons'],
        themes: [theme],
        domains: ['north.example.org'],
      },
      user: operator,
      overrideAccess: false,
    })
  ).id
})

afterAll(async () => {
  await client.stop()
  await log.close()
  reader.close()
  await hub.stop()
  await test[Symbol.asyncDispose]()
})

/** One run of the job, a minute later. */
async function run(): Promise<Record<string, unknown>> {
  await log.close()
  now = new Date(now.getTime() + 60_000)
  await hub.timetable.tick('alliance-sites', now)
  const { docs } = await payload.find({
    collection: 'timetable',
    where: { name: { equals: 'alliance-sites' } },
  })
  expect(docs[0]?.lastOutcome, docs[0]?.lastError ?? '').toBe('ok')
  return docs[0]?.lastResult as Record<string, unknown>
}

async function ask(path: string): Promise<Reply> {
  now = new Date(now.getTime() + 5000)
  return client.get(`/alliance/v1${path}`, { Authorization: `Bearer ${key}` })
}

interface Changes {
  readonly changes: readonly { action: string; title?: string }[]
  readonly next: string
}
const changes = async (since = ''): Promise<Changes> =>
  JSON.parse((await ask(`/changes?include=content&since=${since}`)).text) as Changes

async function lesson(title: string, themes: string[] = [theme]): Promise<string> {
  const { id } = await payload.create({
    collection: 'lessons',
    data: {
      ...{ title, slug: `l-${crypto.randomUUID().slice(0, 8)}`, summary: '摘要' },
      ...{ authorUnit: '课程组', language: 'zh-CN', themes, _status: 'published' },
    },
  })
  await hub.hub.drain()
  return id
}

async function call(
  user: TypedUser,
  method: 'get' | 'post',
  path: string,
  body?: object,
): Promise<Response> {
  const { endpoints } = payload.collections['alliance-sites'].config
  const found = (endpoints || []).find(
    (one: Endpoint) => one.path === path && one.method === method,
  )
  if (!found) throw new Error(`There is no ${method} ${path}`)
  const req = await createLocalReq({ user }, payload)
  Object.assign(req, { routeParams: { id: site }, json: () => Promise.resolve(body) })
  return found.handler(req)
}

describe('a site’s form', () => {
  it('refuses what is no domain and no language, and says which', async () => {
    const attempt = (data: object) =>
      payload.create({ collection: 'alliance-sites', data: { name: '甲', ...data } })
    await expect(attempt({ domains: ['http://x.org'] })).rejects.toMatchObject({
      data: { errors: [{ message: expect.stringContaining('http://x.org') as string }] },
    })
    await expect(attempt({ languages: ['Chinese!'] })).rejects.toThrow()
    await expect(
      attempt({ from: '2035-02-01T00:00:00.000Z', until: '2035-01-01T00:00:00.000Z' }),
    ).rejects.toThrow()
  })
})

describe('a key', () => {
  it('is made by operators only, for a scope, and works within a minute', async () => {
    await expect(
      call(author, 'post', '/:id/keys', { action: 'issue', scopes: ['read'] }),
    ).rejects.toMatchObject({ status: 403 })
    await expect(
      call(operator, 'post', '/:id/keys', { action: 'issue', scopes: ['everything'] }),
    ).rejects.toMatchObject({ status: 400 })
    const answer = await call(operator, 'post', '/:id/keys', { action: 'issue', scopes: ['read'] })
    key = ((await answer.json()) as { key: string }).key
    expect(key).toMatch(/^qm_[\w-]{43}$/)
    expect((await ask('/')).status).toBe(401)
    await run()
    expect((await ask('/')).status).toBe(200)
    const row = await payload.findByID({ collection: 'alliance-sites', id: site })
    expect(JSON.stringify(row)).not.toContain(key)
    const read = { collection: 'alliance-sites', id: site, user: operator } as const
    expect((await payload.findByID({ ...read, overrideAccess: false })).keys).toBeUndefined()
  })
})

describe('what is published', () => {
  it('reaches the site by theme, with corrections; withdrawals are told', async () => {
    const id = await lesson('第一课')
    await lesson('别的主题', [])
    const first = await changes()
    expect(first.changes).toMatchObject([{ action: 'put', title: '第一课' }])
    await payload.update({
      collection: 'lessons',
      id,
      data: { title: '第一课（更正）', _status: 'published' },
    })
    await hub.hub.drain()
    const second = await changes(first.next)
    expect(second.changes).toMatchObject([{ action: 'put', title: '第一课（更正）' }])
    await payload.update({ collection: 'lessons', id, data: { _status: 'draft' } })
    await hub.hub.drain()
    const third = await changes(second.next)
    expect(third.changes).toMatchObject([{ action: 'delete' }])
    expect((await ask(`/lessons/${id}`)).status).toBe(410)
  })

  it('is held against what the site acknowledged', async () => {
    const id = await lesson('第二课')
    const { next } = await changes()
    await changes(next)
    expect(await run()).toMatchObject({ outOfStep: [] })
    await payload.update({ collection: 'lessons', id, data: { title: '改', _status: 'published' } })
    await lesson('第三课')
    await hub.hub.drain()
    expect(await run()).toMatchObject({
      outOfStep: [{ site: '北方党员教育网', documents: 1 }],
    })
    const row = await payload.findByID({ collection: 'alliance-usage', id: site })
    expect(row.stale).toMatchObject([{ document: `lessons/${id}`, action: 'correct', title: '改' }])
    const later = await changes(next)
    await changes(later.next)
    expect(await run()).toMatchObject({ outOfStep: [] })
  })
})

describe('what was taken', () => {
  it('is counted once by month and document, and exported', async () => {
    const id = await lesson('计数')
    await run()
    await ask(`/lessons/${id}`)
    await ask(`/lessons/${id}`)
    expect(await run()).toMatchObject({ fetches: 2 })
    expect(await run()).toMatchObject({ fetches: 0 })
    const csv = await (await call(operator, 'get', '/:id/usage.csv')).text()
    expect(csv).toContain(`2035-01,lessons,${id},计数,2\r\n`)
    const xlsx = Buffer.from(await (await call(operator, 'get', '/:id/usage.xlsx')).arrayBuffer())
    expect(xlsx.subarray(0, 2).toString()).toBe('PK')
    const calls = await (await call(operator, 'get', '/:id/calls.csv')).text()
    expect(calls).toContain(`/lessons/${id}`)
    expect(calls).not.toContain(key)
    await expect(call(author, 'get', '/:id/usage.csv')).rejects.toMatchObject({ status: 403 })
  })

  it('ends with the day’s quota, for the rest of the day', async () => {
    await payload.update({ collection: 'alliance-sites', id: site, data: { perDay: 1 } })
    expect(await run()).toMatchObject({ quotasUsedUp: 1 })
    expect((await ask('/lessons')).status).toBe(429)
    now = new Date(now.getTime() + 24 * 60 * 60_000)
    await run()
    expect((await ask('/lessons')).status).toBe(200)
    await payload.update({ collection: 'alliance-sites', id: site, data: { perDay: 1000 } })
  })
})

describe('a key that was revoked', () => {
  it('stops within a minute, and its use is noted at the site', async () => {
    const row = await payload.findByID({ collection: 'alliance-sites', id: site })
    const [{ id } = { id: '' }] = row.keys as { id: string }[]
    await call(operator, 'post', '/:id/keys', { action: 'revoke', key: id })
    await run()
    expect((await ask('/lessons')).status).toBe(401)
    await run()
    const usage = (await payload.findByID({ collection: 'alliance-usage', id: site })).usage as {
      newest: { status: number }[]
    }
    expect(usage.newest[0]?.status).toBe(401)
  })

  it('goes with its site, and so does what was counted', async () => {
    await payload.delete({ collection: 'alliance-sites', id: site })
    const where = { id: { equals: site } }
    expect((await payload.count({ collection: 'alliance-usage', where })).totalDocs).toBe(0)
    const months = { site: { equals: site } }
    expect((await payload.count({ collection: 'alliance-months', where: months })).totalDocs).toBe(
      0,
    )
  })
})
