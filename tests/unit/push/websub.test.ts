/** The hub against subscribers on loopback: W3C WebSub, sections 5 to 7. */
import { createHmac } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import {
  PUBLIC_URL,
  startPush,
  startReceiver,
  type Receiver,
  type Reply,
  type TestPush,
} from './receiver'

const TOPIC = `${PUBLIC_URL}/feeds/all.atom`
const DAY = 86_400_000

const echo = ({ url }: { url: URL }): Reply => ({
  body: url.searchParams.get('hub.challenge') ?? '',
})

const subscribe = (
  push: TestPush,
  { url }: Pick<Receiver, 'url'>,
  more: Record<string, string> = {},
) =>
  push.push.hub.request({
    'hub.mode': 'subscribe',
    'hub.callback': `${url}/callback?mine=1`,
    'hub.topic': TOPIC,
    ...more,
  })

const contents = ({ received }: Receiver) => received.filter(({ method }) => method === 'POST')

/** A subscriber that wants it, subscribed; the feed is at its first state. */
async function subscribed(push: TestPush, receiver: Receiver, more: Record<string, string> = {}) {
  push.feeds.set('/feeds/all.atom', 'state 1')
  expect(await subscribe(push, receiver, more)).toMatchObject({ status: 202 })
  expect(await push.run()).toEqual({ sent: 1, failed: 0 })
}

describe('a subscription', () => {
  it('is verified with what the recommendation names, and keeps the callback’s own query', async () => {
    await using receiver = await startReceiver(echo)
    await using push = await startPush()
    await subscribed(push, receiver)
    const [asked] = receiver.received
    expect(asked?.method).toBe('GET')
    const query = asked?.url.searchParams
    expect(query?.get('mine')).toBe('1')
    expect(query?.get('hub.mode')).toBe('subscribe')
    expect(query?.get('hub.topic')).toBe(TOPIC)
    expect(query?.get('hub.lease_seconds')).toBe(String(10 * 86_400))
    expect(query?.get('hub.challenge')?.length).toBeGreaterThan(20)
  })

  it.each<[string, (request: { url: URL }) => Reply]>([
    ['a wrong challenge', () => ({ body: 'something else' })],
    ['no challenge', () => ({})],
    ['a challenge with more after it', (request) => ({ body: `${echo(request).body ?? ''}\n` })],
    ['an endless answer', () => ({ body: 'x'.repeat(5_000_000) })],
    ['404', () => ({ status: 404 })],
    ['a redirection', () => ({ status: 302, headers: { Location: '/elsewhere' } })],
  ])('does not come about by %s', async (_name, reply) => {
    await using receiver = await startReceiver(reply)
    await using push = await startPush()
    push.feeds.set('/feeds/all.atom', 'state 1')
    await subscribe(push, receiver)
    expect((await push.run()).failed).toBe(1)
    push.feeds.set('/feeds/all.atom', 'state 2')
    push.pass(1000)
    await push.run()
    expect(contents(receiver)).toEqual([])
  })

  it('is asked about again when the subscriber was down', async () => {
    let isDown = true
    await using receiver = await startReceiver((request) =>
      isDown ? { status: 503 } : echo(request),
    )
    await using push = await startPush()
    push.feeds.set('/feeds/all.atom', 'state 1')
    await subscribe(push, receiver)
    await push.run()
    isDown = false
    push.pass(5000)
    expect(await push.run()).toEqual({ sent: 1, failed: 0 })
  })

  it.each([
    ['hub.callback', 'ftp://example.org/', 400],
    ['hub.callback', 'http://user:password@example.org/', 400],
    ['hub.topic', 'https://elsewhere.example/feeds/all.atom', 404],
    ['hub.topic', `${PUBLIC_URL}/lessons/a`, 404],
    ['hub.topic', `${PUBLIC_URL}/feeds/none.atom`, 404],
    ['hub.mode', 'denied', 400],
    ['hub.lease_seconds', 'soon', 400],
    ['hub.secret', 'x'.repeat(200), 400],
  ])('is refused in words for %s %s', async (field, value, status) => {
    await using receiver = await startReceiver(echo)
    await using push = await startPush()
    push.feeds.set('/feeds/all.atom', 'state 1')
    const answer = await subscribe(push, receiver, { [field]: value })
    expect(answer.status).toBe(status)
    expect(answer.reason).toContain(field)
    await push.run()
    expect(receiver.received).toEqual([])
  })

  it.each([
    ['1', 300],
    ['999999999', 30 * 86_400],
    ['86400', 86_400],
  ])('for %s seconds lasts %d, and then ends', async (asked, seconds) => {
    await using receiver = await startReceiver(echo)
    await using push = await startPush()
    await subscribed(push, receiver, { 'hub.lease_seconds': asked })
    expect(receiver.received[0]?.url.searchParams.get('hub.lease_seconds')).toBe(String(seconds))
    push.pass(seconds * 1000 - 1)
    push.feeds.set('/feeds/all.atom', 'state 2')
    await push.run()
    push.pass(1)
    push.feeds.set('/feeds/all.atom', 'state 3')
    await push.run()
    expect(contents(receiver).map(({ body }) => body)).toEqual(['state 2'])
  })

  it('is ended by an unsubscription, but only one the subscriber confirms', async () => {
    let wants = false
    await using receiver = await startReceiver((request) =>
      request.method === 'GET' &&
      request.url.searchParams.get('hub.mode') === 'unsubscribe' &&
      !wants
        ? { status: 404 }
        : echo(request),
    )
    await using push = await startPush()
    await subscribed(push, receiver)
    const leave = () => subscribe(push, receiver, { 'hub.mode': 'unsubscribe' })
    await leave()
    await push.run()
    push.feeds.set('/feeds/all.atom', 'state 2')
    await push.run()
    expect(contents(receiver)).toHaveLength(1)
    wants = true
    await leave()
    await push.run()
    push.feeds.set('/feeds/all.atom', 'state 3')
    await push.run()
    expect(contents(receiver)).toHaveLength(1)
  })
})

describe('content', () => {
  it('goes out whenever the feed’s bytes changed, whole, with its type, links and signature', async () => {
    await using receiver = await startReceiver(echo)
    await using push = await startPush()
    await subscribed(push, receiver, { 'hub.secret': '秘密' })
    await push.run()
    expect(contents(receiver)).toEqual([])
    push.feeds.set('/feeds/all.atom', '第二版')
    await push.run()
    await push.run()
    const [content, ...more] = contents(receiver)
    expect(more).toEqual([])
    expect(content?.body).toBe('第二版')
    expect(content?.headers['content-type']).toBe('application/atom+xml; charset=utf-8')
    expect(content?.headers['link']).toBe(
      `<${PUBLIC_URL}/websub/hub>; rel="hub", <${TOPIC}>; rel="self"`,
    )
    const signature = createHmac('sha256', '秘密').update('第二版').digest('hex')
    expect(content?.headers['x-hub-signature']).toBe(`sha256=${signature}`)
  })

  it('carries no signature without a secret', async () => {
    await using receiver = await startReceiver(echo)
    await using push = await startPush()
    await subscribed(push, receiver)
    push.feeds.set('/feeds/all.atom', 'state 2')
    await push.run()
    expect(contents(receiver)[0]?.headers).not.toHaveProperty('x-hub-signature')
  })

  it.each<[string, Reply]>([
    ['500', { status: 500 }],
    ['a broken connection', { cuts: true }],
    ['301', { status: 301, headers: { Location: '/x' } }],
  ])('is tried again after %s, with growing waits, in its newest state', async (_name, fault) => {
    let isDown = true
    await using receiver = await startReceiver((request) =>
      request.method === 'POST' && isDown ? fault : echo(request),
    )
    await using push = await startPush()
    await subscribed(push, receiver)
    push.feeds.set('/feeds/all.atom', 'state 2')
    await push.run()
    push.pass(4999)
    expect(await push.run()).toEqual({ sent: 0, failed: 0 })
    push.pass(1)
    await push.run()
    push.pass(5 * 60_000 - 1)
    expect(await push.run()).toEqual({ sent: 0, failed: 0 })
    isDown = false
    push.feeds.set('/feeds/all.atom', 'state 3')
    push.pass(1)
    await push.run()
    await push.run()
    expect(contents(receiver).map(({ body }) => body)).toEqual(['state 2', 'state 2', 'state 3'])
  })

  it('ends the subscription on 410', async () => {
    await using receiver = await startReceiver((request) =>
      request.method === 'POST' ? { status: 410 } : echo(request),
    )
    await using push = await startPush()
    await subscribed(push, receiver)
    for (const state of ['2', '3']) {
      push.feeds.set('/feeds/all.atom', state)
      await push.run()
      push.pass(DAY)
    }
    expect(contents(receiver)).toHaveLength(1)
  })

  it('goes on to later states after a day without an answer', async () => {
    let isDown = true
    await using receiver = await startReceiver((request) =>
      request.method === 'POST' && isDown ? { status: 503 } : echo(request),
    )
    await using push = await startPush()
    await subscribed(push, receiver)
    push.feeds.set('/feeds/all.atom', 'state 2')
    for (let hours = 0; hours < 48; hours += 1) {
      await push.run()
      push.pass(3_600_000)
    }
    expect(contents(receiver).length).toBe(8)
    isDown = false
    await push.run()
    expect(contents(receiver).length).toBe(8)
    push.feeds.set('/feeds/all.atom', 'state 3')
    await push.run()
    expect(contents(receiver).at(-1)?.body).toBe('state 3')
  })

  it('reaches a subscriber while another one hangs', async () => {
    const stop = new AbortController()
    await using hanging = await startReceiver((request) =>
      request.method === 'POST' ? { hangs: true } : echo(request),
    )
    await using healthy = await startReceiver(echo)
    await using push = await startPush()
    push.feeds.set('/feeds/all.atom', 'state 1')
    await subscribe(push, hanging)
    await subscribe(push, healthy)
    await push.run()
    push.feeds.set('/feeds/all.atom', 'state 2')
    const run = push.push.drain(stop.signal)
    await expect.poll(() => contents(hanging).length).toBe(1)
    await expect.poll(() => contents(healthy).length).toBe(1)
    // Work that comes up meanwhile does not wait for the one that hangs either.
    push.feeds.set('/feeds/all.atom', 'state 3')
    push.push.wake()
    await expect
      .poll(() => contents(healthy).map(({ body }) => body))
      .toEqual(['state 2', 'state 3'])
    stop.abort()
    await run
    expect(push.errors).toEqual([])
  })
})

it('calls nothing inside the house', async () => {
  await using receiver = await startReceiver(echo)
  await using push = await startPush({ guarded: true })
  push.feeds.set('/feeds/all.atom', 'state 1')
  await subscribe(push, receiver)
  await subscribe(push, { url: 'http://localhost:9' })
  await subscribe(push, { url: 'http://[::ffff:10.0.0.1]' })
  expect(await push.run()).toEqual({ sent: 0, failed: 3 })
  push.pass(DAY)
  expect(await push.run()).toEqual({ sent: 0, failed: 0 })
  expect(receiver.received).toEqual([])
})

it('keeps secrets sealed', async () => {
  await using receiver = await startReceiver(echo)
  await using push = await startPush()
  await subscribed(push, receiver, { 'hub.secret': 'plain-secret' })
  const rows = await push.push.store.query('SELECT * FROM subscriptions')
  const work = await push.push.store.query('SELECT * FROM work')
  expect(rows).toHaveLength(1)
  expect(JSON.stringify([rows, work])).not.toContain('plain-secret')
})
