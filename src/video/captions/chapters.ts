/** Chapters: a WebVTT file of kind chapters, or a list of beginnings and titles. */
import { LIMITS } from '../limits'

import { CaptionError, type Captions, type CaptionProblem } from './cues'
import { plainText } from './transcript'

export interface Chapter {
  /** Seconds. */
  readonly start: number
  readonly end: number
  readonly title: string
}

/** Each chapter ends where the next begins. Throws CaptionError; `line` counts the list's entries from 1. */
export function chaptersFromList(
  list: readonly { readonly at: number; readonly title: string }[],
  durationSeconds: number,
): readonly Chapter[] {
  const chapters = list.map(({ at, title }, index) => ({
    start: at,
    end: list[index + 1]?.at ?? durationSeconds,
    title: title.trim(),
  }))
  return checked(chapters, durationSeconds)
}

/** Throws CaptionError; `line` counts the cues from 1. */
export function chaptersFromCaptions(
  { cues }: Captions,
  durationSeconds: number,
): readonly Chapter[] {
  const chapters = cues.map(({ start, end, text }) => ({ start, end, title: plainText(text) }))
  return checked(chapters, durationSeconds)
}

/** To be written as WebVTT. Titles are text, so what looks like a tag is escaped. */
export const captionsOfChapters = (chapters: readonly Chapter[]): Captions => ({
  blocks: [],
  cues: chapters.map(({ start, end, title }) => ({
    ...{ start, end },
    text: title.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
  })),
})

function checked(chapters: readonly Chapter[], durationSeconds: number): readonly Chapter[] {
  const problems: CaptionProblem[] = []
  const latest = durationSeconds + LIMITS.captions.overrunSeconds
  if (chapters.length === 0) problems.push({ code: 'no-cues' })
  if (chapters.length > LIMITS.captions.chapters) {
    problems.push({ code: 'too-large', value: String(chapters.length) })
  }
  for (const [index, { start, end, title }] of chapters.entries()) {
    const line = index + 1
    const before = chapters[index - 1]
    if (title === '') problems.push({ line, code: 'untitled-chapter' })
    if (!(start >= 0)) problems.push({ line, code: 'bad-time', value: String(start) })
    if (before && start < before.start) problems.push({ line, code: 'out-of-order' })
    else if (before && start < before.end) problems.push({ line, code: 'overlapping-chapters' })
    if (start >= durationSeconds || end > latest) problems.push({ line, code: 'after-the-end' })
    else if (end <= start) problems.push({ line, code: 'ends-before-start' })
  }
  if (problems.length > 0) throw new CaptionError(problems.slice(0, LIMITS.captions.problems))
  return chapters.map((chapter) => ({ ...chapter, end: Math.min(chapter.end, durationSeconds) }))
}
