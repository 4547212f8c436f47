/** An official account of WeChat. One account is one channel row; its lane is exclusive, which is the lock of token and journal. */
import { asDeliveryError, defineChannel, type Channel, type Item, type Outcome } from '@/core'

import { openDesk, type Parts } from './desk'
import { toDeliveryError } from './errors'
import { publish } from './publish'
import { shanghaiDay } from './quotas'
import { check } from './settle'
import { readSettings, type WechatSettings } from './settings'
import { withdraw } from './withdraw'

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
    lane: { exclusive: true, batch: 1 },
    settings: readSettings,
    selects: (item, settings) => (isFor(item, id, settings) ? [ACCOUNT] : []),
    async deliver(shipments, context) {
      const outcomes: Outcome[] = []
      for (const shipment of shipments) {
        outcomes.push(
          await attempt(context.now, () => {
            const desk = openDesk(shipment, context, parts)
            return shipment.action === 'withdraw' ? withdraw(desk) : publish(desk)
          }),
        )
      }
      return outcomes
    },
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

async function attempt(now: () => Date, work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    return { ok: false, error: asDeliveryError(toDeliveryError(error, now())) }
  }
}
