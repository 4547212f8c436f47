/** When a channel may send: quiet hours and cron schedules, in the installation's time zone. */
import { CronExpressionParser } from 'cron-parser'

/** `22:30` → minutes after midnight; undefined when it is no clock time. */
export function readClockTime(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined
}

/** Is `now` within the quiet hours? They may span midnight (22:00 to 07:00); the end is outside. Empty: never. */
export function isQuiet(
  hours: { from?: string | null; until?: string | null } | null | undefined,
  now: Date,
  timeZone: string,
): boolean {
  const from = readClockTime(hours?.from ?? '')
  const until = readClockTime(hours?.until ?? '')
  if (from === undefined || until === undefined || from === until) return false
  const minute = minuteOfDay(now, timeZone)
  return from < until ? minute >= from && minute < until : minute >= from || minute < until
}

/** Milliseconds since the epoch at which a row written `now` may go: at once, or at the schedule's next time. */
export const dueTime = (
  schedule: string | null | undefined,
  now: Date,
  timeZone: string,
): number =>
  schedule
    ? CronExpressionParser.parse(schedule, { currentDate: now, tz: timeZone }).next().getTime()
    : now.getTime()

function minuteOfDay(now: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now)
  return readClockTime(parts) ?? 0
}
