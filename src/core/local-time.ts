/** A moment on the clocks of a time zone. No clock is read and no locale of the machine matters. */

export interface LocalTime {
  /** Four digits. */
  readonly year: string
  /** `01`–`12`. */
  readonly month: string
  /** `01`–`31`. */
  readonly day: string
  /** `08:30:00`. */
  readonly time: string
  /** `+08:00`. */
  readonly offset: string
  /** 0 is Sunday. */
  readonly weekday: number
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** `iso` is any date ISO 8601 allows, `timeZone` an IANA name. Throws a RangeError for what is neither. */
export function localTime(iso: string, timeZone: string): LocalTime {
  const moment = Date.parse(iso)
  const shift = offsetOf(moment, timeZone)
  const local = new Date(moment + shift)
  const text = local.toISOString()
  const [date = '', time = ''] = text.split('T')
  const minutes = Math.round(shift / MINUTE)
  const size = Math.abs(minutes)
  return {
    year: date.slice(0, -6),
    month: date.slice(-5, -3),
    day: date.slice(-2),
    time: time.slice(0, 8),
    offset: `${minutes < 0 ? '-' : '+'}${digits(Math.floor(size / 60))}:${digits(size % 60)}`,
    weekday: local.getUTCDay(),
  }
}

const digits = (value: number): string => String(value).padStart(2, '0')

/** Per zone and day (UTC) the offset in milliseconds, or `undefined` where it changes within the day. */
const offsets = new Map<string, Map<number, number | undefined>>()
/** Some fifty years of days. */
const DAYS_KEPT = 20_000

/** Asking `Intl` takes tens of microseconds and feeds ask a dozen times per document, hence a day's offset is kept. */
function offsetOf(moment: number, timeZone: string): number {
  const day = Math.floor(moment / DAY)
  let days = offsets.get(timeZone)
  if (!days || days.size > DAYS_KEPT) {
    days = new Map()
    offsets.set(timeZone, days)
  }
  if (!days.has(day)) {
    const start = askedOffset(day * DAY, timeZone)
    const end = askedOffset((day + 1) * DAY, timeZone)
    days.set(day, start === end ? start : undefined)
  }
  return days.get(day) ?? askedOffset(moment, timeZone)
}

function askedOffset(moment: number, timeZone: string): number {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name))
  const local = Date.UTC(
    ...([part('year'), part('month') - 1, part('day')] as const),
    ...([part('hour'), part('minute'), part('second')] as const),
  )
  return local - Math.floor(moment / 1000) * 1000
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
