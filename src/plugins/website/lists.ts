/**
 * The ordered lists of published documents: everything, each type, each theme, each audience. On the shelf every day
 * keeps its entries once; every list has an index of days per month and one of months. So a publication reads and writes
 * a handful of documents however many there are.
 */
import { z } from 'zod'

import type { Shelf } from '@/core'

import { Airings, type Slot } from './airings'
import {
  compare,
  dayOf,
  inOrder,
  isSame,
  listsOf,
  membersOf,
  monthOf,
  readEntries,
  type Listed,
  type Member,
  type Position,
} from './entries'
import {
  damaged,
  DAYS,
  memberOf,
  monthName,
  monthsName,
  type Counts,
  type Ordered,
} from './ordered'
import type { List } from './views'

/** The lists on the shelf during one call: read once, changed in memory, written back by `save`. */
export class Lists implements Ordered {
  private readonly days = new Map<string, readonly Listed[]>()
  private readonly changedDays = new Set<string>()
  /** Indexes by name: as the shelf has them, and as they are now. */
  private readonly stored = new Map<string, Counts>()
  private readonly counts = new Map<string, Counts>()
  private readonly edited = new Map<List, Position[]>()
  /** Times on television. */
  readonly airings: Airings

  constructor(
    private readonly shelf: Shelf,
    private readonly timeZone: string,
  ) {
    this.airings = new Airings(shelf, timeZone)
  }

  /** Puts the entry in its place in all its lists; one of the same document on that day is replaced. */
  async put(entry: Listed): Promise<void> {
    await this.edit(entry, (others) => [...others, entry].sort(inOrder))
  }

  async remove(member: Member): Promise<void> {
    await this.edit(member, (others) => others)
  }

  /** Positions put or removed in this call, also where that changed nothing: the call before may have died on the way. */
  get edits(): ReadonlyMap<List, readonly Position[]> {
    return this.edited
  }

  private async edit(
    member: Member,
    change: (others: readonly Listed[]) => readonly Listed[],
  ): Promise<void> {
    const { id, type, publishedAt } = member
    const day = dayOf(member, this.timeZone)
    const before = await this.day(day)
    const entries = change(before.filter((entry) => !isSame(entry, member)))
    this.days.set(day, entries)
    this.changedDays.add(day)
    const displaced = before.filter((entry) => isSame(entry, member))
    for (const list of new Set([member, ...displaced].flatMap(listsOf))) {
      memberOf(this.edited, list, () => []).push({ id, type, publishedAt })
      await this.count(list, day, membersOf(list, entries).length)
    }
  }

  private async count(list: List, day: string, entries: number): Promise<void> {
    const month = monthOf(day)
    const days = withCount(await this.index(monthName(list, month)), day, entries)
    this.counts.set(monthName(list, month), days)
    const months = withCount(await this.index(monthsName(list)), month, sumOf(days))
    this.counts.set(monthsName(list), months)
  }

  /** Months of a list whose pages are to be drawn again. */
  editedMonths(list: List): readonly string[] {
    const positions = this.edited.get(list) ?? []
    return [...new Set(positions.map((position) => this.monthOf(position)))].sort()
  }

  /** How many entries of the month stand before the first edit: what is before it is as it was. */
  async unchangedEntries(list: List, month: string): Promise<number> {
    const [first] = (this.edited.get(list) ?? [])
      .filter((position) => this.monthOf(position) === month)
      .sort(inOrder)
    if (!first) return 0
    const day = dayOf(first, this.timeZone)
    const sameDay = membersOf(list, await this.day(day)).filter(
      (entry) => inOrder(entry, first) < 0,
    )
    const days = [...(await this.index(monthName(list, month)))]
    return days.reduce((sum, [other, count]) => (other < day ? sum + count : sum), sameDay.length)
  }

  private monthOf(position: Position): string {
    return monthOf(dayOf(position, this.timeZone))
  }

  /** Writes what changed: days before any index names them; empty ones are removed after every index forgot them. */
  async save(): Promise<void> {
    for (const day of this.changedDays) {
      const entries = await this.day(day)
      if (entries.length > 0) await this.shelf.write(DAYS + day, entries)
    }
    for (const list of this.edited.keys()) {
      for (const month of this.editedMonths(list)) await this.saveIndex(monthName(list, month))
      await this.saveIndex(monthsName(list))
    }
    for (const day of this.changedDays) {
      if ((await this.day(day)).length === 0) await this.shelf.remove(DAYS + day)
    }
    this.changedDays.clear()
    await this.airings.save()
  }

  /** An index without members is removed. */
  private async saveIndex(name: string): Promise<void> {
    const now = await this.index(name)
    if (sameCounts(this.stored.get(name) ?? new Map(), now)) return
    if (now.size === 0) await this.shelf.remove(name)
    else await this.shelf.write(name, Object.fromEntries(now))
    this.stored.set(name, now)
  }

  months(list: List): Promise<Counts> {
    return this.index(monthsName(list))
  }

  /** Reads no day it need not show. */
  async month(list: List, month: string, skip: number): Promise<readonly Listed[]> {
    const entries: Listed[] = []
    let toSkip = skip
    for (const [day, count] of await this.index(monthName(list, month))) {
      if (toSkip < count) entries.push(...(await this.members(list, day)).slice(toSkip))
      toSkip = Math.max(0, toSkip - count)
    }
    return entries
  }

  newest(list: List, count: number): Promise<readonly Listed[]> {
    return this.walk(list, count, { back: true })
  }

  older(list: List, from: Position, count: number): Promise<readonly Listed[]> {
    return this.walk(list, count, { back: true, from })
  }

  newer(list: List, from: Position, count: number): Promise<readonly Listed[]> {
    return this.walk(list, count, { back: false, from })
  }

  onAir(day: string): Promise<readonly Slot[]> {
    return this.airings.day(day)
  }

  private async walk(
    list: List,
    count: number,
    { back, from }: { back: boolean; from?: Position },
  ): Promise<readonly Listed[]> {
    const start = from && dayOf(from, this.timeZone)
    const ahead = (periods: Iterable<string>, first: string | undefined): string[] => {
      const all = [...periods].filter((each) => !first || (back ? each <= first : each >= first))
      return back ? all.reverse() : all
    }
    const found: Listed[] = []
    for (const month of ahead((await this.months(list)).keys(), start && monthOf(start))) {
      for (const day of ahead((await this.index(monthName(list, month))).keys(), start)) {
        const entries = (await this.members(list, day)).filter(
          (entry) => !from || (back ? inOrder(entry, from) < 0 : inOrder(entry, from) > 0),
        )
        found.push(...(back ? entries.toReversed() : entries))
        if (found.length >= count) return found.slice(0, count)
      }
    }
    return found
  }

  private async members(list: List, day: string): Promise<readonly Listed[]> {
    return membersOf(list, await this.day(day))
  }

  private async day(day: string): Promise<readonly Listed[]> {
    const known = this.days.get(day)
    if (known) return known
    const value = await this.shelf.read(DAYS + day)
    const entries = value === undefined ? [] : readEntries(value)
    // A day is there as long as an index counts it, see `save`.
    const counted = (await this.index(monthName('all', monthOf(day)))).has(day)
    if (!entries || (counted && entries.length === 0)) throw damaged(DAYS + day)
    this.days.set(day, entries)
    return entries
  }

  private async index(name: string): Promise<Counts> {
    const known = this.counts.get(name)
    if (known) return known
    const value = await this.shelf.read(name)
    const { success, data } = countsSchema.safeParse(value ?? {})
    if (!success) throw damaged(name)
    const counts = new Map(Object.entries(data))
    this.stored.set(name, counts)
    this.counts.set(name, counts)
    return counts
  }
}

const countsSchema = z.record(z.string(), z.number())

/** What has no entries is not counted. Keeps the order. */
function withCount(counts: Counts, period: string, entries: number): Counts {
  const others = [...counts].filter(([each]) => each !== period)
  if (entries === 0) return new Map(others)
  return new Map([...others, [period, entries] as const].sort(([a], [b]) => compare(a, b)))
}

const sumOf = (counts: Counts): number => [...counts.values()].reduce((sum, each) => sum + each, 0)

const sameCounts = (left: Counts, right: Counts): boolean =>
  left.size === right.size && [...left].every(([period, count]) => right.get(period) === count)
