/** Taking back what can be taken back, and saying what can't. Deleting what is gone is no fault, so it may be repeated. */
import { DeliveryError, type Outcome } from '@/core'

import { leaveBundle } from './bundle'
import type { Desk } from './desk'
import { NoAnswer, WechatError } from './errors'
import type { Journal, Page } from './journal'
import { lookUp } from './settle'

const RETRY_MS = 5 * 60_000

export async function withdraw(desk: Desk): Promise<Outcome> {
  const before = await leaveBundle(desk, await desk.journal())
  const of = `第 ${String(desk.shipment.revision.number)} 版 / revision ${String(desk.shipment.revision.number)}`
  if (!before) return { ok: true, receipt: `无可撤回 / nothing was there (${of})` }
  let journal = await decided(desk, before)
  const byHand = journal.manual === true
  const mediaId = journal.draft?.mediaId
  let draftWasThere = false
  if (mediaId !== undefined) {
    draftWasThere = await gone(() => desk.account.deleteDraft(mediaId))
    const { draft: _draft, manual: _manual, ...rest } = journal
    journal = await desk.write(rest)
  }
  for (const page of journal.pages.filter(({ deleted }) => deleted !== true)) {
    await gone(() =>
      page.way === 'mass'
        ? desk.account.deleteMass(page.id, page.index)
        : desk.account.deletePublished(page.id, page.index),
    )
    const pages = journal.pages.map((each) =>
      each.id === page.id ? { ...each, deleted: true as const } : each,
    )
    journal = await desk.write({ ...journal, pages })
  }
  if (byHand && !draftWasThere) {
    throw new DeliveryError(
      'DESTINATION_REFUSED',
      '草稿已不在：若已手工发布，请到公众平台删除 / the draft is gone: if it was published by hand, delete it in the console',
    )
  }
  if ((journal.unsettled ?? []).length > 0) {
    throw new DeliveryError(
      'OUTCOME_UNKNOWN',
      '有一版不知是否发出，请到公众平台核实并删除 / nobody knows whether a revision went out: look in the console and delete it there',
    )
  }
  return { ok: true, receipt: `${words(journal.pages)} (${of})` }
}

/** What is still open can't be taken back yet. */
async function decided(desk: Desk, journal: Journal): Promise<Journal> {
  if (!journal.handOver) return journal
  const { handOver } = journal
  // A mass send whose answer was lost must not be asked for again by its withdrawal.
  const mayLook = handOver.id !== undefined || handOver.way === 'publish'
  const outcome = mayLook ? await lookUp(desk, { ...journal, handOver }, 'attempt') : undefined
  const isDecided = outcome !== undefined && (outcome.ok ? outcome.checkAt === undefined : true)
  if (isDecided && (outcome.ok || outcome.error.kind === 'permanent')) {
    return (await desk.journal()) ?? journal
  }
  if (outcome?.ok === true) {
    throw new DeliveryError(
      'DESTINATION_BUSY',
      '还在发布中，结果出来后再撤 / it is still being published and can be taken back afterwards',
      { retryAfterMs: RETRY_MS },
    )
  }
  throw new DeliveryError(
    'OUTCOME_UNKNOWN',
    '不知道是否已发出，请到公众平台核实并删除 / nobody knows whether it went out: look in the console and delete it there',
  )
}

/** True when it was there. */
async function gone(remove: () => Promise<void>): Promise<boolean> {
  try {
    await remove()
    return true
  } catch (error) {
    if (error instanceof NoAnswer) throw error
    const isAbsent = error instanceof WechatError && (error.code === 53600 || error.code === 40007)
    if (!isAbsent) throw error
    return false
  }
}

function words(pages: readonly Page[]): string {
  if (pages.some(({ way }) => way === 'mass')) {
    return '群发的文章页已删除；已推送给关注者的通知收不回 / the mass-sent article was deleted; what followers were sent can not be taken back'
  }
  return pages.length === 0
    ? '草稿已删除 / the draft was deleted'
    : '已发布的文章已删除 / the published article was deleted'
}
