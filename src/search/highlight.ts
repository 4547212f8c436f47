/** Marked words in titles and excerpts: plain text with ranges, and the one function that makes HTML of it. */
import { escapeXml } from '@/core'

import { fold } from './fold'
import { SNIPPET_LENGTH } from './limits'
import type { Terms } from './match'
import { segment } from './segment'

export interface Marked {
  /** Plain text: escape it, or use `markedHtml`. */
  readonly text: string
  /** Ranges of `text` in UTF-16 units, from and before, ascending, not touching each other. */
  readonly marks: readonly (readonly [from: number, before: number])[]
}

/** Escaped HTML with each range in `<mark>`. */
export function markedHtml({ text, marks }: Marked): string {
  let html = ''
  let at = 0
  for (const [from, before] of marks) {
    html += `${escapeXml(text.slice(at, from))}<mark>${escapeXml(text.slice(from, before))}</mark>`
    at = before
  }
  return html + escapeXml(text.slice(at))
}

export function mark(text: string, terms: Terms): Marked {
  const ranges: [number, number][] = []
  for (const word of segment(text).flat()) {
    if (terms.words.has(word.text)) ranges.push([word.start, word.start + word.text.length])
    for (const part of word.parts) {
      const start = word.start + part.start
      if (terms.words.has(part.text)) ranges.push([start, start + part.text.length])
    }
  }
  const folded = fold(text)
  for (const term of terms.characters) {
    for (const at of placesOf(folded, term)) ranges.push([at, at + term.length])
  }
  return { text, marks: joined(ranges) }
}

/** Overlapping and neighbouring ranges as one. */
function joined(ranges: [number, number][]): [number, number][] {
  const result: [number, number][] = []
  for (const [from, before] of ranges.sort((left, right) => left[0] - right[0])) {
    const last = result.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], before)
    else result.push([from, before])
  }
  return result
}

/** Places of one term that are looked at: the best excerpt is nearly always among the first. */
const PLACES = 30
/** Excerpts tried until one has a mark. */
const TRIES = 3

/**
 * The part of a text with most of the terms, marked; the beginning where there are none. Starts after a sentence's end
 * where one is near.
 */
export function snippet(text: string, terms: Terms): Marked {
  const folded = fold(text)
  const all = [...terms.words, ...terms.characters]
  const places = all
    .flatMap((term) => placesOf(folded, term, PLACES).map((at) => ({ term, at })))
    .sort((left, right) => left.at - right.at)
  const windows = places
    .map(({ at }, index) => {
      const terms = new Set<string>()
      for (let next = index; next < places.length; next += 1) {
        const place = places[next]
        if (!place || place.at > at + SNIPPET_LENGTH / 2) break
        terms.add(place.term)
      }
      return { at, count: terms.size }
    })
    // Stable: of equal ones the first.
    .sort((left, right) => right.count - left.count)
  for (const { at } of windows.slice(0, TRIES)) {
    const marked = mark(excerpt(text, at), terms)
    if (marked.marks.length > 0) return marked
  }
  return mark(excerpt(text, 0), terms)
}

function excerpt(text: string, at: number): string {
  // As much before the word as leaves most of the room for what follows.
  const earliest = Math.max(0, at - SNIPPET_LENGTH / 4)
  const lead = text.slice(earliest, at)
  const sentence = Math.max(...['。', '！', '？', '；', '\n'].map((end) => lead.lastIndexOf(end)))
  let from = sentence === -1 ? earliest : earliest + sentence + 1
  let before = Math.min(text.length, from + SNIPPET_LENGTH)
  if (splitsPair(text, from)) from += 1
  if (splitsPair(text, before)) before -= 1
  const body = text.slice(from, before).replace(/\n/g, ' ').trim()
  return `${from > 0 && sentence === -1 ? '…' : ''}${body}${before < text.length ? '…' : ''}`
}

/** Between the two halves of one character. */
const splitsPair = (text: string, at: number): boolean =>
  at > 0 && at < text.length && /[\udc00-\udfff]/.test(text.charAt(at))

function placesOf(text: string, term: string, limit = Infinity): number[] {
  const places: number[] = []
  for (
    let at = text.indexOf(term);
    at !== -1 && places.length < limit;
    at = text.indexOf(term, at + term.length)
  ) {
    places.push(at)
  }
  return places
}
