/**
 * The hub carries ledger rows to their channels. Lanes (channel, destination) run side by side; within a lane: take its
 * lease if it is exclusive, turn expired rows over, claim a batch, deliver, settle, and again until nothing is due.
 */
import {
  asDeliveryError,
  DeliveryError,
  advance,
  type Channel,
  type ChannelContext,
  type DeliveryEvent,
  type Outcome,
  type Ports,
  type Shipment,
  type Site,
} from '@/core'
import type { Attempt, LaneKey, LeaseStore, LedgerRow, LedgerStore } from '@/outbox/types'

import { settingsOf, type ConfiguredChannel } from './channel-rows'
import { isQuiet } from './quiet-hours'

/** One line per attempt. */
export interface AttemptRecord {
  readonly delivery: string
  readonly channel: string
  readonly destination: string
  readonly document: string
  readonly revision: number
  readonly action: string
  readonly attempt: number
  readonly outcome: Attempt['outcome']
  readonly durationMs: number
  /** Milliseconds from due to settled. */
  readonly lagMs: number
  readonly code?: string
  readonly message?: string
  readonly receipt?: string
}

export interface HubOptions {
  readonly worker: string
  readonly ledger: LedgerStore
  readonly leases: LeaseStore
  readonly now: () => Date
  readonly timeZone: string
  readonly site: () => Promise<Site>
  /** The configured channels as of now; asked once per drain, so a change of settings works without a restart. */
  readonly channels: () => Promise<readonly ConfiguredChannel[]>
  readonly ports: (channel: Channel, row: string) => Omit<Ports, 'now' | 'signal'>
  /** Revisions and earlier items of claimed rows. */
  readonly shipments: (rows: readonly LedgerRow[]) => Promise<readonly Shipment[]>
  /** After each batch, whatever its outcome. */
  readonly onBatch?: (lane: LaneKey) => void
  readonly onAttempt?: (record: AttemptRecord) => void
  /** A fault of the hub itself, not of a delivery; the lane is tried again at the next drain. */
  readonly onError: (error: unknown, lane: LaneKey | undefined) => void
}

export interface DrainCounts {
  claimed: number
  delivered: number
  failed: number
  retried: number
  submitted: number
  held: number
}

export interface Hub {
  /** Works off everything due now, lanes side by side, and waits for it. */
  drain(): Promise<DrainCounts>
  /** Drains soon, without waiting; for the publish hook. */
  wake(): void
  /** Takes no new batch and waits for those under way. */
  stop(): Promise<void>
}

/** An exclusive lane's lease outlives its holder's crash by this long at most. */
export const LANE_LEASE_MS = 30_000

export function createHub(options: HubOptions): Hub {
  const stopping = new AbortController()
  const underWay = new Map<string, Promise<void>>()
  /** Lanes asked for while under way: their worker may have looked for the last time already. */
  const askedAgain = new Set<string>()
  const total: DrainCounts = {
    claimed: 0,
    delivered: 0,
    failed: 0,
    retried: 0,
    submitted: 0,
    held: 0,
  }
  let scanning: Promise<number> | undefined

  /** Starts a worker for every lane that has work and none yet; answers how many. Never waits for a lane. */
  async function scan(): Promise<number> {
    const lanes = await options.ledger.lanesWithWork(options.now().getTime())
    if (lanes.length === 0) return 0
    const channels = await options.channels()
    let started = 0
    for (const lane of lanes) {
      const name = laneName(lane)
      const configured = channels.find(({ row }) => row.id === lane.channel)
      if (stopping.signal.aborted || !configured || isClosed(configured)) continue
      if (underWay.has(name)) {
        askedAgain.add(name)
        continue
      }
      started += 1
      underWay.set(name, carryToTheEnd(lane, name, configured))
    }
    return started
  }

  async function carryToTheEnd(
    lane: LaneKey,
    name: string,
    configured: ConfiguredChannel,
  ): Promise<void> {
    try {
      await carry(lane, configured)
    } catch (error) {
      options.onError(error, lane)
      askedAgain.delete(name)
    } finally {
      underWay.delete(name)
    }
    if (askedAgain.delete(name)) wake()
  }

  /** Calls made while a scan runs share the one after it, since a row written meanwhile may have been missed. */
  function scanOnce(): Promise<number> {
    if (!scanning) {
      scanning = scan().finally(() => {
        scanning = undefined
      })
      return scanning
    }
    const next = scanning.catch(() => 0).then(() => scanOnce())
    return next
  }

  function wake(): void {
    if (stopping.signal.aborted) return
    scanOnce().catch((error: unknown) => {
      options.onError(error, undefined)
    })
  }

  const isClosed = ({ row }: ConfiguredChannel): boolean =>
    row.paused === true || isQuiet(row.quietHours, options.now(), options.timeZone)

  async function carry(lane: LaneKey, configured: ConfiguredChannel): Promise<void> {
    const { exclusive } = configured.channel.lane
    const name = `lane:${laneName(lane)}`
    if (
      exclusive &&
      !(await options.leases.acquire(name, options.worker, options.now().getTime(), LANE_LEASE_MS))
    ) {
      return
    }
    try {
      await turnOver(lane, configured)
      for (;;) {
        if (stopping.signal.aborted) return
        const batch = await claimNext(lane, configured)
        if (batch.rows.length === 0) return
        total.claimed += batch.rows.length
        await keepingLeases(batch.token, exclusive ? name : undefined, configured, (signal) =>
          attempt(batch, configured, signal),
        )
        options.onBatch?.(lane)
      }
    } finally {
      if (exclusive) await options.leases.release(name, options.worker)
    }
  }

  /** Rows whose worker died: unknown outcomes, repeated or held as the channel promises. */
  async function turnOver(lane: LaneKey, { guarantee }: ConfiguredChannel): Promise<void> {
    const now = options.now().getTime()
    for (const row of await options.ledger.expired(lane, now, 1000)) {
      const next = advance(row.delivery, { type: 'lease-expired' }, guarantee, now)
      const lost: Attempt = {
        at: now,
        durationMs: 0,
        worker: options.worker,
        outcome: 'unknown',
        code: 'WORKER_LOST',
      }
      if (next !== row.delivery && (await options.ledger.move(row, next, lost, now))) {
        report(row, lost, now)
      }
    }
  }

  /** What is to go out; then what is due for a check. A batch is one or the other. */
  async function claimNext(lane: LaneKey, configured: ConfiguredChannel): Promise<Batch> {
    const fresh = await claim(lane, configured, 'pending')
    if (fresh.rows.length > 0 || !configured.channel.check) return fresh
    return claim(lane, configured, 'submitted')
  }

  async function claim(
    lane: LaneKey,
    { channel, guarantee }: ConfiguredChannel,
    state: 'pending' | 'submitted',
  ): Promise<Batch> {
    const token = `${options.worker}:${crypto.randomUUID()}`
    const rows = await options.ledger.claim(lane, {
      limit: channel.lane.batch,
      token,
      now: options.now().getTime(),
      leaseMs: guarantee.leaseMs,
      state,
    })
    return { token, rows }
  }

  async function attempt(
    { token, rows }: Batch,
    configured: ConfiguredChannel,
    signal: AbortSignal,
  ): Promise<void> {
    const startedAt = options.now().getTime()
    const results = await deliverRows(rows, configured, signal)
    const now = options.now().getTime()
    const settlements = rows.flatMap((row, index) => {
      const result = results[index] ?? unexpectedSilence(row)
      const next = advance(row.delivery, eventOf(result, token), configured.guarantee, now)
      const entry: Attempt = {
        at: startedAt,
        durationMs: now - startedAt,
        worker: options.worker,
        ...(result instanceof DeliveryError
          ? { outcome: result.kind, code: result.code, message: result.message }
          : { outcome: result.checkAt ? 'submitted' : 'delivered', receipt: result.receipt }),
      }
      return next === row.delivery ? [] : [{ row, id: row.id, next, attempt: entry }]
    })
    const moved = new Set(await options.ledger.settleMany(settlements, token, now))
    for (const { row, id, next, attempt: entry } of settlements) {
      if (!moved.has(id)) continue
      count(total, next.state)
      report(row, entry, now)
    }
  }

  /** A batch that fails as a whole is tried again one by one, so that a document that can't go out fails alone. */
  async function deliverRows(
    rows: readonly LedgerRow[],
    configured: ConfiguredChannel,
    signal: AbortSignal,
  ): Promise<readonly Result[]> {
    try {
      const shipments = await options.shipments(rows)
      const context = {
        ...options.ports(configured.channel, configured.row.id),
        site: await options.site(),
        settings: settingsOf(configured),
        now: options.now,
        signal,
      }
      const outcomes = await handOver(rows, shipments, configured.channel, context)
      return outcomes.map((outcome) => (outcome.ok ? outcome : outcome.error))
    } catch (error) {
      const failure = asDeliveryError(error)
      if (rows.length === 1) return [failure]
      const alone = []
      for (const row of rows) alone.push(...(await deliverRows([row], configured, signal)))
      return alone
    }
  }

  /** Runs the work while lengthening its leases; a lost lease aborts the work's signal. */
  async function keepingLeases(
    token: string,
    lane: string | undefined,
    { guarantee }: ConfiguredChannel,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const lost = new AbortController()
    const renew = async (): Promise<void> => {
      const now = options.now().getTime()
      const rows = await options.ledger.renew(token, now + guarantee.leaseMs)
      const held =
        lane === undefined || (await options.leases.renew(lane, options.worker, now, LANE_LEASE_MS))
      if (rows === 0 || !held) lost.abort(new DeliveryError('WORKER_LOST', 'The lease was lost'))
    }
    const period = Math.min(guarantee.leaseMs, LANE_LEASE_MS) / 3
    const timer = setInterval(() => {
      renew().catch((error: unknown) => {
        options.onError(error, undefined)
      })
    }, period)
    try {
      await work(lost.signal)
    } finally {
      clearInterval(timer)
    }
  }

  function report(row: LedgerRow, entry: Attempt, now: number): void {
    options.onAttempt?.({
      delivery: row.id,
      channel: row.channel,
      destination: row.destination,
      document: row.document,
      revision: row.revisionNumber,
      action: row.action,
      attempt: row.delivery.attempts,
      outcome: entry.outcome,
      durationMs: entry.durationMs,
      lagMs: now - row.dueAt,
      ...(entry.code ? { code: entry.code } : {}),
      ...(entry.message ? { message: entry.message } : {}),
      ...(entry.receipt ? { receipt: entry.receipt } : {}),
    })
  }

  return {
    async drain() {
      const before = { ...total }
      for (;;) {
        const { claimed } = total
        const started = await scanOnce()
        if (underWay.size === 0) break
        await Promise.all(underWay.values())
        // What is due but can't be claimed waits for a lease's end (its own, its document's or its lane's): not for this call.
        if (started > 0 && total.claimed === claimed) break
      }
      return difference(total, before)
    },
    wake,
    async stop() {
      stopping.abort()
      await Promise.allSettled([scanning, ...underWay.values()])
    },
  }
}

const laneName = ({ channel, destination }: LaneKey): string => `${channel}|${destination}`

interface Batch {
  readonly token: string
  readonly rows: readonly LedgerRow[]
}

type Result = DeliveryError | Extract<Outcome, { ok: true }>

/** Delivers rows that were pending, checks those that were submitted. */
async function handOver(
  rows: readonly LedgerRow[],
  shipments: readonly Shipment[],
  channel: Channel,
  context: ChannelContext<unknown>,
): Promise<readonly Outcome[]> {
  const receipts = rows.map(({ delivery }) =>
    delivery.state === 'sending' ? delivery.receipt : undefined,
  )
  if (receipts.every((receipt) => receipt === undefined)) {
    return channel.deliver(shipments, context)
  }
  const outcomes: Outcome[] = []
  for (const [index, shipment] of shipments.entries()) {
    const outcome = await channel.check?.(shipment, receipts[index] ?? '', context)
    if (outcome) outcomes.push(outcome)
  }
  return outcomes
}

function eventOf(result: Result, token: string): DeliveryEvent {
  if (result instanceof DeliveryError) return { type: 'failed', token, error: result }
  const { receipt, checkAt } = result
  return checkAt === undefined
    ? { type: 'delivered', token, receipt }
    : { type: 'submitted', token, receipt, checkAt: checkAt.getTime() }
}

function count(total: DrainCounts, state: LedgerRow['delivery']['state']): void {
  if (state === 'delivered' || state === 'submitted' || state === 'failed' || state === 'held')
    total[state] += 1
  else if (state === 'pending') total.retried += 1
}

const difference = (after: DrainCounts, before: DrainCounts): DrainCounts => ({
  claimed: after.claimed - before.claimed,
  delivered: after.delivered - before.delivered,
  failed: after.failed - before.failed,
  retried: after.retried - before.retried,
  submitted: after.submitted - before.submitted,
  held: after.held - before.held,
})

const unexpectedSilence = (row: LedgerRow): DeliveryError =>
  new DeliveryError('UNEXPECTED', `The channel gave no outcome for ${row.document}`)
