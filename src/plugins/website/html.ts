/** Dates, sizes and durations as readers see them, and what every page is drawn with. */
import type { Site } from '@/core'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** For XML joined from strings; pages are escaped by their renderer. Characters XML forbids are dropped. */
export const escape = (text: string): string =>
  text.replace(/[&<>"\p{Cc}]/gu, (found) => ESCAPES[found] ?? (/[\t\n\r]/.test(found) ? found : ''))

export interface Look {
  readonly site: Site
  /** English words beside the Chinese ones. */
  readonly showEnglish: boolean
}

/** `2014-11-03`, `2014-11` or `2014-11-03 08:30` of a moment, in the site's zone. */
export interface LocalTime {
  readonly day: string
  readonly month: string
  readonly minute: string
}

interface Zone {
  readonly format: Intl.DateTimeFormat
  readonly known: Map<string, LocalTime>
}

const zones = new Map<string, Zone>()

/** Lists show the same moments again and again, and asking Intl takes longer than drawing the row around it. */
const KNOWN_MOMENTS = 20_000

export function localTime(iso: string, timeZone: string): LocalTime {
  let zone = zones.get(timeZone)
  if (!zone) {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
    })
    zone = { format, known: new Map() }
    zones.set(timeZone, zone)
  }
  const known = zone.known.get(iso)
  if (known) return known
  const minute = zone.format.format(new Date(iso))
  const time = { minute, day: minute.slice(0, 10), month: minute.slice(0, 7) }
  if (zone.known.size >= KNOWN_MOMENTS) zone.known.clear()
  zone.known.set(iso, time)
  return time
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
