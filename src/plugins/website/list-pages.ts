/** Pages made from lists: home, one per type, months, sitemap. */
import { itemPath, type Artefact } from '@/core'

import { chineseDate, escape, word, type Look } from './html'
import { LISTS, type Entry, type List, type Lists } from './lists'
import { renderPage } from './page'
import { zh } from './texts.zh'

/** Entries on a front page, and on one page of a month. */
export const ENTRIES_ON_FRONT = 50
export const ENTRIES_PER_PART = 100

const HTML = 'text/html; charset=utf-8'
const EPOCH = '1970-01-01T00:00:00.000Z'

/** When the newest of the entries changed: the page's own date, so a rebuild gives the same. */
const changedAt = (entries: readonly Entry[]): string =>
  entries.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), EPOCH)

export const frontPath = (list: List): string => (list === 'all' ? '/' : `/${list}/`)

/** `/articles/2014-11/`, its second part `/articles/2014-11/2`. */
export const monthPath = (list: List, month: string, part: number): string =>
  `${frontPath(list)}${month}/${part === 1 ? '' : String(part)}`

export async function frontPage(list: List, lists: Lists, look: Look): Promise<Artefact> {
  const entries = await lists.newest(list, ENTRIES_ON_FRONT)
  const months = list === 'all' ? [] : await lists.months(list)
  const path = frontPath(list)
  const heading = list === 'all' ? word(look, 'latest') : word(look, list)
  const archive =
    months.length === 0
      ? ''
      : `<section><h2>${word(look, 'archive')}</h2><ul class="months">${[...months]
          .reverse()
          .map(
            (month) => `<li><a href="${monthPath(list, month, 1)}">${monthLabel(month)}</a></li>`,
          )
          .join('')}</ul></section>`
  const body = renderPage(
    {
      path,
      title: list === 'all' ? look.site.title : plain(look, list),
      description: look.site.description,
      type: 'website',
      main: `<h1>${heading}</h1>\n${entryList(entries, look)}\n${archive}`,
      ...(list === 'all' ? {} : { feeds: [{ path: `/feeds/${list}`, title: plain(look, list) }] }),
    },
    look,
  )
  return { path, mediaType: HTML, lastModified: changedAt(entries), body }
}

/** The pages of a month: appending something touches only the last one. */
export function monthPages(
  list: List,
  month: string,
  entries: readonly Entry[],
  look: Look,
): Artefact[] {
  const parts = chunks(entries)
  return parts.map((part, index) => {
    const path = monthPath(list, month, index + 1)
    const links = parts.map((_, other) =>
      other === index
        ? `<li aria-current="page">${String(other + 1)}</li>`
        : `<li><a href="${monthPath(list, month, other + 1)}">${String(other + 1)}</a></li>`,
    )
    const pager = parts.length > 1 ? `<nav aria-label="pages"><ul>${links.join('')}</ul></nav>` : ''
    const title = `${plain(look, list)} ${monthLabel(month)}`
    const body = renderPage(
      {
        path,
        title,
        description: title,
        type: 'website',
        main: `<h1>${word(look, list === 'all' ? 'latest' : list)} ${monthLabel(month)}</h1>\n${entryList(part, look)}\n${pager}`,
        crumbs: [{ path: frontPath(list), html: word(look, list === 'all' ? 'latest' : list) }],
      },
      look,
    )
    return { path, mediaType: HTML, lastModified: changedAt(part), body }
  })
}

const plain = ({ site }: Look, list: List): string => (list === 'all' ? site.title : zh[list])

const monthLabel = (month: string): string => {
  const [year = '', number = ''] = month.split('-')
  return `${year}年${String(Number(number))}月`
}

const entryList = (entries: readonly Entry[], look: Look): string =>
  entries.length === 0
    ? `<p>${word(look, 'nothing')}</p>`
    : `<ul class="list">${entries
        .map(
          (entry) =>
            `<li><a class="title" href="${itemPath(entry)}">${escape(entry.title)}</a><p><time datetime="${entry.publishedAt}">${chineseDate(entry.publishedAt, look.site.timeZone)}</time> · ${zh[entry.type]}</p><p>${escape(entry.summary)}</p></li>`,
        )
        .join('')}</ul>`

export const sitemapPath = (month: string): string => `/sitemaps/${month}.xml`

const xml = (path: string, lastModified: string, lines: readonly string[]): Artefact => ({
  path,
  mediaType: 'application/xml; charset=utf-8',
  lastModified,
  body: new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${lines.join('\n')}\n`),
})

/** A month of addresses; far below the protocol's 50,000 (sitemaps.org). */
export const sitemapOfMonth = (
  month: string,
  entries: readonly Entry[],
  { site }: Look,
): Artefact =>
  xml(sitemapPath(month), changedAt(entries), [
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...entries.map(
      (entry) =>
        `<url><loc>${escape(site.publicUrl + itemPath(entry))}</loc><lastmod>${entry.updatedAt}</lastmod></url>`,
    ),
    '</urlset>',
  ])

export const sitemapIndex = (months: readonly string[], { site }: Look): Artefact =>
  xml('/sitemap.xml', EPOCH, [
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...months.map(
      (month) => `<sitemap><loc>${escape(site.publicUrl + sitemapPath(month))}</loc></sitemap>`,
    ),
    '</sitemapindex>',
  ])

export const robots = ({ site }: Look): Artefact => ({
  path: '/robots.txt',
  mediaType: 'text/plain; charset=utf-8',
  lastModified: EPOCH,
  body: new TextEncoder().encode(
    `User-agent: *\nDisallow: /admin\nDisallow: /api/\n\nSitemap: ${site.publicUrl}/sitemap.xml\n`,
  ),
})

export function chunks(entries: readonly Entry[]): Entry[][] {
  const parts: Entry[][] = []
  for (let start = 0; start < entries.length; start += ENTRIES_PER_PART) {
    parts.push(entries.slice(start, start + ENTRIES_PER_PART))
  }
  return parts
}

export { LISTS }
