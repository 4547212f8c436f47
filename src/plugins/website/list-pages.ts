/** Pages made from lists: home, the front page of each type, months. */
import { itemPath, type Artefact } from '@/core'

import { escape, plainWord, timeElement, word, type Look } from './html'
import type { Entry, List } from './lists'
import { feedLinks, HTML, renderPage } from './page'
import type { Part } from './parts'
import type { TextKey } from './texts.zh'

/** The date of artefacts that have none of their own. */
export const NEVER_CHANGES = '1970-01-01T00:00:00.000Z'

/** When the newest of the entries changed: the page's own date, so a rebuild gives the same. */
export const latestChange = (entries: readonly Entry[]): string =>
  entries.reduce(
    (latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest),
    NEVER_CHANGES,
  )

export const frontPath = (list: List): string => (list === 'all' ? '/' : `/${list}/`)

/** `/articles/2014-11/`, its second part `/articles/2014-11/2`. */
export const monthPath = (list: List, month: string, part: number): string =>
  `${frontPath(list)}${month}/${part === 1 ? '' : String(part)}`

const nameOf = (list: List): TextKey => (list === 'all' ? 'latest' : list)

/** Home or the front page of a type: the newest entries, for a type with its months. */
export function renderFront(
  list: List,
  newest: readonly Entry[],
  months: Iterable<string>,
  look: Look,
): Artefact {
  const path = frontPath(list)
  const isHome = list === 'all'
  const feed = `/feeds/${list}`
  const main = [
    `<h1>${word(look, nameOf(list))}</h1>`,
    feedLinks(feed, look),
    entryList(newest, look, isHome),
    isHome ? '' : archive(list, [...months], look),
  ]
  const title = isHome ? look.site.title : plainWord(list)
  const body = renderPage(
    {
      path,
      title,
      description: isHome ? look.site.description : `${title} · ${look.site.description}`,
      type: 'website',
      main: main.filter(Boolean).join('\n'),
      ...(isHome ? {} : { feeds: [{ path: feed, title }], section: list }),
    },
    look,
  )
  return { path, mediaType: HTML, lastModified: latestChange(newest), body }
}

/** One page of a month. */
export function renderMonth(list: List, month: string, part: Part<Entry>, look: Look): Artefact {
  const path = monthPath(list, month, part.number)
  const label = monthLabel(month)
  const title = `${plainWord(nameOf(list))} ${label}`
  const main = [
    `<h1>${word(look, nameOf(list))} ${label}</h1>`,
    entryList(part.entries, look, list === 'all'),
    pager(list, month, part, look),
  ]
  const body = renderPage(
    {
      path,
      title: part.number === 1 ? title : `${title} (${String(part.number)})`,
      description: `${title} · ${look.site.description}`,
      type: 'website',
      main: main.filter(Boolean).join('\n'),
      crumbs: [{ path: frontPath(list), html: word(look, nameOf(list)) }],
      ...(list === 'all' ? {} : { section: list }),
    },
    look,
  )
  return { path, mediaType: HTML, lastModified: latestChange(part.entries), body }
}

/** Newest year first, its months in the order of the calendar. */
function archive(list: List, months: readonly string[], look: Look): string {
  const years = [...new Set(months.map((month) => month.slice(0, 4)))].reverse()
  if (years.length === 0) return ''
  const rows = years.map((year) => {
    const links = months
      .filter((month) => month.startsWith(year))
      .map(
        (month) =>
          `<li><a href="${monthPath(list, month, 1)}">${String(Number(month.slice(5)))}月</a></li>`,
      )
    return `<h3>${year}年</h3><ul class="row">${links.join('')}</ul>`
  })
  return `<section class="archive"><h2>${word(look, 'archive')}</h2>${rows.join('')}</section>`
}

/** Only neighbours are linked, so that a new part changes no page but the one before it. */
function pager(list: List, month: string, { number, of }: Part<Entry>, look: Look): string {
  if (number === 1 && of === 1) return ''
  const link = (part: number, key: 'previousPage' | 'nextPage', rel: 'prev' | 'next'): string =>
    `<li><a rel="${rel}" href="${monthPath(list, month, part)}">${word(look, key)}</a></li>`
  return `<nav class="pager" aria-label="${plainWord('pages')}"><ul class="row">${
    number > 1 ? link(number - 1, 'previousPage', 'prev') : ''
  }<li aria-current="page">${String(number)}</li>${
    number < of ? link(number + 1, 'nextPage', 'next') : ''
  }</ul></nav>`
}

const monthLabel = (month: string): string =>
  `${month.slice(0, 4)}年${String(Number(month.slice(5)))}月`

function entryList(entries: readonly Entry[], look: Look, showType: boolean): string {
  if (entries.length === 0) return `<p>${word(look, 'nothing')}</p>`
  const rows = entries.map((entry) => {
    const type = showType ? ` · ${plainWord(entry.type)}` : ''
    const summary = entry.summary ? `<p>${escape(entry.summary)}</p>` : ''
    return `<li><h2><a href="${escape(itemPath(entry))}">${escape(entry.title)}</a></h2><p class="meta">${timeElement(entry.publishedAt, look)}${type}</p>${summary}</li>`
  })
  return `<ol class="list">${rows.join('\n')}</ol>`
}
