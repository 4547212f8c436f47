/** What reconciling makes sure of before it adds rows to the ledger: somebody carries them, and their keys are new. */
import type { NewDelivery } from '@/outbox/types'

import type { ChannelRow, ConfiguredChannel } from './channel-rows'
import { findRaw, type Request } from './gather'
import type { ReconcileContext, RevisionRow } from './reconcile'

const LEDGER_ROWS_OF_A_DOCUMENT = 1000

/** Without the rows of channels that were deleted: nobody would carry them. Those whose kind is not installed wait. */
export async function carried(
  { payload }: ReconcileContext,
  deliveries: NewDelivery[],
  channels: readonly ConfiguredChannel[],
  req?: Request,
): Promise<NewDelivery[]> {
  const isConfigured = ({ channel }: NewDelivery): boolean =>
    channels.some(({ row }) => row.id === channel)
  if (deliveries.every(isConfigured)) return deliveries
  const rows = await findRaw<ChannelRow>(payload, 'channels', {}, req)
  return deliveries.filter(({ channel }) => rows.some(({ id }) => id === channel))
}

/**
 * One revision may leave a destination and come back, or be sent to a channel that was deleted and made anew: the rows of
 * the first time are there, so these get keys of their own. The number counts what undid the first time (rows of the
 * opposite action, rows older than the channel), so that repeating the call after a crash makes the same keys.
 */
export async function movedAgain(
  { ledger }: ReconcileContext,
  { document }: RevisionRow,
  deliveries: NewDelivery[],
  channels: readonly ConfiguredChannel[],
): Promise<NewDelivery[]> {
  const rows = await ledger.list({ document, limit: LEDGER_ROWS_OF_A_DOCUMENT })
  return deliveries.map((delivery) => {
    const { channel, destination, revision, action, key } = delivery
    const born = Date.parse(channels.find(({ row }) => row.id === channel)?.row.createdAt ?? '')
    const undone = rows.filter(
      (row) =>
        row.channel === channel &&
        row.destination === destination &&
        row.revision === revision &&
        ((row.action === 'withdraw') !== (action === 'withdraw') || row.createdAt < born),
    ).length
    return undone === 0 ? delivery : { ...delivery, key: `${key}|again-${String(undone)}` }
  })
}
