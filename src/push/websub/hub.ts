/**
 * The WebSub hub (W3C Recommendation, 23 January 2018) for our own feeds: takes subscriptions, verifies intent, sends each
 * subscriber the whole topic whenever its bytes changed. What a topic is now comes from the artefacts, so nothing tells the
 * hub of publications and none can be missed.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

import { WEBSUB_HUB_PATH, type FilePointer, type Pointer, type Sealing } from '@/core'

import type { Way } from '../engine'
import { CHALLENGE_BYTES, MOST_PER_HOST } from '../limits'
import { ask, shortText } from '../request'
import type { PushStore } from '../store'
import type { Result, Work } from '../types'
import { readHubRequest, type HubRefusal, type HubRequest } from './hub-request'
import { subscriptions, type Subscription } from './subscriptions'

/** Only feeds have subscribers. */
const TOPICS = '/feeds/'

/** Where the bytes of topics are. */
export interface Topics {
  lookup(path: string): Promise<Pointer | undefined>
  readBlob(digest: string): Promise<Uint8Array>
}

export interface WebSubOptions {
  readonly store: PushStore
  readonly sealing: Sealing
  readonly topics: Topics
  readonly publicUrl: string
  readonly http: typeof fetch
  readonly now: () => Date
}

export interface WebSubHub {
  /** Fields of the form that was posted: 202 when it is being looked into. */
  request(
    fields: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly status: number; readonly reason: string }>
  readonly way: Way
}

/** What a verification needs to be made again after a crash. */
interface Intent {
  readonly mode: 'subscribe' | 'unsubscribe'
  readonly callback: string
  readonly topic: string
  readonly leaseSeconds?: number
  /** Sealed. */
  readonly secret?: string
}

export function createWebSubHub(options: WebSubOptions): WebSubHub {
  const { store, sealing, topics, publicUrl, http, now } = options
  const kept = subscriptions(store, sealing)
  const time = (): number => now().getTime()

  /** The topic's pointer; undefined for what is not a feed of ours. */
  async function topicOf(url: string): Promise<FilePointer | undefined> {
    const path = url.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : ''
    if (!path.startsWith(TOPICS)) return undefined
    try {
      const pointer = await topics.lookup(path)
      return pointer?.kind === 'file' ? pointer : undefined
    } catch (error) {
      // No public path at all.
      if (error instanceof RangeError) return undefined
      throw error
    }
  }

  async function judge(request: HubRequest): Promise<HubRefusal | undefined> {
    // Whoever is subscribed may leave, whatever became of the topic.
    if (request.mode === 'unsubscribe') return undefined
    for (const topic of request.mode === 'publish' ? request.topics : [request.topic]) {
      if (await topicOf(topic)) continue
      return { status: 404, reason: `hub.topic: ${topic} is no feed of this hub` }
    }
    if (request.mode === 'publish') return undefined
    const { host } = new URL(request.callback)
    return (await kept.countOf(host, time())) >= MOST_PER_HOST
      ? { status: 429, reason: `hub.callback: ${host} has too many subscriptions` }
      : undefined
  }

  async function verify(work: Work, signal: AbortSignal): Promise<Result> {
    const intent = JSON.parse(work.data) as Intent
    const { mode, topic, leaseSeconds } = intent
    const challenge = randomBytes(CHALLENGE_BYTES).toString('base64url')
    const url = new URL(intent.callback)
    url.searchParams.append('hub.mode', mode)
    url.searchParams.append('hub.topic', topic)
    url.searchParams.append('hub.challenge', challenge)
    if (leaseSeconds !== undefined) {
      url.searchParams.append('hub.lease_seconds', String(leaseSeconds))
    }
    const asked = { http, now, signal }
    const result = await ask(url.href, { headers: AGENT }, asked, async (response) => {
      const { status } = response
      const echoed = await shortText(response, challenge.length)
      return isSame(echoed, challenge)
        ? { ok: true, status }
        : { ok: false, code: 'CHALLENGE_WRONG', status }
    })
    if (!result.ok) {
      return result.status === 404 ? { ok: false, code: 'NOT_WANTED', status: 404 } : result
    }
    if (mode === 'subscribe') await subscribe(work.destination, intent)
    else {
      await kept.remove(work.destination)
      await store.giveUp(work.destination, time(), 'NO_DESTINATION')
    }
    return result
  }

  async function subscribe(id: string, intent: Intent): Promise<void> {
    const { callback, topic, leaseSeconds = 0, secret } = intent
    await kept.put(
      {
        id,
        callback,
        topic,
        leaseUntil: time() + leaseSeconds * 1000,
        // What is there already, a subscriber reads for itself.
        delivered: (await topicOf(topic))?.digest ?? '',
        ...(secret === undefined ? {} : { secret: sealing.open(secret, id) }),
      },
      time(),
    )
  }

  async function distribute(work: Work, signal: AbortSignal): Promise<Result> {
    const subscription = await kept.byId(work.destination)
    const pointer = subscription && (await topicOf(subscription.topic))
    if (!pointer || subscription.leaseUntil <= time()) return { ok: false, code: 'NO_DESTINATION' }
    // Sent meanwhile by a newer row.
    if (subscription.delivered === pointer.digest) return { ok: true }
    // What it is now: an older state is nobody's need any more.
    const body = Buffer.from(await topics.readBlob(pointer.digest))
    const headers = headersOf(subscription, pointer, body)
    const init = { method: 'POST', headers, body }
    const result = await ask(subscription.callback, init, { http, now, signal })
    if (result.ok) await kept.delivered(subscription.id, pointer.digest)
    return result
  }

  const headersOf = (
    { topic, secret }: Subscription,
    { mediaType }: FilePointer,
    body: Uint8Array,
  ): Record<string, string> => ({
    ...AGENT,
    'Content-Type': mediaType,
    Link: `<${publicUrl}${WEBSUB_HUB_PATH}>; rel="hub", <${topic}>; rel="self"`,
    ...(secret === undefined
      ? {}
      : { 'X-Hub-Signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }),
  })

  return {
    async request(fields) {
      const request = readHubRequest(fields)
      if ('status' in request) return request
      const refusal = await judge(request)
      if (refusal) return refusal
      if (request.mode === 'publish') return { status: 202, reason: 'looked at' }
      const { mode, callback, topic } = request
      const id = subscriptionId(callback, topic)
      const intent: Intent = {
        mode,
        callback,
        topic,
        ...(request.mode === 'subscribe' ? { leaseSeconds: request.leaseSeconds } : {}),
        ...(request.mode === 'subscribe' && request.secret !== undefined
          ? { secret: sealing.seal(request.secret, id) }
          : {}),
      }
      // The latest wish counts: one that was not verified yet is forgotten.
      const work = { kind: 'verify', destination: id, subject: 'intent' } as const
      await store.add([{ ...work, data: JSON.stringify(intent) }], time(), true)
      return { status: 202, reason: 'to be verified' }
    },
    way: {
      handles: ({ kind }) => kind === 'verify' || kind === 'distribute',
      async plan(at) {
        const moment = at.getTime()
        for (const id of await kept.expired(moment)) await store.forget(id)
        const named = await kept.topics(moment)
        for (const topic of named) {
          const pointer = await topicOf(topic)
          if (!pointer) continue
          // A row per state of the topic: one that was given up is not tried again by itself, the next state is.
          const work = (await kept.behind(topic, pointer.digest, moment)).map((destination) => ({
            kind: 'distribute' as const,
            destination,
            subject: pointer.digest,
            data: '',
          }))
          if (work.length > 0) await store.add(work, moment)
        }
        return named.length
      },
      send: (work, signal) =>
        work.kind === 'verify' ? verify(work, signal) : distribute(work, signal),
      async settled({ kind, destination }, result) {
        if (kind !== 'distribute' || result.ok || result.code !== 'GONE') return
        await kept.remove(destination)
        await store.giveUp(destination, time(), 'GONE')
      },
    },
  }
}

const AGENT = { 'User-Agent': 'Quanmei-WebSub/1.0' }

/** One per callback and topic (WebSub, 5.1): a second request renews the first. */
const subscriptionId = (callback: string, topic: string): string =>
  createHash('sha256').update(`${callback}\n${topic}`).digest('base64url')

const isSame = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
