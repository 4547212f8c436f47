/** All lists at once, in memory: what a rebuild draws from and leaves on the shelf. */
import type { Shelf } from '@/core'

import { AIRINGS, slotsByDay, type Slot } from './airings'
import { dayOf, inOrder, listsOf, monthOf, type Listed, type Position } from './entries'
import {
  DAYS,
  INDEXES,
  memberOf,
  monthName,
  monthsName,
  type Counts,
  type Ordered,
} from './ordered'
import { NO_TOPICS, topicsName, topicsOf, type Topics } from './topics'
import { TOPIC_KINDS, type List } from './views'

interface Shelved {
  readonly entries: Listed[]
  readonly months: Map<string, Listed[]>
}

export class Catalogue implements Ordered {
  private readonly shelved = new Map<List, Shelved>()
  private readonly days = new Map<string, Listed[]>()
  private readonly slots: ReadonlyMap<string, readonly Slot[]>

  constructor(
    entries: Iterable<Listed>,
    private readonly timeZone: string,
  ) {
    for (const entry of [...entries].sort(inOrder)) {
      const day = dayOf(entry, timeZone)
      memberOf(this.days, day, () => []).push(entry)
      for (const list of listsOf(entry)) {
        const { entries, months } = memberOf(this.shelved, list, () => ({
          entries: [],
          months: new Map(),
        }))
        entries.push(entry)
        memberOf(months, monthOf(day), () => []).push(entry)
      }
    }
    this.slots = slotsByDay(this.entries, timeZone)
  }

  /** Everything, oldest first. */
  get entries(): readonly Listed[] {
    return [...this.days.values()].flat()
  }

  /** Lists that have entries. */
  get lists(): readonly List[] {
    return [...this.shelved.keys()]
  }

  months(list: List): Promise<Counts> {
    const months = [...(this.shelved.get(list)?.months ?? [])]
    return Promise.resolve(new Map(months.map(([month, { length }]) => [month, length])))
  }

  month(list: List, month: string, skip: number): Promise<readonly Listed[]> {
    return Promise.resolve((this.shelved.get(list)?.months.get(month) ?? []).slice(skip))
  }

  newest(list: List, count: number): Promise<readonly Listed[]> {
    const entries = this.of(list)
    return Promise.resolve(entries.slice(Math.max(0, entries.length - count)).reverse())
  }

  older(list: List, from: Position, count: number): Promise<readonly Listed[]> {
    const end = this.firstAfter(list, (entry) => inOrder(entry, from) >= 0)
    return Promise.resolve(
      this.of(list)
        .slice(Math.max(0, end - count), end)
        .reverse(),
    )
  }

  newer(list: List, from: Position, count: number): Promise<readonly Listed[]> {
    const start = this.firstAfter(list, (entry) => inOrder(entry, from) > 0)
    return Promise.resolve(this.of(list).slice(start, start + count))
  }

  onAir(day: string): Promise<readonly Slot[]> {
    return Promise.resolve(this.slots.get(day) ?? [])
  }

  private of(list: List): readonly Listed[] {
    return this.shelved.get(list)?.entries ?? []
  }

  /** Index of the first entry that is past a point of the order; the number of entries when none is. */
  private firstAfter(list: List, isPast: (entry: Listed) => boolean): number {
    const entries = this.of(list)
    let [low, high] = [0, entries.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const entry = entries[middle]
      if (entry && isPast(entry)) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Writes what publishing would have left on the shelf, and removes what else is there of lists. */
  async write(shelf: Shelf, topics: Topics): Promise<void> {
    const written = new Set<string>()
    const write = async (name: string, value: unknown): Promise<void> => {
      await shelf.write(name, value)
      written.add(name)
    }
    for (const [day, entries] of this.days) await write(DAYS + day, entries)
    for (const [day, slots] of this.slots) await write(AIRINGS + day, slots)
    for (const [list, { months }] of this.shelved) {
      for (const [month, entries] of months) {
        const days = new Map<string, number>()
        for (const entry of entries) {
          const day = dayOf(entry, this.timeZone)
          days.set(day, (days.get(day) ?? 0) + 1)
        }
        await write(monthName(list, month), Object.fromEntries(days))
      }
      await write(monthsName(list), Object.fromEntries(await this.months(list)))
    }
    for (const kind of TOPIC_KINDS) {
      if (topics[kind].size > 0) await write(topicsName(kind), Object.fromEntries(topics[kind]))
    }
    for (const prefix of [DAYS, INDEXES, AIRINGS, topicsName('')]) {
      for (const name of await shelf.list(prefix)) if (!written.has(name)) await shelf.remove(name)
    }
  }
}

/** The topics a catalogue's documents carry. */
export const topicsIn = (catalogue: Catalogue): Promise<Topics> =>
  topicsOf(NO_TOPICS, catalogue.lists, catalogue)
