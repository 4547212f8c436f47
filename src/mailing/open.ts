/** The engine put together: a store, the ways out, and a loop that is woken when a mailing is ordered. */
import { timingSafeEqual } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import {
  DeliveryError,
  MAILING_FORMS,
  type EmailMessage,
  type MailingForm,
  type MailingOrder,
  type Mailings,
  type PlacedOrder,
} from '@/core'

import { createConfirmations, type Confirmations } from './confirmations'
import { steeringOf, type Steering } from './desk'
import { createComposer } from './email/composer'
import { openSmtp, outboxFolder, type Composer, type Dkim } from './email/way'
import { readReports } from './gateway/reports'
import type { NumberForm } from './gateway/settings'
import { gatewayWays, type Gateways } from './gateway/ways'
import { readOrder, writeOrder } from './order'
import { createRates, type RateRule } from './rates'
import type { RecipientEvent } from './recipient'
import { runSender, type Ran } from './sender'
import { openSqliteStore } from './sqlite-store'
import type { Claimed, Mailing, MailingStore } from './store'
import { openVault, type Vault } from './vault'

export interface MailingOptions {
  /** Holds `mailing.sqlite` and, without a mail server, `outbox/`. */
  readonly directory: string
  readonly secret: string
  readonly publicUrl: string
  /** The address readers see as the sender. */
  readonly from: string
  /** Default: the sender's. */
  readonly bounceDomain?: string
  /** Without one, messages are written as files. */
  readonly smtpUrl?: string
  readonly dkim?: Dkim
  /** Connections to the mail server at once. Default 5. */
  readonly connections?: number
  /** Without one for a form, its recipients wait. */
  readonly gateways?: Gateways
  /** Reaches gateways. Default: the global one. */
  readonly http?: typeof fetch
  /** How long a gateway may be silent. */
  readonly gatewayTimeoutMs?: number
  readonly rates?: readonly RateRule[]
  /** How long a dead sender's rows stay in `sending`. Default: five minutes. */
  readonly leaseMs?: number
  readonly now: () => Date
  readonly onOutcome?: (claimed: Claimed, event: RecipientEvent) => void
  /** A link to confirm a sign-up by could not be sent. */
  readonly onConfirmationError?: (form: MailingForm, code: string) => void
}

export interface MailingEngine extends Mailings, Steering {
  readonly store: MailingStore
  readonly vault: Vault
  readonly publicUrl: string
  /** Where messages are written to without a mail server. */
  readonly outbox: string
  /** Where messages go: a mail server, or files in a folder. */
  readonly goesTo: 'smtp' | 'outbox'
  readonly gateways: Gateways
  readonly confirmations: Confirmations
  /** Delivery reports of a gateway; answers what it wants to hear, or undefined where the secret is wrong. */
  report(
    form: NumberForm,
    secret: string,
    mediaType: string,
    body: Buffer,
  ): Promise<GatewayAnswer | undefined>
  /** Sends what is due; one call at a time, further ones wait for it. */
  drain(signal: AbortSignal): Promise<Ran>
  /** Called when a mailing was ordered or resumed. */
  onWork(listener: () => void): () => void
  /** By a link from a message: from its newspaper, or from everything. Done again it changes nothing. */
  leave(page: 'unsubscribe' | 'preferences', token: string): Promise<boolean>
  close(): Promise<void>
}

export interface GatewayAnswer {
  readonly status: number
  readonly mediaType: string
  readonly text: string
  /** Of the reports: how many moved a recipient, and how many named nothing of ours. */
  readonly moved: number
  readonly unknown: number
}

/** Subscribers looked at in one statement. */
const FREEZE_STEP = 5000

export async function openMailing(options: MailingOptions): Promise<MailingEngine> {
  const { directory, publicUrl, from, now, connections = 5 } = options
  await mkdir(directory, { recursive: true })
  const store = await openSqliteStore(join(directory, 'mailing.sqlite'))
  const vault = openVault(options.secret)
  const outbox = join(directory, 'outbox')
  const { gateways = {}, http = fetch } = options
  const rates = createRates(options.rates)
  const smtp =
    options.smtpUrl === undefined
      ? undefined
      : openSmtp({
          url: options.smtpUrl,
          connections,
          ...(options.dkim ? { dkim: options.dkim } : {}),
        })
  const email = smtp?.way ?? outboxFolder(outbox)
  const confirmations = createConfirmations({
    from,
    publicUrl,
    outbox,
    smtp,
    gateways,
    http,
    now,
    onError: options.onConfirmationError ?? (() => undefined),
  })
  const listeners = new Set<() => void>()
  const wake = (): void => {
    for (const listener of listeners) listener()
  }
  const time = (): number => now().getTime()
  const steering = steeringOf(store, time, wake)
  let draining: Promise<unknown> = Promise.resolve()

  const composerOf = (
    message: EmailMessage,
    newspaper: MailingOrder['newspaper'],
    mailing: number,
  ): Promise<Composer> =>
    createComposer({
      message,
      newspaper,
      mailing,
      publicUrl,
      from,
      bounceDomain: options.bounceDomain ?? from.slice(from.lastIndexOf('@') + 1),
      vault,
      now,
    })

  async function freeze(mailing: Mailing): Promise<void> {
    const order = readOrder(await store.content(mailing.id))
    const { newspaper, segments, messages } = order
    const instead: number[] = []
    for (const key of order.instead ?? []) {
      const before = await store.mailingByKey(key)
      if (before) instead.push(before.id)
    }
    const forms = MAILING_FORMS.filter((form) => messages[form] !== undefined)
    let after: number | undefined = 0
    while (after !== undefined) {
      const { slug } = newspaper
      after = await store.freeze(mailing.id, slug, segments, forms, after, FREEZE_STEP, instead)
      // A long audience must not stop a server from answering.
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
  }

  async function deadAddress(subscriber: number): Promise<void> {
    const found = await store.get(subscriber)
    if (!found) return
    await store.suppress(found.lookup, '', 'hard-bounce', time())
    await store.change(subscriber, { state: 'left' }, time())
  }

  const engine: MailingEngine = {
    store,
    vault,
    publicUrl,
    outbox,
    goesTo: smtp ? 'smtp' : 'outbox',
    async start(order) {
      const staleAfter = Date.parse(order.staleAfter)
      if (Number.isNaN(staleAfter)) {
        throw new DeliveryError(
          'RENDERING_FAILED',
          `staleAfter ${order.staleAfter} is no ISO 8601 time`,
        )
      }
      // Refused here, before anything is kept: a message that can't be built would fail every run of the sender.
      if (order.messages.email) await composerOf(order.messages.email, order.newspaper, 0)
      const mailing = await store.order(
        {
          key: order.key,
          newspaper: order.newspaper.slug,
          title: order.edition.title,
          order: writeOrder(order),
          staleAfter,
        },
        time(),
      )
      if (mailing.state === 'freezing') {
        await freeze(mailing)
        await store.move(mailing.id, ['freezing'], 'running', time())
      }
      const kept = await store.mailing(mailing.id)
      wake()
      return { mailing: String(mailing.id), recipients: kept?.recipients ?? 0 }
    },
    gateways,
    confirmations,
    async report(form, secret, mediaType, body) {
      const gateway = gateways[form]
      if (gateway?.reportSecret === undefined || !isSame(secret, gateway.reportSecret))
        return undefined
      const { reports, answer } = readReports(gateway, mediaType, body)
      let moved = 0
      let unknown = 0
      for (const { reference = '', ...report } of reports) {
        const copy = vault.verify('copy', reference)
        const { outcome, ...found } = await store.report(
          { ...report, form, ...(copy ? { copy } : {}) },
          time(),
        )
        if (outcome === 'moved') moved += 1
        if (outcome === 'unknown') unknown += 1
        if (report.outcome === 'bounced' && 'subscriber' in found)
          await deadAddress(found.subscriber)
      }
      return { ...answer, moved, unknown }
    },
    async stop(key) {
      const mailing = await store.mailingByKey(key)
      if (mailing) await steering.stopMailing(mailing.id)
    },
    async placed(prefix) {
      const orders: PlacedOrder[] = []
      for (const { id, key, recipients } of await store.mailingsUnder(prefix)) {
        const tally = await store.tally(id)
        const handedOver = tally
          .filter(({ state }) => state !== 'queued' && state !== 'suppressed')
          .reduce((sum, { count }) => sum + count, 0)
        orders.push({ key, mailing: String(id), recipients, handedOver })
      }
      return orders
    },
    drain(signal) {
      const run = draining.then(() =>
        runSender(
          {
            store,
            vault,
            rates,
            now,
            readOrder,
            concurrency: connections,
            ...(options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs }),
            ...(options.onOutcome ? { onOutcome: options.onOutcome } : {}),
            async ways(mailing, { newspaper, messages }) {
              const numbers = gatewayWays(gateways, messages, {
                http,
                referenceOf: ({ claimed: { subscriber } }) =>
                  vault.sign('copy', { subscriber, mailing: mailing.id, stamp: 0 }),
                expires: new Date(mailing.staleAfter),
                ...(options.gatewayTimeoutMs === undefined
                  ? {}
                  : { timeoutMs: options.gatewayTimeoutMs }),
              })
              if (!messages.email) return numbers
              const composer = await composerOf(messages.email, newspaper, mailing.id)
              return { ...numbers, email: email(composer) }
            },
            onDeadAddress: ({ subscriber }) => deadAddress(subscriber),
          },
          signal,
        ),
      )
      draining = run.catch(() => undefined) // its caller is told; the next run starts all the same
      return run
    },
    onWork(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ...steering,
    async leave(page, token) {
      const link = vault.verify(page, token)
      if (!link) return false
      const subscriber = await store.get(link.subscriber)
      // Erased since: there is nobody to write to.
      if (!subscriber) return true
      const newspaper =
        page === 'unsubscribe' ? ((await store.mailing(link.mailing))?.newspaper ?? '') : ''
      // The suppression first: should this process die in between, nothing is sent all the same.
      await store.suppress(subscriber.lookup, newspaper, 'unsubscribed', time())
      if (link.mailing > 0) await store.note(link.mailing, subscriber.id, 'unsubscribed', time())
      const newspapers = newspaper ? subscriber.newspapers.filter((each) => each !== newspaper) : []
      await store.change(
        subscriber.id,
        { newspapers, ...(newspapers.length === 0 ? { state: 'left' as const } : {}) },
        time(),
      )
      return true
    },
    async close() {
      await draining
      await confirmations.close()
      await smtp?.close()
      await store.close()
    },
  }
  return engine
}

const isSame = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))
