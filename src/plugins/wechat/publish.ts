/** One document's publication or correction, from what its journal says was done before. */
import { DeliveryError, type Outcome } from '@/core'

import { leaveBundle } from './bundle'
import type { Desk } from './desk'
import { goOn, render } from './hand-over'
import { pageOf, type Journal } from './journal'
import { delivered, lookUp, manually } from './settle'

/** An open hand-over of an earlier revision is looked at again so soon. */
const EARLIER_MS = 5 * 60_000

export async function publish(desk: Desk): Promise<Outcome> {
  const { key, revision } = desk.shipment
  const before = await leaveBundle(desk, await desk.journal())
  if (before?.key === key) {
    const page = pageOf(before)
    if (page) return delivered(page)
    if (before.handOver) return lookUp(desk, { ...before, handOver: before.handOver }, 'attempt')
    if (before.manual) return manually(desk, before)
    return goOn(desk, before)
  }
  const settled = before?.handOver ? await endEarlier(desk, before) : before
  const again = settled?.pages.find(
    (page) => page.revision === revision.number && page.deleted !== true,
  )
  // A resend of what readers can open already: one revision is published once.
  if (again) return delivered(again)
  const article = render(desk, desk.shipment)
  return goOn(
    desk,
    await desk.write({
      ...{ key, revision: revision.number, title: article.title, sourceUrl: article.sourceUrl },
      // A draft that never went out is changed, not left beside a second one.
      ...(settled?.draft && !settled.handOver ? { draft: settled.draft } : {}),
      unsettled: [...(settled?.unsettled ?? []), ...(settled?.handOver ? [settled.revision] : [])],
      pages: settled?.pages ?? [],
    }),
  )
}

/** An earlier revision, or this one before a person had it sent again, was handed over without an answer yet. */
async function endEarlier(desk: Desk, before: Journal): Promise<Journal> {
  const { handOver } = before
  if (!handOver) return before
  const outcome = await lookUp(desk, { ...before, handOver }, 'attempt')
  if (outcome.ok && outcome.checkAt !== undefined && handOver.step === 'taken') {
    throw new DeliveryError(
      'DESTINATION_BUSY',
      `第 ${String(before.revision)} 版还在处理 / revision ${String(before.revision)} is still being decided`,
      { retryAfterMs: EARLIER_MS },
    )
  }
  if (!outcome.ok && outcome.error.kind === 'unknown' && handOver.step === 'taken') {
    if (before.revision === desk.shipment.revision.number) throw outcome.error
  }
  // Public, refused, or never found and given up by the one who sent this.
  return (await desk.journal()) ?? before
}
