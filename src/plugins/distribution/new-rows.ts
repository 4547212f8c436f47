/** The ledger rows that follow a revision. Before they are added: somebody carries them, and their keys are new. */
import type { DeliveryAction, Item } from '@/core'
import type { NewDelivery } from '@/outbox/types'

import { settingsOf, type ChannelRow, type ConfiguredChannel } from './channel-rows'
import { destinationsOf, includes, type Destination } from './destinations'
import { findRaw, type Request } from './gather'
import { dueTime } from './quiet-hours'
import type { ReconcileContext } from './reconcile'
import type { RevisionRow } from './revision'

const LEDGER_ROWS_OF_A_DOCUMENT = 1000

/** One row per destination: the revision's own, and a withdrawal where an earlier one was sent but this one is not. */
export function deliveriesOf(
  { now, timeZone }: ReconcileContext,
  row: RevisionRow,
  previous: RevisionRow | undefined,
  channels: readonly ConfiguredChannel[],
): NewDelivery[] {
  const delivery = (
    { channel, destination }: Destination,
    action: DeliveryAction,
  ): NewDelivery => ({
    id: crypto.randomUUID(),
    key: [channel, destination, row.key, action].join('|'),
    channel,
    destination,
    document: row.document,
    title: row.title,
    revision: row.id,
    revisionNumber: row.number,
    action,
    dueAt: dueTime(
      scheduleOf(
        channels.find((each) => each.row.id === channel),
        action,
        row.item,
      ),
      now(),
      timeZone,
    ),
  })
  const before = previous?.destinations ?? []
  return [
    // Where the document was not shown before, a correction is a first publication.
    ...row.destinations.map((each) =>
      delivery(each, includes(before, each) ? row.action : 'publish'),
    ),
    ...before
      .filter((each) => !includes(row.destinations, each))
      .map((each) => delivery(each, 'withdraw')),
  ]
}

/** The channel's schedule, where such a row waits for it. */
function scheduleOf(
  configured: ConfiguredChannel | undefined,
  action: DeliveryAction,
  item: Item,
): string | null | undefined {
  if (!configured?.row.schedule) return undefined
  const { channel, row } = configured
  if (!channel.isScheduled) return row.schedule
  let settings: unknown
  try {
    settings = settingsOf(configured)
  } catch {
    // Its rows fail with SETTINGS_INVALID whenever they are due.
    return row.schedule
  }
  return channel.isScheduled(action, item, settings) ? row.schedule : undefined
}

/**
 * The document is unchanged, but channels were added or now choose otherwise: the same revision goes to the new
 * destinations and is taken back from those it left.
 */
export function redirection(
  context: ReconcileContext,
  last: RevisionRow,
  channels: readonly ConfiguredChannel[],
): { row: RevisionRow; deliveries: NewDelivery[] }[] {
  const destinations = channels.flatMap((configured) => destinationsOf(configured, last.item))
  const added = destinations.filter((each) => !includes(last.destinations, each))
  const left = last.destinations.filter((each) => !includes(destinations, each))
  if (added.length === 0 && left.length === 0) return []
  const row = { ...last, destinations }
  const moved = deliveriesOf(context, { ...row, destinations: added }, undefined, channels)
  const withdrawn = deliveriesOf(
    context,
    { ...row, destinations: [] },
    { ...last, destinations: left },
    channels,
  )
  return [{ row, deliveries: [...moved, ...withdrawn] }]
}

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
