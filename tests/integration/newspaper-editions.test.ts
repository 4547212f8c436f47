/** Editions from rules to drafts: on time, once, and never over what an editor wrote. */
import { createLocalReq, type Payload, type TypedUser } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { HubServices } from '@/server/hub-services'

import { createUser, openServices, startPayload, type TestHub } from '../helpers/hub'

let test: TestHub
let payload: Payload
let hub: HubServices
let newspaper: string
let editor: TypedUser
let operator: TypedUser
/** Seconds past the time of issue, a Wednesday, on the clock of the office. */
let now = new Date('2035-01-10T07:30:20+08:00')

beforeAll(async () => {
  test = await startPayload({ env: { HUB_TIMEZONE: 'Asia/Shanghai' } })
  payload = test.payload
  hub = await openServices(test, () => now)
  await createUser(payload, 'administrator')
  operator = await createUser(payload, 'operator')
  editor = await createUser(payload, 'author')
  newspaper = (
    await payload.create({
      collection: 'newspapers',
      data: {
        ...{ title: '早报', slug: 'morning', language: 'zh-CN', sender: '远教手机报' },
        ...{ schedule: '30 7 * * *', staleHours: 12, active: true, workingDaysOnly: true },
        rules: { types: ['articles'], count: 3, order: 'newest', lead: 'first' },
      },
      user: operator,
      overrideAccess: false,
    })
  ).id
})

afterAll(async () => {
  await hub.stop()
  await test[Symbol.asyncDispose]()
})

async function publish(
  title: string,
  at: string,
  change: { channels?: 'website'[]; summary?: string } = {},
): Promise<string> {
  const { id } = await payload.create({
    collection: 'articles',
    data: {
      ...{ title, summary: '摘要', authorUnit: '课程组', language: 'zh-CN', _status: 'published' },
      publishedAt: new Date(`${at}+08:00`).toISOString(),
      ...change,
    } as never,
  })
  return id
}

/** One tick of the job at a time on the clock of the office. */
async function tick(at: string): Promise<Record<string, unknown>> {
  now = new Date(`${at}+08:00`)
  await hub.timetable.tick('newspaper-compile', now)
  const { docs } = await payload.find({
    collection: 'timetable',
    where: { name: { equals: 'newspaper-compile' } },
  })
  expect(docs[0]?.lastOutcome, docs[0]?.lastError ?? '').toBe('ok')
  return docs[0]?.lastResult as Record<string, unknown>
}

const edition = (id: string) =>
  payload.findByID({ collection: 'editions', id, draft: true, depth: 0, disableErrors: true })
const headlines = async (id: string): Promise<string[] | undefined> =>
  (await edition(id))?.entries?.map(({ headline }) => headline)

describe('the job', () => {
  it('makes a draft of what was published since the time before', async () => {
    await publish('太早', '2035-01-09T07:30:00')
    await publish('甲', '2035-01-09T08:00:00', { summary: '第一行\n第二行' })
    await publish('乙', '2035-01-10T07:30:00')
    await publish('太晚', '2035-01-10T07:30:01')
    await publish('只在网站', '2035-01-09T09:00:00', { channels: ['website'] })
    expect(await tick('2035-01-10T07:30:20')).toMatchObject({ newspapers: 1, made: 1 })
    const made = await edition('morning-203501100730')
    expect(made).toMatchObject({ title: '早报 2035-01-10', _status: 'draft', newspaper })
    expect(made?.entries).toMatchObject([
      { headline: '乙', summary: '摘要', document: { relationTo: 'articles' } },
      { headline: '甲', summary: '第一行 第二行' },
    ])
  })

  it('leaves alone what an editor wrote', async () => {
    const id = 'morning-203501100730'
    const before = await edition(id)
    await payload.update({
      collection: 'editions',
      id,
      draft: true,
      data: {
        greeting: '早上好',
        entries: (before?.entries ?? [])
          .toReversed()
          .map((entry) => ({ ...entry, headline: `改：${entry.headline}` })),
      },
      user: editor,
      overrideAccess: false,
    })
    // Also where nothing is known of the runs before.
    await payload.db.deleteMany({ collection: 'timetable', where: {} })
    expect(await tick('2035-01-10T07:31:20')).toMatchObject({ made: 0, exists: 1 })
    expect(await tick('2035-01-10T07:32:20')).toMatchObject({ made: 0, exists: 0 })
    expect(await headlines(id)).toEqual(['改：甲', '改：乙'])
    expect((await edition(id))?.greeting).toBe('早上好')
  })

  it('is late after a stop, and puts into the next what a missed one would have had', async () => {
    await publish('丙', '2035-01-10T10:00:00')
    expect(await tick('2035-01-11T20:00:00')).toMatchObject({ made: 0 })
    expect(await tick('2035-01-12T07:40:00')).toMatchObject({ made: 1 })
    expect(await edition('morning-203501110730')).toBeNull()
    // What the clock called too late for Wednesday is in Friday's.
    expect(await headlines('morning-203501120730')).toEqual(['丙', '太晚'])
  })

  it('follows the holiday calendar', async () => {
    await publish('丁', '2035-01-12T12:00:00')
    expect(await tick('2035-01-13T07:30:20')).toMatchObject({ made: 0 })
    await payload.create({
      collection: 'holidays',
      data: { name: '调休', kind: 'working', from: '2035-01-14T00:00:00+08:00' },
      user: operator,
      overrideAccess: false,
    })
    expect(await tick('2035-01-14T07:30:20')).toMatchObject({ made: 1 })
    expect(await headlines('morning-203501140730')).toEqual(['丁'])
  })

  it('does not repeat what an editor put into an earlier edition by hand', async () => {
    const early = await publish('戊', '2035-01-14T12:00:00')
    await publish('己', '2035-01-14T13:00:00')
    await payload.update({
      collection: 'editions',
      id: 'morning-203501140730',
      draft: true,
      data: { entries: [{ headline: '戊', document: { relationTo: 'articles', value: early } }] },
    })
    await tick('2035-01-15T07:30:20')
    expect(await headlines('morning-203501150730')).toEqual(['己'])
  })

  it('makes nothing of nothing, and does not bring back what was deleted', async () => {
    expect(await tick('2035-01-16T07:30:20')).toMatchObject({ made: 0, empty: 1 })
    await payload.delete({ collection: 'editions', id: 'morning-203501150730' })
    expect(await tick('2035-01-16T07:31:20')).toMatchObject({ made: 0, empty: 0, exists: 0 })
    expect(await edition('morning-203501150730')).toBeNull()
  })

  it('makes one where many ask at once', async () => {
    await publish('庚', '2035-01-16T12:00:00')
    const { makeEdition } = await import('@/collections/newspapers/make-edition')
    const row = await payload.db.findOne({
      collection: 'newspapers',
      where: { id: { equals: newspaper } },
    })
    const dueAt = new Date('2035-01-17T07:30:00+08:00')
    const made = await Promise.all(
      Array.from({ length: 5 }, () =>
        makeEdition(payload, row as never, { dueAt, timeZone: 'Asia/Shanghai' }),
      ),
    )
    expect(made.map(({ outcome }) => outcome).sort()).toEqual([
      'exists',
      'exists',
      'exists',
      'exists',
      'made',
    ])
    // What was in the deleted one is in no edition now.
    expect(await headlines('morning-203501170730')).toEqual(['庚', '己'])
  })
})

describe('the button', () => {
  async function press(user: TypedUser | null, id = newspaper): Promise<Response> {
    const { endpoints } = payload.collections.newspapers.config
    const endpoint = (endpoints || []).find(({ path }) => path === '/:id/compile')
    if (!endpoint) throw new Error('There is no address to compile at')
    const req = await createLocalReq(
      { ...(user ? { user } : {}), req: { routeParams: { id } } },
      payload,
    )
    return endpoint.handler(req)
  }

  it('is refused to who may not write editions', async () => {
    await expect(press(null)).rejects.toMatchObject({ status: 403 })
    await expect(press(operator)).rejects.toMatchObject({ status: 403 })
  })

  it('says that nothing was published, or that there is no such newspaper', async () => {
    await expect(press(editor)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('没有发布过符合规则的内容') as string,
    })
    await expect(press(editor, 'absent')).rejects.toMatchObject({ status: 404 })
  })

  it('makes a draft of what came since', async () => {
    await payload.delete({ collection: 'editions', where: {} })
    await payload.update({
      collection: 'newspapers',
      id: newspaper,
      data: { schedule: '* * * * *' },
    })
    const justNow = new Date(Date.now() - 1000).toISOString()
    await payload.create({
      collection: 'articles',
      data: {
        ...{ title: '刚刚', summary: '摘要', authorUnit: '课程组', language: 'zh-CN' },
        ...{ _status: 'published', publishedAt: justNow },
      } as never,
    })
    const answer = (await (await press(editor)).json()) as { id: string; message: string }
    expect(await headlines(answer.id)).toEqual(['刚刚'])
    expect(answer.message).toMatch(/编出了一期草稿：早报 .*，1 条。/)
  })
})

describe('rights and rules', () => {
  it('an author may not make an edition final', async () => {
    const { docs } = await payload.find({ collection: 'editions', limit: 1 })
    await expect(
      payload.update({
        collection: 'editions',
        id: docs[0]?.id ?? '',
        data: { _status: 'published' },
        user: editor,
        overrideAccess: false,
      }),
    ).rejects.toMatchObject({ status: 403 })
  })

  it.each([
    ['schedule', { schedule: '7:30' }],
    ['sender', { sender: '【远教】' }],
    ['staleHours', { staleHours: 0 }],
    ['segments.0.regions', { segments: [{ regions: ['54x'] }] }],
    ['segments.0.languages', { segments: [{ languages: ['中文'] }] }],
  ])('a newspaper is refused with a wrong %s', async (path, data) => {
    const error: unknown = await payload
      .update({ collection: 'newspapers', id: newspaper, data })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ data: { errors: [{ path }] } })
  })
})
