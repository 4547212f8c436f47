/** Dates as feeds write them, in the site's time zone. Fixed formats; no clock, no locale of the machine. */
import { localTime } from '@/core'

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
] as const

/** `Wed, 02 Jul 2014 08:00:00 +0800` (RFC 822 with a four-digit year). */
export function rfc822(iso: string, timeZone: string): string {
  const { weekday, day, month, year, time, offset } = localTime(iso, timeZone)
  return `${WEEKDAYS[weekday] ?? ''}, ${day} ${MONTHS[Number(month) - 1] ?? ''} ${year} ${time} ${offset.replace(':', '')}`
}

/** `2014-07-02T08:00:00+08:00` (RFC 3339). */
export function rfc3339(iso: string, timeZone: string): string {
  const { year, month, day, time, offset } = localTime(iso, timeZone)
  return `${year}-${month}-${day}T${time}${offset}`
}

/** `2014-07`: the month of the archive an entry is kept in. */
export function monthOf(iso: string, timeZone: string): string {
  const { year, month } = localTime(iso, timeZone)
  return `${year}-${month}`
}

/** One spelling per moment, so that moments compare as text. */
export const utc = (iso: string): string => new Date(iso).toISOString()

export const latest = (dates: readonly string[]): string | undefined =>
  dates.reduce<string | undefined>(
    (found, date) => (found === undefined || utc(date) > found ? utc(date) : found),
    undefined,
  )

/** `2014-07-02`, for readers. */
export const localDay = (iso: string, timeZone: string): string =>
  rfc3339(iso, timeZone).slice(0, 10)
