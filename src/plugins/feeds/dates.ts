/** Dates as feeds write them, in the site's time zone. Fixed formats; no clock, no locale of the machine. */

interface LocalTime {
  readonly year: string
  readonly month: string
  readonly day: string
  readonly time: string
  /** `+0800` */
  readonly offset: string
  readonly weekday: string
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
] as const

const MINUTE = 60_000

/** `Wed, 02 Jul 2014 08:00:00 +0800` (RFC 822 with a four-digit year). */
export function rfc822(iso: string, timeZone: string): string {
  const { weekday, day, month, year, time, offset } = localTime(iso, timeZone)
  return `${weekday}, ${day} ${MONTHS[Number(month) - 1] ?? ''} ${year} ${time} ${offset}`
}

/** `2014-07-02T08:00:00+08:00` (RFC 3339). */
export function rfc3339(iso: string, timeZone: string): string {
  const { year, month, day, time, offset } = localTime(iso, timeZone)
  return `${year}-${month}-${day}T${time}${offset.slice(0, 3)}:${offset.slice(3)}`
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

function localTime(iso: string, timeZone: string): LocalTime {
  const moment = new Date(iso)
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? ''
  const [year, month, day] = [part('year').padStart(4, '0'), part('month'), part('day')]
  const time = `${part('hour')}:${part('minute')}:${part('second')}`
  const local = Date.parse(`${year}-${month}-${day}T${time}Z`)
  const offset = Math.round((local - moment.getTime()) / MINUTE)
  const size = Math.abs(offset)
  const digits = (value: number): string => String(value).padStart(2, '0')
  return {
    year,
    month,
    day,
    time,
    offset: `${offset < 0 ? '-' : '+'}${digits(Math.floor(size / 60))}${digits(size % 60)}`,
    weekday: WEEKDAYS[new Date(local).getUTCDay()] ?? '',
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  })
  formatters.set(timeZone, made)
  return made
}

/** `2014-07-02`, for readers. */
export const localDay = (iso: string, timeZone: string): string =>
  rfc3339(iso, timeZone).slice(0, 10)
