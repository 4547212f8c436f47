/** What the log comes to, per partner: small enough to be one record, whatever the log's length. */
import { z } from 'zod'

import { dayOf, type PartnerFetch } from '@/core'

/** Entries that are kept of each kind, the newest ones. */
export const KEPT = { newest: 100, days: 400, files: 500, gone: 500 } as const

const counted = z.object({ fetches: z.number(), bytes: z.number() })
const gone = z.object({ path: z.string(), first: z.string(), last: z.string(), count: z.number() })

const schema = z.object({
  /** File of the log → bytes of it that are counted. */
  cursors: z.record(z.string(), z.number()),
  /** Newest first. */
  newest: z.array(
    z.object({
      at: z.string(),
      partner: z.string(),
      key: z.string(),
      method: z.string(),
      path: z.string(),
      status: z.number(),
      bytes: z.number(),
      userAgent: z.string(),
    }),
  ),
  /** By day of the hub's zone. */
  days: z.record(z.string(), counted),
  /** By path below the key. */
  files: z.record(z.string(), counted.extend({ last: z.string() })),
  /** Column → when its feed was last read. */
  polls: z.record(z.string(), z.string()),
  /** Video → fetches of its files that were answered with 410. */
  gone: z.record(z.string(), gone),
  /** Key → when it was last used. */
  keys: z.record(z.string(), z.string()),
})

export type PartnerUsage = z.output<typeof schema>

export const EMPTY_USAGE: PartnerUsage = {
  cursors: {},
  newest: [],
  days: {},
  files: {},
  polls: {},
  gone: {},
  keys: {},
}

/** A record that is not what we wrote counts as none: the log is then counted again as far as it is kept. */
export function readUsage(value: unknown): PartnerUsage {
  const { success, data } = schema.safeParse(value)
  return success ? data : EMPTY_USAGE
}

const FILE = /^\/files\/([^/]+)\//
const FEED = /^\/([a-z0-9-]+)\.(?:mrss|json)$/
const GONE = 410

/** The record with further fetches, all of one partner, in the order in which they were made. */
export function countIn(
  usage: PartnerUsage,
  fetches: readonly PartnerFetch[],
  cursors: Readonly<Record<string, number>>,
  timeZone: string,
): PartnerUsage {
  const { days, files, polls, gone: withdrawn, keys } = structuredClone(usage)
  for (const { at, key, path, status, bytes } of fetches) {
    const day = dayOf(at, timeZone)
    const ofDay = days[day] ?? { fetches: 0, bytes: 0 }
    days[day] = { fetches: ofDay.fetches + 1, bytes: ofDay.bytes + bytes }
    const ofFile = files[path] ?? { fetches: 0, bytes: 0, last: at }
    files[path] = {
      fetches: ofFile.fetches + 1,
      bytes: ofFile.bytes + bytes,
      last: later(ofFile.last, at),
    }
    keys[key] = later(keys[key], at)
    const [, column] = FEED.exec(path) ?? []
    if (column !== undefined && (status === 200 || status === 304)) {
      polls[column] = later(polls[column], at)
    }
    const [, video] = FILE.exec(path) ?? []
    if (video === undefined || status !== GONE) continue
    const known = withdrawn[video]
    withdrawn[video] = {
      path,
      first: known?.first ?? at,
      last: later(known?.last, at),
      count: (known?.count ?? 0) + 1,
    }
  }
  return {
    cursors: { ...cursors },
    newest: [...[...fetches].reverse(), ...usage.newest]
      .sort((left, right) => (left.at > right.at ? -1 : left.at < right.at ? 1 : 0))
      .slice(0, KEPT.newest),
    days: kept(days, KEPT.days, (_value, day) => day),
    files: kept(files, KEPT.files, ({ last }) => last),
    polls,
    gone: kept(withdrawn, KEPT.gone, ({ last }) => last),
    keys,
  }
}

const later = (known: string | undefined, at: string): string =>
  known !== undefined && known > at ? known : at

/** The entries with the highest order. */
const kept = <Value>(
  entries: Readonly<Record<string, Value>>,
  most: number,
  order: (value: Value, name: string) => string,
): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(entries)
      .sort(([one, left], [other, right]) => (order(left, one) < order(right, other) ? 1 : -1))
      .slice(0, most),
  )
