/** What search engines read: an index of sitemaps, one or more per month and newspaper, one of what has no month, robots.txt. */
import { CONTENT_TYPES, escapeXml, itemPath, type Artefact, type Site } from '@/core'

import { ADDRESSES_PER_SITEMAP } from './limits'
import type { Counts } from './ordered'
import {
  ARCHIVE_PATH,
  HOME_PATH,
  latestChange,
  listPath,
  NEVER_CHANGES,
  topicPath,
  topicsPath,
} from './pages/addresses'
import type { Part } from './parts'
import type { Topics } from './topics'
import { TOPIC_KINDS, type Entry, type List } from './views'

/** `/sitemaps/2014-11.xml`, then `/sitemaps/2014-11-2.xml` …; of a newspaper `/sitemaps/newspaper/SLUG/2014-11.xml`. */
export const sitemapPath = (list: List, month: string, part: number): string =>
  `/sitemaps/${list === 'all' ? '' : `${list}/`}${month}${part === 1 ? '' : `-${String(part)}`}.xml`

/** What is there whatever is published. */
export const STANDING_PATHS: readonly string[] = [
  HOME_PATH,
  ...CONTENT_TYPES.map(listPath),
  ...TOPIC_KINDS.map(topicsPath),
  ARCHIVE_PATH,
  '/about',
  '/contact',
  '/accessibility',
]

const PAGES_PATH = '/sitemaps/pages.xml'

/** The addresses of a part of a month. */
export const renderSitemap = (list: List, month: string, part: Part<Entry>, site: Site): Artefact =>
  addresses(
    sitemapPath(list, month, part.number),
    latestChange(part.entries),
    site,
    part.entries.map((entry) => ({ path: itemPath(entry), changed: entry.updatedAt })),
  )

/** The pages that are no documents. Without dates: those of lists change with every publication. */
export const renderPagesSitemap = (topics: Topics, site: Site): Artefact =>
  addresses(PAGES_PATH, NEVER_CHANGES, site, [
    ...STANDING_PATHS.map((path) => ({ path })),
    ...TOPIC_KINDS.flatMap((kind) =>
      [...topics[kind].keys()].map((slug) => ({ path: topicPath(kind, slug) })),
    ),
  ])

const addresses = (
  path: string,
  lastModified: string,
  { publicUrl }: Site,
  pages: readonly { readonly path: string; readonly changed?: string }[],
): Artefact =>
  xml(path, lastModified, [
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...pages.map(({ path: page, changed }) => {
      const date = changed === undefined ? '' : `<lastmod>${escapeXml(changed)}</lastmod>`
      return `<url><loc>${escapeXml(publicUrl + page)}</loc>${date}</url>`
    }),
    '</urlset>',
  ])

export const renderSitemapIndex = (
  dated: readonly (readonly [List, Counts])[],
  { publicUrl }: Site,
): Artefact => {
  const ofMonths = dated.flatMap(([list, months]) =>
    [...months].flatMap(([month, entries]) =>
      Array.from({ length: Math.ceil(entries / ADDRESSES_PER_SITEMAP) }, (_, index) =>
        sitemapPath(list, month, index + 1),
      ),
    ),
  )
  return xml('/sitemap.xml', NEVER_CHANGES, [
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...[PAGES_PATH, ...ofMonths].map(
      (path) => `<sitemap><loc>${escapeXml(publicUrl + path)}</loc></sitemap>`,
    ),
    '</sitemapindex>',
  ])
}

const xml = (path: string, lastModified: string, lines: readonly string[]): Artefact => ({
  path,
  mediaType: 'application/xml; charset=utf-8',
  lastModified,
  body: new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${lines.join('\n')}\n`),
})

export const renderRobots = ({ publicUrl }: Site): Artefact => ({
  path: '/robots.txt',
  mediaType: 'text/plain; charset=utf-8',
  lastModified: NEVER_CHANGES,
  body: new TextEncoder().encode(
    `User-agent: *\nDisallow: /admin\nDisallow: /api/\nDisallow: /search\n\nSitemap: ${publicUrl}/sitemap.xml\n`,
  ),
})
