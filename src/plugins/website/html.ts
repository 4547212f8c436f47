/** The few things every page is written with. Renderers join strings: what they get is plain text and sanitised HTML. */
import type { Site } from '@/core'

import { en } from './texts.en'
import { zh, type TextKey } from './texts.zh'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** For text and double-quoted attribute values. Characters XML and HTML forbid are dropped. */
export const escape = (text: string): string =>
  text.replace(/[&<>"\p{Cc}]/gu, (found) => ESCAPES[found] ?? (/[\t\n\r]/.test(found) ? found : ''))

export interface Look {
  readonly site: Site
  /** English words beside the Chinese ones. */
  readonly showEnglish: boolean
}

/** A word of ours, Chinese first. */
export const word = (look: Look, key: TextKey): string =>
  look.showEnglish ? `${zh[key]} <span class="en" lang="en">${en[key]}</span>` : zh[key]

/** The same where there is no room for a second language: titles, attributes. */
export const plainWord = (key: TextKey): string => zh[key]

/** `2014-11-03`, `2014-11` or `2014-11-03 08:30` of a moment, in the site's zone. */
export interface LocalTime {
  readonly day: string
  readonly month: string
  readonly minute: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

export function localTime(iso: string, timeZone: string): LocalTime {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    formats.set(timeZone, format)
  }
  const minute = format.format(new Date(iso))
  return { minute, day: minute.slice(0, 10), month: minute.slice(0, 7) }
}

/** `2014年11月3日`, as official style writes it (GB/T 15835). */
export function chineseDate(iso: string, timeZone: string): string {
  const [year = '', month = '', day = ''] = localTime(iso, timeZone).day.split('-')
  return `${year}年${String(Number(month))}月${String(Number(day))}日`
}

export const timeElement = (iso: string, { site }: Look): string =>
  `<time datetime="${escape(iso)}">${chineseDate(iso, site.timeZone)}</time>`

/** With hours and minutes, unless it is midnight: then only the day was known. */
export function momentElement(iso: string, { site }: Look): string {
  const clockTime = localTime(iso, site.timeZone).minute.slice(11)
  const day = chineseDate(iso, site.timeZone)
  return `<time datetime="${escape(iso)}">${clockTime === '00:00' ? day : `${day} ${clockTime}`}</time>`
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
