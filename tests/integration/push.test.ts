/** A publication of a real hub reaches a WebSub subscriber and a webhook on loopback, and so do a test event and a replay. */
import { createHmac } from 'node:crypto'

import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { HubServices } from '@/server/hub-services'

import { createUser, startPayload, type TestHub } from '../helpers/hub'
import { startReceiver, type Receiver } from '../unit/push/receiver'

const PUBLIC_URL = 'https://hub.example.org'
const TOPIC = `${PUBLIC_URL}/feeds/all.atom`
const signal = new AbortController().signal

let test: TestHub
let hub: HubServices
let receiver: Receiver
beforeAll(async () => {
  test = await startPayload({ env: { PUBLIC_URL } })
  receiver = await startReceiver(({ url }) => ({
    body: url.searchParams.get('hub.challenge') ?? '',
  }))
  const { openHubServices } = await import('@/server/hub-services')
  const { createLog } = await import('@/server/log')
  const { createGuardedFetch } = await import('@/server/guarded-fetch')
  hub = await openHubServices({
    ...test,
    log: createLog('error'),
    http: createGuardedFetch({ allowed: ({ hostname }) => hostname === '127.0.0.1' }),
  })
})
afterAll(async () => {
  await hub.stop()
  await receiver[Symbol.asyncDispose]()
  await test[Symbol.asyncDispose]()
})

async function publish(title: string): Promise<string> {
  const { id } = await test.payload.create({
    collection: 'articles',
    data: {
      title,
      slug: title,
      summary: '摘要',
      authorUnit: '编辑组',
      language: 'zh-CN',
      _status: 'published',
    },
  })
  await hub.hub.drain()
  return id
}

/** As the admin's buttons do it. */
async function post(path: string, body: object): Promise<Response> {
  const { handleEndpoints } = await import('payload')
  const { default: config } = await import('@payload-config')
  const { token } = await test.payload.login({
    collection: 'users',
    data: { email: 'administrator@example.org', password: 'a long enough password' },
  })
  return handleEndpoints({
    config,
    request: new Request(`${PUBLIC_URL}/api${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `JWT ${String(token)}` },
      body: JSON.stringify(body),
    }),
  })
}

describe('what is published', () => {
  it('is pushed to feeds’ subscribers and webhooks, once, signed', async () => {
    await createUser(test.payload, 'administrator')
    await publish('before')
    const { websubRoute } = await import('@/server/websub-route')
    const route = websubRoute(hub.push.hub)
    const asked = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.callback': `${receiver.url}/feed`,
      'hub.topic': TOPIC,
      'hub.secret': '秘密',
    })
    const query = new URLSearchParams()
    const call = { name: 'hub', method: 'POST', query, body: asked.toString() } as const
    expect((await route.answer(call)).status).toBe(202)
    expect((await route.answer({ ...call, name: 'other' })).status).toBe(404)
    expect((await route.answer({ ...call, body: 'hub.mode=subscribe' })).status).toBe(400)

    const { id } = await test.payload.create({
      collection: 'webhook-endpoints',
      data: { name: '联盟样例站', url: `${receiver.url}/hook` },
    })
    const made = await post(`/webhook-endpoints/${id}/secret`, { action: 'rotate' })
    const { secret } = (await made.json()) as { secret: string }
    await hub.push.drain(signal)

    await publish('after')
    await hub.push.drain(signal)
    await hub.push.drain(signal)
    const feed = receiver.received.filter(
      ({ url, method }) => url.pathname === '/feed' && method === 'POST',
    )
    expect(feed).toHaveLength(1)
    expect(feed[0]?.body).toContain('after')
    expect(feed[0]?.body).toContain('rel="hub"')
    const hmac = createHmac('sha256', '秘密')
      .update(feed[0]?.body ?? '')
      .digest('hex')
    expect(feed[0]?.headers['x-hub-signature']).toBe(`sha256=${hmac}`)

    const hooks = receiver.received.filter(({ url }) => url.pathname === '/hook')
    expect(hooks).toHaveLength(1)
    const headers = hooks[0]?.headers as Record<string, string>
    expect(new Webhook(secret).verify(hooks[0]?.body ?? '', headers)).toMatchObject({
      type: 'article.published',
      data: { slug: 'after', url: `${PUBLIC_URL}/articles/after` },
    })

    // The secret is neither kept in the clear nor answered again.
    const row = await test.payload.db.findOne({
      collection: 'webhook-endpoints',
      where: { id: { equals: id } },
    })
    expect(JSON.stringify(row)).not.toContain(secret)

    expect((await post(`/webhook-endpoints/${id}/test`, {})).status).toBe(200)
    expect((await post(`/webhook-endpoints/${id}/replay`, { from: 'never' })).status).toBe(400)
    expect((await post(`/webhook-endpoints/${id}/replay`, { from: '2000-01-01' })).status).toBe(200)
    await hub.push.drain(signal)
    const types = receiver.received
      .filter(({ url }) => url.pathname === '/hook')
      .map(({ body }) => JSON.parse(body) as { type: string; data: { slug?: string } })
      .map(({ type, data }) => `${type} ${data.slug ?? ''}`)
    expect(types.toSorted()).toEqual([
      'article.published after',
      'article.published after',
      'article.published before',
      'test ',
    ])

    await hub.timetable.tick('webhook-reports', new Date())
    const after = await test.payload.db.findOne<{ id: string; report?: { delivered: number } }>({
      collection: 'webhook-endpoints',
      where: { id: { equals: id } },
    })
    expect(after?.report?.delivered).toBe(3)
  })

  it('is told within seconds of a publication, without anybody looking', async () => {
    await hub.start()
    const before = receiver.received.length
    await publish('woken')
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(before + 2)
  })
})
