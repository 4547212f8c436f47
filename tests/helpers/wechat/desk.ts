/** A hub with one WeChat account over a double: real ledger rules, real channel, a clock that is moved by hand. */
import {
  advance,
  DeliveryError,
  type Channel,
  type Delivery,
  type Item,
  type Shipment,
} from '@/core'
import { createMemoryLeases, createMemoryLedger, type LedgerRow, type LedgerStore } from '@/outbox'
import { keepNews, receive } from '@/plugins/wechat'
import { createWechat } from '@/plugins/wechat/create-channel'
import type { ArticleMaker, PictureSource } from '@/plugins/wechat/contract'
import { WECHAT } from '@/plugins/wechat/far-side'
import { createHub, type Hub } from '@/plugins/distribution/hub'
import { eventOf, signed, WechatDouble, type DoubleOptions } from '@/plugins/wechat/double'
import { MEMORY, openSyndicationWriter } from '@/syndication'

import { newDelivery } from '../../contract/ledger-steps'
import { itemOf, site } from '../items'
import { MemoryArtefacts, MemoryChanges, MemoryLibrary, MemorySearch, MemoryShelf } from '../ports'

export const START = Date.parse('2016-07-01T02:00:00Z')
export const MINUTE = 60_000
const PLAIN = { appId: 'wx0000double', token: 'callback-token' }
const SAFE = { ...PLAIN, aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' }

/** Plain articles: what the flow needs of one, without the renderer. */
const maker: ArticleMaker = {
  render({ title, html, slug }) {
    if (slug === 'unrenderable') throw new DeliveryError('RENDERING_FAILED', 'It can’t be rendered')
    return {
      ...{
        title,
        author: '内容编辑组',
        digest: '摘要',
        content: `${html}<img src="/media/a.jpg">`,
      },
      sourceUrl: `https://hub.example.org/articles/${slug}`,
      pictures: [{ url: '/media/a.jpg' }],
      cover: { url: '/media/a.jpg', width: 900, height: 600 },
    }
  },
  placePictures: (content, addressOf) =>
    content.replace(/src="([^"]+)"/g, (_all, url: string) => `src="${addressOf(url) ?? ''}"`),
}
const file = { body: Uint8Array.of(1, 2, 3), mediaType: 'image/jpeg' } as const
const pictures: PictureSource = {
  inText: () => Promise.resolve(file),
  cover: () => Promise.resolve({ ...file, wide: '0_0_1_0.6', square: '0.1_0_0.9_1' }),
}

export const testWechat = (timeoutMs?: number): Channel =>
  createWechat(
    'wechat',
    { zh: '微信', en: 'WeChat' },
    {
      ...{ maker, pictures: () => pictures, farSide: WECHAT },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    },
  )

/** The process dies at the n-th write to the shelf or request; nothing after it happens. */
export class Killed extends Error {}

export interface Desk {
  readonly double: WechatDouble
  readonly ledger: LedgerStore
  readonly shelf: MemoryShelf
  readonly clock: { now: number }
  readonly hub: Hub
  /** A second worker over the same ledger, leases, shelf and account. */
  readonly rival: Hub
  /** Kills the worker at its n-th step from now. */
  killAt(step: number): void
  /** A new process takes over; answers whether the old one died. */
  revive(): boolean
  /** Adds a row for revision `number` of an item. */
  add(part?: {
    item?: Item
    number?: number
    action?: 'publish' | 'correct' | 'withdraw'
    key?: string
  }): Promise<string>
  row(id: string): Promise<LedgerRow>
  /** The far side's callback of a job, as it comes over HTTP; encrypted unless `plain`. */
  tell(job: string, plain?: boolean): Promise<void>
  /** Drains, and goes on through every due time for `minutes`. */
  pass(minutes: number): Promise<void>
}

export function wechatDesk(settings: object = {}, options: Partial<DoubleOptions> = {}): Desk {
  const clock = { now: START }
  const double = new WechatDouble({ now: () => clock.now, ...options })
  const kept = createMemoryLedger()
  const ledger: LedgerStore = {
    ...kept,
    // The dead settle nothing: their row waits for its lease's end.
    settleMany: (...settlements) =>
      steps < 0 ? Promise.reject(new Killed('The process died')) : kept.settleMany(...settlements),
  }
  const leases = createMemoryLeases()
  let steps = Number.POSITIVE_INFINITY
  let isOutside = false
  const step = (): void => {
    // What another process does is no step of the worker's.
    if (isOutside) return
    steps -= 1
    if (steps < 0) throw new Killed('The process died here')
  }
  const shelf = new MemoryShelf(step)
  const items = new Map<string, Item>()
  const channel = testWechat()
  const configured = {
    channel,
    guarantee: channel.guarantee,
    row: {
      ...{ id: 'wechat', name: '微信', kind: 'wechat' },
      settings: {
        ...{
          appId: 'wx0000double',
          secret: 'CHANNEL_SECRET_WECHAT',
          from: '2014-01-01',
          verified: true,
          mode: 'publish',
        },
        ...settings,
      },
    },
  }
  const hubOf = (worker: string): Hub =>
    createHub({
      ...{ worker, ledger, leases, timeZone: 'Asia/Shanghai' },
      now: () => new Date(clock.now),
      site: () => Promise.resolve(site),
      channels: () => Promise.resolve([configured]),
      ports: () => ({
        artefacts: new MemoryArtefacts(),
        shelf,
        changes: new MemoryChanges(),
        search: new MemorySearch(),
        uploads: { read: () => Promise.reject(new Error('The test brings its own pictures')) },
        syndication: openSyndicationWriter(MEMORY),
        mailings: {
          start: () => Promise.reject(new Error('No channel here has subscribers')),
          stop: () => Promise.reject(new Error('No channel here has subscribers')),
          placed: () => Promise.reject(new Error('No channel here has subscribers')),
        },
        library: new MemoryLibrary(),
        http: (input, init) => {
          step()
          return double.fetch(input, init)
        },
        configured: (name) =>
          ({ WECHAT_API_URL: 'https://double', CHANNEL_SECRET_WECHAT: 'double-secret' })[name],
      }),
      shipments: (rows) => Promise.resolve(rows.map((row) => shipmentOfRow(row, items))),
      onError: (error) => {
        if (!(error instanceof Killed)) throw error
      },
    })
  const hub = hubOf('one')
  return {
    ...{ double, ledger, shelf, clock, hub },
    rival: hubOf('two'),
    killAt(at) {
      steps = at
    },
    revive() {
      const died = steps < 0
      steps = Number.POSITIVE_INFINITY
      return died
    },
    async add({ item = itemOf('articles', 'a'), number = 1, action = 'publish', key } = {}) {
      const row = newDelivery({
        ...{ channel: 'wechat', destination: 'account', document: `articles/${item.id}` },
        ...{ revisionNumber: number, action, dueAt: clock.now },
        ...(key === undefined ? {} : { key }),
      })
      items.set(`${row.document}#${String(number)}`, item)
      await ledger.enqueue([row], clock.now)
      return row.id
    },
    async row(id) {
      const found = await ledger.find(id)
      if (!found) throw new Error(`Row ${id} is missing`)
      return found
    },
    async tell(job, plain = false) {
      const target = plain ? PLAIN : SAFE
      const { query, body } = signed(eventOf(double.articlesOf(job), clock.now), target, {
        ...{ at: clock.now, nonce: 'n', random: Buffer.alloc(16, 7) },
      })
      const received = receive(
        { method: 'POST', query: new URLSearchParams(query), body },
        target,
        new Date(clock.now),
      )
      if (received.kind !== 'message' || !received.news) throw new Error('The callback was refused')
      isOutside = true
      try {
        for (const id of await keepNews(shelf, received.news, received.isAuthentic)) {
          const row = await kept.find(id)
          if (!row) continue
          const next = advance(row.delivery, { type: 'news' }, channel.guarantee, clock.now)
          if (next !== row.delivery) await kept.move(row, next, undefined, clock.now)
        }
      } finally {
        isOutside = false
      }
    },
    async pass(minutes) {
      const end = clock.now + minutes * MINUTE
      while (clock.now < end) {
        await hub.drain()
        const times = (await ledger.list({})).map(({ delivery }) => dueOf(delivery))
        clock.now = Math.min(end, ...times.filter((time) => time > clock.now))
        // The dead do nothing more.
        if (steps < 0) clock.now = end
      }
      if (steps < 0) return
      await hub.drain()
    },
  }
}

const dueOf = (delivery: Delivery): number =>
  'notBefore' in delivery
    ? delivery.notBefore
    : 'leaseUntil' in delivery
      ? delivery.leaseUntil
      : Number.POSITIVE_INFINITY

function shipmentOfRow(row: LedgerRow, items: ReadonlyMap<string, Item>): Shipment {
  const item = items.get(`${row.document}#${String(row.revisionNumber)}`)
  if (!item) throw new Error('The item is missing')
  return {
    ...{ id: row.id, key: row.key, action: row.action, destination: row.destination },
    attempt: row.delivery.attempts,
    revision: {
      ...{ id: row.revision, document: row.document, number: row.revisionNumber, item },
      ...{ action: row.action, hash: 'x', at: '2016-07-01T00:00:00.000Z' },
    },
    earlier: [],
  }
}
