/** Columns and videos from the database, for the rules of week.ts. */
import type { Payload, Where } from 'payload'

import { columnsOf, RULE_PARTS } from './membership'
import { addDays, dayOf, momentOf, type Weekday } from './local-day'
import { planWeek, type PlannedColumn, type PlannedVideo, type WeekDay } from './week'

/** Episodes of a column looked at to fill its gaps: the first ones by number. */
const CANDIDATES = 100

/** Rows as the adapter returns them: relations are ids, absent is null. */
interface ColumnRow {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly runtimeMinutes?: number | null
  readonly slots?: readonly {
    readonly weekday: Weekday | 'date'
    readonly date?: string | null
    readonly time: string
    readonly repeat?: boolean | null
  }[]
  readonly rule?: {
    readonly themes?: readonly string[] | null
    readonly audiences?: readonly string[] | null
    readonly keywords?: readonly string[] | null
  } | null
}

interface VideoRow {
  readonly id: string
  readonly title: string
  readonly _status?: string | null
  readonly column?: string | null
  readonly themes?: readonly string[] | null
  readonly audiences?: readonly string[] | null
  readonly keywords?: readonly string[] | null
  readonly episode?: number | null
  readonly durationSeconds?: number | null
  readonly publishedAt?: string | null
  readonly producer?: string | null
  readonly productionNumber?: string | null
  readonly approvalNumber?: string | null
  readonly rights?: { readonly from?: string | null; readonly until?: string | null } | null
  readonly airings?: readonly { readonly at: string; readonly repeat?: boolean | null }[] | null
}

export interface BroadcastVideo extends PlannedVideo {
  readonly producer?: string
  readonly productionNumber?: string
  readonly approvalNumber?: string
}

export interface ReadWeek {
  readonly days: readonly WeekDay[]
  readonly columns: readonly PlannedColumn[]
  /** By id; what the rundown says of a programme beyond the plan. */
  readonly videos: ReadonlyMap<string, BroadcastVideo>
}

export interface WeekQuestion {
  /** The first day, `2026-11-23`. */
  readonly from: string
  readonly days: number
  readonly timeZone: string
}

/** Reads without asking who asks: callers have checked that. */
export async function readWeek(payload: Payload, question: WeekQuestion): Promise<ReadWeek> {
  const { from, days, timeZone } = question
  const rows = await find<ColumnRow>(payload, 'columns', {}, 'order', 0)
  const start = momentOf(from, '00:00', timeZone)
  const end = momentOf(addDays(from, days), '00:00', timeZone)
  const aired = await find<VideoRow>(
    payload,
    'videos',
    { 'airings.at': { greater_than_equal: start, less_than: end } },
    'id',
    0,
  )
  const found = new Map(aired.map((row) => [row.id, row]))
  for (const column of rows.filter(({ slots }) => (slots ?? []).length > 0)) {
    for (const row of await candidates(payload, column)) found.set(row.id, row)
  }
  const blocked = await blockedFiles(payload, [...found.values()])
  const videos = new Map(
    [...found.values()].map((row) => [row.id, plannedVideo(row, rows, blocked)]),
  )
  const columns = rows.map((row) => plannedColumn(row, timeZone))
  return {
    days: planWeek({ columns, videos: [...videos.values()], from, days, timeZone }),
    columns,
    videos,
  }
}

async function candidates(payload: Payload, column: ColumnRow): Promise<VideoRow[]> {
  const parts = RULE_PARTS.flatMap((part): Where[] => {
    const values = column.rule?.[part] ?? []
    return values.length > 0 ? [{ [part]: { in: [...values] } }] : []
  })
  const belongs: Where[] = [
    { column: { equals: column.id } },
    ...(parts.length > 0 ? [{ and: parts }] : []),
  ]
  const where = { and: [{ _status: { equals: 'published' } }, { or: belongs }] }
  // The unaired are wanted for first showings, the newest for repeats: both ends of the column.
  return [
    ...(await find<VideoRow>(
      payload,
      'videos',
      { and: [where, { 'airings.at': { exists: false } }] },
      'episode',
      CANDIDATES,
    )),
    ...(await find<VideoRow>(payload, 'videos', where, '-publishedAt', CANDIDATES)),
  ]
}

async function blockedFiles(
  payload: Payload,
  videos: readonly VideoRow[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (videos.length === 0) return new Map()
  const rows = await find<{ id: string; blocked?: readonly string[] | null }>(
    payload,
    'video-files',
    { id: { in: videos.map(({ id }) => id) } },
    'id',
    0,
  )
  return new Map(rows.map(({ id, blocked }) => [id, blocked ?? []]))
}

async function find<Row>(
  payload: Payload,
  collection: 'columns' | 'videos' | 'video-files',
  where: Where,
  sort: string,
  limit: number,
): Promise<Row[]> {
  const { docs } = await payload.db.find({ collection, where, sort, limit, pagination: false })
  return docs as Row[]
}

const plannedColumn = (row: ColumnRow, timeZone: string): PlannedColumn => ({
  slug: row.slug,
  title: row.title,
  ...(row.runtimeMinutes ? { runtimeMinutes: row.runtimeMinutes } : {}),
  slots: (row.slots ?? []).map(({ weekday, date, time, repeat }) => ({
    weekday,
    ...(date ? { date: dayOf(date, timeZone) } : {}),
    time,
    repeat: repeat ?? false,
  })),
})

function plannedVideo(
  row: VideoRow,
  columns: readonly ColumnRow[],
  blocked: ReadonlyMap<string, readonly string[]>,
): BroadcastVideo {
  const { from, until } = row.rights ?? {}
  return {
    id: row.id,
    title: row.title,
    columns: columnsOf(row, columns).map(({ slug }) => slug),
    ...(row.episode ? { episode: row.episode } : {}),
    ...(row.durationSeconds ? { seconds: row.durationSeconds } : {}),
    publishedAt: row.publishedAt ?? '',
    rights: {
      ...(from ? { from: new Date(from).toISOString() } : {}),
      ...(until ? { until: new Date(until).toISOString() } : {}),
    },
    published: row._status === 'published',
    blocked: blocked.get(row.id) ?? [],
    airings: (row.airings ?? [])
      .map(({ at, repeat }) => ({ at: new Date(at).toISOString(), repeat: repeat ?? false }))
      .sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0)),
    ...(row.producer ? { producer: row.producer } : {}),
    ...(row.productionNumber ? { productionNumber: row.productionNumber } : {}),
    ...(row.approvalNumber ? { approvalNumber: row.approvalNumber } : {}),
  }
}
