/** What search engines read: an index of sitemaps, one or more per month, and robots.txt. */
import { itemPath, type Artefact, type Site } from '@/core'

import { escape } from './html'
import { ADDRESSES_PER_SITEMAP } from './limits'
import { latestChange, NEVER_CHANGES } from './list-pages'
import type { Entry } from './lists'
import type { Part } from './parts'

/** `/sitemaps/2014-11.xml`, then `/sitemaps/2014-11-2.xml` … */
export const sitemapPath = (month: string, part: number): string =>
  `/sitemaps/${month}${part === 1 ? '' : `-${String(part)}`}.xml`

/** The addresses of a part of a month. */
export const renderSitemap = (month: string, part: Part<Entry>, site: Site): Artefact =>
  xml(sitemapPath(month, part.number), latestChange(part.entries), [
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...part.entries.map(
      (entry) =>
        `<url><loc>${escape(site.publicUrl + itemPath(entry))}</loc><lastmod>${escape(entry.updatedAt)}</lastmod></url>`,
    ),
    '</urlset>',
  ])

export const renderSitemapIndex = (
  months: ReadonlyMap<string, number>,
  { publicUrl }: Site,
): Artefact =>
  xml('/sitemap.xml', NEVER_CHANGES, [
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...[...months].flatMap(([month, entries]) =>
      Array.from(
        { length: Math.ceil(entries / ADDRESSES_PER_SITEMAP) },
        (_, index) =>
          `<sitemap><loc>${escape(publicUrl + sitemapPath(month, index + 1))}</loc></sitemap>`,
      ),
    ),
    '</sitemapindex>',
  ])

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
    `User-agent: *\nDisallow: /admin\nDisallow: /api/\n\nSitemap: ${publicUrl}/sitemap.xml\n`,
  ),
})
