/**
 * The ordered lists of published documents, kept on the channel's shelf: one of everything, one per type. Each is cut
 * into days, with an index of days per month and one of months, so that a publication reads and writes a handful of
 * entries however many there are.
 */
import { z } from 'zod'

import { CONTENT_TYPES, type ContentType, type Item, type Shelf } from '@/core'

import { localTime } from './html'

export const LISTS = ['all', ...CONTENT_TYPES] as const
export type List = (typeof LISTS)[number]

/** What lists show and rebuilds must know of a document, so that no document need be loaded for them. */
export interface Entry {
  readonly id: string
  readonly type: ContentType
  readonly slug: string
  readonly formerSlugs: readonly string[]
  readonly title: string
  readonly summary: string
  readonly publishedAt: string
  readonly updatedAt: string
}

/** Where an entry stands in its lists. */
export type Position = Pick<Entry, 'id' | 'publishedAt'>

/** Day (`2014-11-03`) or month (`2014-11`) → number of entries, in their order. */
type Counts = ReadonlyMap<string, number>

export const listsOf = ({ type }: Pick<Item, 'type'>): readonly List[] => ['all', type]

export function entryOf(item: Item): Entry {
  const { id, type, slug, formerSlugs, title, summary, publishedAt, updatedAt } = item
  return { id, type, slug, formerSlugs, title, summary, publishedAt, updatedAt }
}

/** Oldest first; the id settles ties, so the order never depends on when something was published here. */
export const inOrder = (left: Position, right: Position): number =>
  compare(left.publishedAt, right.publishedAt) || compare(left.id, right.id)

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const PREFIX = 'lists/'
const monthsName = (list: List): string => `${PREFIX}${list}/months`
/** Of a month its days, of a day its entries. */
const nameOf = (list: List, period: string): string => `${PREFIX}${list}/${period}`

/** The lists during one call: read once, changed in memory, written back by `save`. */
export class Lists {
  private readonly counts = new Map<string, Counts>()
  private readonly days = new Map<string, readonly Entry[]>()
  private readonly changed = new Map<List, Set<string>>()
  /** Of each changed month the first position that changed: what stands before it is as it was. */
  private readonly edits = new Map<List, Map<string, Position>>()

  constructor(
    private readonly shelf: Shelf,
    private readonly timeZone: string,
  ) {}

  /** Puts the entry in its place; one with its id there is replaced. */
  async add(list: List, entry: Entry): Promise<void> {
    await this.edit(list, entry, (others) => [...others, entry].sort(inOrder))
  }

  async remove(list: List, position: Position): Promise<void> {
    await this.edit(list, position, (others) => others)
  }

  private async edit(
    list: List,
    { id, publishedAt }: Position,
    change: (others: readonly Entry[]) => readonly Entry[],
  ): Promise<void> {
    const { day, month } = localTime(publishedAt, this.timeZone)
    const entries = await this.day(list, day)
    this.days.set(nameOf(list, day), change(entries.filter((entry) => entry.id !== id)))
    // Noted even when nothing changed: after a crash the list may have been written and its pages not.
    memberOf(this.changed, list, () => new Set<string>()).add(day)
    const months = memberOf(this.edits, list, () => new Map<string, Position>())
    const first = months.get(month)
    if (!first || inOrder({ id, publishedAt }, first) < 0) months.set(month, { id, publishedAt })
  }

  /** Months whose pages are to be drawn again. */
  editedMonths(list: List): readonly string[] {
    return [...(this.edits.get(list)?.keys() ?? [])].sort()
  }

  /** How many entries of the month stand before the first change; 0 when nothing is known of it. */
  async unchangedEntries(list: List, month: string): Promise<number> {
    const first = this.edits.get(list)?.get(month)
    if (!first) return 0
    const { day } = localTime(first.publishedAt, this.timeZone)
    const counts = [...(await this.count(nameOf(list, month)))]
    const sameDay = (await this.day(list, day)).filter((entry) => inOrder(entry, first) < 0)
    return counts.reduce((sum, [other, count]) => (other < day ? sum + count : sum), sameDay.length)
  }

  /** Writes what changed: new days before the indexes name them, empty ones removed after these forgot them. */
  async save(): Promise<void> {
    for (const [list, changed] of this.changed) {
      const months = new Map(await this.count(monthsName(list)))
      const emptied: string[] = []
      for (const [month, days] of byMonth(changed)) {
        const counts = new Map(await this.count(nameOf(list, month)))
        for (const day of days) {
          const entries = await this.day(list, day)
          if (entries.length > 0) await this.shelf.write(nameOf(list, day), entries)
          else emptied.push(nameOf(list, day))
          counts.set(day, entries.length)
        }
        await this.writeCounts(nameOf(list, month), counts)
        months.set(month, sumOf(counts))
      }
      await this.writeCounts(monthsName(list), months)
      for (const name of emptied) await this.shelf.remove(name)
    }
    this.changed.clear()
  }

  /** What has no entries is not counted; an index without members is removed. */
  private async writeCounts(name: string, counts: Counts): Promise<void> {
    const before = await this.count(name)
    const after = inPeriodOrder([...counts].filter(([, count]) => count > 0))
    const same = [...after].every(([period, count]) => before.get(period) === count)
    if (same && after.size === before.size) return
    if (after.size === 0) await this.shelf.remove(name)
    else await this.shelf.write(name, Object.fromEntries(after))
    this.counts.set(name, after)
  }

  /** Months that have entries with the number of these, oldest first. */
  months(list: List): Promise<Counts> {
    return this.count(monthsName(list))
  }

  /** A month's entries without the first ones, oldest first. Reads no day it need not show. */
  async month(list: List, month: string, skip: number): Promise<readonly Entry[]> {
    const entries: Entry[] = []
    let toSkip = skip
    for (const [day, count] of await this.count(nameOf(list, month))) {
      if (toSkip < count) entries.push(...(await this.day(list, day)).slice(toSkip))
      toSkip = Math.max(0, toSkip - count)
    }
    return entries
  }

  /** The newest entries, newest first. */
  async newest(list: List, count: number): Promise<readonly Entry[]> {
    const entries: Entry[] = []
    for (const month of [...(await this.months(list)).keys()].reverse()) {
      for (const day of [...(await this.count(nameOf(list, month))).keys()].reverse()) {
        entries.push(...(await this.day(list, day)).toReversed())
        if (entries.length >= count) return entries.slice(0, count)
      }
    }
    return entries
  }

  private async day(list: List, day: string): Promise<readonly Entry[]> {
    const name = nameOf(list, day)
    const known =
      this.days.get(name) ?? ((await this.shelf.read(name)) as readonly Entry[] | undefined) ?? []
    this.days.set(name, known)
    return known
  }

  private async count(name: string): Promise<Counts> {
    const known =
      this.counts.get(name) ??
      new Map(Object.entries(((await this.shelf.read(name)) ?? {}) as Record<string, number>))
    this.counts.set(name, known)
    return known
  }
}

const dayOfEntries = z.array(
  z.object({
    id: z.string(),
    type: z.enum(CONTENT_TYPES),
    slug: z.string(),
    formerSlugs: z.array(z.string()),
    title: z.string(),
    summary: z.string(),
    publishedAt: z.string(),
    updatedAt: z.string(),
  }),
)

/** The entries of everything as the shelf has them, a day at a time. For rebuilds: a damaged day is about to be replaced. */
export async function* allEntries(shelf: Shelf): AsyncIterable<Entry> {
  for (const name of await shelf.list(nameOf('all', ''))) {
    const { success, data } = dayOfEntries.safeParse(await shelf.read(name))
    if (success) yield* data
  }
}

/** Writes all lists anew and removes what no entry is in. Answers the months each had before or has now. */
export async function replaceLists(
  shelf: Shelf,
  timeZone: string,
  entries: readonly Entry[],
): Promise<ReadonlyMap<List, readonly string[]>> {
  const days = new Map<List, Map<string, Entry[]>>(LISTS.map((list) => [list, new Map()]))
  for (const entry of [...entries].sort(inOrder)) {
    const { day } = localTime(entry.publishedAt, timeZone)
    for (const list of listsOf(entry)) {
      memberOf(
        memberOf(days, list, () => new Map<string, Entry[]>()),
        day,
        () => [],
      ).push(entry)
    }
  }
  const before = await shelf.list(PREFIX)
  const written = new Set<string>()
  const write = async (name: string, value: unknown): Promise<void> => {
    await shelf.write(name, value)
    written.add(name)
  }
  for (const [list, entriesOfDay] of days) {
    const months = new Map<string, number>()
    for (const [month, names] of byMonth(entriesOfDay.keys())) {
      const counts = new Map<string, number>()
      for (const day of names) {
        const members = entriesOfDay.get(day) ?? []
        await write(nameOf(list, day), members)
        counts.set(day, members.length)
      }
      await write(nameOf(list, month), Object.fromEntries(counts))
      months.set(month, sumOf(counts))
    }
    if (months.size > 0) await write(monthsName(list), Object.fromEntries(months))
  }
  for (const name of before) if (!written.has(name)) await shelf.remove(name)
  return new Map(
    [...days].map(([list, now]) => {
      const known = before.flatMap((name) => monthInName(list, name) ?? [])
      return [list, [...new Set([...known, ...byMonth(now.keys()).keys()])].sort()]
    }),
  )
}

const monthInName = (list: List, name: string): string | undefined =>
  name.startsWith(nameOf(list, ''))
    ? /^\d{4}-\d{2}/.exec(name.slice(nameOf(list, '').length))?.[0]
    : undefined

/** Days by their month. */
function byMonth(days: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const months = new Map<string, string[]>()
  for (const day of days) memberOf(months, day.slice(0, 7), () => []).push(day)
  return months
}

const sumOf = (counts: Counts): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0)

const inPeriodOrder = (counts: readonly (readonly [string, number])[]): Counts =>
  new Map([...counts].sort(([left], [right]) => compare(left, right)))

/** The value under a key, made when there is none. */
function memberOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
