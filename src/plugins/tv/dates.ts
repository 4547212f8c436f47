/** Days and moments of a schedule. No clock is read. */
import { localTime } from '@/core'

/** `20140702080000 +0800`, as XMLTV wants it; without a zone it would be UTC. */
export function xmltvTime(iso: string, timeZone: string): string {
  const { year, month, day, time, offset } = localTime(iso, timeZone)
  return `${year}${month}${day}${time.replaceAll(':', '')} ${offset.replace(':', '')}`
}

/** `day` is `2014-07-02`. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * 60_000).toISOString().slice(0, 10)

/** The later of two moments written alike. */
export const later = (one: string, other: string): string => (one > other ? one : other)
