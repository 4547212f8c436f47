/**
 * The ordered lists of published documents, kept on the channel's shelf: one of everything, one per type. Each is cut
 * into days, with an index of how many entries each day has, so that a publication reads and writes a handful of
 * entries however many there are.
 */
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

/** Day (`2014-11-03`) → number of entries. */
type Index = Readonly<Record<string, number>>

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
const indexName = (list: List): string => `${PREFIX}${list}/index`
const dayName = (list: List, day: string): string => `${PREFIX}${list}/${day}`

/** The lists during one call: read once, changed in memory, written back by `save`. */
export class Lists {
  private readonly indexes = new Map<List, ReadonlyMap<string, number>>()
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
    this.days.set(dayName(list, day), change(entries.filter((entry) => entry.id !== id)))
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
    const counts = [...(await this.index(list))]
    const before = counts.filter(([other]) => other.startsWith(month) && other < day)
    const sameDay = (await this.day(list, day)).filter((entry) => inOrder(entry, first) < 0)
    return before.reduce((sum, [, count]) => sum + count, sameDay.length)
  }

  /** Writes what changed: new days before the index names them, empty ones removed after it forgot them. */
  async save(): Promise<void> {
    for (const [list, days] of this.changed) {
      const index = new Map(await this.index(list))
      const emptied: string[] = []
      for (const day of days) {
        const entries = await this.day(list, day)
        if (entries.length > 0) {
          await this.shelf.write(dayName(list, day), entries)
          index.set(day, entries.length)
        } else {
          index.delete(day)
          emptied.push(day)
        }
      }
      await this.writeIndex(list, index)
      for (const day of emptied) await this.shelf.remove(dayName(list, day))
    }
    this.changed.clear()
  }

  private async writeIndex(list: List, counts: ReadonlyMap<string, number>): Promise<void> {
    const before = await this.index(list)
    const same = [...counts].every(([day, count]) => before.get(day) === count)
    if (same && counts.size === before.size) return
    const after = inDayOrder(counts)
    if (after.size === 0) await this.shelf.remove(indexName(list))
    else await this.shelf.write(indexName(list), Object.fromEntries(after))
    this.indexes.set(list, after)
  }

  /** Months that have entries with the number of these, oldest first. */
  async months(list: List): Promise<ReadonlyMap<string, number>> {
    const months = new Map<string, number>()
    for (const [day, count] of await this.index(list)) {
      const month = day.slice(0, 7)
      months.set(month, (months.get(month) ?? 0) + count)
    }
    return months
  }

  /** A month's entries without the first ones, oldest first. Reads no day it need not show. */
  async month(list: List, month: string, skip: number): Promise<readonly Entry[]> {
    const entries: Entry[] = []
    let toSkip = skip
    for (const [day, count] of await this.index(list)) {
      if (!day.startsWith(month)) continue
      if (toSkip < count) entries.push(...(await this.day(list, day)).slice(toSkip))
      toSkip = Math.max(0, toSkip - count)
    }
    return entries
  }

  /** The newest entries, newest first. */
  async newest(list: List, count: number): Promise<readonly Entry[]> {
    const entries: Entry[] = []
    for (const day of [...(await this.index(list)).keys()].reverse()) {
      entries.push(...(await this.day(list, day)).toReversed())
      if (entries.length >= count) break
    }
    return entries.slice(0, count)
  }

  private async day(list: List, day: string): Promise<readonly Entry[]> {
    const name = dayName(list, day)
    const known =
      this.days.get(name) ?? ((await this.shelf.read(name)) as readonly Entry[] | undefined) ?? []
    this.days.set(name, known)
    return known
  }

  /** In the order of the days. */
  private async index(list: List): Promise<ReadonlyMap<string, number>> {
    const known =
      this.indexes.get(list) ??
      new Map(Object.entries(((await this.shelf.read(indexName(list))) as Index | undefined) ?? {}))
    this.indexes.set(list, known)
    return known
  }
}

/** The entries of everything as the shelf has them, a day at a time. */
export async function* allEntries(shelf: Shelf): AsyncIterable<Entry> {
  for (const name of await shelf.list(dayName('all', ''))) {
    if (name !== indexName('all')) yield* (await shelf.read(name)) as readonly Entry[]
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
    for (const [day, members] of entriesOfDay) await write(dayName(list, day), members)
    if (entriesOfDay.size === 0) continue
    const counts = [...entriesOfDay].map(([day, { length }]) => [day, length] as const)
    await write(indexName(list), Object.fromEntries(inDayOrder(new Map(counts))))
  }
  for (const name of before) if (!written.has(name)) await shelf.remove(name)
  return new Map(
    [...days].map(([list, now]) => {
      const known = before.flatMap((name) => monthOfDayName(list, name) ?? [])
      const months = [...known, ...[...now.keys()].map((day) => day.slice(0, 7))]
      return [list, [...new Set(months)].sort()]
    }),
  )
}

const monthOfDayName = (list: List, name: string): string | undefined =>
  name.startsWith(dayName(list, ''))
    ? /^\d{4}-\d{2}(?=-\d{2}$)/.exec(name.slice(dayName(list, '').length))?.[0]
    : undefined

const inDayOrder = (counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
  new Map([...counts].sort(([left], [right]) => compare(left, right)))

/** The value under a key, made when there is none. */
function memberOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
