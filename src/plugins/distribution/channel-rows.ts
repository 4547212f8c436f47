/** Channel rows: what operators configured, joined with the code of each kind. */
import type { Payload } from 'payload'

import { DeliveryError, messageOf, type Channel, type Guarantee } from '@/core'

import { findRaw, type Request } from './gather'

export interface ChannelRow {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly paused?: boolean | null
  readonly schedule?: string | null
  readonly quietHours?: { from?: string | null; until?: string | null } | null
  readonly maxAttempts?: number | null
  readonly leaseSeconds?: number | null
  readonly settings?: unknown
  /** ISO 8601; written by the database. */
  readonly createdAt?: string
}

/** One configured destination with its code. */
export interface ConfiguredChannel {
  readonly row: ChannelRow
  readonly channel: Channel
  /** The kind's guarantee with the operator's overrides. */
  readonly guarantee: Guarantee
}

/** All channel rows whose kind is installed, in the order of their ids. */
export async function configuredChannels(
  payload: Payload,
  kinds: readonly Channel[],
  req?: Request,
): Promise<ConfiguredChannel[]> {
  const rows = await findRaw<ChannelRow>(payload, 'channels', {}, req, { sort: 'id' })
  return rows.flatMap((row) => {
    const channel = kinds.find(({ id }) => id === row.kind)
    return channel ? [{ row, channel, guarantee: guaranteeOf(channel, row) }] : []
  })
}

function guaranteeOf(channel: Channel, row: ChannelRow): Guarantee {
  return {
    ...channel.guarantee,
    ...(row.maxAttempts ? { maxAttempts: row.maxAttempts } : {}),
    ...(row.leaseSeconds ? { leaseMs: row.leaseSeconds * 1000 } : {}),
  }
}

/** The row's settings as the channel reads them. Throws DeliveryError SETTINGS_INVALID naming the channel. */
export function settingsOf({
  row,
  channel,
}: {
  readonly row: Pick<ChannelRow, 'id' | 'settings'>
  readonly channel: Channel
}): unknown {
  try {
    return channel.settings(row.settings ?? {})
  } catch (error) {
    throw new DeliveryError('SETTINGS_INVALID', `${row.id}: ${messageOf(error)}`, { cause: error })
  }
}

/** Gives every installed kind that needs no settings of its own a first row; never touches one that exists. */
export async function ensureChannels(payload: Payload, kinds: readonly Channel[]): Promise<void> {
  const rows = await findRaw<ChannelRow>(payload, 'channels', {})
  for (const channel of kinds) {
    if (rows.some(({ kind }) => kind === channel.id) || needsSettings(channel)) continue
    const row: ChannelRow = {
      id: channel.id,
      name: channel.label.zh,
      kind: channel.id,
      paused: false,
    }
    await payload.db.create({ collection: 'channels', data: { ...row } })
  }
}

/** An account, for instance: without its data there is nowhere to deliver to. */
function needsSettings(channel: Channel): boolean {
  try {
    channel.settings({})
    return false
  } catch (error) {
    if (error instanceof DeliveryError && error.code === 'SETTINGS_INVALID') return true
    throw error
  }
}
