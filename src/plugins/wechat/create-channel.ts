/** An official account of WeChat. One account is one channel row; its lane is exclusive, which is the lock of token and journal. */
import { defineChannel, type Channel, type Item } from '@/core'

import { attempt, carry, isRoutine } from './carry'
import { check } from './check'
import { openDesk, type Parts } from './desk'
import { shanghaiDay } from './quotas'
import { readSettings, SECRETS, type WechatSettings } from './settings'
import { MOST_TOGETHER } from './together'

export const createWechat = (id: string, label: Channel['label'], parts: Parts): Channel =>
  defineChannel<WechatSettings>({
    id,
    label,
    guarantee: {
      maxAttempts: 60,
      leaseMs: 120_000,
      // From half a minute up to half an hour.
      backoffMs: (attempt) => Math.min(30_000 * 2 ** (attempt - 1), 30 * 60_000),
      onUnknown: 'reconcile',
      withdrawal: 'asks',
    },
    lane: { exclusive: true, batch: MOST_TOGETHER },
    secrets: SECRETS,
    settings: readSettings,
    isScheduled: isRoutine,
    selects: (item, settings) => (isFor(item, id, settings) ? [ACCOUNT] : []),
    deliver: (shipments, context) => carry(shipments, context, parts),
    check: (shipment, _receiptSoFar, context) =>
      attempt(context.now, () => check(openDesk(shipment, context, parts))),
  })

/** The one destination of an account, and so the name of its lane. */
export const ACCOUNT = 'account'

const isFor = (
  { channels, publishedAt, themes }: Item,
  kind: string,
  settings: WechatSettings,
): boolean =>
  (channels.length === 0 || channels.includes(kind)) &&
  shanghaiDay(new Date(publishedAt)) >= settings.from &&
  (settings.themes.length === 0 || themes.some(({ slug }) => settings.themes.includes(slug)))
