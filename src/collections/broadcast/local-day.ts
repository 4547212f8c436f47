/** Days and clock times of a time zone ↔ moments. No clock is read. */
import { localTime } from '@/core'

export const DAY_MS = 24 * 60 * 60_000

/** In the order of `localTime`'s weekdays. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** `2026-11-23` in the zone. */
export function dayOf(iso: string, timeZone: string): string {
  const { year, month, day } = localTime(iso, timeZone)
  return `${year}-${month}-${day}`
}

/** `19:30` in the zone. */
export const clockOf = (iso: string, timeZone: string): string =>
  localTime(iso, timeZone).time.slice(0, 5)

/** The day so many days later; negative: earlier. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

export const weekdayOf = (day: string): Weekday =>
  WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sun'

/** The Monday on or before the day. */
export const mondayOf = (day: string): string =>
  addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

/** ISO 8601, UTC, of a day and a clock time in the zone. A time that a change of clocks skips is moved by that change. */
export function momentOf(day: string, clock: string, timeZone: string): string {
  const asIfUtc = Date.parse(`${day}T${clock}:00Z`)
  const guess = asIfUtc - offsetAt(asIfUtc, timeZone)
  return new Date(asIfUtc - offsetAt(guess, timeZone)).toISOString()
}

function offsetAt(moment: number, timeZone: string): number {
  const { offset } = localTime(new Date(moment).toISOString(), timeZone)
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number)
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** Whether a text is a day of the calendar, `2026-11-23`. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  addDays(text, 0) === text
