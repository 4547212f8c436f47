/** Columns from the admin's records to what a station fetches: episodes, rights, the week's fixes, HEAD and Range. */
import { readFile, stat } from 'node:fs/promises'

import { createLocalReq, type Payload, type TypedUser } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createDeliveryServer } from '@/delivery'
import type { HubServices } from '@/server/hub-services'

import { openServices, startPayload, type TestHub } from '../helpers/hub'
import { listen, type Client, type Reply } from '../unit/delivery/http-client'

let test: TestHub
let payload: Payload
let hub: HubServices
let station: Client
let film: string
/** Later than any clock this runs by: rows that hooks write fall due by the real one. */
let now = new Date('2035-01-01T01:00:00.000Z')

beforeAll(async () => {
  test = await startPayload({ env: { PUBLIC_URL: 'https://hub.example.org' } })
  payload = test.payload
  hub = await openServices(test, () => now)
  station = await listen(
    createDeliveryServer({
      store: hub.artefacts,
      site: { title: '样例', publicUrl: 'https://hub.example.org', language: 'zh-CN' },
      log: () => undefined,
    }),
  )
  const data = await readFile('samples/media/videos/village-night-class.mp4')
  const upload = { name: 'night-class.mp4', data, mimetype: 'video/mp4', size: data.length }
  film = (await payload.create({ collection: 'media', data: {}, file: upload })).id
  await payload.create({
    collection: 'columns',
    data: {
      title: '乡村夜课',
      slug: 'night-class',
      runtimeMinutes: 1,
      slots: [{ weekday: 'mon', time: '19:30' }],
    },
  })
  await payload.create({
    collection: 'columns',
    data: { title: '丰收时节', slug: 'harvest', rule: { keywords: ['丰收'] } },
  })
})

afterAll(async () => {
  await station.stop()
  await hub.stop()
  await test[Symbol.asyncDispose]()
})

let count = 0
async function video(fields: object = {}): Promise<string> {
  count += 1
  const { id } = await payload.create({
    collection: 'videos',
    data: {
      title: `第${String(count)}课`,
      slug: `class-${String(count)}`,
      summary: '摘要',
      authorUnit: '栏目组',
      language: 'zh-CN',
      publishedAt: '2034-12-20T00:00:00.000Z',
      durationSeconds: 60,
      video: film,
      _status: 'published',
      ...fields,
    },
  })
  await hub.hub.drain()
  return id
}

const columnId = async (slug: string): Promise<string> => {
  const { docs } = await payload.find({ collection: 'columns', where: { slug: { equals: slug } } })
  return docs[0]?.id ?? ''
}

let minutes = 0
/** One run of a job; every tick is another minute. */
async function run(job: string): Promise<unknown> {
  minutes += 1
  await hub.timetable.tick(job, new Date(now.getTime() + minutes * 60_000))
  await hub.hub.drain()
  const { docs } = await payload.find({ collection: 'timetable', where: { name: { equals: job } } })
  expect(docs[0]?.lastOutcome, docs[0]?.lastError ?? '').toBe('ok')
  return docs[0]?.lastResult
}

/** The delivery plane re-reads a pointer at most every 50 ms. */
const ask = async (...question: Parameters<Client['send']>): Promise<Reply> => {
  await new Promise((resolve) => setTimeout(resolve, 60))
  return station.send(...question)
}
const fetched = async (path: string): Promise<string> => (await ask('GET', path)).text
const titles = async (column: string): Promise<string[]> =>
  (JSON.parse(await fetched(`/tv/${column}.json`)) as { items: { title: string }[] }).items.map(
    ({ title }) => title,
  )

describe('columns', () => {
  it('have an empty feed as soon as the job has seen them', async () => {
    await run('tv-rights')
    expect(await fetched('/tv/night-class.mrss')).toContain('<title><![CDATA[乡村夜课]]></title>')
    expect(await fetched('/tv/')).toContain('丰收时节')
  })

  it('get the episodes chosen by hand and those that meet their rule', async () => {
    await video({ title: '手工', column: await columnId('night-class'), episode: 1 })
    await video({ title: '两者', column: await columnId('night-class'), keywords: ['丰收'] })
    await video({ title: '按规则', keywords: ['丰收', '秋天'] })
    await video({ title: '无栏目' })
    expect((await titles('night-class')).sort()).toEqual(['两者', '手工'])
    expect((await titles('harvest')).sort()).toEqual(['两者', '按规则'])
  })

  it('look at their videos again when the rule changes', async () => {
    const id = await columnId('harvest')
    await payload.update({ collection: 'columns', id, data: { rule: { keywords: ['秋天'] } } })
    await run('tv-rights')
    expect(await titles('harvest')).toEqual(['按规则'])
  })
})

describe('an episode', () => {
  it('is fetched by HEAD and by Range, and answers 410 once withdrawn', async () => {
    const id = await video({ title: '将撤下', column: await columnId('night-class') })
    const path = `/tv/media/${id}/night-class.mp4`
    const { size } = await stat('samples/media/videos/village-night-class.mp4')
    const head = await ask('HEAD', path)
    expect([head.status, head.headers['content-type'], head.headers['content-length']]).toEqual([
      200,
      'video/mp4',
      String(size),
    ])
    const part = await ask('GET', path, { Range: 'bytes=0-99' })
    expect([part.status, part.body.length, part.headers['content-range']]).toEqual([
      206,
      100,
      `bytes 0-99/${String(size)}`,
    ])
    await payload.update({ collection: 'videos', id, data: { _status: 'draft' } })
    await hub.hub.drain()
    expect(await titles('night-class')).not.toContain('将撤下')
    expect((await ask('GET', path)).status).toBe(410)
  })

  it('leaves when its rights end', async () => {
    const column = await columnId('night-class')
    await video({ title: '限期', column, rights: { until: '2035-01-01T02:00:00.000Z' } })
    expect(await titles('night-class')).toContain('限期')
    now = new Date('2035-01-01T02:00:00.000Z')
    await run('tv-rights')
    expect(await titles('night-class')).not.toContain('限期')
  })
})

describe('the week', () => {
  it('offers the next fitting episode for a gap, and puts it there', async () => {
    const { readWeek } = await import('@/collections/broadcast/read-week')
    const { changeSchedule } = await import('@/collections/broadcast/change-schedule')
    const question = { from: '2035-01-08', days: 7, timeZone: 'Asia/Shanghai' }
    const findings = async () =>
      (await readWeek(payload, question)).days.flatMap(({ entries }) =>
        entries.flatMap((entry) => entry.findings),
      )
    const [gap] = await findings()
    expect(gap).toMatchObject({ kind: 'gap', fixTitle: '手工' })
    if (gap?.fix?.action !== 'assign') throw new Error('No fix is offered')
    const { fix } = gap
    // The first user of an installation becomes its administrator, whatever is asked for.
    await user('administrator')
    const author = await user('author')
    const editor = await user('reviewer-final')
    await expect(
      changeSchedule(await createLocalReq({ user: author }, payload), fix),
    ).rejects.toMatchObject({ status: 403 })
    await changeSchedule(await createLocalReq({ user: editor }, payload), fix)
    expect(await findings()).toEqual([])
    now = new Date('2035-01-07T10:00:00.000Z')
    await run('tv-rights')
    expect(await fetched('/tv/schedule.xml')).toContain('start="20350108193000 +0800"')
    expect(await run('tv-check')).toEqual({ day: '2035-01-08', programmes: 1, problems: [] })
  })

  it('is checked in the evening, and what is wrong stands in the timetable', async () => {
    now = new Date('2035-01-14T10:00:00.000Z')
    expect(await run('tv-check')).toMatchObject({
      day: '2035-01-15',
      problems: [{ at: '19:30', column: '乡村夜课', kind: 'gap' }],
    })
  })
})

async function user(role: 'administrator' | 'author' | 'reviewer-final'): Promise<TypedUser> {
  const made = await payload.create({
    collection: 'users',
    data: {
      email: `${role}@example.org`,
      name: role,
      password: 'a long enough password',
      roles: [role],
    },
  })
  return { ...made, collection: 'users' }
}
