/** A partner from the admin's form to what it fetches: keys, correction, withdrawal, and who still asks for what is gone. */
import { readFile } from 'node:fs/promises'

import { createLocalReq, type Endpoint, type Payload, type TypedUser } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createDeliveryServer } from '@/delivery'
import { openPartnerLog, type PartnerLog } from '@/partner-log'
import type { HubServices } from '@/server/hub-services'
import { partnerRoute } from '@/server/partner-routes'

import { createUser, openServices, startPayload, type TestHub } from '../helpers/hub'
import { listen, type Client, type Reply } from '../unit/delivery/http-client'

let test: TestHub
let payload: Payload
let hub: HubServices
let station: Client
let log: PartnerLog
let operator: TypedUser
let film: string
let partner: string
let key: string
/** Later than any clock this runs by: rows that hooks write fall due by the real one. */
let now = new Date('2035-01-01T01:00:00.000Z')

beforeAll(async () => {
  test = await startPayload({ env: { PUBLIC_URL: 'https://hub.example.org' } })
  payload = test.payload
  const clock = () => now
  hub = await openServices(test, clock)
  log = openPartnerLog({
    directory: test.settings.partnerLogDir,
    writer: 'test',
    now: clock,
    onError(error) {
      throw error
    },
  })
  station = await listen(
    createDeliveryServer({
      store: hub.artefacts,
      site: { title: '样例', publicUrl: 'https://hub.example.org', language: 'zh-CN' },
      guarded: [partnerRoute({ store: hub.artefacts, site: hub.site, log, now: clock })],
      log: () => undefined,
    }),
  )
  await createUser(payload, 'administrator')
  operator = await createUser(payload, 'operator')
  const data = await readFile('samples/media/videos/village-night-class.mp4')
  const upload = { name: 'night-class.mp4', data, mimetype: 'video/mp4', size: data.length }
  film = (await payload.create({ collection: 'media', data: {}, file: upload })).id
  const column = await payload.create({
    collection: 'columns',
    data: { title: '乡村夜课', slug: 'night-class' },
  })
  partner = (
    await payload.create({
      collection: 'tv-partners',
      data: { name: '北方台', country: 'CN', columns: [column.id], original: true },
      user: operator,
      overrideAccess: false,
    })
  ).id
  await run('tv-rights')
})

afterAll(async () => {
  await station.stop()
  await log.close()
  await hub.stop()
  await test[Symbol.asyncDispose]()
})

/** One run of a job, a minute later. */
async function run(job: string): Promise<Record<string, unknown>> {
  now = new Date(now.getTime() + 60_000)
  await hub.timetable.tick(job, now)
  await hub.hub.drain()
  const { docs } = await payload.find({ collection: 'timetable', where: { name: { equals: job } } })
  expect(docs[0]?.lastOutcome, docs[0]?.lastError ?? '').toBe('ok')
  return docs[0]?.lastResult as Record<string, unknown>
}

/** A few seconds later: answers are used again for one. */
async function ask(method: string, path: string): Promise<Reply> {
  now = new Date(now.getTime() + 5000)
  const reply = await station.send(method, `/tv/p/${key}${path}`)
  await log.close()
  return reply
}
const titles = async (): Promise<string[]> =>
  (JSON.parse((await ask('GET', '/night-class.json')).text) as { items: { title: string }[] }).items
    .map(({ title }) => title)
    .sort()

async function video(title: string): Promise<string> {
  const column = await payload.find({ collection: 'columns', limit: 1 })
  const { id } = await payload.create({
    collection: 'videos',
    data: {
      title,
      slug: `class-${crypto.randomUUID().slice(0, 8)}`,
      summary: '摘要',
      authorUnit: '栏目组',
      language: 'zh-CN',
      publishedAt: '2034-12-20T00:00:00.000Z',
      durationSeconds: 60,
      video: film,
      column: column.docs[0]?.id ?? '',
      _status: 'published',
    },
  })
  await hub.hub.drain()
  return id
}

const endpoint = (path: string, method: string): Endpoint => {
  const { endpoints } = payload.collections['tv-partners'].config
  const found = (endpoints || []).find((one) => one.path === path && one.method === method)
  if (!found) throw new Error(`There is no ${method} ${path}`)
  return found
}

async function call(
  user: TypedUser | undefined,
  method: 'get' | 'post',
  path: string,
  body?: object,
): Promise<Response> {
  const req = await createLocalReq(user ? { user } : {}, payload)
  Object.assign(req, {
    routeParams: { id: partner },
    json: () => Promise.resolve(body),
  })
  return endpoint(path, method).handler(req)
}

const keysOf = async () =>
  (await payload.findByID({ collection: 'tv-partners', id: partner })).keys as {
    id: string
    digest: string
  }[]

describe('a key', () => {
  it('is shown once, kept as a digest, and nobody reads even that', async () => {
    await expect(call(undefined, 'post', '/:id/keys', { action: 'issue' })).rejects.toMatchObject({
      status: 403,
    })
    const answer = await call(operator, 'post', '/:id/keys', { action: 'issue' })
    key = ((await answer.json()) as { key: string }).key
    expect(key).toMatch(/^tv_[\w-]{43}$/)
    expect(JSON.stringify(await keysOf())).not.toContain(key)
    const read = await payload.findByID({
      collection: 'tv-partners',
      id: partner,
      user: operator,
      overrideAccess: false,
    })
    expect(read.keys).toBeUndefined()
    // Nor does a form write it.
    await payload.update({
      collection: 'tv-partners',
      id: partner,
      data: { keys: [], name: '北方台' },
      user: operator,
      overrideAccess: false,
    })
    expect(await keysOf()).toHaveLength(1)
  })

  it('works after the next run of the job, and not before', async () => {
    expect((await ask('GET', '/night-class.json')).status).toBe(403)
    await run('tv-partners')
    expect((await ask('GET', '/night-class.json')).status).toBe(200)
  })

  it('is rotated: two at once, a third only after one was revoked', async () => {
    await call(operator, 'post', '/:id/keys', { action: 'issue' })
    await expect(call(operator, 'post', '/:id/keys', { action: 'issue' })).rejects.toMatchObject({
      status: 409,
    })
    const [old] = await keysOf()
    const second = (await keysOf())[1]?.id ?? ''
    await call(operator, 'post', '/:id/keys', { action: 'revoke', key: second })
    await expect(
      call(operator, 'post', '/:id/keys', { action: 'revoke', key: second }),
    ).rejects.toMatchObject({ status: 409 })
    expect(old).toHaveProperty('digest')
    await run('tv-partners')
    expect((await ask('GET', '/night-class.json')).status).toBe(200)
  })
})

describe('what is published', () => {
  it('reaches the partner with the delivery, and so does a correction', async () => {
    const id = await video('第一课')
    expect(await titles()).toEqual(['第一课'])
    await payload.update({
      collection: 'videos',
      id,
      data: { title: '第一课（更正）', _status: 'published' },
    })
    await hub.hub.drain()
    expect(await titles()).toEqual(['第一课（更正）'])
    expect((await ask('HEAD', `/files/${id}/night-class.mp4`)).headers['content-type']).toBe(
      'video/mp4',
    )
  })

  it('and withdrawn is listed until the partner has read its feed, and as long as it still fetches', async () => {
    const id = await video('将撤下')
    expect(await titles()).toContain('将撤下')
    now = new Date(now.getTime() + 60_000)
    await payload.update({ collection: 'videos', id, data: { _status: 'draft' } })
    await hub.hub.drain()
    expect(await run('tv-partners')).toMatchObject({
      notInformed: 1,
      stillFetching: 0,
      problems: [{ kind: 'not-informed', partner: '北方台', title: '将撤下' }],
    })
    expect(await titles()).not.toContain('将撤下')
    expect((await ask('GET', `/files/${id}/night-class.mp4`)).status).toBe(410)
    expect((await ask('GET', `/files/${id}/night-class.mp4`)).status).toBe(410)
    expect(await run('tv-partners')).toMatchObject({
      notInformed: 0,
      stillFetching: 1,
      problems: [{ kind: 'still-fetching', partner: '北方台', title: '将撤下', count: 2 }],
    })
    const usage = await payload.findByID({ collection: 'tv-partner-usage', id: partner })
    expect(usage.stillFetched).toMatchObject([{ video: id, title: '将撤下', count: 2 }])
    await call(operator, 'post', '/:id/told', { video: id })
    expect(await run('tv-partners')).toMatchObject({ stillFetching: 0, problems: [] })
    const told = await payload.findByID({ collection: 'tv-partner-usage', id: partner })
    expect(told.told).toHaveProperty(id)
    // A week of silence ends it.
    now = new Date(now.getTime() + 8 * 24 * 60 * 60_000)
    await run('tv-partners')
    const later = await payload.findByID({ collection: 'tv-partner-usage', id: partner })
    expect(later.stillFetched).toEqual([])
  })
})

describe('the record', () => {
  it('counts each fetch once, however often the job runs', async () => {
    await run('tv-partners')
    const before = await payload.findByID({ collection: 'tv-partner-usage', id: partner })
    expect(await run('tv-partners')).toMatchObject({ fetches: 0 })
    await ask('GET', '/schedule.xml')
    expect(await run('tv-partners')).toMatchObject({ fetches: 1 })
    const sum = (row: { usage?: unknown }): number =>
      Object.values((row.usage as { days: Record<string, { fetches: number }> }).days).reduce(
        (total, { fetches }) => total + fetches,
        0,
      )
    const after = await payload.findByID({ collection: 'tv-partner-usage', id: partner })
    expect(sum(after)).toBe(sum(before) + 1)
  })

  it('is exported as CSV, to those who may', async () => {
    // Reading as text takes the mark of UTF-8 away.
    const text = await (await call(operator, 'get', '/:id/fetches.csv')).text()
    expect(text.split('\r\n')[0]).toBe('time,key,method,path,status,bytes,userAgent')
    expect(text).toContain('/schedule.xml,200,')
    expect(text).not.toContain(key)
    await expect(call(undefined, 'get', '/:id/fetches.csv')).rejects.toMatchObject({ status: 403 })
  })
})

describe('the end', () => {
  it('of a key comes with the next run; of a partner with everything known of it', async () => {
    const [first] = await keysOf()
    await call(operator, 'post', '/:id/keys', { action: 'revoke', key: first?.id })
    await run('tv-partners')
    expect((await ask('GET', '/night-class.json')).status).toBe(403)
    await payload.delete({ collection: 'tv-partners', id: partner })
    const { totalDocs } = await payload.count({ collection: 'tv-partner-usage' })
    expect(totalDocs).toBe(0)
    expect(await run('tv-partners')).toMatchObject({ partners: 0 })
  })
})
