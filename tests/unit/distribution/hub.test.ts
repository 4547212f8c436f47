import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { describe, expect, it } from 'vitest'

import { defineChannel, DeliveryError, type Channel, type Outcome, type Shipment } from '@/core'
import { createMemoryLeases, createMemoryLedger, type LeaseStore, type LedgerStore } from '@/outbox'
import type { ConfiguredChannel } from '@/plugins/distribution/channel-rows'
import { createHub, type AttemptRecord, type Hub } from '@/plugins/distribution/hub'
import { createGuardedFetch } from '@/server/guarded-fetch'
import { MEMORY, openSyndicationWriter } from '@/syndication'

import { newDelivery, NOW } from '../../contract/ledger-steps'
import { itemOf, site } from '../../helpers/items'
import { MemoryArtefacts, MemoryChanges, MemorySearch, MemoryShelf } from '../../helpers/ports'

interface Bench {
  readonly hub: Hub
  readonly ledger: LedgerStore
  readonly leases: LeaseStore
  readonly attempts: AttemptRecord[]
  readonly clock: { now: number }
  add(part?: Parameters<typeof newDelivery>[0]): Promise<string>
  stateOf(id: string): Promise<string | undefined>
}

function bench(
  channels: readonly Channel[],
  rows: Record<string, Partial<ConfiguredChannel['row']>> = {},
): Bench {
  const ledger = createMemoryLedger()
  const leases = createMemoryLeases()
  const clock = { now: NOW }
  const attempts: AttemptRecord[] = []
  const hub = createHub({
    worker: 'w',
    ledger,
    leases,
    now: () => new Date(clock.now),
    timeZone: 'Asia/Shanghai',
    site: () => Promise.resolve(site),
    channels: () =>
      Promise.resolve(
        channels.map((channel) => ({
          channel,
          guarantee: channel.guarantee,
          row: { id: channel.id, name: channel.id, kind: channel.id, ...rows[channel.id] },
        })),
      ),
    ports: () => ({
      artefacts: new MemoryArtefacts(),
      shelf: new MemoryShelf(),
      changes: new MemoryChanges(),
      search: new MemorySearch(),
      uploads: { read: () => Promise.reject(new Error('No upload is read here')) },
      library: {
        load: () => Promise.resolve([]),
        async *current() {
          // nothing was published
        },
        async *history() {
          // nothing was delivered
        },
        async *receipts() {
          // nothing was delivered
        },
      },
      syndication: openSyndicationWriter(MEMORY),
      mailings: {
        start: () => Promise.reject(new Error('No channel here has subscribers')),
        stop: () => Promise.reject(new Error('No channel here has subscribers')),
        placed: () => Promise.reject(new Error('No channel here has subscribers')),
      },
      configured: () => undefined,
      http: createGuardedFetch({ allowed: ({ hostname }) => hostname === '127.0.0.1' }),
    }),
    shipments: (claimed) =>
      Promise.resolve(
        claimed.map((row): Shipment => ({
          id: row.id,
          key: row.key,
          action: row.action,
          destination: row.destination,
          attempt: row.delivery.attempts,
          revision: {
            id: row.revision,
            document: row.document,
            number: row.revisionNumber,
            action: row.action,
            hash: 'x',
            at: '2016-07-01T00:00:00.000Z',
            item: itemOf('articles', row.document.slice('articles/'.length)),
          },
          earlier: [],
        })),
      ),
    onAttempt: (record) => attempts.push(record),
    onError: (error) => {
      throw error
    },
  })
  return {
    hub,
    ledger,
    leases,
    attempts,
    clock,
    async add(part = {}) {
      const row = newDelivery({ id: randomUUID(), ...part })
      await ledger.enqueue([row], clock.now)
      return row.id
    },
    stateOf: async (id) => (await ledger.find(id))?.delivery.state,
  }
}

type Deliver = (shipments: readonly Shipment[]) => Promise<readonly Outcome[]>

const channelOf = (id: string, deliver: Deliver, part: Partial<Channel> = {}): Channel =>
  defineChannel({
    id,
    label: { zh: id, en: id },
    guarantee: {
      maxAttempts: 3,
      leaseMs: 30_000,
      backoffMs: () => 5000,
      onUnknown: 'repeat',
      withdrawal: 'removes',
    },
    lane: { exclusive: true, batch: 100 },
    settings: () => ({}),
    selects: () => ['public'],
    deliver,
    ...part,
  })

const accept: Deliver = (shipments) =>
  Promise.resolve(shipments.map(({ key }) => ({ ok: true, receipt: `got ${key}` })))

describe('the hub', () => {
  it('delivers what is due in one batch and keeps the receipts', async () => {
    const sizes: number[] = []
    const at = bench([
      channelOf('feeds', (shipments) => {
        sizes.push(shipments.length)
        return accept(shipments)
      }),
    ])
    const ids = [
      await at.add({ document: 'articles/a' }),
      await at.add({ document: 'articles/b' }),
      await at.add({ document: 'articles/c', dueAt: NOW + 60_000 }),
    ]
    expect(await at.hub.drain()).toMatchObject({ claimed: 2, delivered: 2 })
    expect(sizes).toEqual([2])
    expect(await Promise.all(ids.map((id) => at.stateOf(id)))).toEqual([
      'delivered',
      'delivered',
      'pending',
    ])
    expect((await at.ledger.find(ids[0] ?? ''))?.delivery).toMatchObject({ receipt: /^got feeds/ })
  })

  it('asks again for what was submitted, when its time comes, and keeps the receipt so far until then', async () => {
    const asked: string[] = []
    const at = bench([
      channelOf(
        'feeds',
        (shipments) =>
          Promise.resolve(
            shipments.map(() => ({
              ...{ ok: true, receipt: 'job 7' },
              checkAt: new Date(NOW + 60_000),
            })),
          ),
        {
          check(_shipment, receiptSoFar) {
            asked.push(receiptSoFar)
            return Promise.resolve({ ok: true, receipt: 'page 7' })
          },
        },
      ),
    ])
    const id = await at.add()
    expect(await at.hub.drain()).toMatchObject({ claimed: 1, submitted: 1 })
    expect(await at.hub.drain()).toMatchObject({ claimed: 0 })
    at.clock.now = NOW + 60_000
    expect(await at.hub.drain()).toMatchObject({ claimed: 1, delivered: 1 })
    expect(asked).toEqual(['job 7'])
    expect((await at.ledger.find(id))?.delivery).toEqual({
      ...{ state: 'delivered', attempts: 1 },
      receipt: 'page 7',
    })
    expect(at.attempts.map(({ outcome }) => outcome)).toEqual(['submitted', 'delivered'])
  })

  it('tries a batch that failed as a whole one by one, so that one document fails alone', async () => {
    const at = bench([
      channelOf('feeds', (shipments) =>
        shipments.some(({ revision }) => revision.document === 'articles/bad')
          ? Promise.reject(new DeliveryError('RENDERING_FAILED', 'no title'))
          : accept(shipments),
      ),
    ])
    const good = await at.add({ document: 'articles/good' })
    const bad = await at.add({ document: 'articles/bad' })
    await at.hub.drain()
    expect(await at.stateOf(good)).toBe('delivered')
    expect((await at.ledger.find(bad))?.delivery).toEqual({
      state: 'failed',
      attempts: 1,
      code: 'RENDERING_FAILED',
    })
  })

  it('retries what failed for now when its time has come, and gives up when its tries are spent', async () => {
    const at = bench([
      channelOf('feeds', () => Promise.reject(new DeliveryError('DESTINATION_BUSY', '503'))),
    ])
    const id = await at.add()
    for (const expected of ['pending', 'pending', 'failed']) {
      await at.hub.drain()
      expect(await at.stateOf(id)).toBe(expected)
      at.clock.now += 5000
    }
    expect(at.attempts.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [1, 'transient'],
      [2, 'transient'],
      [3, 'transient'],
    ])
  })

  it('lets no slow destination delay another', async () => {
    let release = (): void => undefined
    const hanging = new Promise<void>((resolve) => {
      release = resolve
    })
    const at = bench([
      channelOf('slow', async (shipments) => {
        await hanging
        return accept(shipments)
      }),
      channelOf('fast', accept),
    ])
    const slow = await at.add({ channel: 'slow' })
    const first = await at.add({ channel: 'fast' })
    at.hub.wake()
    await until(async () => (await at.stateOf(first)) === 'delivered')
    const second = await at.add({ channel: 'fast', document: 'articles/later' })
    at.hub.wake()
    await until(async () => (await at.stateOf(second)) === 'delivered')
    expect(await at.stateOf(slow)).toBe('sending')
    release()
    await at.hub.drain()
    expect(await at.stateOf(slow)).toBe('delivered')
  })

  it('holds an irreversible push whose answer never came, and repeats a harmless one', async () => {
    await using sink = await hangUp()
    const push = (id: string, onUnknown: 'hold' | 'repeat'): Channel =>
      channelOf(
        id,
        async () => {
          await sink.post()
          return []
        },
        {
          guarantee: {
            maxAttempts: 5,
            leaseMs: 30_000,
            backoffMs: () => 5000,
            onUnknown,
            withdrawal: 'cannot',
          },
          lane: { exclusive: false, batch: 1 },
        },
      )
    const at = bench([push('held', 'hold'), push('repeated', 'repeat')])
    const held = await at.add({ channel: 'held' })
    const repeated = await at.add({ channel: 'repeated' })
    await at.hub.drain()
    expect(await at.stateOf(held)).toBe('held')
    expect(await at.stateOf(repeated)).toBe('pending')
    at.clock.now += 60_000
    await at.hub.drain()
    // The held one was not sent again: one call, against two of the other.
    expect(sink.calls()).toBe(3)
  })

  it('takes the row of a dead worker as an unknown outcome', async () => {
    const at = bench([channelOf('feeds', accept)])
    const id = await at.add()
    await at.ledger.claim(
      { channel: 'feeds', destination: 'public' },
      { limit: 1, token: 'the dead worker', now: NOW, leaseMs: 30_000 },
    )
    await at.hub.drain()
    expect(await at.stateOf(id)).toBe('sending')
    at.clock.now += 30_000
    await at.hub.drain()
    expect(await at.stateOf(id)).toBe('pending')
    at.clock.now += 5000
    await at.hub.drain()
    const row = await at.ledger.find(id)
    expect(row?.delivery).toMatchObject({ state: 'delivered', attempts: 2 })
    expect(row?.attemptLog.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'WORKER_LOST',
      'delivered',
    ])
  })

  it('does not wait for a row behind a dead worker’s, nor for a lane another worker holds', async () => {
    const at = bench([channelOf('feeds', accept)])
    await at.add({ document: 'articles/1' })
    await at.ledger.claim(
      { channel: 'feeds', destination: 'public' },
      { limit: 1, token: 'the dead worker', now: NOW, leaseMs: 30_000 },
    )
    const behind = await at.add({ document: 'articles/1', revisionNumber: 2 })
    expect(await at.hub.drain()).toMatchObject({ claimed: 0 })
    expect(await at.stateOf(behind)).toBe('pending')
    at.clock.now += 30_000
    await at.hub.drain()
    at.clock.now += 5000
    await at.hub.drain()
    expect(await at.stateOf(behind)).toBe('delivered')

    await at.leases.acquire('lane:feeds|public', 'another', at.clock.now, 30_000)
    const held = await at.add({ document: 'articles/2' })
    expect(await at.hub.drain()).toMatchObject({ claimed: 0 })
    at.clock.now += 30_000
    await at.hub.drain()
    expect(await at.stateOf(held)).toBe('delivered')
  })

  it('leaves paused channels and quiet hours alone', async () => {
    // NOW is eight in the morning in Shanghai.
    const at = bench([channelOf('paused', accept), channelOf('quiet', accept)], {
      paused: { paused: true },
      quiet: { quietHours: { from: '22:00', until: '08:30' } },
    })
    const paused = await at.add({ channel: 'paused' })
    const quiet = await at.add({ channel: 'quiet' })
    await at.hub.drain()
    expect([await at.stateOf(paused), await at.stateOf(quiet)]).toEqual(['pending', 'pending'])
    at.clock.now += 30 * 60_000
    await at.hub.drain()
    expect([await at.stateOf(paused), await at.stateOf(quiet)]).toEqual(['pending', 'delivered'])
  })

  it('finishes what is under way when it stops, and takes nothing new', async () => {
    let release = (): void => undefined
    const hanging = new Promise<void>((resolve) => {
      release = resolve
    })
    const at = bench([
      channelOf(
        'feeds',
        async (shipments) => {
          await hanging
          return accept(shipments)
        },
        { lane: { exclusive: true, batch: 1 } },
      ),
    ])
    const first = await at.add({ document: 'articles/1' })
    const second = await at.add({ document: 'articles/2' })
    at.hub.wake()
    await until(async () => (await at.stateOf(first)) === 'sending')
    const stopped = at.hub.stop()
    release()
    await stopped
    expect([await at.stateOf(first), await at.stateOf(second)]).toEqual(['delivered', 'pending'])
  })
})

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen within five seconds')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** A server that takes the request and hangs up without an answer. */
async function hangUp(): Promise<AsyncDisposable & { post(): Promise<void>; calls(): number }> {
  let calls = 0
  const server = createServer((request) => {
    calls += 1
    request.resume().on('end', () => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`
  const http = createGuardedFetch({ allowed: ({ hostname }) => hostname === '127.0.0.1' })
  return {
    calls: () => calls,
    async post() {
      try {
        await http(url, { method: 'POST', body: 'news' })
      } catch (error) {
        throw new DeliveryError('OUTCOME_UNKNOWN', 'No answer came', { cause: error })
      }
    },
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
