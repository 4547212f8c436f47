/** Webhooks against receivers on loopback that verify them with the public library of Standard Webhooks. */
import { randomBytes } from 'node:crypto'

import { Webhook } from 'standardwebhooks'
import { describe, expect, it, vi } from 'vitest'

import type { Change } from '@/core'
import type { Endpoint } from '@/push'

import {
  PUBLIC_URL,
  START,
  startPush,
  startReceiver,
  type Received,
  type TestPush,
} from './receiver'

const HOUR = 3_600_000
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

function addChange(push: TestPush, changes: Partial<Change> = {}): Change {
  const seq = push.changes.length + 1
  const change: Change = {
    seq,
    key: `feeds|public|lessons/${String(seq)}#1|publish`,
    action: 'publish',
    type: 'lessons',
    id: `tag:example.org,2014:lessons/${String(seq)}`,
    slug: `lesson-${String(seq)}`,
    path: `/lessons/lesson-${String(seq)}`,
    title: '题目',
    revision: 1,
    hash: 'x',
    at: push.now().toISOString(),
    ...changes,
  }
  push.changes.push(change)
  return change
}

function addEndpoint(push: TestPush, url: string, more: Partial<Endpoint> = {}): Endpoint {
  const endpoint: Endpoint = {
    id: `endpoint-${String(push.endpoints.size + 1)}`,
    url,
    secrets: [newSecret()],
    actions: [],
    types: [],
    isEnabled: true,
    since: START,
    ...more,
  }
  push.endpoints.set(endpoint.id, endpoint)
  return endpoint
}

/** The library judges by the real clock, so that is where it is put. */
function verified(push: TestPush, secret: string, { body, headers }: Received): unknown {
  vi.useFakeTimers({ now: push.now(), toFake: ['Date'] })
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>)
  } finally {
    vi.useRealTimers()
  }
}

const ids = (received: readonly Received[]): unknown[] =>
  received.map(({ headers }) => headers['webhook-id'])

/** An engine that has read the log up to now. */
async function started(): Promise<TestPush> {
  const push = await startPush()
  await push.run()
  return push
}

describe('an event', () => {
  it('is thin, signed, and verified by the public library', async () => {
    await using receiver = await startReceiver()
    await using push = await started()
    const { secrets } = addEndpoint(push, `${receiver.url}/hook?a=1`)
    addChange(push)
    addChange(push, {
      action: 'withdraw',
      revision: 3,
      type: 'articles',
      slug: 'x',
      path: '/articles/x',
    })
    expect(await push.run()).toEqual({ sent: 2, failed: 0 })
    const [first, second] = receiver.received
    if (!first || !second) throw new Error('two were sent')
    expect(verified(push, secrets[0] ?? '', first)).toEqual({
      type: 'lesson.published',
      timestamp: push.now().toISOString(),
      data: {
        type: 'lessons',
        id: 'tag:example.org,2014:lessons/1',
        slug: 'lesson-1',
        revision: 1,
        url: `${PUBLIC_URL}/lessons/lesson-1`,
      },
    })
    expect(verified(push, secrets[0] ?? '', second)).toMatchObject({ type: 'article.withdrawn' })
    expect(first.url.search).toBe('?a=1')
    expect(first.headers['webhook-id']).toMatch(/^msg_[0-9a-f]{32}$/)
    expect(() => verified(push, newSecret(), first)).toThrow()
    expect(() => verified(push, secrets[0] ?? '', { ...first, body: `${first.body} ` })).toThrow()
    // Replayed by somebody an hour later, it is too old.
    push.pass(HOUR)
    expect(() => verified(push, secrets[0] ?? '', first)).toThrow(/too old/)
  })

  it('goes only to those who want it, and only of what came after they did', async () => {
    await using receiver = await startReceiver()
    await using push = await startPush()
    addChange(push)
    await push.run()
    addEndpoint(push, `${receiver.url}/withdrawn`, { actions: ['withdraw'] })
    addEndpoint(push, `${receiver.url}/courses`, { types: ['courses'] })
    addEndpoint(push, `${receiver.url}/off`, { isEnabled: false })
    addChange(push)
    addChange(push, { action: 'withdraw' })
    addChange(push, { type: 'courses' })
    await push.run()
    expect(receiver.received.map(({ url }) => url.pathname).toSorted()).toEqual([
      '/courses',
      '/withdrawn',
    ])
  })

  it('is signed with both secrets while one is rotated', async () => {
    await using receiver = await startReceiver()
    await using push = await started()
    const secrets = [newSecret(), newSecret()]
    addEndpoint(push, receiver.url, { secrets })
    addChange(push)
    await push.run()
    const [one] = receiver.received
    if (!one) throw new Error('one was sent')
    for (const secret of secrets)
      expect(verified(push, secret, one)).toMatchObject({ type: 'lesson.published' })
  })

  it('is tried eight times over a day under one id, with the time of each attempt', async () => {
    await using receiver = await startReceiver(() => ({ status: 500 }))
    await using push = await started()
    const { secrets } = addEndpoint(push, receiver.url)
    addChange(push)
    await push.run()
    const waits = [5000, 5 * 60_000, HOUR / 2, 2 * HOUR, 5 * HOUR, 8 * HOUR, 8.5 * HOUR]
    for (const [index, wait] of waits.entries()) {
      push.pass(wait - 1)
      expect(await push.run()).toEqual({ sent: 0, failed: 0 })
      push.pass(1)
      await push.run()
      expect(receiver.received).toHaveLength(index + 2)
      const last = receiver.received.at(-1)
      if (last) expect(verified(push, secrets[0] ?? '', last)).toBeDefined()
    }
    expect(new Set(ids(receiver.received)).size).toBe(1)
    expect(push.disabled.map(({ code }) => code)).toEqual(['BUSY'])
    push.pass(48 * HOUR)
    addChange(push)
    await push.run()
    expect(receiver.received).toHaveLength(8)
  })

  it.each([
    ['120', 120_000],
    [new Date(START + 600_000).toUTCString(), 600_000],
  ])('waits as long as Retry-After: %s says', async (value, wait) => {
    let isBusy = true
    await using receiver = await startReceiver(() =>
      isBusy ? { status: 429, headers: { 'Retry-After': value } } : {},
    )
    await using push = await started()
    addEndpoint(push, receiver.url)
    addChange(push)
    await push.run()
    isBusy = false
    push.pass(wait - 1)
    await push.run()
    expect(receiver.received).toHaveLength(1)
    push.pass(1)
    expect(await push.run()).toEqual({ sent: 1, failed: 0 })
  })

  it('is not followed elsewhere, and not sent inside the house', async () => {
    await using elsewhere = await startReceiver()
    await using receiver = await startReceiver(() => ({
      status: 307,
      headers: { Location: elsewhere.url },
    }))
    await using push = await started()
    addEndpoint(push, receiver.url)
    addChange(push)
    expect((await push.run()).failed).toBe(1)
    expect(elsewhere.received).toEqual([])

    await using guarded = await startPush({ guarded: true })
    await guarded.run()
    addEndpoint(guarded, elsewhere.url)
    addEndpoint(guarded, 'http://169.254.169.254/latest/meta-data')
    addChange(guarded)
    expect(await guarded.run()).toEqual({ sent: 0, failed: 2 })
    expect(elsewhere.received).toEqual([])
  })

  it('is neither lost nor doubled when the log is written anew', async () => {
    await using receiver = await startReceiver()
    await using push = await started()
    addEndpoint(push, receiver.url)
    push.pass(1000)
    addChange(push)
    addChange(push)
    await push.run()
    push.epoch = 'two'
    const [second, first] = push.changes.splice(0).toReversed()
    if (!first || !second) throw new Error('two were there')
    push.changes.push({ ...second, seq: 1 }, { ...first, seq: 2 })
    addChange(push)
    await push.run()
    expect(new Set(ids(receiver.received)).size).toBe(3)
    expect(receiver.received).toHaveLength(3)
  })
})

describe('an endpoint', () => {
  it('is switched off and told of after a day of failure, not before', async () => {
    let isDown = true
    await using receiver = await startReceiver(() => (isDown ? { status: 404 } : {}))
    await using push = await started()
    const { id } = addEndpoint(push, receiver.url)
    addChange(push)
    for (let hour = 0; hour < 23; hour += 1) {
      await push.run()
      push.pass(HOUR)
    }
    expect(push.disabled).toEqual([])
    // One success begins a new day.
    isDown = false
    addChange(push)
    await push.run()
    isDown = true
    for (let hour = 0; hour < 23; hour += 1) {
      addChange(push)
      await push.run()
      push.pass(HOUR)
    }
    expect(push.disabled).toEqual([])
    for (let hour = 0; hour < 3; hour += 1) {
      addChange(push)
      await push.run()
      push.pass(HOUR)
    }
    expect(push.disabled).toMatchObject([{ id, code: 'REFUSED' }])
    expect(await push.push.store.counts(id)).not.toHaveProperty('due')
  })

  it('is switched off at once by 410', async () => {
    await using receiver = await startReceiver(() => ({ status: 410 }))
    await using push = await started()
    addEndpoint(push, receiver.url)
    addChange(push)
    addChange(push)
    await push.run()
    expect(push.disabled.map(({ code }) => code)).toEqual(['GONE'])
    expect(receiver.received).toHaveLength(1)
  })

  it('gets a test event once per wish', async () => {
    await using receiver = await startReceiver()
    await using push = await started()
    const endpoint = addEndpoint(push, receiver.url, { test: 'wish-1' })
    await push.run()
    await push.run()
    expect(receiver.received.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { type: 'test', timestamp: push.now().toISOString(), data: { id: 'wish-1' } },
    ])
    push.endpoints.set(endpoint.id, { ...endpoint, test: 'wish-2' })
    await push.run()
    expect(new Set(ids(receiver.received)).size).toBe(2)
  })

  it('gets everything from a moment on once more, under the old ids', async () => {
    await using receiver = await startReceiver()
    await using push = await started()
    const endpoint = addEndpoint(push, receiver.url)
    for (let hour = 0; hour < 3; hour += 1) {
      addChange(push)
      push.pass(HOUR)
    }
    await push.run()
    const before = ids(receiver.received)
    const from = new Date(START + HOUR).toISOString()
    push.endpoints.set(endpoint.id, { ...endpoint, replay: { id: 'wish', from } })
    await push.run()
    await push.run()
    expect(ids(receiver.received)).toEqual([...before, ...before.slice(1)])
  })

  it('that cuts, lies or hangs delays no other, and one that fails does not take their places', async () => {
    const stop = new AbortController()
    await using bad = await startReceiver(({ url }) =>
      url.pathname === '/hangs' ? { hangs: true } : { cuts: true },
    )
    await using good = await startReceiver()
    await using push = await started()
    for (const path of ['/hangs', '/cuts']) addEndpoint(push, bad.url + path)
    for (let count = 0; count < 20; count += 1) addEndpoint(push, `${good.url}/${String(count)}`)
    addChange(push)
    const run = push.push.drain(stop.signal)
    // Their answers came back and were written down: what is cut short before that is sent once more.
    const isDone = "SELECT id FROM work WHERE state = 'done'"
    await expect.poll(async () => (await push.push.store.query(isDone)).length).toBe(20)
    stop.abort()
    await run
    // What hung was aborted, not given up.
    push.pass(6000)
    const again = new AbortController()
    const second = push.push.drain(again.signal)
    await expect
      .poll(() => bad.received.filter(({ url }) => url.pathname === '/hangs').length)
      .toBe(2)
    again.abort()
    await second
    expect(good.received).toHaveLength(20)
    expect(push.errors).toEqual([])
  })
})
