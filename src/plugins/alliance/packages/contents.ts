/** What goes into a package: which files of a lesson or course are packed, under which names, and its pages. */
import { createHash } from 'node:crypto'

import {
  absoluteUrl,
  escapeHtml,
  itemPath,
  type Item,
  type LessonReference,
  type MediaFile,
  type Site,
} from '@/core'

import { filesIn, type Addresses } from '../reader/fragment'
import { LESSON_SCRIPT } from '../reader/lesson-script'
import { lrmiOf } from '../lrmi'
import { pageOf } from '../reader/page'
import { usableQuestions } from '../reader/quiz'
import { STYLE } from '../reader/style.css'
import { words } from '../reader/texts'
import { MEGABYTE, NAME_DIGITS } from './limits'
import type { PackageSettings } from './settings'

export type LessonItem = Item & { readonly details: Extract<Item['details'], { type: 'lessons' }> }
export type CourseItem = Item & { readonly details: Extract<Item['details'], { type: 'courses' }> }

export const isLesson = (item: Item): item is LessonItem => item.details.type === 'lessons'
export const isCourse = (item: Item): item is CourseItem => item.details.type === 'courses'

/** One lesson with what of its course matters to it. */
export interface Chapter {
  readonly item: LessonItem
  /** Name of its page in the package. */
  readonly page: string
  /** Share of right answers that passes; absent without a quiz. */
  readonly passMark?: number
  readonly required: boolean
}

/** A lesson by itself, or a course with the lessons of it that are to be had. */
export interface Subject {
  readonly item: Item
  readonly chapters: readonly Chapter[]
  readonly site: Site
  readonly settings: PackageSettings
}

export function lessonSubject(item: LessonItem, site: Site, settings: PackageSettings): Subject {
  const chapter = {
    item,
    page: 'index.html',
    required: true,
    ...passMark(item, undefined, settings),
  }
  return { item, chapters: [chapter], site, settings }
}

export const courseSubject = (
  item: CourseItem,
  lessons: readonly LessonItem[],
  site: Site,
  settings: PackageSettings,
): Subject => ({
  item,
  site,
  settings,
  chapters: lessons.map((lesson, index) => ({
    item: lesson,
    page: `lesson-${String(index + 1).padStart(2, '0')}.html`,
    required: item.details.lessons.find(({ id }) => id === lesson.id)?.required ?? true,
    ...passMark(lesson, item.details.quizPassMark, settings),
  })),
})

/** A course says how many answers must be right. */
function passMark(
  { details: { quiz } }: LessonItem,
  right: number | undefined,
  settings: PackageSettings,
): { passMark?: number } {
  const { length } = usableQuestions(quiz)
  if (length === 0) return {}
  // Four digits, as cmi5 and SCORM take them, rounded down, so that 2 of 3 reaches what it is.
  const share = right === undefined ? settings.passMark : Math.min(1, right / length)
  return { passMark: Math.floor(share * 10_000) / 10_000 }
}

/** Files that are packed, in the order they are met, until there is no more room. */
export function filesOf({ item, chapters, settings }: Subject): readonly MediaFile[] {
  const items = [item, ...chapters.map((chapter) => chapter.item)]
  const packed = new Map<string, MediaFile>()
  let room = settings.largestPackageMb * MEGABYTE
  for (const each of new Set(items)) {
    const known = new Map(
      [...each.files, ...each.attachments, ...(each.cover ? [each.cover] : [])].map((file) => [
        file.url,
        file,
      ]),
    )
    for (const url of [...filesIn(each.html), ...each.attachments.map((file) => file.url)]) {
      const file = known.get(url)
      if (!file || packed.has(url) || !isOurs(url)) continue
      if (file.bytes > settings.largestFileMb * MEGABYTE || file.bytes > room) continue
      room -= file.bytes
      packed.set(url, file)
    }
  }
  return [...packed.values()]
}

const isOurs = (url: string): boolean => /^\/media\/[^/]+$/.test(url)

/** `files/0f1e….jpg`: of the address alone, so no uploaded name gets into an archive. */
export function nameOf(url: string): string {
  const digest = createHash('sha256').update(url).digest('hex').slice(0, NAME_DIGITS)
  const extension = /\.([a-z0-9]{1,8})$/i.exec(url)?.[1]?.toLowerCase()
  return `files/${digest}${extension === undefined ? '' : `.${extension}`}`
}

/** Bytes by address, of every file `filesOf` named. */
export type FileBytes = ReadonlyMap<string, Uint8Array>

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

export interface PagesOptions {
  /** A script that reports to a learning platform; without one nothing is reported. */
  readonly report?: string
  /** `false`: a course's own page is left out. Default true. */
  readonly front?: boolean
}

/** Everything but a manifest: pages, their style and scripts, packed files, and the data about it. */
export function pagesOf(
  subject: Subject,
  bytes: FileBytes,
  { report, front = true }: PagesOptions = {},
): Map<string, Uint8Array> {
  const { item, chapters, site } = subject
  const files = new Map<string, Uint8Array>()
  const addresses = addressesFor(site, bytes)
  const scripts = [...(report === undefined ? [] : ['report.js']), 'lesson.js']
  for (const chapter of chapters) {
    const frame = { site, addresses, style: 'style.css', scripts, passMark: chapter.passMark ?? 0 }
    files.set(chapter.page, encode(pageOf(chapter.item, frame)))
  }
  if (isCourse(item) && front) {
    const closing = lessonsHtml(item, chapters, site)
    const frame = { site, addresses, style: 'style.css', scripts: [], passMark: 0, closing }
    files.set('index.html', encode(pageOf(item, frame)))
  }
  files.set('style.css', encode(STYLE))
  if (chapters.length > 0) files.set('lesson.js', encode(LESSON_SCRIPT))
  if (report !== undefined) files.set('report.js', encode(report))
  files.set('metadata.jsonld', encode(`${JSON.stringify(lrmiOf(item, site), null, 2)}\n`))
  for (const [url, body] of bytes) files.set(nameOf(url), body)
  return files
}

/** Packed files by their names inside; everything else at the hub. Other houses' pictures would be asked of them by the page, so they are left out. */
const addressesFor = (site: Site, bytes: FileBytes): Addresses => ({
  file: (url) => (bytes.has(url) ? nameOf(url) : isOurs(url) ? absoluteUrl(site, url) : undefined),
  link: (url) => (bytes.has(url) ? nameOf(url) : absoluteUrl(site, url)),
})

function lessonsHtml({ details }: CourseItem, chapters: readonly Chapter[], site: Site): string {
  const entries = details.lessons.map((lesson) => {
    const address =
      chapters.find(({ item }) => item.id === lesson.id)?.page ?? canonicalOf(lesson, site)
    const required = lesson.required ? ` <small>（${escapeHtml(words.required)}）</small>` : ''
    return `<li><a href="${escapeHtml(address)}">${escapeHtml(lesson.label)}</a>${required}</li>`
  })
  return entries.length === 0
    ? ''
    : `<section><h2>${escapeHtml(words.lessons)}</h2><ol>${entries.join('')}</ol></section>`
}

const canonicalOf = ({ slug }: LessonReference, site: Site): string =>
  absoluteUrl(site, itemPath({ type: 'lessons', slug }))
