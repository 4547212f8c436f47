/** Dates as people write them in metadata. */

/** Of dates without a time zone: the office writes Beijing time. */
const DEFAULT_OFFSET = '+08:00'
const EARLIEST_YEAR = 1900
const LATEST_YEAR = 2200

const PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?\s*(Z|[+-]\d{2}:\d{2})?)?$/

/** ISO 8601 in UTC; undefined for dates that don't exist. */
export function readDate(value: string): string | undefined {
  const match = PATTERN.exec(value.trim())
  if (!match) return undefined
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour = '00',
    minute = '00',
    second = '00',
    zone = DEFAULT_OFFSET,
  ] = match
  if (Number(year) < EARLIEST_YEAR || Number(year) > LATEST_YEAR) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const noon = new Date(`${year}-${month}-${day}T12:00:00Z`)
  // Date turns 31 April into 1 May.
  if (Number.isNaN(noon.getTime()) || noon.getUTCDate() !== Number(day)) return undefined
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}
