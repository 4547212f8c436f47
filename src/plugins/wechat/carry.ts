/** What is due of an account: what belongs together goes out together, the rest one by one. */
import {
  asDeliveryError,
  type ChannelContext,
  type DeliveryAction,
  type Item,
  type Outcome,
  type Shipment,
} from '@/core'

import { bundleOf, isHandedOver, partOf } from './bundle'
import { openDesk, type Desk, type Parts } from './desk'
import { toDeliveryError } from './errors'
import { publish } from './publish'
import type { WechatSettings } from './settings'
import { publishTogether } from './together'
import { withdraw } from './withdraw'

export async function carry(
  shipments: readonly Shipment[],
  context: ChannelContext<WechatSettings>,
  parts: Parts,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<string, Outcome>()
  const together: Desk[] = []
  const looked = new Set<string>()
  for (const shipment of shipments) {
    const outcome = await attempt(context.now, async () => {
      const desk = openDesk(shipment, context, parts)
      if (shipment.action === 'withdraw') return withdraw(desk)
      const { settings } = context
      const isTogether =
        settings.bundle && isRoutine(shipment.action, shipment.revision.item, settings)
      if (!isTogether) return publish(desk)
      const place = await placeOf(desk, looked)
      if (place === 'alone') return publish(desk)
      if (place !== 'together') return place
      together.push(desk)
      return undefined
    })
    if (outcome) outcomes.set(shipment.id, outcome)
  }
  const settle = async (work: () => Promise<Outcome>): Promise<Outcome> =>
    (await attempt(context.now, work)) ?? NEVER
  for (const [id, outcome] of await publishTogether(together, settle, publish))
    outcomes.set(id, outcome)
  return shipments.map(({ id }) => outcomes.get(id) ?? NEVER)
}

/** First publications wait for the account's times; corrections, withdrawals and what is urgent do not. */
export const isRoutine = (
  action: DeliveryAction,
  item: Item,
  { urgentThemes }: WechatSettings,
): boolean => action === 'publish' && !item.themes.some(({ slug }) => urgentThemes.includes(slug))

/** Of bundles handed over already, one of their documents asks; the others hear of it. */
async function placeOf(desk: Desk, looked: Set<string>): Promise<'alone' | 'together' | Outcome> {
  const journal = await desk.journal()
  if (!journal) return 'together'
  if (journal.key !== desk.shipment.key) return 'alone'
  const bundle = await bundleOf(desk, journal)
  if (bundle && isHandedOver(bundle)) {
    const by = looked.has(bundle.key) ? 'check' : 'attempt'
    looked.add(bundle.key)
    return partOf(desk, journal, bundle, by)
  }
  const { draft, bundle: planned } = journal
  return planned === undefined && (draft !== undefined || isHandedOver(journal))
    ? 'alone'
    : 'together'
}

export async function attempt<Result extends Outcome | undefined>(
  now: () => Date,
  work: () => Promise<Result>,
): Promise<Result | Outcome> {
  try {
    return await work()
  } catch (error) {
    return { ok: false, error: asDeliveryError(toDeliveryError(error, now())) }
  }
}

/** No shipment is left without an outcome of its own. */
const NEVER: Outcome = { ok: false, error: asDeliveryError(new Error('No outcome')) }
