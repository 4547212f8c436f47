/** What goes into an edition, by a newspaper's rules. Pure: what was published and the moment come in as arguments. */
import type { ContentType, DocumentKey } from '@/core'

export interface CompileRules {
  /** Empty: every one. The same for themes and audiences, named as the candidates name them. */
  readonly types: readonly ContentType[]
  readonly themes: readonly string[]
  readonly audiences: readonly string[]
  /** At most so many entries. */
  readonly count: number
  readonly order: 'newest' | 'oldest'
  /** The lead story: the first in order, or the first in order that has a picture. */
  readonly lead: 'first' | 'with-picture'
}

export interface Candidate {
  readonly document: DocumentKey
  readonly type: ContentType
  readonly themes: readonly string[]
  readonly audiences: readonly string[]
  /** ISO 8601, UTC, as `toISOString` writes it. */
  readonly publishedAt: string
  readonly hasPicture: boolean
}

/**
 * What was published after `since` (the edition before) until `until`, without what `used` earlier editions had. When
 * there is more than `count`, the newest are kept, whatever the order they stand in.
 */
export function compile(
  rules: CompileRules,
  candidates: readonly Candidate[],
  window: { readonly since: string; readonly until: string; readonly used: ReadonlySet<string> },
): readonly Candidate[] {
  const fitting = candidates
    .filter(
      ({ document, type, themes, audiences, publishedAt }) =>
        publishedAt > window.since &&
        publishedAt <= window.until &&
        !window.used.has(document) &&
        asks(rules.types, [type]) &&
        asks(rules.themes, themes) &&
        asks(rules.audiences, audiences),
    )
    .sort(newestFirst)
    .slice(0, rules.count)
  const ordered = rules.order === 'newest' ? fitting : fitting.toReversed()
  const lead =
    rules.lead === 'with-picture' ? ordered.find(({ hasPicture }) => hasPicture) : undefined
  return lead ? [lead, ...ordered.filter((one) => one !== lead)] : ordered
}

const asks = (wanted: readonly string[], has: readonly string[]): boolean =>
  wanted.length === 0 || has.some((one) => wanted.includes(one))

const newestFirst = (left: Candidate, right: Candidate): number =>
  compare(right.publishedAt, left.publishedAt) || compare(left.document, right.document)

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** Days off and make-up working days (调休) beside the ordinary week; `2014-10-01`. */
export interface HolidayCalendar {
  readonly off: ReadonlySet<string>
  readonly working: ReadonlySet<string>
}

/** Monday to Friday, but for what the calendar says. `day` is `2014-10-01` on the office's clock. */
export function isWorkingDay(day: string, { off, working }: HolidayCalendar): boolean {
  if (working.has(day)) return true
  if (off.has(day)) return false
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday >= 1 && weekday <= 5
}
