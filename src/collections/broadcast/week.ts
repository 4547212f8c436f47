/**
 * The rules of a broadcast schedule. Pure: columns and videos in, days with findings and fixes out. The week view, the
 * rundown and the evening check (src/jobs/tv-check.ts) all show what is found here.
 */
import { endOf, fitsRuntime, holdsRights } from './fitness'
import { addDays, dayOf, momentOf, weekdayOf, type Weekday } from './local-day'
import { nextFitting } from './next-fitting'

export interface PlannedSlot {
  readonly weekday: Weekday | 'date'
  /** `2026-11-23`, with `weekday: 'date'`. */
  readonly date?: string
  /** `19:30`. */
  readonly time: string
  readonly repeat: boolean
}

export interface PlannedColumn {
  readonly slug: string
  readonly title: string
  readonly runtimeMinutes?: number
  readonly slots: readonly PlannedSlot[]
}

export interface PlannedVideo {
  readonly id: string
  readonly title: string
  /** Slugs; the first is the one it airs under. */
  readonly columns: readonly string[]
  readonly episode?: number
  readonly seconds?: number
  /** ISO 8601, UTC. */
  readonly publishedAt: string
  readonly rights?: { readonly from?: string; readonly until?: string }
  readonly published: boolean
  /** What the ingest report forbids, in sentences. */
  readonly blocked: readonly string[]
  /** All there are, oldest first. */
  readonly airings: readonly { readonly at: string; readonly repeat: boolean }[]
}

export interface WeekInput {
  readonly columns: readonly PlannedColumn[]
  /** Those with an airing in the days asked for, and those that could fill gaps. */
  readonly videos: readonly PlannedVideo[]
  /** The first day, `2026-11-23`. */
  readonly from: string
  readonly days: number
  readonly timeZone: string
}

export type FindingKind =
  'gap' | 'overlap' | 'repeat' | 'rights' | 'runtime' | 'length' | 'unpublished' | 'blocked'

/** What the editor may do about a finding with one click. Moments are ISO 8601, UTC. */
export type Fix =
  | {
      readonly action: 'assign'
      readonly video: string
      readonly at: string
      readonly repeat: boolean
    }
  | { readonly action: 'move'; readonly video: string; readonly at: string; readonly to: string }
  | { readonly action: 'mark-repeat'; readonly video: string; readonly at: string }
  | { readonly action: 'replace'; readonly video: string; readonly at: string; readonly by: string }

export interface Finding {
  readonly kind: FindingKind
  /** Numbers and names the sentence needs. */
  readonly values: Readonly<Record<string, string>>
  readonly fix?: Fix
  /** Title of the video the fix brings in. */
  readonly fixTitle?: string
}

export interface WeekEntry {
  readonly at: string
  /** When it ends; the start again where nobody knows its length. */
  readonly until: string
  readonly column?: PlannedColumn
  /** Absent: a slot nothing fills. */
  readonly video?: PlannedVideo
  readonly repeat: boolean
  readonly findings: readonly Finding[]
}

export interface WeekDay {
  readonly day: string
  readonly entries: readonly WeekEntry[]
}

/** The days asked for, each with its entries in the order of their starts. */
export function planWeek(input: WeekInput): readonly WeekDay[] {
  const { columns, videos, from, days, timeZone } = input
  const bySlug = new Map(columns.map((column) => [column.slug, column]))
  const start = momentOf(from, '00:00', timeZone)
  const end = momentOf(addDays(from, days), '00:00', timeZone)
  const aired = videos
    .flatMap((video) => video.airings.map((airing) => ({ video, ...airing })))
    .filter(({ at }) => at >= start && at < end)
    .sort((left, right) => compare(left.at, right.at) || compare(left.video.id, right.video.id))
  // Whatever a fix brings in is not offered a second time in the same week.
  const offered = new Set<string>()
  const suggest = (
    column: PlannedColumn,
    at: string,
    repeat: boolean,
  ): PlannedVideo | undefined => {
    const found = nextFitting({ column, at, repeat, videos, taken: offered })
    if (found && !repeat) offered.add(found.id)
    return found
  }

  const entries: WeekEntry[] = aired.map(({ video, at, repeat }, index) => {
    const column = video.columns.map((slug) => bySlug.get(slug)).find(Boolean)
    const findings = [
      ...overlapWith(aired[index - 1], { video, at }),
      ...ofRepeats(video, at, repeat),
      ...ofRights(video, at, column, suggest),
      ...ofLength(video, column),
      ...(video.published
        ? []
        : [{ kind: 'unpublished' as const, values: { title: video.title } }]),
      ...video.blocked.map((reason) => ({ kind: 'blocked' as const, values: { reason } })),
    ]
    return { at, until: endOf(video, at), ...(column ? { column } : {}), video, repeat, findings }
  })
  const filled = new Set(
    aired.flatMap(({ video, at }) => video.columns.map((slug) => `${slug} ${minuteOf(at)}`)),
  )
  for (const day of Array.from({ length: days }, (_, index) => addDays(from, index))) {
    for (const column of columns) {
      for (const slot of column.slots.filter((one) => isOn(one, day))) {
        const at = momentOf(day, slot.time, timeZone)
        if (!filled.has(`${column.slug} ${minuteOf(at)}`)) {
          entries.push(gap(column, at, slot.repeat, suggest(column, at, slot.repeat)))
        }
      }
    }
  }
  entries.sort((left, right) => compare(left.at, right.at))
  return Array.from({ length: days }, (_, index) => addDays(from, index)).map((day) => ({
    day,
    entries: entries.filter(({ at }) => dayOf(at, timeZone) === day),
  }))
}

export const isOn = (slot: PlannedSlot, day: string): boolean =>
  slot.weekday === 'date' ? slot.date === day : slot.weekday === weekdayOf(day)

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
const minuteOf = (iso: string): string => iso.slice(0, 16)

type Suggest = (column: PlannedColumn, at: string, repeat: boolean) => PlannedVideo | undefined

function gap(
  column: PlannedColumn,
  at: string,
  repeat: boolean,
  found: PlannedVideo | undefined,
): WeekEntry {
  const until = endOf({ seconds: (column.runtimeMinutes ?? 0) * 60 }, at)
  const finding: Finding = {
    kind: 'gap',
    values: { column: column.title },
    ...(found
      ? { fix: { action: 'assign', video: found.id, at, repeat }, fixTitle: found.title }
      : {}),
  }
  return { at, until, column, repeat, findings: [finding] }
}

interface Aired {
  readonly video: PlannedVideo
  readonly at: string
}

function overlapWith(before: Aired | undefined, { video, at }: Aired): Finding[] {
  if (!before) return []
  const end = endOf(before.video, before.at)
  if (end <= at && before.at !== at) return []
  // A programme begins on a full minute.
  const to = new Date(Math.ceil(Date.parse(end) / 60_000) * 60_000).toISOString()
  return [
    {
      kind: 'overlap',
      values: { title: before.video.title },
      ...(to > at ? { fix: { action: 'move', video: video.id, at, to } } : {}),
    },
  ]
}

function ofRepeats(video: PlannedVideo, at: string, repeat: boolean): Finding[] {
  const [first] = video.airings
  if (!first || first.at >= at || repeat) return []
  return [
    {
      kind: 'repeat',
      values: { first: first.at },
      fix: { action: 'mark-repeat', video: video.id, at },
    },
  ]
}

function ofRights(
  video: PlannedVideo,
  at: string,
  column: PlannedColumn | undefined,
  suggest: Suggest,
): Finding[] {
  if (holdsRights(video, at)) return []
  const instead = column && suggest(column, at, false)
  return [
    {
      kind: 'rights',
      values: { from: video.rights?.from ?? '', until: video.rights?.until ?? '' },
      ...(instead
        ? {
            fix: { action: 'replace' as const, video: video.id, at, by: instead.id },
            fixTitle: instead.title,
          }
        : {}),
    },
  ]
}

function ofLength({ seconds }: PlannedVideo, column: PlannedColumn | undefined): Finding[] {
  if (seconds === undefined) return [{ kind: 'length', values: {} }]
  if (!column || fitsRuntime(seconds, column)) return []
  const wanted = String(column.runtimeMinutes ?? '')
  return [{ kind: 'runtime', values: { seconds: String(Math.round(seconds)), minutes: wanted } }]
}
