/**
 * Draft, read back, preview, hand over: of one document or a bundle. Each step is written down before it is taken and after it
 * was; what may have happened is asked for first and never simply done again.
 */
import { DeliveryError, type Outcome, type Shipment } from '@/core'

import type { DraftArticle } from './account'
import { readCheck } from './check-account'
import { clientId } from './client-id'
import type { WechatArticle } from './contract'
import type { Desk } from './desk'
import { NoAnswer, WechatError } from './errors'
import { articlesOf, jobName, type HandOver, type Job, type Journal, type Way } from './journal'
import { hosted } from './pictures'
import { compareDraft } from './read-back'
import { afterHandOver, lookUp, manually } from './settle'
import { areSame } from './verdict'

/** The far side's list shows a new draft at once; clocks differ. */
const SKEW_MS = 60_000

/** From wherever the journal stands, to the hand-over. */
export async function goOn(desk: Desk, start: Journal): Promise<Outcome> {
  const { settings, shelf } = desk.context
  const journal = await previewed(desk, await drafted(desk, start))
  const isByHand =
    settings.mode === 'draft' ||
    !settings.verified ||
    (await readCheck(shelf))?.may[settings.mode] === false
  if (settings.mode === 'draft' || isByHand) {
    return manually(desk, await desk.write({ ...journal, manual: true }))
  }
  return handOver(desk, journal, settings.mode)
}

async function drafted(desk: Desk, start: Journal, anew = false): Promise<Journal> {
  const { account, context } = desk
  const articles: DraftArticle[] = []
  for (const shipment of desk.articles) articles.push(await asDraft(desk, shipment, anew))
  const at = context.now().getTime()
  let journal = start
  let mediaId = journal.draft?.mediaId ?? (await findDraft(desk, journal))
  try {
    if (mediaId === undefined) {
      journal = await desk.write({ ...journal, draft: { step: 'asked', at } })
      mediaId = await account.addDraft(articles)
    } else {
      // Repeating an update changes nothing.
      for (const [index, article] of articles.entries()) {
        await account.updateDraft(mediaId, index, article)
      }
    }
  } catch (error) {
    const isStale = error instanceof WechatError && error.reaction === 'media'
    if (!isStale || anew) throw error
    // The draft or a picture it names is gone: once more, with everything new.
    const { draft: _draft, ...rest } = journal
    return drafted(desk, await desk.write(rest), true)
  }
  journal = await desk.write({ ...journal, draft: { step: 'made', at, mediaId } })
  try {
    const kept = await account.draftContents(mediaId)
    for (const [index, { content }] of articles.entries()) compareDraft(content, kept[index] ?? '')
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.kind !== 'permanent') throw error
    await account.deleteDraft(mediaId)
    const { draft: _draft, ...rest } = journal
    await desk.write(rest)
    throw error
  }
  return journal
}

/** One article as a draft takes it: rendered, its pictures at the far side. Repeating it uploads nothing twice. */
export function asDraft(desk: Desk, shipment: Shipment, anew = false): Promise<DraftArticle> {
  const { account, context, maker } = desk
  return hosted(render(desk, shipment), {
    ...{ account, maker, anew, shelf: context.shelf, pictures: desk.pictures(context) },
  })
}

/** Throws DeliveryError RENDERING_FAILED where a limit is broken. */
export const render = ({ context, maker }: Desk, { revision }: Shipment): WechatArticle =>
  maker.render(revision.item, context.site, context.settings)

/** A draft that was asked for without an answer. */
export async function findDraft({ account }: Desk, journal: Journal): Promise<string | undefined> {
  const asked = journal.draft
  if (asked?.step !== 'asked') return undefined
  return (await account.drafts()).find(
    ({ articles, updatedAt }) =>
      updatedAt >= asked.at - SKEW_MS && areSame(articles, articlesOf(journal)),
  )?.id
}

async function previewed(desk: Desk, journal: Journal): Promise<Journal> {
  const { previewTo } = desk.context.settings
  const mediaId = journal.draft?.mediaId
  if (previewTo.length === 0 || journal.previewed || mediaId === undefined) return journal
  // Written first: a preview that is missed is better than one sent twice.
  const marked = await desk.write({ ...journal, previewed: true })
  for (const name of previewTo) await desk.account.preview(mediaId, name)
  return marked
}

async function handOver(desk: Desk, journal: Journal, way: Way): Promise<Outcome> {
  const { account, context } = desk
  const mediaId = journal.draft?.mediaId ?? ''
  const asked: HandOver = { way, step: 'asked', at: context.now().getTime(), checks: 0 }
  const before = await desk.write({ ...journal, handOver: asked })
  let id: string
  try {
    id =
      way === 'publish'
        ? await account.publish(mediaId)
        : await account.massSend(mediaId, clientId(journal.key), false)
  } catch (error) {
    if (maybeTaken(error)) return afterHandOver(desk, { ...before, handOver: asked })
    if (error instanceof WechatError && error.reaction === 'twice') {
      return lookUp(desk, { ...before, handOver: asked }, 'attempt')
    }
    // It was refused, or never left: nothing is open.
    const { handOver: _handOver, ...rest } = before
    const refused = await desk.write(rest)
    if (error instanceof WechatError && error.reaction === 'manual') {
      return manually(desk, await desk.write({ ...refused, manual: true }))
    }
    throw error
  }
  await context.shelf.write(jobName(id), { rows: desk.rows } satisfies Job)
  const taken: HandOver = { ...asked, step: 'taken', id }
  return afterHandOver(desk, {
    ...(await desk.write({ ...before, handOver: taken })),
    handOver: taken,
  })
}

/** "Busy" may be said after the work was done. */
const maybeTaken = (error: unknown): boolean =>
  (error instanceof NoAnswer && error.sent) ||
  (error instanceof WechatError && (error.reaction === 'busy' || error.reaction === 'unknown')) ||
  (error instanceof DeliveryError && error.kind === 'unknown')
