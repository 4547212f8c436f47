/** Dates as feeds and schedules write them, in the site's time zone. No clock is read. */
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

/** `2014-07-02T08:00:00+08:00` (RFC 3339, and W3C-DTF). */
export function rfc3339(iso: string, timeZone: string): string {
  const { year, month, day, time, offset } = localTime(iso, timeZone)
  return `${year}-${month}-${day}T${time}${offset}`
}

/** `20140702080000 +0800`, as XMLTV wants it; without a zone it would be UTC. */
export function xmltvTime(iso: string, timeZone: string): string {
  const { year, month, day, time, offset } = localTime(iso, timeZone)
  return `${year}${month}${day}${time.replaceAll(':', '')} ${offset.replace(':', '')}`
}

/** `2014-07`: the month of the page an episode is on. */
export const monthOf = (iso: string, timeZone: string): string => rfc3339(iso, timeZone).slice(0, 7)

/** `2014-07-02`. */
export const dayOf = (iso: string, timeZone: string): string => rfc3339(iso, timeZone).slice(0, 10)

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * 60_000).toISOString().slice(0, 10)

/** The later of two moments written alike. */
export const later = (one: string, other: string): string => (one > other ? one : other)

/** One spelling per moment, so that moments compare as text. Throws a RangeError for what is no date. */
export const utc = (iso: string): string => new Date(iso).toISOString()
