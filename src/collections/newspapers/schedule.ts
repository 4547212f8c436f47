/** When a newspaper is compiled. No clock is read: the moment comes in. */
import { CronExpressionParser } from 'cron-parser'

/** `CronExpressionParser` knows seconds too; editors do not need them. */
const FIELDS = 5

/** Whether a text is a cron expression of five fields that comes round at all. */
export function isSchedule(text: string): boolean {
  if (text.trim().split(/\s+/).length !== FIELDS) return false
  try {
    CronExpressionParser.parse(text).next()
    return true
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

/** The schedule's two newest times that are not later than `now`, the newer first. Throws where it is no schedule. */
export function lastTimes(
  schedule: string,
  now: Date,
  timeZone: string,
): { readonly last: Date; readonly before: Date } {
  // A time counts from its second on; the parser looks for what is strictly earlier.
  const currentDate = new Date(now.getTime() + 1000)
  const times = CronExpressionParser.parse(schedule, { currentDate, tz: timeZone })
  let last = times.prev().toDate()
  while (last > now) last = times.prev().toDate()
  return { last, before: times.prev().toDate() }
}
