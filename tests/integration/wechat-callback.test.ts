/** From a publication to the article's address by callback: real ledger, real HTTP, a double of WeChat's API. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createDeliveryServer } from '@/delivery'
import { eventOf, listen, signed, WechatDouble } from '@/plugins/wechat/double'
import type { HubServices } from '@/server/hub-services'
import { wechatRoute } from '@/server/wechat-routes'

import { openServices, startPayload, type TestHub } from '../helpers/hub'
import { site } from '../helpers/items'
import { uploadPicture } from '../helpers/pictures'

const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const target = { appId: 'wx0000double', token: 'callback-token', aesKey: AES_KEY }
const random = Buffer.alloc(16, 7)

let hub: TestHub
let services: HubServices
let server: Server
let origin: string
let far: Awaited<ReturnType<typeof listen>>
const double = new WechatDouble({ now: () => Date.now(), outcome: 'running' })
const refusals: unknown[] = []

beforeAll(async () => {
  far = await listen(double)
  hub = await startPayload({
    env: {
      WECHAT_API_URL: far.url,
      CHANNEL_SECRET_WECHAT: 'double-secret',
      CHANNEL_SECRET_TOKEN: target.token,
      CHANNEL_SECRET_KEY: target.aesKey,
    },
  })
  services = await openServices(hub)
  const cover = await uploadPicture(hub.payload)
  await hub.payload.create({
    collection: 'channels',
    data: {
      ...{ id: 'an-account', name: '公众号', kind: 'wechat' },
      settings: {
        ...{ appId: target.appId, secret: 'CHANNEL_SECRET_WECHAT', from: '2014-01-01' },
        ...{ verified: true, mode: 'publish' },
        ...{ callbackToken: 'CHANNEL_SECRET_TOKEN', callbackAesKey: 'CHANNEL_SECRET_KEY' },
        defaultCover: `/media/${cover}`,
      },
    },
  })
  server = createDeliveryServer({
    ...{ store: services.artefacts, site },
    hooks: [
      wechatRoute({
        ...services,
        ...{ kinds: services.reconciling.kinds, now: () => new Date() },
        log: (event) => {
          refusals.push(event)
        },
      }),
    ],
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await services.stop()
  await hub[Symbol.asyncDispose]()
  await far[Symbol.asyncDispose]()
})

const publish = async (title: string): Promise<string> => {
  const { id } = await hub.payload.create({
    collection: 'articles',
    data: {
      ...{ title, slug: title, summary: '摘要', authorUnit: '内容编辑组', language: 'zh-CN' },
      ...{ channels: ['wechat'], publishedAt: '2016-07-01T02:00:00Z', _status: 'published' },
    },
  })
  await services.hub.drain()
  return id
}
const rowOf = async (id: string) =>
  (await services.ledger.list({ channel: 'an-account', document: `articles/${id}` }))[0]
const tell = (job: string, account = 'an-account'): Promise<Response> => {
  const at = Date.now()
  const { query, body } = signed(eventOf(double.articlesOf(job), at), target, {
    ...{ at, nonce: 'n', random },
  })
  return fetch(`${origin}/wechat/${account}${query}`, { method: 'POST', body })
}

describe('a callback', () => {
  it('moves the row it concerns to the article’s address, told once or twice', async () => {
    const id = await publish('told-by-callback')
    expect((await rowOf(id))?.delivery).toMatchObject({ state: 'submitted' })
    double.finish('public')
    const job = double.publications.at(-1)?.job ?? ''
    const before = double.calls.length
    for (const _time of [1, 2]) {
      const response = await tell(job)
      expect([response.status, await response.text()]).toEqual([200, 'success'])
      await services.hub.drain()
    }
    expect((await rowOf(id))?.delivery).toMatchObject({
      state: 'delivered',
      receipt: expect.stringMatching(/^https:\/\/mp\.weixin\.qq\.com\/s\//) as string,
    })
    // The far side's own word costs no call.
    expect(double.calls.slice(before)).toEqual([])
  })

  it('fails the row of what was refused', async () => {
    const id = await publish('refused-by-callback')
    double.finish('refused')
    await tell(double.publications.at(-1)?.job ?? '')
    await services.hub.drain()
    const row = await rowOf(id)
    expect(row?.delivery.state).toBe('failed')
    expect(row?.attemptLog.at(-1)?.message).toContain('平台审核不通过')
  })

  it('is refused with 403 and logged where its signature is wrong, and changes nothing', async () => {
    const id = await publish('forged')
    const { query, body } = signed(
      eventOf(double.articlesOf(double.publications.at(-1)?.job ?? ''), Date.now()),
      { ...target, token: 'guessed' },
      { at: Date.now(), nonce: 'n', random },
    )
    const response = await fetch(`${origin}/wechat/an-account${query}`, { method: 'POST', body })
    expect(response.status).toBe(403)
    expect(refusals.at(-1)).toMatchObject({
      account: 'an-account',
      reason: 'the signature is wrong',
    })
    expect(JSON.stringify(refusals)).not.toContain(target.token)
    expect((await rowOf(id))?.delivery.state).toBe('submitted')
  })

  it('has no other addresses, methods or sizes', async () => {
    expect((await tell(double.publications[0]?.job ?? '', 'no-such-account')).status).toBe(404)
    expect((await tell(double.publications[0]?.job ?? '', 'website')).status).toBe(404)
    const big = await fetch(`${origin}/wechat/an-account`, {
      ...{ method: 'POST', body: 'x'.repeat(70_000) },
    })
    expect(big.status).toBe(413)
    const put = await fetch(`${origin}/wechat/an-account`, { method: 'PUT', body: 'x' })
    expect(put.status).toBe(405)
  })

  it('is answered within the far side’s patience, whatever the database does', async () => {
    const slow = wechatRoute({
      ...services,
      ...{ kinds: services.reconciling.kinds, now: () => new Date(), log: () => undefined },
      artefacts: { shelf: () => ({ ...services.artefacts.shelf('x'), read: () => never }) },
      patienceMs: 20,
    })
    const at = Date.now()
    const [first] = double.publications
    if (!first) throw new Error('Nothing was published')
    const { query, body } = signed(eventOf([first], at), target, { at, nonce: 'n', random })
    const call = { name: 'an-account', method: 'POST', query: new URLSearchParams(query), body }
    expect(await slow.answer({ ...call, method: 'POST' })).toMatchObject({ status: 503 })
  })
})

const never = new Promise<never>(() => undefined)
