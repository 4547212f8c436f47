/**
 * `/wechat/ACCOUNT`: where WeChat tells how a publication or a mass send ended. News are kept on the account's shelf and its
 * rows are checked at once; how they end is decided by the channel's own check, as without a callback.
 */
import type { Payload } from 'payload'

import type { ArtefactStore } from '@/artefacts'
import { advance, messageOf, type Channel } from '@/core'
import type { ComputedAnswer, HookCall, HookRoute } from '@/delivery'
import type { LedgerStore } from '@/outbox/types'
import {
  configuredChannels,
  settingsOf,
  type ConfiguredChannel,
} from '@/plugins/distribution/channel-rows'
import { ACCOUNT_KINDS, keepNews, receive, type CallbackAccount } from '@/plugins/wechat'
import type { WechatSettings } from '@/plugins/wechat/settings'

export interface CallbackServices {
  readonly payload: Payload
  readonly kinds: readonly Channel[]
  readonly artefacts: Pick<ArtefactStore, 'shelf'>
  readonly ledger: Pick<LedgerStore, 'find' | 'move'>
  readonly hub: { wake(): void }
  /** Of a channel row: what its settings name. */
  readonly configured: (row: string) => (name: string) => string | undefined
  readonly now: () => Date
  readonly log: (event: Readonly<Record<string, unknown>>) => void
  /** Default 4.5 s: the far side waits for five, and comes again. */
  readonly patienceMs?: number
}

const PATIENCE_MS = 4500

export const wechatRoute = (services: CallbackServices): HookRoute => ({
  path: '/wechat',
  async answer(call) {
    const late = new Promise<ComputedAnswer>((resolve) => {
      setTimeout(resolve, services.patienceMs ?? PATIENCE_MS, LATE).unref()
    })
    return Promise.race([answer(call, services), late])
  },
})

async function answer(call: HookCall, services: CallbackServices): Promise<ComputedAnswer> {
  const { log, now } = services
  const found = await accountOf(call.name, services)
  if (!found) return text(404, 'no such account')
  const received = receive(call, found.account, now())
  switch (received.kind) {
    case 'echo':
      return text(200, received.text)
    case 'refused':
      log({ account: call.name, reason: received.reason, msg: 'a WeChat callback was refused' })
      return text(received.status, 'refused')
    case 'message': {
      const { news, isAuthentic } = received
      if (news) {
        const shelf = services.artefacts.shelf(call.name)
        await wakeRows(await keepNews(shelf, news, isAuthentic), found.configured, services)
      }
      return text(200, 'success')
    }
  }
}

async function accountOf(
  name: string,
  { payload, kinds, configured, log }: CallbackServices,
): Promise<{ configured: ConfiguredChannel; account: CallbackAccount } | undefined> {
  const channels = await configuredChannels(payload, kinds)
  const found = channels.find(
    ({ row, channel }) => row.id === name && ACCOUNT_KINDS.includes(channel.id),
  )
  if (!found) return undefined
  let settings: WechatSettings
  try {
    settings = settingsOf(found) as WechatSettings
  } catch (error) {
    log({ account: name, reason: messageOf(error), msg: 'a WeChat callback has no account' })
    return undefined
  }
  const secret = (named: string | undefined): string | undefined =>
    named === undefined ? undefined : configured(name)(named)
  const token = secret(settings.callbackToken)
  const aesKey = secret(settings.callbackAesKey)
  // A key that is named but not there must not open the plain mode.
  if (!token || (settings.callbackAesKey !== undefined && !aesKey)) return undefined
  return {
    configured: found,
    account: { appId: settings.appId, token, ...(aesKey ? { aesKey } : {}) },
  }
}

async function wakeRows(
  ids: readonly string[],
  { guarantee }: ConfiguredChannel,
  { ledger, hub, now }: CallbackServices,
): Promise<void> {
  const at = now().getTime()
  for (const id of ids) {
    const row = await ledger.find(id)
    if (!row) continue
    const next = advance(row.delivery, { type: 'news' }, guarantee, at)
    if (next !== row.delivery) await ledger.move(row, next, undefined, at)
  }
  if (ids.length > 0) hub.wake()
}

const text = (status: number, body: string): ComputedAnswer => ({
  status,
  mediaType: 'text/plain; charset=utf-8',
  body: Buffer.from(body),
})

const LATE = text(503, 'busy')
