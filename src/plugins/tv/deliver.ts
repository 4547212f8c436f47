/** Carries a batch into the feeds and the schedule. What can't be shown fails alone, before anything changes. */
import {
  asDeliveryError,
  type PullContext,
  type DeliveryError,
  type Outcome,
  type Shipment,
} from '@/core'

import { Desk } from './desk'
import { episodeOf, formerEpisode, type Episode } from './episode'
import { RECEIPT_DIGITS } from './limits'
import { settle } from './settle'
import type { TvSettings } from './settings'
import { TvShelf } from './shelf'

export type Context = PullContext<TvSettings>

export async function deliverToTv(
  shipments: readonly Shipment[],
  context: Context,
): Promise<readonly Outcome[]> {
  const refused = new Map<Shipment, DeliveryError>()
  const episodes = new Map<Shipment, Episode>()
  for (const shipment of shipments) {
    if (shipment.action === 'withdraw') continue
    try {
      episodes.set(shipment, episodeOf(shipment.revision))
    } catch (error) {
      refused.set(shipment, asDeliveryError(error))
    }
  }
  const now = context.now().toISOString()
  const desk = new Desk(new TvShelf(context.shelf), context.site.timeZone)
  for (const shipment of shipments) {
    if (refused.has(shipment)) continue
    context.signal.throwIfAborted()
    await carry(shipment, episodes.get(shipment), desk, now)
  }
  if (shipments.length > refused.size) await settle(desk, context, now)
  return shipments.map((shipment) => {
    const error = refused.get(shipment)
    return error ? { ok: false, error } : { ok: true, receipt: receiptOf(shipment) }
  })
}

async function carry(
  { action, revision, earlier }: Shipment,
  episode: Episode | undefined,
  desk: Desk,
  now: string,
): Promise<void> {
  const former = action === 'withdraw' ? [...earlier, revision.item] : earlier
  for (const item of former) {
    const shown = formerEpisode({ item, at: revision.at })
    if (shown) await desk.take(shown, new Date(revision.at).toISOString())
  }
  if (episode) await desk.put(episode, now)
}

const receiptOf = ({ action, revision }: Shipment): string =>
  action === 'withdraw'
    ? `gone:${revision.document}#${String(revision.number)}`
    : `episode:${revision.hash.slice(0, RECEIPT_DIGITS)}`
