/**
 * The ordered lists of published documents, kept on the channel's shelf: one for everything, one per type, cut into
 * days so that a publication reads and writes a handful of entries however many there are.
 */
import { CONTENT_TYPES, type ContentType, type Item, type Shelf } from '@/core'

import { localTime } from './html'

export const LISTS = ['all', ...CONTENT_TYPES] as const
export type List = (typeof LISTS)[number]

/** What a list shows of a document, so that no document need be loaded to draw it. */
export interface Entry {
  readonly id: string
  readonly type: ContentType
  readonly slug: string
  readonly title: string
  readonly summary: string
  readonly publishedAt: string
  readonly updatedAt: string
}

export const listsOf = ({ type }: Pick<Item, 'type'>): readonly List[] => ['all', type]

export const entryOf = ({
  id,
  type,
  slug,
  title,
  summary,
  publishedAt,
  updatedAt,
}: Item): Entry => ({
  id,
  type,
  slug,
  title,
  summary,
  publishedAt,
  updatedAt,
})

/** Oldest first; the id settles ties, so the order never depends on when something was published here. */
export const inOrder = (left: Entry, right: Entry): number =>
  compare(left.publishedAt, right.publishedAt) || compare(left.id, right.id)

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const daysName = (list: List): string => `lists/${list}/days`
const dayName = (list: List, day: string): string => `lists/${list}/${day}`

/** The lists during one call: read once, changed in memory, written back by `save`. */
export class Lists {
  private readonly days = new Map<List, Set<string>>()
  private readonly entries = new Map<string, Entry[]>()
  private readonly changed = new Set<string>()
  /** Lists and months whose pages are to be drawn again. */
  readonly touched = new Map<List, Set<string>>()

  constructor(
    private readonly shelf: Shelf,
    private readonly timeZone: string,
  ) {}

  /** Puts the entry in its place; one with its id there is replaced. */
  async add(list: List, entry: Entry): Promise<void> {
    const { day, month } = localTime(entry.publishedAt, this.timeZone)
    const entries = await this.day(list, day)
    const others = entries.filter(({ id }) => id !== entry.id)
    this.set(list, day, month, [...others, entry].sort(inOrder))
  }

  async remove(list: List, { id, publishedAt }: Pick<Entry, 'id' | 'publishedAt'>): Promise<void> {
    const { day, month } = localTime(publishedAt, this.timeZone)
    const entries = await this.day(list, day)
    this.set(
      list,
      day,
      month,
      entries.filter((entry) => entry.id !== id),
    )
  }

  private set(list: List, day: string, month: string, entries: Entry[]): void {
    this.entries.set(dayName(list, day), entries)
    this.changed.add(`${list} ${day}`)
    // Even when nothing changed: after a crash the list may have been written and its page not.
    this.touched.set(list, (this.touched.get(list) ?? new Set()).add(month))
  }

  private async day(list: List, day: string): Promise<Entry[]> {
    const name = dayName(list, day)
    const known =
      this.entries.get(name) ?? ((await this.shelf.read(name)) as Entry[] | undefined) ?? []
    this.entries.set(name, known)
    return known
  }

  private async allDays(list: List): Promise<Set<string>> {
    const known =
      this.days.get(list) ??
      new Set((await this.shelf.read(daysName(list))) as string[] | undefined)
    this.days.set(list, known)
    return known
  }

  /** Writes what changed: first the days, then which days there are, so that no listed day is missing. */
  async save(): Promise<void> {
    const lists = new Set<List>()
    for (const change of this.changed) {
      const [list = 'all', day = ''] = change.split(' ') as [List, string]
      const entries = this.entries.get(dayName(list, day)) ?? []
      const days = await this.allDays(list)
      if (entries.length > 0) {
        await this.shelf.write(dayName(list, day), entries)
        if (!days.has(day)) lists.add(list)
        days.add(day)
      } else if (days.delete(day)) lists.add(list)
    }
    for (const list of lists)
      await this.shelf.write(daysName(list), [...(await this.allDays(list))].sort())
    for (const change of this.changed) {
      const [list = 'all', day = ''] = change.split(' ') as [List, string]
      if ((this.entries.get(dayName(list, day)) ?? []).length === 0)
        await this.shelf.remove(dayName(list, day))
    }
    this.changed.clear()
  }

  /** Months that have entries, oldest first. */
  async months(list: List): Promise<string[]> {
    return [...new Set([...(await this.allDays(list))].map((day) => day.slice(0, 7)))].sort()
  }

  /** A month's entries, oldest first. */
  async month(list: List, month: string): Promise<Entry[]> {
    const days = [...(await this.allDays(list))].filter((day) => day.startsWith(month)).sort()
    const entries: Entry[] = []
    for (const day of days) entries.push(...(await this.day(list, day)))
    return entries
  }

  /** The newest entries, newest first. */
  async newest(list: List, count: number): Promise<Entry[]> {
    const entries: Entry[] = []
    for (const day of [...(await this.allDays(list))].sort().reverse()) {
      entries.push(...[...(await this.day(list, day))].reverse())
      if (entries.length >= count) break
    }
    return entries.slice(0, count)
  }
}

/** The lists written anew from documents in order, a day at a time, so that memory does not grow with their number. */
export class RebuiltLists {
  private readonly open = new Map<List, { day: string; entries: Entry[] }>()
  private readonly days = new Map<List, string[]>()

  constructor(
    private readonly shelf: Shelf,
    private readonly timeZone: string,
  ) {}

  /** Items come oldest first. */
  async add(item: Item): Promise<void> {
    const { day } = localTime(item.publishedAt, this.timeZone)
    for (const list of listsOf(item)) {
      const open = this.open.get(list)
      if (open?.day === day) open.entries.push(entryOf(item))
      else {
        await this.close(list)
        this.open.set(list, { day, entries: [entryOf(item)] })
      }
    }
  }

  /** Writes what is left, then removes the days of `before` (shelf names) that no document is in any more. */
  async finish(before: readonly string[]): Promise<void> {
    const written = new Set<string>()
    for (const list of LISTS) {
      await this.close(list)
      const days = this.days.get(list) ?? []
      await this.shelf.write(daysName(list), days)
      written.add(daysName(list))
      for (const day of days) written.add(dayName(list, day))
    }
    for (const name of before) if (!written.has(name)) await this.shelf.remove(name)
  }

  private async close(list: List): Promise<void> {
    const open = this.open.get(list)
    if (!open) return
    await this.shelf.write(dayName(list, open.day), open.entries.sort(inOrder))
    this.days.set(list, [...(this.days.get(list) ?? []), open.day])
    this.open.delete(list)
  }
}

/** The months a list had, from the names of its days on the shelf. */
export const monthsNamed = (names: readonly string[], list: List): string[] => [
  ...new Set(
    names.flatMap((name) => {
      const day = name.startsWith(`lists/${list}/`) ? name.slice(`lists/${list}/`.length) : ''
      return /^\d{4}-\d{2}-\d{2}$/.test(day) ? [day.slice(0, 7)] : []
    }),
  ),
]
