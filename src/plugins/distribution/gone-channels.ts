/**
 * Ledger rows of a channel that was deleted: nobody carries them any more, so they are settled. The delete hook does it
 * at once, the sweep where the hook could not. Settled and held rows stay as they are: they say what happened.
 */
import { advance, OPEN_STATES, type Guarantee } from '@/core'
import type { Attempt } from '@/outbox/types'

import type { ChannelRow } from './channel-rows'
import { adminTexts } from './admin-texts'
import { findRaw } from './gather'
import type { ReconcileContext } from './reconcile'

/** The code of rows settled this way. */
export const CHANNEL_GONE = 'CHANNEL_GONE'

/** What a channel that is gone promises: nothing is tried again. */
export const GONE: Guarantee = {
  maxAttempts: 0,
  leaseMs: 0,
  backoffMs: () => 0,
  onUnknown: 'hold',
  withdrawal: 'cannot',
}

const PAGE = 200

type Context = Pick<ReconcileContext, 'payload' | 'ledger' | 'now'>

/**
 * Supersedes the channel's waiting rows, and those a worker lost. A row that is being sent right now is left to its
 * worker, and to the sweep if it comes back. `by` is noted on each row. Answers how many rows were settled.
 */
export async function settleChannel(
  { ledger, now }: Omit<Context, 'payload'>,
  channel: string,
  by: string,
): Promise<number> {
  let settled = 0
  for (const state of OPEN_STATES) {
    for (;;) {
      const at = now().getTime()
      const rows = await ledger.list({ channel, state, limit: PAGE })
      let moved = 0
      for (const row of rows) {
        const next = advance(row.delivery, { type: 'channel-gone' }, GONE, at)
        if (next !== row.delivery && (await ledger.move(row, next, note(by, at), at))) moved += 1
      }
      settled += moved
      if (moved === 0 || rows.length < PAGE) break
    }
  }
  return settled
}

/** The same for every channel that has open rows but no row of its own any more. */
export async function settleGoneChannels(context: Context): Promise<number> {
  const open = (await context.ledger.counts()).filter(({ state }) =>
    (OPEN_STATES as readonly string[]).includes(state),
  )
  if (open.length === 0) return 0
  const there = await findRaw<ChannelRow>(context.payload, 'channels', {})
  const gone = new Set(open.map(({ channel }) => channel))
  for (const { id } of there) gone.delete(id)
  let settled = 0
  for (const channel of gone) settled += await settleChannel(context, channel, 'sweep')
  return settled
}

const note = (worker: string, at: number): Attempt => ({
  at,
  durationMs: 0,
  worker,
  outcome: 'permanent',
  code: CHANNEL_GONE,
  message: adminTexts.operations.channelGoneNote,
})
