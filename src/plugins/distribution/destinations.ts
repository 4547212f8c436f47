/** Where an item goes: what each channel chooses by its settings. */
import { CONTENT_TYPES, type DocumentType, type Item } from '@/core'

import { settingsOf, type ConfiguredChannel } from './channel-rows'

/** Stands for the destination of a channel whose settings can't be read; its deliveries fail with SETTINGS_INVALID. */
const UNKNOWN_DESTINATION = 'unknown'

export interface Destination {
  readonly channel: string
  readonly destination: string
}

/** Where a channel wants the item. Broken settings still make a row, so that the failure is on the board. */
export function destinationsOf(configured: ConfiguredChannel, item: Item): Destination[] {
  const channel = configured.row.id
  const carries: readonly DocumentType[] = configured.channel.carries ?? CONTENT_TYPES
  if (!carries.includes(item.type)) return []
  let settings: unknown
  try {
    settings = settingsOf(configured)
  } catch {
    return [{ channel, destination: UNKNOWN_DESTINATION }]
  }
  return configured.channel.selects(item, settings).map((destination) => ({ channel, destination }))
}

export const includes = (list: readonly Destination[], one: Destination): boolean =>
  list.some((other) => other.channel === one.channel && other.destination === one.destination)
