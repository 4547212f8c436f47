/** What reads lists asks of them, wherever they are kept, and the names they have on the shelf. */
import { DeliveryError, type Shelf } from '@/core'

import type { Slot } from './airings'
import { readEntries, type Listed, type Position } from './entries'
import type { List } from './views'

/** Day (`2014-11-03`) or month (`2014-11`) → number of entries, oldest first. */
export type Counts = ReadonlyMap<string, number>

/** Lists to be read, wherever they are kept. */
export interface Ordered {
  /** Months that have entries. */
  months(list: List): Promise<Counts>
  /** A month's entries without the first ones, oldest first. */
  month(list: List, month: string, skip: number): Promise<readonly Listed[]>
  /** The newest entries, newest first. */
  newest(list: List, count: number): Promise<readonly Listed[]>
  /** The entries before a position, nearest first. */
  older(list: List, from: Position, count: number): Promise<readonly Listed[]>
  /** The entries after a position, nearest first. */
  newer(list: List, from: Position, count: number): Promise<readonly Listed[]>
  /** What television shows on a day of the site's calendar (`2014-11-03`), earliest first. */
  onAir(day: string): Promise<readonly Slot[]>
}

export const DAYS = 'days/'
export const INDEXES = 'lists/'
export const monthsName = (list: List): string => `${INDEXES}${list}/months`
export const monthName = (list: List, month: string): string => `${INDEXES}${list}/${month}`

/** List and month an index is of; `undefined` for the name of a list's months. */
export function monthInName(name: string): { list: List; month: string } | undefined {
  const [, list, month] = /^lists\/(.+)\/(\d{4}-\d{2})$/.exec(name) ?? []
  return list === undefined || month === undefined ? undefined : { list: list as List, month }
}

export const damaged = (name: string): DeliveryError =>
  new DeliveryError(
    'STORAGE_UNAVAILABLE',
    `Website: what the shelf keeps as ${name} is damaged or of an earlier version; run "quanmei rebuild website"`,
  )

/** The entries the shelf has, a day at a time. For rebuilds: a damaged day is about to be replaced. */
export async function* shelvedEntries(shelf: Shelf): AsyncIterable<Listed> {
  for (const name of await shelf.list(DAYS)) yield* readEntries(await shelf.read(name)) ?? []
}

/** The value under a key, made when there is none. */
export function memberOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
