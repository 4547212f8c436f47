/** Dates, sizes and durations as readers see them, and what every page is drawn with. */
import { localTime as inZone, type Site } from '@/core'

export interface Look {
  readonly site: Site
  /** English words beside the Chinese ones. */
  readonly showEnglish: boolean
}

/** A moment's day, month and minute in the site's zone. */
export interface LocalTime {
  /** `2014-11-03` */
  readonly day: string
  /** `2014-11` */
  readonly month: string
  /** `2014-11-03 08:30` */
  readonly minute: string
}

export function localTime(iso: string, timeZone: string): LocalTime {
  const { year, month, day, time } = inZone(iso, timeZone)
  const date = `${year}-${month}-${day}`
  return { day: date, month: date.slice(0, 7), minute: `${date} ${time.slice(0, 5)}` }
}

/** `2014年11月3日`, as official style writes it (GB/T 15835). */
export function chineseDate(iso: string, timeZone: string): string {
  const [year = '', month = '', day = ''] = localTime(iso, timeZone).day.split('-')
  return `${year}年${String(Number(month))}月${String(Number(day))}日`
}

/** `2.1 MB`. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} B`
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} KB`
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`
}

/** `3:05` or `1:02:09` of seconds. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds)
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  return hours > 0
    ? `${String(hours)}:${two(minutes)}:${two(whole % 60)}`
    : `${String(minutes)}:${two(whole % 60)}`
}
