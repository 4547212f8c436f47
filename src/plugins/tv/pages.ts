/**
 * How a column's feed is cut into pages. A month's episodes make pages of at most 100, cut from its oldest on, so that a
 * new episode leaves finished pages alone; what people subscribe to is the newest pages together, as long as they are no
 * more than 100 items. The way through `next` meets every episode once.
 */
import { later } from './dates'
import { ITEMS_PER_PAGE } from './limits'
import type { MonthSummary } from './shelf'

export interface Page {
  readonly month: string
  /** Counts from 1, the oldest episodes first. */
  readonly part: number
  readonly count: number
}

export const partsOf = (count: number): number => Math.ceil(count / ITEMS_PER_PAGE)

/** Newest first. */
export const pagesOf = (months: readonly MonthSummary[]): readonly Page[] =>
  months.toReversed().flatMap(({ month, count }) => {
    const parts = partsOf(count)
    return Array.from({ length: parts }, (_, index) => {
      const part = parts - index
      return {
        month,
        part,
        count: part < parts ? ITEMS_PER_PAGE : count - (parts - 1) * ITEMS_PER_PAGE,
      }
    })
  })

/** The pages a subscriber gets at once, and the one to go on with. */
export function headOf(pages: readonly Page[]): { shown: readonly Page[]; next?: Page } {
  let items = 0
  let length = 0
  for (const { count } of pages) {
    if (length > 0 && items + count > ITEMS_PER_PAGE) break
    items += count
    length += 1
  }
  const next = pages[length]
  return { shown: pages.slice(0, length), ...(next ? { next } : {}) }
}

/** `2014-07`, `2014-07-2` … */
export const pageName = ({ month, part }: Pick<Page, 'month' | 'part'>): string =>
  part === 1 ? month : `${month}-${String(part)}`

/**
 * When a page last became otherwise: with its month, and, since its last page points to it, with what is older up to the
 * next page.
 */
export function pageChanged(months: readonly MonthSummary[], page: Page, next?: Page): string {
  const first = page.part === 1 ? (next?.month ?? '') : page.month
  return months
    .filter(({ month }) => month >= first && month <= page.month)
    .map(({ changed }) => changed)
    .reduce(later, '')
}

/** The month after it that has pages: its first page points here. */
export const newerMonth = (
  months: readonly MonthSummary[],
  month: string,
): MonthSummary | undefined => months.find((one) => one.month > month && one.count > 0)
