/** Moments as feeds, schedules and readers write them, in a time zone. Fixed formats; no clock is read. */
import { localTime } from './local-time'

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

/** `2014-07-02T08:00:00+08:00` (RFC 3339, and W3C-DTF). */
export function rfc3339(iso: string, timeZone: string): string {
  const { year, month, day, time, offset } = localTime(iso, timeZone)
  return `${year}-${month}-${day}T${time}${offset}`
}

/** `2014-07` */
export function monthOf(iso: string, timeZone: string): string {
  const { year, month } = localTime(iso, timeZone)
  return `${year}-${month}`
}

/** `2014-07-02` */
export function dayOf(iso: string, timeZone: string): string {
  const { year, month, day } = localTime(iso, timeZone)
  return `${year}-${month}-${day}`
}

/** One spelling per moment, so that moments compare as text. Throws a RangeError for what is no date. */
export const utc = (iso: string): string => new Date(iso).toISOString()
