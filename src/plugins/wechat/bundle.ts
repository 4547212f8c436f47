/**
 * A document's part of a bundle. Until it is handed over a bundle is a plan: whoever comes next with other documents drops it,
 * its draft too. From then on its own journal says what became of it, and each document takes its part from there, so it is
 * asked for once, whoever of its rows is looked at.
 */
import { DeliveryError, type Outcome } from '@/core'

import { bundleDesk, type Desk } from './desk'
import { NoAnswer, WechatError } from './errors'
import { findDraft } from './hand-over'
import { bundleName, readJournal, type Journal, type Page } from './journal'
import { delivered, lookUp, manually } from './settle'

/** Reads the bundle a document's journal points to; undefined where there is none any more. */
export async function bundleOf(desk: Desk, journal: Journal): Promise<Journal | undefined> {
  if (journal.bundle === undefined) return undefined
  const bundle = await readJournal(desk.context.shelf, bundleName(journal.bundle))
  return bundle?.dropped ? undefined : bundle
}

/** Whether the far side may have it: then it is asked for, never made anew. */
export const isHandedOver = ({ handOver, manual, pages, refused }: Journal): boolean =>
  handOver !== undefined || manual === true || pages.length > 0 || refused !== undefined

/** How a document's part of a handed-over bundle stands. Writes what is decided into the document's own journal. */
export async function partOf(
  desk: Desk,
  journal: Journal,
  bundle: Journal,
  by: 'check' | 'attempt',
): Promise<Outcome> {
  const shared = deskOf(desk, bundle)
  let now = bundle
  let open: Outcome | undefined
  if (now.pages.length === 0 && now.refused === undefined && now.handOver) {
    open = await lookUp(shared, { ...now, handOver: now.handOver }, by)
    now = (await shared.journal()) ?? now
  }
  const { bundle: _bundle, ...own } = journal
  const [whole] = now.pages
  if (whole) {
    const page = pageIn(whole, journal, bundle)
    await desk.write({ ...own, pages: [...own.pages, page] })
    return delivered(page)
  }
  if (now.refused !== undefined) {
    await desk.write({ ...own, refused: now.refused })
    return { ok: false, error: new DeliveryError('DESTINATION_REFUSED', now.refused) }
  }
  return open ?? manually(desk, now)
}

function pageIn(whole: Page, { key, revision }: Journal, { members = [] }: Journal): Page {
  const place = members.findIndex((member) => member.key === key)
  const url = whole.urls?.[place] ?? (place === 0 ? whole.url : undefined)
  return {
    ...{ key, revision, way: whole.way, id: whole.id, index: place + 1 },
    ...(url ? { url } : {}),
  }
}

const deskOf = (desk: Desk, { key, members = [] }: Journal): Desk =>
  bundleDesk(desk, key, { articles: [], rows: members.map(({ row }) => row) })

/** It never went out: its draft is deleted, and nobody goes on with it. */
export async function drop(desk: Desk, bundle: Journal): Promise<void> {
  const shared = deskOf(desk, bundle)
  const mediaId = bundle.draft?.mediaId ?? (await findDraft(shared, bundle))
  try {
    if (mediaId !== undefined) await desk.account.deleteDraft(mediaId)
  } catch (error) {
    if (error instanceof NoAnswer) throw error
    if (!(error instanceof WechatError) || error.code !== 40007) throw error
  }
  await shared.write({ ...bundle, dropped: true })
}

/** A bundle's outcome is looked at again so soon by whoever must wait for it. */
const WAIT_MS = 5 * 60_000

/**
 * Before a document is corrected, sent again or withdrawn by itself: takes its part of the bundle it went out with, or takes it
 * out of one that is only a plan. Throws where it is not decided yet, and where only a person at the console can change it.
 */
export async function leaveBundle(
  desk: Desk,
  journal: Journal | undefined,
): Promise<Journal | undefined> {
  if (journal?.bundle === undefined) return journal
  const bundle = await bundleOf(desk, journal)
  const { bundle: _bundle, ...own } = journal
  if (!bundle || !isHandedOver(bundle)) {
    if (bundle) await drop(desk, bundle)
    return desk.write(own)
  }
  if (bundle.manual) {
    throw new DeliveryError(
      'DESTINATION_REFUSED',
      '它在一份多图文草稿里，请到公众平台手工更正或删去 / it is part of a bundle’s draft: change or remove it in the console',
    )
  }
  const outcome = await partOf(desk, journal, bundle, 'attempt')
  if (outcome.ok && outcome.checkAt !== undefined) {
    throw new DeliveryError(
      'DESTINATION_BUSY',
      '它所在的多图文还在处理 / the bundle it is part of is still being decided',
      { retryAfterMs: WAIT_MS },
    )
  }
  if (!outcome.ok && outcome.error.kind === 'unknown') {
    // Given up by whoever sends this: what may have gone out is remembered. The same revision never goes out twice.
    if (journal.revision === desk.shipment.revision.number) throw outcome.error
    return desk.write({ ...own, unsettled: [...(own.unsettled ?? []), own.revision] })
  }
  return desk.journal()
}
