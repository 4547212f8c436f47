/**
 * Webhooks after Standard Webhooks 1.0: each line of the change log becomes an event for every endpoint that wants it. The log
 * is read from where it was left, so no publication waits for a webhook and none is missed.
 */
import type { Change } from '@/core'

import type { Way } from '../engine'
import { CHANGES_PER_STEP, DISABLE_AFTER, KEEP_SETTLED } from '../limits'
import { ask } from '../request'
import type { NewWork, PushStore } from '../store'
import type { PushErrorCode } from '../types'
import { wants, type Endpoint } from './endpoint'
import { eventBody, eventHeaders, eventId, toldOf, type Told } from './event'

/** The change log as it is read here. */
export interface Changes {
  page(
    since: number,
    limit: number,
  ): Promise<{ readonly epoch: string; readonly last: number; readonly changes: readonly Change[] }>
}

export interface WebhooksOptions {
  readonly store: PushStore
  readonly changes: Changes
  /** As they are now. */
  readonly endpoints: () => Promise<readonly Endpoint[]>
  /** Switches an endpoint off and tells whoever looks after it. */
  readonly disable: (endpoint: string, code: PushErrorCode, since: Date) => Promise<void>
  readonly publicUrl: string
  readonly http: typeof fetch
  readonly now: () => Date
}

/** How far the log was read. Numbers of another epoch mean nothing. */
interface Cursor {
  readonly epoch: string
  readonly seq: number
}
const CURSOR = 'changes'

export function createWebhooks(options: WebhooksOptions): Way {
  const { store, changes, publicUrl, http, now } = options
  let known: ReadonlyMap<string, Endpoint> = new Map()

  const workFor = ({ id: destination }: Endpoint, told: Told): NewWork => ({
    kind: 'event',
    destination,
    subject: eventId(told),
    data: JSON.stringify(told),
  })

  /** What was appended since, or everything recent where the log was written anew; events that are known stay as they are. */
  async function fanOut(at: number): Promise<void> {
    const note = await store.note(CURSOR)
    const { epoch, last } = await changes.page(0, 0)
    const cursor = note === undefined ? { epoch, seq: last } : (JSON.parse(note) as Cursor)
    // A log nobody had written to yet has no epoch: what it got since is all new.
    const isSame = cursor.epoch === epoch || cursor.epoch === ''
    const keep = (seq: number): Promise<void> =>
      store.setNote(CURSOR, JSON.stringify({ epoch, seq } satisfies Cursor))
    if (note === undefined) await keep(last)
    let seq = isSame ? cursor.seq : 0
    while (seq < last) {
      const page = await changes.page(seq, CHANGES_PER_STEP)
      // Written anew while it was read: the next run begins again.
      if (page.epoch !== epoch || page.changes.length === 0) return
      const work = page.changes.flatMap((change) =>
        [...known.values()]
          .filter((endpoint) => endpoint.isEnabled && wants(endpoint, change))
          // Settled rows, which tell what was sent, are kept so long.
          .filter(
            ({ since }) => isSame || Date.parse(change.at) > Math.max(at - KEEP_SETTLED, since),
          )
          .map((endpoint) => workFor(endpoint, toldOf(change))),
      )
      if (work.length > 0) await store.add(work, at)
      seq = page.changes.at(-1)?.seq ?? last
      // After the rows: a crash in between adds them once more, which changes nothing.
      await keep(seq)
    }
  }

  /** Wishes of people: each is fulfilled once, whoever runs. */
  async function fulfil(endpoint: Endpoint, at: number): Promise<void> {
    const { id, test, replay } = endpoint
    if (test !== undefined && (await store.note(`test:${id}`)) !== test) {
      await store.add([workFor(endpoint, { test, at: new Date(at).toISOString() })], at)
      await store.setNote(`test:${id}`, test)
    }
    if (replay && (await store.note(`replay:${id}`)) !== replay.id) {
      await again(endpoint, Date.parse(replay.from), at)
      await store.setNote(`replay:${id}`, replay.id)
    }
  }

  /** Everything from a moment on, under the ids it had. */
  async function again(endpoint: Endpoint, from: number, at: number): Promise<void> {
    for (let seq = 0; ;) {
      const page = await changes.page(seq, CHANGES_PER_STEP)
      const work = page.changes
        .filter((change) => Date.parse(change.at) >= from && wants(endpoint, change))
        .map((change) => workFor(endpoint, toldOf(change)))
      if (work.length > 0) await store.add(work, at, true)
      seq = page.changes.at(-1)?.seq ?? page.last
      if (page.changes.length === 0 || seq >= page.last) return
    }
  }

  return {
    handles: ({ kind }) => kind === 'event',
    async plan(moment) {
      const at = moment.getTime()
      known = new Map((await options.endpoints()).map((endpoint) => [endpoint.id, endpoint]))
      await fanOut(at)
      for (const endpoint of known.values()) {
        const hasWish = endpoint.test !== undefined || endpoint.replay !== undefined
        if (endpoint.isEnabled && hasWish) await fulfil(endpoint, at)
      }
      return known.size
    },
    async send(work, signal) {
      const endpoint = known.get(work.destination)
      if (!endpoint?.isEnabled) return { ok: false, code: 'NO_DESTINATION' }
      const body = eventBody(JSON.parse(work.data) as Told, publicUrl)
      const headers = eventHeaders(work.subject, body, endpoint.secrets, now())
      return ask(endpoint.url, { method: 'POST', headers, body }, { http, now, signal })
    },
    async settled({ destination }, result) {
      const endpoint = known.get(destination)
      if (result.ok || endpoint?.isEnabled !== true) return
      const health = await store.health(destination)
      // Whoever is switched on again begins a new day.
      const failingSince = Math.max(health.failingSince ?? now().getTime(), endpoint.since)
      const isOver = now().getTime() - failingSince >= DISABLE_AFTER
      if (result.code !== 'GONE' && !isOver) return
      await options.disable(destination, result.code, new Date(failingSince))
      known = new Map([...known].filter(([id]) => id !== destination))
      await store.giveUp(destination, now().getTime(), result.code)
    },
  }
}
