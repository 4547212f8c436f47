/** How a hand-over ends: by callback, by at most four looks, or held for a person. */
import { DeliveryError, type Outcome } from '@/core'

import type { Desk } from './desk'
import { jobName, type HandOver, type Job, type Journal, type Page } from './journal'
import { CHECKS_AFTER_MINUTES } from './limits'
import { readEvent, verdictOf } from './verdict'

type HandedOver = Journal & { readonly handOver: HandOver }

const MINUTE = 60_000
/** A draft for a person to publish is looked in on so often; only the person can end it. */
const MANUAL_MS = 24 * 60 * MINUTE

export const delivered = ({ url, id, way, index }: Page): Outcome => ({
  ok: true,
  receipt:
    url ??
    `${way === 'mass' ? 'msg_id' : 'article_id'} ${id}${index === undefined ? '' : ` #${String(index)}`}`,
})

const failed = (error: DeliveryError): Outcome => ({ ok: false, error })

/** The draft is there; a person publishes it and resolves the row with the article's address. */
export const manually = (desk: Desk, { draft }: Journal): Outcome => ({
  ok: true,
  receipt: `草稿已建，请到公众平台手工发布，再以文章地址核实 / draft made: publish it by hand, then resolve with its address (${draft?.mediaId ?? ''})`,
  checkAt: new Date(desk.context.now().getTime() + MANUAL_MS),
})

/** Handed over a moment ago: the first look is due after a minute, or at once where the callback was quicker than we. */
export async function afterHandOver(
  { context: { now, shelf } }: Desk,
  { handOver }: HandedOver,
): Promise<Outcome> {
  const isTold = handOver.id !== undefined && (await readEvent(shelf, handOver.id)) !== undefined
  return {
    ok: true,
    receipt: receiptSoFar(handOver),
    checkAt: (isTold ? undefined : nextCheck(handOver)) ?? now(),
  }
}

const receiptSoFar = ({ way, id }: HandOver): string =>
  id === undefined
    ? `${way}: 已提交，尚无答复 / submitted, no answer yet`
    : `${way === 'mass' ? 'msg_id' : 'publish_id'} ${id}`

/** `undefined` when the looks are spent. */
function nextCheck({ at, checks }: HandOver): Date | undefined {
  const minutes = CHECKS_AFTER_MINUTES[checks]
  return minutes === undefined ? undefined : new Date(at + minutes * MINUTE)
}

/**
 * What became of it. `check` when its time has come or a callback woke it, `attempt` when a delivery found it open. A look is
 * counted before it is made.
 */
export async function lookUp(
  desk: Desk,
  journal: HandedOver,
  by: 'check' | 'attempt',
): Promise<Outcome> {
  const { now, shelf } = desk.context
  const { handOver } = journal
  const due = nextCheck(handOver)
  // A callback may wake a row early; without one the look waits for its time.
  const isPrompted =
    due !== undefined && handOver.prompted !== true && (await isHinted(shelf, handOver.id))
  const mayAsk = by === 'attempt' || isPrompted || (due !== undefined && due <= now())
  const counted: HandedOver = mayAsk
    ? {
        ...journal,
        handOver: {
          ...handOver,
          checks: handOver.checks + 1,
          ...(isPrompted ? { prompted: true as const } : {}),
        },
      }
    : journal
  if (mayAsk) await desk.write(counted)
  const verdict =
    mayAsk || handOver.id !== undefined
      ? await verdictOf({ ...desk, shelf, now }, counted, mayAsk)
      : ({ word: 'lost' } as const)
  switch (verdict.word) {
    case 'public': {
      const { way } = handOver
      const page: Page = {
        ...{ key: journal.key, revision: journal.revision, way },
        ...verdict.page,
      }
      const { handOver: _handOver, draft: _draft, ...rest } = counted
      await desk.write({ ...rest, pages: [...journal.pages, page] })
      return delivered(page)
    }
    case 'refused': {
      const { handOver: _handOver, ...rest } = counted
      await desk.write({ ...rest, refused: verdict.reason })
      return failed(new DeliveryError('DESTINATION_REFUSED', verdict.reason))
    }
    case 'open': {
      const { id } = verdict
      if (id === undefined) return waiting(counted)
      const taken: HandedOver = { ...counted, handOver: { ...counted.handOver, step: 'taken', id } }
      await shelf.write(jobName(id), { rows: desk.rows } satisfies Job)
      await desk.write(taken)
      return waiting(taken)
    }
    case 'lost':
      return waiting(counted)
  }
}

/** A callback came whose word does not count: reason enough for one look before its time. */
async function isHinted(shelf: Desk['context']['shelf'], id: string | undefined): Promise<boolean> {
  if (id === undefined) return false
  return (await readEvent(shelf, id))?.isAuthentic === false
}

/** Until the next look, or held: nobody knows, and it is never simply sent again. */
function waiting({ handOver }: HandedOver): Outcome {
  const checkAt = nextCheck(handOver)
  if (checkAt !== undefined) return { ok: true, receipt: receiptSoFar(handOver), checkAt }
  return failed(
    new DeliveryError(
      'OUTCOME_UNKNOWN',
      `${receiptSoFar(handOver)}：查询 ${String(handOver.checks)} 次仍无结果，请到公众平台核实 / ` +
        `no outcome after ${String(handOver.checks)} looks: look in the console`,
    ),
  )
}
