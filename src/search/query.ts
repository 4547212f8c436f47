/** What a reader asks for, as it comes in the address of the search page. */
import { isContentType, localTime, type ContentType } from '@/core'

import { DEFAULT_PAGE_SIZE, MAX_QUERY_LENGTH, MAX_QUERY_WORDS } from './limits'
import { hasSearchableCharacter } from './segment'

export interface SearchQuery {
  readonly text: string
  readonly type?: ContentType
  /** Slugs. */
  readonly theme?: string
  readonly audience?: string
  /** Publication, milliseconds since 1970: from the first on, before the second. */
  readonly from?: number
  readonly before?: number
  /** Counted from 1. */
  readonly page: number
  readonly pageSize: number
}

/** Why there is nothing to look for. */
export type SearchProblem =
  | { readonly problem: 'EMPTY' }
  | { readonly problem: 'TOO_LONG'; readonly characters: number; readonly words: number }
  /** Only signs: nothing in it is a letter, a digit or a Chinese character. */
  | { readonly problem: 'NO_WORDS' }
  | {
      readonly problem: 'FILTER_INVALID'
      readonly field: 'type' | 'theme' | 'audience' | 'from' | 'to' | 'page'
    }

export const isSearchProblem = (value: object): value is SearchProblem => 'problem' in value

const SLUG = /^[\p{L}\p{N}_-]{1,120}$/u
const DAY = /^\d{4}-\d{2}-\d{2}$/
const PAGE = /^[1-9]\d{0,5}$/
const DAY_MS = 24 * 60 * 60_000

/**
 * Reads `q`, `type`, `theme`, `audience`, `from`, `to` (days of `timeZone`, both included, YYYY-MM-DD) and `page`.
 * A filter left empty, as forms send it, is no filter.
 */
export function parseSearchQuery(
  parameters: URLSearchParams,
  { timeZone, pageSize = DEFAULT_PAGE_SIZE }: { timeZone: string; pageSize?: number },
): SearchQuery | SearchProblem {
  const given = (name: string): string | undefined => parameters.get(name)?.trim() || undefined
  const text = given('q') ?? ''
  const problem = problemOf(text)
  if (problem) return problem

  const [type, theme, audience] = [given('type'), given('theme'), given('audience')]
  if (type !== undefined && !isContentType(type)) return invalid('type')
  if (theme !== undefined && !SLUG.test(theme)) return invalid('theme')
  if (audience !== undefined && !SLUG.test(audience)) return invalid('audience')
  const [first, last] = [given('from'), given('to')]
  const from = first === undefined ? undefined : startOfDay(first, timeZone)
  const to = last === undefined ? undefined : startOfDay(last, timeZone)
  if (first !== undefined && from === undefined) return invalid('from')
  if (last !== undefined && to === undefined) return invalid('to')
  const page = given('page') ?? '1'
  if (!PAGE.test(page)) return invalid('page')

  return {
    text,
    ...(type === undefined ? {} : { type }),
    ...(theme === undefined ? {} : { theme }),
    ...(audience === undefined ? {} : { audience }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { before: to + DAY_MS }),
    page: Number(page),
    pageSize,
  }
}

export const tooLong: SearchProblem = {
  problem: 'TOO_LONG',
  characters: MAX_QUERY_LENGTH,
  words: MAX_QUERY_WORDS,
}

/** What is wrong with the words themselves. */
export function problemOf(text: string): SearchProblem | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return { problem: 'EMPTY' }
  if (trimmed.length > MAX_QUERY_LENGTH || trimmed.split(/\s+/).length > MAX_QUERY_WORDS) {
    return tooLong
  }
  return hasSearchableCharacter(trimmed) ? undefined : { problem: 'NO_WORDS' }
}

const invalid = (
  field: Extract<SearchProblem, { problem: 'FILTER_INVALID' }>['field'],
): SearchProblem => ({ problem: 'FILTER_INVALID', field })

function startOfDay(day: string, timeZone: string): number | undefined {
  if (!DAY.test(day)) return undefined
  const midnight = new Date(`${day}T00:00:00Z`)
  // 2015-02-30 becomes another day, or none.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return undefined
  const { offset } = localTime(midnight.toISOString(), timeZone)
  return Date.parse(`${day}T00:00:00${offset}`)
}
