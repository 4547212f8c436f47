/** An account as its operator sees it: secrets, the check, quotas, and the next bundle by hand. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { createLocalReq, type PayloadRequest, type TypedUser } from 'payload'
import { list as listArchive } from 'tar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { AccountCheck } from '@/plugins/wechat'
import { listen, WechatDouble } from '@/plugins/wechat/double'
import type { HubServices } from '@/server/hub-services'
import {
  checkOf,
  compileNow,
  overviewOf,
  type AccountOverview,
  type AccountServices,
} from '@/server/wechat-accounts'

import { createUser, openServices, startPayload, type TestHub } from '../helpers/hub'
import { uploadPicture } from '../helpers/pictures'

const SECRET = 'double-secret'
const TOKEN = 'a-callback-token'
const ACCOUNT = 'an-account'

let hub: TestHub
let services: HubServices
let accounts: AccountServices
let operator: TypedUser
let author: TypedUser
let far: Awaited<ReturnType<typeof listen>>
let base: Record<string, unknown>
/** Publishing itself goes by the real clock, so this one starts there. */
const clock = { now: Date.now() }
let due = 0
const double = new WechatDouble({ now: () => clock.now, callerIp: '198.51.100.9' })

beforeAll(async () => {
  far = await listen(double)
  hub = await startPayload({ env: { WECHAT_API_URL: far.url } })
  services = await openServices(hub, () => new Date(clock.now))
  accounts = { ...services, ...services.reconciling }
  await createUser(hub.payload, 'administrator')
  operator = await createUser(hub.payload, 'operator')
  author = await createUser(hub.payload, 'author')
  base = {
    ...{ appId: 'wx0000double', from: '2014-01-01', verified: true, mode: 'publish' },
    ...{ bundle: true, defaultCover: `/media/${await uploadPicture(hub.payload)}` },
  }
  await hub.payload.create({
    collection: 'channels',
    user: operator,
    overrideAccess: false,
    data: {
      ...{ id: ACCOUNT, name: '公众号', kind: 'wechat', schedule: '0 18 * * *' },
      ...{ newSecret: SECRET, newCallbackToken: ` ${TOKEN} `, settings: base },
    },
  })
})
afterAll(async () => {
  await services.stop()
  await hub[Symbol.asyncDispose]()
  await far[Symbol.asyncDispose]()
})

const row = () => hub.payload.findByID({ collection: 'channels', id: ACCOUNT })
const settingsOfRow = async () =>
  (await row()).settings as Readonly<Record<string, string | undefined>>
const change = (data: object) => hub.payload.update({ collection: 'channels', id: ACCOUNT, data })

async function call<Answer>(
  method: string,
  path: string,
  user: TypedUser | undefined,
  body?: object,
): Promise<Answer> {
  const req: PayloadRequest = await createLocalReq(user ? { user } : {}, hub.payload)
  req.routeParams = { id: ACCOUNT }
  Object.assign(req, {
    searchParams: new URLSearchParams(),
    text: () => Promise.resolve(body ? JSON.stringify(body) : ''),
  })
  const { endpoints } = hub.payload.collections.channels.config
  const found = endpoints && endpoints.find((each) => each.path === path && each.method === method)
  if (!found) throw new Error(`There is no ${path}`)
  return (await (await found.handler(req)).json()) as Answer
}

describe('a secret typed into the form', () => {
  it('is kept sealed, opens for its own row, and is answered to nobody', async () => {
    const kept = await settingsOfRow()
    expect(kept['secret']).toMatch(/^sealed:/)
    expect(JSON.stringify(await row())).not.toContain(SECRET)
    const { configured } = services
    expect(configured(ACCOUNT)(kept['secret'] ?? '')).toBe(SECRET)
    expect(configured(ACCOUNT)(kept['callbackToken'] ?? '')).toBe(TOKEN)
    expect(configured('another')(kept['secret'] ?? '')).toBeUndefined()
  })

  it('stays when the rest is changed, and changes alone', async () => {
    const before = await settingsOfRow()
    const answer = await change({ name: '公众号甲' })
    expect(answer.settings).toEqual(before)
    await change({ newCallbackToken: 'another-token' })
    const after = await settingsOfRow()
    expect(after['secret']).toBe(before['secret'])
    expect(services.configured(ACCOUNT)(after['callbackToken'] ?? '')).toBe('another-token')
  })

  it('is not in files of the database, nor in a backup', async () => {
    const { backup } = await import('@/backup')
    const archive = join(hub.directory, 'backup.tar.gz')
    await backup(hub.payload, hub.settings, services.mailing.store, archive, new Date())
    const parts: Buffer[] = []
    await listArchive({
      file: archive,
      onReadEntry: (entry) => {
        entry.on('data', (part: Buffer) => parts.push(part))
      },
    })
    const whole = Buffer.concat(parts)
    expect(whole.includes(ACCOUNT)).toBe(true)
    expect(whole.includes(SECRET)).toBe(false)
    for (const name of await readdir(hub.directory)) {
      if (!name.startsWith('quanmei.db')) continue
      expect((await readFile(join(hub.directory, name))).includes(SECRET)).toBe(false)
    }
  })

  it('that is neither a name nor sealed is refused without being repeated', async () => {
    const plain = { ...base, secret: 'typed-into-json' }
    const error = await change({ settings: plain }).catch((fault: unknown) => fault)
    expect(String(error)).not.toContain('typed-into-json')
    expect(error).toBeInstanceOf(Error)
  })
})

describe('the check', () => {
  it('names the address that is not on the allow-list', async () => {
    double.isAllowed = false
    const { check } = await call<{ check: AccountCheck }>('post', '/:id/wechat-check', operator)
    double.isAllowed = true
    expect(check.isReached).toBe(false)
    expect(check.findings[0]).toMatchObject({ severity: 'block' })
    expect(check.findings[0]?.zh).toContain('198.51.100.9')
    expect(check.findings[0]?.en).toContain('198.51.100.9')
  })

  it('finds out what the account may do', async () => {
    const check = await checkOf(accounts, ACCOUNT)
    expect(check).toMatchObject({
      ...{ isReached: true, may: { draft: true, publish: true, mass: true } },
    })
    expect((await overviewOf(accounts, ACCOUNT)).check).toEqual(check)
    expect(double.publications).toEqual([])
  })

  it('says of an unverified account that a person publishes', async () => {
    double.verified = false
    const check = await checkOf(accounts, ACCOUNT)
    double.verified = true
    expect(check.may).toEqual({ draft: true, publish: false, mass: false })
    expect(check.findings.map(({ zh }) => zh).join('')).toContain('请到公众平台手工发布')
  })

  it('says that a secret is wrong', async () => {
    const kept = await settingsOfRow()
    await change({ newSecret: 'a wrong one' })
    await services.artefacts.shelf(ACCOUNT).remove('token')
    const check = await checkOf(accounts, ACCOUNT)
    await change({ settings: kept })
    expect(check.findings[0]?.zh).toContain('密钥不对')
  })

  it('is for operators', async () => {
    for (const user of [author, undefined]) {
      await expect(call('post', '/:id/wechat-check', user)).rejects.toMatchObject({ status: 403 })
      await expect(call('post', '/:id/wechat-compile', user)).rejects.toMatchObject({ status: 403 })
    }
    await expect(call('get', '/:id/wechat', undefined)).rejects.toMatchObject({ status: 403 })
  })
})

describe('what waits', () => {
  const publish = async (slug: string): Promise<string> => {
    const { id } = await hub.payload.create({
      collection: 'articles',
      data: {
        ...{ title: `题 ${slug}`, slug, summary: '摘要', authorUnit: '组', language: 'zh-CN' },
        ...{ channels: ['wechat'], publishedAt: '2016-07-01T02:00:00Z', _status: 'published' },
      },
    })
    return `articles/${id}`
  }

  it('waits for the account’s time, is shown with it, and goes out by hand in the order asked for', async () => {
    await checkOf(accounts, ACCOUNT)
    const [first, second, third] = [
      await publish('one'),
      await publish('two'),
      await publish('three'),
    ]
    await services.hub.drain()
    expect(double.publications).toEqual([])
    const before = await call<AccountOverview>('get', '/:id/wechat', author)
    const times = before.waiting.map(({ until }) => until)
    expect(times).toEqual(Array(3).fill(expect.stringMatching(/T10:00:00.000Z$/)))
    due = Date.parse(times[0] ?? '')
    const { articles } = await call<{ articles: { document: string }[] }>(
      ...(['get', '/:id/wechat-bundle', author] as const),
    )
    expect(articles.map(({ document }) => document).sort()).toEqual([first, second, third].sort())
    await expect(compileNow(accounts, ACCOUNT, ['articles/none'])).rejects.toThrow('articles/none')
    await call('post', '/:id/wechat-compile', operator, { documents: [third, first] })
    clock.now = Date.now()
    await services.hub.drain()
    expect(double.publications.map(({ title, index }) => [title, index])).toEqual([
      ['题 three', 1],
      ['题 one', 2],
    ])
    const after = await overviewOf(accounts, ACCOUNT)
    expect(after.waiting.map(({ document }) => document)).toEqual([second])
    const publishing = after.quotas.find(({ name }) => name === 'publish')
    expect(publishing?.day).toMatchObject({ limit: 100, left: 99 })
  })

  it('goes out with its time, by itself', async () => {
    clock.now = due + 1000
    await services.hub.drain()
    expect(double.publications.at(-1)).toMatchObject({ title: '题 two', index: 1 })
  })

  it('a withdrawal does not wait', async () => {
    const { docs } = await hub.payload.find({
      collection: 'articles',
      where: { slug: { equals: 'two' } },
    })
    clock.now += 70_000
    await services.hub.drain()
    const { withdrawDocument } = await import('@/plugins/distribution/operations')
    await withdrawDocument(
      services.reconciling,
      { type: 'articles', id: docs[0]?.id ?? '' },
      '过期',
    )
    await services.hub.drain()
    expect(double.publications.at(-1)).toMatchObject({ title: '题 two', status: 'deleted' })
  })
})
