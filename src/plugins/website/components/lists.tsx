/** @jsxImportSource preact */
/** What pages that list documents share: feeds, months, pages. */
import { monthPath } from '../pages/addresses'
import { zh } from '../texts.zh'
import type { List } from '../views'
import { FEED_FORMATS } from './head'
import { FeedIcon } from './icons'
import { Unseen, Word, type LookProps } from './words'

/** The three formats of a feed: root-relative path without extension. */
export const FeedLinks = ({ feed }: { readonly feed: string }) => (
  <p class="feeds">
    <FeedIcon />
    {zh.feeds}
    {FEED_FORMATS.map(([extension, type, name]) => (
      <a key={extension} href={`${feed}.${extension}`} type={type}>
        {name}
      </a>
    ))}
  </p>
)

interface MonthsProps extends LookProps {
  readonly list: List
  /** Oldest first. */
  readonly months: ReadonlyMap<string, number>
}

/** Newest year first, its months in the order of the calendar. */
export function Months({ list, months }: MonthsProps) {
  const years = [...new Set([...months.keys()].map((month) => month.slice(0, 4)))].reverse()
  return (
    <dl class="months">
      {years.map((year) => (
        <div key={year}>
          <dt>{year}年</dt>
          <dd>
            <ul>
              {[...months]
                .filter(([month]) => month.startsWith(year))
                .map(([month, documents]) => (
                  <li key={month}>
                    <a href={monthPath(list, month, 1)}>
                      <Unseen>{year}年</Unseen>
                      {Number(month.slice(5))}月{' '}
                      <small>
                        {documents}
                        <Unseen>{zh.documents}</Unseen>
                      </small>
                    </a>
                  </li>
                ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  )
}

export const MonthsSection = (props: MonthsProps) =>
  props.months.size === 0 ? null : (
    <section class="by-month">
      <h2>
        <Word of="byMonth" look={props.look} />
      </h2>
      <Months {...props} />
    </section>
  )

interface PagerProps {
  readonly part: number
  /** Absent on the first and last page. */
  readonly previous?: string
  readonly next?: string
}

/** Only neighbours are linked, so that a new part changes no page but the one before it. */
export const Pager = ({ part, previous, next }: PagerProps) =>
  previous === undefined && next === undefined ? null : (
    <nav class="pager" aria-label={zh.pages}>
      <ul>
        {previous !== undefined && (
          <li>
            <a rel="prev" href={previous}>
              {zh.previousPage}
            </a>
          </li>
        )}
        <li aria-current="page">{part}</li>
        {next !== undefined && (
          <li>
            <a rel="next" href={next}>
              {zh.nextPage}
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
