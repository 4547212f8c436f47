/** @jsxImportSource preact */
/** The frame of every page: head, header, footer. */
import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

import { absoluteUrl, CONTENT_TYPES, type ContentType, type Site } from '@/core'

import { ICON_PATH } from '../assets/icon'
import { SCRIPT_PATH } from '../assets/script'
import { STYLE_PATH } from '../assets/style'
import type { Look } from '../html'
import { HOME_PATH, MANIFEST_PATH, SEARCH_PATH } from '../pages/addresses'
import { zh } from '../texts.zh'
import { TOPIC_KINDS, type TopicKind } from '../views'
import { SearchIcon } from './icons'
import { Structured, type Thing } from './structured'
import { Word, type LookProps } from './words'

export const HTML = 'text/html; charset=utf-8'

export interface Crumb {
  readonly path: string
  readonly label: string
}

export interface Page {
  /** Root-relative; the canonical address. */
  readonly path: string
  readonly title: string
  readonly description: string
  readonly type: 'article' | 'website' | 'video.other'
  /** Feeds about what the page shows, beside the one of everything: root-relative without extension. */
  readonly feeds?: readonly { readonly path: string; readonly title: string }[]
  /** The way to the page below home, the page itself left out. */
  readonly crumbs?: readonly Crumb[]
  /** What is marked in the header. */
  readonly section?: ContentType | TopicKind
  /** Root-relative. */
  readonly image?: string
  /** ISO 8601. */
  readonly publishedAt?: string
  readonly updatedAt?: string
  /** Not for search engines. */
  readonly hidden?: boolean
  readonly structured?: readonly Thing[]
  /** The previous and next pages of a list. */
  readonly previous?: string
  readonly next?: string
  /** What the search box holds. */
  readonly query?: string
}

export const FEED_FORMATS = [
  ['rss', 'application/rss+xml', 'RSS'],
  ['atom', 'application/atom+xml', 'Atom'],
  ['json', 'application/feed+json', 'JSON Feed'],
] as const

/** Characters that no HTML may hold, not even escaped. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/** A finished page. */
export function renderDocument(page: Page, main: VNode, look: Look): Uint8Array {
  const html = renderToString(
    <html lang={htmlLanguage(look.site.language)}>
      <Head page={page} look={look} />
      <body>
        <a class="skip" href="#main">
          {zh.skip}
        </a>
        <Header page={page} look={look} />
        <main id="main" class="wrap">
          <Crumbs page={page} look={look} />
          {main}
        </main>
        <Footer look={look} />
      </body>
    </html>,
  )
  return new TextEncoder().encode(`<!doctype html>\n${html.replace(FORBIDDEN, '')}\n`)
}

function Head({ page, look }: LookProps & { readonly page: Page }) {
  const { site } = look
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{page.path === HOME_PATH ? site.title : `${page.title} · ${site.title}`}</title>
      <meta name="description" content={page.description} />
      <link rel="stylesheet" href={STYLE_PATH} />
      <script src={SCRIPT_PATH} defer />
      <link rel="icon" href={ICON_PATH} type="image/svg+xml" />
      <link rel="manifest" href={MANIFEST_PATH} />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#a8201a" />
      {page.hidden ? (
        <meta name="robots" content="noindex" />
      ) : (
        <Discovery page={page} look={look} />
      )}
    </head>
  )
}

/** The canonical address, feeds, what other sites show of a link to the page (Open Graph), and schema.org. */
function Discovery({ page, look: { site } }: LookProps & { readonly page: Page }) {
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
  return (
    <>
      <link rel="canonical" href={url} />
      {page.previous && <link rel="prev" href={page.previous} />}
      {page.next && <link rel="next" href={page.next} />}
      {feeds.flatMap(({ path, title }) =>
        FEED_FORMATS.map(([extension, type, name]) => (
          <link
            key={path + extension}
            rel="alternate"
            type={type}
            title={`${title} (${name})`}
            href={`${path}.${extension}`}
          />
        )),
      )}
      {Object.entries(properties).map(
        ([name, value]) => value && <meta key={name} property={name} content={value} />,
      )}
      <Structured things={[...(page.structured ?? []), ...trailOf(page, site)]} />
    </>
  )
}

const trailOf = (page: Page, site: Site): Thing[] =>
  page.path === HOME_PATH
    ? []
    : [
        {
          '@type': 'BreadcrumbList',
          itemListElement: [
            { path: HOME_PATH, label: zh.home },
            ...(page.crumbs ?? []),
            { path: page.path, label: page.title },
          ].map(({ path, label }, index) => ({
            '@type': 'ListItem',
            position: index + 1,
            name: label,
            item: absoluteUrl(site, path),
          })),
        },
      ]

function Header({ page, look }: LookProps & { readonly page: Page }) {
  const { site } = look
  const brand = (
    <a class="brand" href={HOME_PATH}>
      {site.title}
    </a>
  )
  return (
    <header class="site">
      <div class="wrap">
        <div class="masthead">
          {page.path === HOME_PATH ? <h1>{brand}</h1> : <p>{brand}</p>}
          {site.publisher !== site.title && <p class="publisher">{site.publisher}</p>}
        </div>
        <form class="search" role="search" action={SEARCH_PATH} aria-label={zh.searchSite}>
          <input
            type="search"
            name="q"
            aria-label={zh.searchHint}
            placeholder={zh.search}
            maxlength={100}
            value={page.query}
          />
          <button type="submit" aria-label={zh.search}>
            <SearchIcon />
          </button>
        </form>
        <nav class="sections" aria-label={zh.sections}>
          <ul>
            {[...CONTENT_TYPES, ...TOPIC_KINDS].map((key) => (
              <li key={key}>
                <a href={`/${key}/`} aria-current={key === page.section ? 'true' : undefined}>
                  <Word of={key} look={look} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  )
}

function Crumbs({ page: { crumbs = [] } }: LookProps & { readonly page: Page }) {
  if (crumbs.length === 0) return null
  return (
    <nav class="crumbs" aria-label={zh.breadcrumbs}>
      <ol>
        {[{ path: HOME_PATH, label: zh.home }, ...crumbs].map(({ path, label }) => (
          <li key={path}>
            <a href={path}>{label}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

const Footer = ({ look: { site } }: LookProps) => (
  <footer class="site">
    <div class="wrap">
      <nav aria-label={zh.siteInformation}>
        <ul>
          <FooterLink href="/archive/">{zh.archive}</FooterLink>
          <FooterLink href="/feeds/">{zh.feeds}</FooterLink>
          <FooterLink href="/about">{zh.about}</FooterLink>
          <FooterLink href="/contact">{zh.contact}</FooterLink>
          <FooterLink href="/accessibility">{zh.accessibility}</FooterLink>
        </ul>
      </nav>
      <p>
        {site.publisher}
        {site.icp && <span class="icp"> {site.icp}</span>}
      </p>
    </div>
  </footer>
)

const FooterLink = ({
  href,
  children,
}: {
  readonly href: string
  readonly children: ComponentChildren
}) => (
  <li>
    <a href={href}>{children}</a>
  </li>
)

/** Screen readers and browsers choose fonts by script, and regions stand for one: `zh-CN` is simplified Chinese. */
export function htmlLanguage(language: string): string {
  if (/^zh(?:-(?:CN|SG|MY))?$/i.test(language)) return 'zh-Hans'
  return /^zh-(?:TW|HK|MO)$/i.test(language) ? 'zh-Hant' : language
}
