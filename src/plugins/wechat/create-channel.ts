/** An official account of WeChat. One account is one channel row; its lane is exclusive, which is the lock of token and journal. */
import { asDeliveryError, defineChannel, type Channel, type Outcome } from '@/core'

import { openDesk, type Parts } from './desk'
import { toDeliveryError } from './errors'
import { publish } from './publish'
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
    selects: ({ channels }) => (channels.length === 0 || channels.includes(id) ? ['account'] : []),
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

async function attempt(now: () => Date, work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    return { ok: false, error: asDeliveryError(toDeliveryError(error, now())) }
  }
}
