/**
 * When television shows the site's videos, kept by day on the air, whatever day they were published: what is on next is
 * a few days to read, however many there are.
 */
import { z } from 'zod'

import { dayOf, utc, type Airing, type Item, type Shelf, type Term } from '@/core'

import { SLOTS_ON_HOME } from './limits'
import { damaged, memberOf } from './ordered'
import type { Entry } from './views'

/** What an entry keeps of it. */
export type Aired = Pick<Entry, 'airings' | 'column'>

/** One broadcast of a video. */
export interface Slot extends Airing, Pick<Entry, 'id' | 'slug' | 'title' | 'updatedAt'> {
  readonly column?: Term
}

/** As the TV channel selects and airs: only what passed its checks, and within its rights. */
export function airedOf({ channels, details }: Item): Aired {
  if (details.type !== 'videos' || details.blocked !== undefined) return {}
  if (channels.length > 0 && !channels.includes('tv')) return {}
  const { from, until } = details.rights ?? {}
  const airings = (details.airings ?? [])
    .map((airing) => ({ ...airing, at: utc(airing.at) }))
    .filter(({ at }) => (!from || utc(from) <= at) && (!until || at < utc(until)))
  if (airings.length === 0) return {}
  const [column] = details.columns ?? []
  return { airings, ...(column && { column: { slug: column.slug, label: column.label } }) }
}

const slotsOf = ({ airings = [], column, id, slug, title, updatedAt }: Entry): readonly Slot[] =>
  airings.map((airing) => ({ ...airing, id, slug, title, updatedAt, ...(column && { column }) }))

/** Earliest first; of two that begin together the order never depends on which was published first. */
const inOrder = (left: Slot, right: Slot): number =>
  left.at < right.at || (left.at === right.at && left.id < right.id) ? -1 : 1

export const AIRINGS = 'airings/'

/** The slots of a catalogue, by day. */
export function slotsByDay(
  entries: readonly Entry[],
  timeZone: string,
): ReadonlyMap<string, readonly Slot[]> {
  const days = new Map<string, Slot[]>()
  for (const slot of entries.flatMap(slotsOf)) {
    memberOf(days, dayOf(slot.at, timeZone), () => []).push(slot)
  }
  for (const slots of days.values()) slots.sort(inOrder)
  return days
}

/** The slots on the shelf during one call: read once, changed in memory, written back by `save`. */
export class Airings {
  private readonly days = new Map<string, readonly Slot[]>()
  private readonly edited = new Set<string>()

  constructor(
    private readonly shelf: Shelf,
    private readonly timeZone: string,
  ) {}

  async put(entry: Entry): Promise<void> {
    for (const [day, slots] of slotsByDay([entry], this.timeZone)) {
      await this.edit(day, entry.id, slots)
    }
  }

  /** Takes a video off the air, at the times it had. */
  async take(item: Item): Promise<void> {
    for (const { at } of airedOf(item).airings ?? []) {
      await this.edit(dayOf(at, this.timeZone), item.id, [])
    }
  }

  private async edit(day: string, id: string, slots: readonly Slot[]): Promise<void> {
    const others = (await this.day(day)).filter((slot) => slot.id !== id)
    this.days.set(day, [...others, ...slots].sort(inOrder))
    this.edited.add(day)
  }

  /** A day of the site's calendar, `2014-11-03`. */
  async day(day: string): Promise<readonly Slot[]> {
    const known = this.days.get(day)
    if (known) return known
    const value = (await this.shelf.read(AIRINGS + day)) ?? []
    if (!schema.safeParse(value).success) throw damaged(AIRINGS + day)
    // The value itself, not the parsed copy: written again, its members keep their order.
    const slots = value as readonly Slot[]
    this.days.set(day, slots)
    return slots
  }

  /** A day without slots is removed. */
  async save(): Promise<void> {
    for (const day of this.edited) {
      const slots = await this.day(day)
      if (slots.length > 0) await this.shelf.write(AIRINGS + day, slots)
      else await this.shelf.remove(AIRINGS + day)
    }
    this.edited.clear()
  }
}

const schema = z.array(
  z.looseObject({
    ...{ at: z.string(), id: z.string(), slug: z.string(), title: z.string() },
    ...{ updatedAt: z.string() },
  }),
)

const HOUR_MS = 3_600_000
const DAYS_AHEAD = 7

/**
 * What is on from this hour on, today and on the six days after, next first. Of two that begin together one is shown, as
 * in the schedule. The same for a whole hour, so that the page is drawn again once an hour and not at every look.
 */
export async function nextSlots(
  day: (day: string) => Promise<readonly Slot[]>,
  now: Date,
  timeZone: string,
): Promise<readonly Slot[]> {
  const start = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS).toISOString()
  const today = Date.parse(dayOf(start, timeZone))
  const found: Slot[] = []
  for (let ahead = 0; ahead < DAYS_AHEAD && found.length < SLOTS_ON_HOME; ahead += 1) {
    const name = new Date(today + ahead * 24 * HOUR_MS).toISOString().slice(0, 10)
    for (const slot of await day(name)) {
      if (slot.at >= start && slot.at !== found.at(-1)?.at) found.push(slot)
    }
  }
  return found.slice(0, SLOTS_ON_HOME)
}
