/** @jsxImportSource preact */
/** Words of ours, dates, and the one door for HTML from people. */
import type { ComponentChildren } from 'preact'

import { chineseDate, localTime, type Look } from '../html'
import { en } from '../texts.en'
import { zh, type TextKey } from '../texts.zh'

export interface LookProps {
  readonly look: Look
}

/** A word of ours, with the English one small beside it. For headings and navigation; elsewhere `zh` alone will do. */
export const Word = ({ of, look }: LookProps & { readonly of: TextKey }) =>
  look.showEnglish ? (
    <>
      {zh[of]}{' '}
      <span class="en" lang="en">
        {en[of]}
      </span>
    </>
  ) : (
    <>{zh[of]}</>
  )

/** `2014年7月2日`. */
export const Day = ({ iso, look }: LookProps & { readonly iso: string }) => (
  <time datetime={iso}>{chineseDate(iso, look.site.timeZone)}</time>
)

/** With hours and minutes, unless it is midnight: then only the day was known. */
export function Moment({ iso, look }: LookProps & { readonly iso: string }) {
  const clockTime = localTime(iso, look.site.timeZone).minute.slice(11)
  const day = chineseDate(iso, look.site.timeZone)
  return <time datetime={iso}>{clockTime === '00:00' ? day : `${day} ${clockTime}`}</time>
}

/** `2014年11月` of `2014-11`. */
export const monthLabel = (month: string): string =>
  `${month.slice(0, 4)}年${String(Number(month.slice(5)))}月`

/** For those who hear the page: what others see from where it stands. */
export const Unseen = ({ children }: { readonly children: ComponentChildren }) => (
  <span class="unseen">{children}</span>
)

/** A paragraph per line; blank lines are dropped. */
export const Paragraphs = ({ text }: { readonly text: string }) => (
  <>
    {linesOf(text).map((line) => (
      <p key={line}>{line}</p>
    ))}
  </>
)

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The only place where HTML enters a page unescaped: what people wrote, sanitised before it became part of an Item. */
export const Html = ({ html, class: name }: { readonly html: string; readonly class: string }) => (
  <div class={name} dangerouslySetInnerHTML={{ __html: html }} />
)
