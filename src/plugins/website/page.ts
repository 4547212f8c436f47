/** The frame of every page. */
import { absoluteUrl, CONTENT_TYPES, type ContentType } from '@/core'

import { escape, plainWord, word, type Look } from './html'
import { STYLE_PATH } from './style.css'

export const HTML = 'text/html; charset=utf-8'

export interface Page {
  /** Root-relative; the canonical address. */
  readonly path: string
  readonly title: string
  readonly description: string
  /** Already HTML. */
  readonly main: string
  readonly type: 'article' | 'website'
  /** Feeds about what the page shows, beside the one of everything: root-relative without extension. */
  readonly feeds?: readonly { readonly path: string; readonly title: string }[]
  /** The way to the page below home; the labels are HTML. */
  readonly crumbs?: readonly { readonly path: string; readonly html: string }[]
  /** The type whose pages this one belongs to, marked in the header. */
  readonly section?: ContentType
  /** Root-relative. */
  readonly image?: string
  /** ISO 8601. */
  readonly publishedAt?: string
  readonly updatedAt?: string
  /** Not for search engines: pages that say something is gone. */
  readonly hidden?: boolean
}

const FORMATS = [
  ['rss', 'application/rss+xml', 'RSS'],
  ['atom', 'application/atom+xml', 'Atom'],
  ['json', 'application/feed+json', 'JSON Feed'],
] as const

/** Links to the three formats of a feed: root-relative path without extension. */
export const feedLinks = (feed: string, look: Look): string =>
  `<p class="meta">${word(look, 'feeds')}：${FORMATS.map(
    ([extension, type, name]) =>
      `<a href="${escape(feed)}.${extension}" type="${type}">${name}</a>`,
  ).join(' · ')}</p>`

/** A finished page. */
export function renderPage(page: Page, look: Look): Uint8Array {
  const { site } = look
  const title = page.path === '/' ? site.title : `${page.title} · ${site.title}`
  const html = `<!doctype html>
<html lang="${htmlLanguage(site.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title>
<meta name="description" content="${escape(page.description)}">
<link rel="stylesheet" href="${STYLE_PATH}">
${page.hidden ? '<meta name="robots" content="noindex">' : discoverable(page, look)}
</head>
<body>
<a class="skip" href="#main">${word(look, 'skip')}</a>
<header class="site"><div><a class="brand" href="/">${escape(site.title)}</a>
${sections(page, look)}</div></header>
<main id="main">
${crumbs(page, look)}${page.main}
</main>
<footer class="site"><div><p>${escape(site.publisher)}</p><p><a href="/feeds/">${word(look, 'feeds')}</a></p></div></footer>
</body>
</html>
`
  return new TextEncoder().encode(html)
}

/** The canonical address, feeds, and what other sites show of a link to the page (Open Graph). */
function discoverable(page: Page, { site }: Look): string {
  const url = absoluteUrl(site, page.path)
  const feeds = [{ path: '/feeds/all', title: site.title }, ...(page.feeds ?? [])]
  const properties = {
    'og:type': page.type,
    'og:title': page.title,
    'og:description': page.description,
    'og:url': url,
    'og:site_name': site.title,
    'og:locale': site.language.replace('-', '_'),
    'og:image': page.image && absoluteUrl(site, page.image),
    'article:published_time': page.publishedAt,
    'article:modified_time': page.updatedAt,
  }
  return [
    `<link rel="canonical" href="${escape(url)}">`,
    ...feeds.flatMap(({ path, title }) =>
      FORMATS.map(
        ([extension, type]) =>
          `<link rel="alternate" type="${type}" title="${escape(title)}" href="${escape(path)}.${extension}">`,
      ),
    ),
    ...Object.entries(properties).map(([name, value]) =>
      value ? `<meta property="${name}" content="${escape(value)}">` : '',
    ),
  ]
    .filter(Boolean)
    .join('\n')
}

function sections({ section }: Page, look: Look): string {
  const links = CONTENT_TYPES.map(
    (type) =>
      `<li><a href="/${type}/"${type === section ? ' aria-current="true"' : ''}>${word(look, type)}</a></li>`,
  )
  return `<nav class="sections" aria-label="${plainWord('sections')}"><ul class="row">${links.join('')}</ul></nav>`
}

function crumbs({ crumbs: trail = [] }: Page, look: Look): string {
  if (trail.length === 0) return ''
  const links = [{ path: '/', html: word(look, 'home') }, ...trail].map(
    ({ path, html }) => `<li><a href="${escape(path)}">${html}</a></li>`,
  )
  return `<nav class="crumbs" aria-label="${plainWord('breadcrumbs')}"><ol class="row">${links.join('')}</ol></nav>\n`
}

/** Screen readers and browsers choose fonts by script, and regions stand for one: `zh-CN` is simplified Chinese. */
export function htmlLanguage(language: string): string {
  if (/^zh(?:-(?:CN|SG|MY))?$/i.test(language)) return 'zh-Hans'
  return /^zh-(?:TW|HK|MO)$/i.test(language) ? 'zh-Hant' : escape(language)
}
