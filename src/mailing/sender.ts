/**
 * The sending loop: claims a few recipients under a lease, hands them over, writes down at once what became of each. Whoever
 * kills it leaves at most one batch in `sending`; when its lease ends those rows are `unknown` and stay so.
 */
import { setTimeout as delay } from 'node:timers/promises'

import { MAILING_FORMS, type MailingOrder } from '@/core'

import type { Rates } from './rates'
import type { RecipientEvent } from './recipient'
import { waitAfter, type Way } from './sending'
import type { Claimed, Mailing, MailingStore, Settling } from './store'
import type { Vault } from './vault'

/** Recipients in doubt after a crash, at most. */
export const BATCH = 50
/** Longer than the longest silence of a mail server; rows of a living sender are settled long before. */
export const LEASE_MS = 5 * 60_000
/** Outcomes written down together. */
const CHECKPOINT = 10
const RATE_PAUSE_MS = 50
/** How long numbers wait before a gateway is looked for again. */
const WAYLESS_MS = 10 * 60_000

export interface SenderOptions {
  readonly store: MailingStore
  readonly vault: Vault
  readonly rates: Rates
  readonly now: () => Date
  /** The ways out for a mailing's forms; made once per mailing and run. */
  readonly ways: (mailing: Mailing, order: MailingOrder) => Promise<Ways>
  readonly readOrder: (text: string) => MailingOrder
  readonly concurrency: number
  readonly leaseMs?: number
  /** Default: really waits. */
  readonly pause?: (ms: number) => Promise<unknown>
  readonly onOutcome?: (claimed: Claimed, event: RecipientEvent) => void
  /** The far side says the address is dead. */
  readonly onDeadAddress: (claimed: Claimed) => Promise<void>
}

export type Ways = Readonly<Partial<Record<Claimed['form'], Way>>>

export interface Ran {
  readonly sent: number
  readonly finished: number
}

/** Sends what is due now of every running mailing; answers when nothing more can be done at this moment. */
export async function runSender(options: SenderOptions, signal: AbortSignal): Promise<Ran> {
  const { store, now } = options
  let sent = 0
  let finished = 0
  await store.expire(now().getTime())
  const running = (await store.mailings(1000)).filter(({ state }) => state === 'running').reverse()
  for (const mailing of running) {
    if (signal.aborted) break
    if (mailing.staleAfter <= now().getTime()) {
      await store.move(mailing.id, ['running'], 'stale', now().getTime())
      continue
    }
    sent += await sendMailing(options, mailing, signal)
    if (await store.open(mailing.id)) continue
    if (await store.move(mailing.id, ['running'], 'finished', now().getTime())) finished += 1
  }
  return { sent, finished }
}

async function sendMailing(
  options: SenderOptions,
  mailing: Mailing,
  signal: AbortSignal,
): Promise<number> {
  const { store, now, pause = async (ms) => delay(ms) } = options
  const ways = await options.ways(mailing, options.readOrder(await store.content(mailing.id)))
  let sent = 0
  try {
    await waitForWays(options, mailing.id, ways)
    let passedOver = false
    let isLimited = false
    let domain = ''
    while (!signal.aborted) {
      const current = await store.mailing(mailing.id)
      if (current?.state !== 'running' || current.staleAfter <= now().getTime()) break
      const token = crypto.randomUUID()
      const batch = await nextBatch(options, mailing.id, domain, token)
      domain = batch.domain
      isLimited ||= batch.isLimited
      if (batch.claimed.length > 0) {
        passedOver = false
        isLimited = false
        sent += await sendBatch(options, ways, batch.claimed, token)
      } else if (domain === '') {
        // Twice round without finding anything: what is left waits for its time, or for its domain's rate.
        if (passedOver && !isLimited) break
        if (passedOver) await pause(RATE_PAUSE_MS)
        passedOver = !passedOver
        isLimited = false
      }
    }
  } finally {
    await Promise.all(Object.values(ways).map((way) => way.close()))
  }
  return sent
}

/** Numbers without a gateway wait, and say so: once there is one, they are found again without a try being lost. */
async function waitForWays(
  { store, now }: SenderOptions,
  mailing: number,
  ways: Ways,
): Promise<void> {
  const time = now().getTime()
  for (const form of MAILING_FORMS) {
    // For numbers the domain is the form.
    if (!ways[form]) await store.postpone(mailing, form, 'NO_WAY_OUT', time + WAYLESS_MS, time)
  }
}

interface Batch {
  readonly claimed: readonly Claimed[]
  /** Where the next round goes on; empty: from the beginning. */
  readonly domain: string
  /** A domain was passed over because its rate was used up. */
  readonly isLimited: boolean
}

/** Goes on from domain to domain, so that none waits for another; takes of each what its rate allows. */
async function nextBatch(
  { store, rates, now, leaseMs = LEASE_MS }: SenderOptions,
  mailing: number,
  from: string,
  token: string,
): Promise<Batch> {
  const claimed: Claimed[] = []
  let domain = from
  let isLimited = false
  let steps = 0
  while (claimed.length < BATCH && steps < BATCH) {
    steps += 1
    const time = now().getTime()
    const next = await store.nextDomain(mailing, domain, time)
    if (next === undefined) return { claimed, domain: '', isLimited }
    domain = next
    const allowed = rates.take(domain, BATCH - claimed.length, time)
    if (allowed === 0) {
      isLimited ||= !rates.isClosed(domain, time)
      continue
    }
    claimed.push(...(await store.claim(mailing, domain, token, time + leaseMs, allowed, time)))
  }
  return { claimed, domain, isLimited }
}

async function sendBatch(
  options: SenderOptions,
  ways: Ways,
  batch: readonly Claimed[],
  token: string,
): Promise<number> {
  const { store, now } = options
  let next = 0
  let sent = 0
  let waiting: Settling[] = []
  let writing: Promise<unknown> = Promise.resolve()
  const write = (): void => {
    const settlings = waiting
    waiting = []
    writing = writing.then(() => store.settle(settlings, token, now().getTime()))
  }
  const work = async (): Promise<void> => {
    for (;;) {
      const claimed = batch[next]
      next += 1
      if (!claimed) return
      const event = await sendOne(options, ways, claimed)
      if (event.type === 'accepted') sent += 1
      waiting.push({ mailing: claimed.mailing, subscriber: claimed.subscriber, event })
      if (waiting.length >= CHECKPOINT) write()
      if (event.type === 'refused' && event.address) await options.onDeadAddress(claimed)
      options.onOutcome?.(claimed, event)
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.concurrency, batch.length) }, work))
  if (waiting.length > 0) write()
  await writing
  return sent
}

async function sendOne(
  { vault, rates, now }: SenderOptions,
  ways: Ways,
  claimed: Claimed,
): Promise<RecipientEvent> {
  if (claimed.withheld) return { type: 'withheld', code: 'LEFT' }
  const way = ways[claimed.form]
  if (!way) {
    return { type: 'deferred', code: 'NO_WAY_OUT', waitMs: waitAfter(claimed.recipient.attempts) }
  }
  const address = vault.open(claimed.sealed, claimed.lookup)
  const event = await way.send({ claimed, recipient: claimed.recipient, address })
  if (event.type === 'accepted') rates.accepted(claimed.domain)
  if (event.type === 'deferred') rates.slowed(claimed.domain, event.waitMs, now().getTime())
  return event
}
