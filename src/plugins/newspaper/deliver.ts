/**
 * Orders an edition's mailing once. The mailing engine remembers what was ordered, so a repeated delivery, a resend and a
 * correction find the order that is there; nobody is sent the same edition twice.
 */
import {
  asDeliveryError,
  type ChannelContext,
  type Outcome,
  type PlacedOrder,
  type Shipment,
} from '@/core'

import { keysOf, orderKey, orderOf, staleAfter } from './order'
import type { NewspaperSettings } from './settings'

type Context = ChannelContext<NewspaperSettings>

export async function deliverToSubscribers(
  shipments: readonly Shipment[],
  context: Context,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const shipment of shipments) {
    context.signal.throwIfAborted()
    try {
      const receipt =
        shipment.action === 'withdraw'
          ? await stop(shipment, context)
          : await order(shipment, context)
      outcomes.push({ ok: true, receipt })
    } catch (error) {
      outcomes.push({ ok: false, error: asDeliveryError(error) })
    }
  }
  return outcomes
}

/** What was sent stays sent; the receipt says to how many. */
async function stop(
  { revision }: Shipment,
  { mailings }: Pick<Context, 'mailings'>,
): Promise<string> {
  const before = await mailings.placed(keysOf(revision))
  for (const { key } of before) await mailings.stop(key)
  const stopped = await mailings.placed(keysOf(revision))
  return stopped.length === 0
    ? `not-ordered ${orderKey(revision)}`
    : stopped.map((placed) => `stopped ${receiptOf(placed)}`).join('; ')
}

async function order({ action, revision }: Shipment, context: Context): Promise<string> {
  const { mailings, now } = context
  const own = orderKey(revision)
  const placed = await mailings.placed(keysOf(revision))
  const earlier = placed.filter(({ key }) => key !== own)
  const known = placed.find(({ key }) => key === own)
  // Mails can't be called back, and a second one is not what subscribers were promised: page and feed say what was corrected.
  const isOver = action === 'correct' || Date.parse(staleAfter(revision)) <= now().getTime()
  if (!known && earlier.length > 0 && isOver) {
    return `not-sent-again ${own}; ${earlier.map(receiptOf).join('; ')}`
  }
  const instead = earlier.map(({ key }) => key)
  const { mailing, recipients } = await mailings.start(await orderOf(revision, instead, context))
  return `mailing:${mailing} recipients:${String(recipients)}`
}

const receiptOf = ({ mailing, recipients, handedOver }: PlacedOrder): string =>
  `mailing:${mailing} recipients:${String(recipients)} handed-over:${String(handedOver)}`
