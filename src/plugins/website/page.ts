/** The frame of every page. */
import { CONTENT_TYPES } from '@/core'

import { escape, word, type Look } from './html'
import { STYLE_PATH } from './style'

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
  readonly crumbs?: readonly { readonly path: string; readonly html: string }[]
  readonly image?: string
  /** Not for search engines: pages that say something is gone. */
  readonly hidden?: boolean
}

const FORMATS = [
  ['rss', 'application/rss+xml'],
  ['atom', 'application/atom+xml'],
  ['json', 'application/feed+json'],
] as const

export function renderPage(page: Page, look: Look): Uint8Array {
  const { site } = look
  const url = site.publicUrl + page.path
  const title = page.path === '/' ? site.title : `${page.title} · ${site.title}`
  const feeds = [{ path: '/feeds/all', title: site.title }, ...(page.feeds ?? [])]
  const html = `<!doctype html>
<html lang="${htmlLanguage(site.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title>
<meta name="description" content="${escape(page.description)}">
${page.hidden ? '<meta name="robots" content="noindex">' : `<link rel="canonical" href="${escape(url)}">`}
<link rel="stylesheet" href="${STYLE_PATH}">
${feeds.map(discovery).join('\n')}
<meta property="og:title" content="${escape(page.title)}">
<meta property="og:description" content="${escape(page.description)}">
<meta property="og:type" content="${page.type}">
<meta property="og:url" content="${escape(url)}">
<meta property="og:site_name" content="${escape(site.title)}">${page.image ? `\n<meta property="og:image" content="${escape(site.publicUrl + page.image)}">` : ''}
</head>
<body>
<a class="skip" href="#main">${word(look, 'skip')}</a>
<header class="site"><div><a class="brand" href="/">${escape(site.title)}</a>
<nav class="main" aria-label="${escape(site.title)}"><ul>${CONTENT_TYPES.map((type) => `<li><a href="/${type}/">${word(look, type)}</a></li>`).join('')}</ul></nav></div></header>
<main id="main">
${crumbs(page, look)}${page.main}
</main>
<footer class="site"><div><p>${escape(site.publisher)} · <a href="/feeds/">${word(look, 'feeds')}</a></p></div></footer>
</body>
</html>
`
  return new TextEncoder().encode(html)
}

const discovery = ({ path, title }: { path: string; title: string }): string =>
  FORMATS.map(
    ([extension, type]) =>
      `<link rel="alternate" type="${type}" title="${escape(title)}" href="${path}.${extension}">`,
  ).join('')

const crumbs = ({ crumbs: trail = [] }: Page, look: Look): string =>
  trail.length === 0
    ? ''
    : `<nav class="crumbs" aria-label="breadcrumb"><ul><li><a href="/">${word(look, 'home')}</a></li>${trail
        .map(({ path, html }) => `<li><a href="${path}">${html}</a></li>`)
        .join('')}</ul></nav>\n`

/** Screen readers and browsers choose fonts by script: `zh-CN` is simplified Chinese. */
export const htmlLanguage = (language: string): string =>
  /^zh(?:-(?:CN|SG))?$/i.test(language) ? 'zh-Hans' : escape(language)
