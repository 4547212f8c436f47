/** The holiday calendar as editors fill it in → days. */
import type { Payload } from 'payload'

import { addDays, dayOf } from '../broadcast/local-day'
import type { HolidayCalendar } from './compile'

export interface HolidayRow {
  readonly kind: 'off' | 'working'
  readonly from: string
  readonly until?: string | null
}

/** Days of one row at most: a slip of the year must not fill the memory. */
const MOST_DAYS = 366

/** Rows are spans of days on the clocks of `timeZone`. */
export function calendarOf(rows: readonly HolidayRow[], timeZone: string): HolidayCalendar {
  const days = (kind: HolidayRow['kind']): Set<string> =>
    new Set(rows.filter((row) => row.kind === kind).flatMap((row) => spanOf(row, timeZone)))
  return { off: days('off'), working: days('working') }
}

function spanOf({ from, until }: HolidayRow, timeZone: string): string[] {
  const days: string[] = []
  const last = dayOf(until ?? from, timeZone)
  for (
    let day = dayOf(from, timeZone);
    day <= last && days.length < MOST_DAYS;
    day = addDays(day, 1)
  )
    days.push(day)
  return days
}

export async function readCalendar(payload: Payload, timeZone: string): Promise<HolidayCalendar> {
  const { docs } = await payload.db.find<HolidayRow & { id: string }>({
    collection: 'holidays',
    where: {},
    pagination: false,
    limit: 0,
  })
  return calendarOf(docs, timeZone)
}
