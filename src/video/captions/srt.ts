/** SubRip to WebVTT. SRT has no standard: what common programs write is read, and what they add in tags is mapped or left out. */
import type { Cue } from './cues'
import { Problems } from './problems'
import { timingOf } from './timing'
import type { ReadCaptions } from './webvtt'

/** Reads decoded SRT; empty lines inside a text don't end it. Throws CaptionError. */
export function parseSrt(text: string): ReadCaptions {
  const problems = new Problems()
  const lines = text.split('\n')
  const starts = lines.flatMap((line, index) => (line.includes('-->') ? [index] : []))
  const cues: { cue: Cue; line: number }[] = []
  for (const [position, index] of starts.entries()) {
    const next = starts[position + 1]
    const isNumbered = next !== undefined && /^\s*\d+\s*$/.test(lines[next - 1] ?? '')
    const end = next === undefined ? lines.length : next - (isNumbered ? 1 : 0)
    const cue = cueOf(lines[index] ?? '', lines.slice(index + 1, end), index + 1, problems)
    if (cue) cues.push({ cue, line: index + 1 })
  }
  return { captions: { cues: problems.settle(cues), blocks: [] }, problems }
}

function cueOf(
  timingLine: string,
  lines: readonly string[],
  at: number,
  problems: Problems,
): Cue | undefined {
  const timing = timingOf(timingLine)
  if (timing?.start === undefined || timing.end === undefined) {
    problems.add('bad-time', at, timingLine)
    return undefined
  }
  const { start, end } = timing
  if (end <= start) {
    problems.add('ends-before-start', at, timingLine)
    return undefined
  }
  const raw = lines.map((line) => line.trim()).filter((line) => line !== '')
  const text = webVttText(raw.join('\n'))
  if (text.trim() === '') {
    problems.warn('empty-cue', at)
    return undefined
  }
  // `{\an8}`: at the top, the one position that matters: it keeps captions off names and scores at the bottom.
  const settings = /\{\\an[789]\}/.test(raw[0] ?? '') ? { settings: 'line:0' } : {}
  return { start, end, text, ...settings }
}

/** `<i> <b> <u>` are WebVTT's too; other tags go, and the rest is text. */
function webVttText(text: string): string {
  return text
    .replace(/\{\\[^}]*\}/g, '')
    .split(/(<\/?[biu]>|<\/?font[^>]*>)/i)
    .map((part, index) => {
      if (index % 2 === 0) return escaped(part)
      return /^<\/?font/i.test(part) ? '' : part.toLowerCase()
    })
    .join('')
}

/** Entities that are there already stay. */
const escaped = (text: string): string =>
  text
    .replace(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm|#\d+);)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
