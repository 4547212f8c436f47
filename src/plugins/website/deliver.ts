/**
 * Carries a batch: documents first, then the lists they are in. Every step says what shall be, not what shall change,
 * so a batch that was cut short anywhere is finished by its repetition.
 */
import {
  asDeliveryError,
  DeliveryError,
  type ChannelContext,
  type Outcome,
  type Shipment,
} from '@/core'

import { drawEdits } from './draw'
import type { Look } from './html'
import { entryOf, Lists, listsOf } from './lists'
import { planShipment, type Plan } from './plan'
import type { WebsiteSettings } from './settings'
import { dropFiles, publishFiles } from './uploads'

export type Context = ChannelContext<WebsiteSettings>

export const lookOf = ({ site, settings }: Context): Look => ({
  site,
  showEnglish: settings.showEnglish,
})

export async function deliverToWebsite(
  shipments: readonly Shipment[],
  context: Context,
): Promise<readonly Outcome[]> {
  const look = lookOf(context)
  // A document that can't be rendered fails alone. What fails below is the storage's fault, and the whole batch's.
  const plans = shipments.map((shipment) => planOrError(shipment, look))
  const lists = new Lists(context.shelf, context.site.timeZone)
  for (const plan of plans) {
    if (plan instanceof DeliveryError) continue
    context.signal.throwIfAborted()
    await carry(plan, context)
    await enlist(plan, lists)
  }
  await lists.save()
  await drawEdits(lists, { look, artefacts: context.artefacts })
  return plans.map((plan) =>
    plan instanceof DeliveryError
      ? { ok: false, error: plan }
      : { ok: true, receipt: plan.receipt },
  )
}

function planOrError(shipment: Shipment, look: Look): Plan | DeliveryError {
  try {
    return planShipment(shipment, look)
  } catch (error) {
    return asDeliveryError(error)
  }
}

/** The document's own addresses. Its files are public before the page that shows them, and go after it. */
async function carry(plan: Plan, context: Context): Promise<void> {
  const { artefacts } = context
  const { document, at, item } = plan.revision
  if (plan.kind === 'publication') {
    await publishFiles(context, item, plan.uploads)
    await artefacts.publish(plan.page)
    for (const path of plan.formerPaths) await artefacts.move(path, plan.page.path)
  } else {
    for (const gone of plan.gone) await artefacts.gone(gone)
  }
  await dropFiles(context, document, plan.dropped, at)
}

async function enlist({ kind, revision: { item }, earlier }: Plan, lists: Lists): Promise<void> {
  for (const old of kind === 'withdrawal' ? [...earlier, item] : earlier) {
    for (const list of listsOf(old)) await lists.remove(list, old)
  }
  if (kind === 'withdrawal') return
  for (const list of listsOf(item)) await lists.add(list, entryOf(item))
}
