/** @jsxImportSource preact */
/** What a page says of itself to browsers, search engines and other sites. */
import { absoluteUrl, type ContentType, type Site } from '@/core'

import { ICON_PATH } from '../assets/icon'
import { SCRIPT_PATH } from '../assets/script'
import { STYLE_PATH } from '../assets/style'
import { HOME_PATH, MANIFEST_PATH } from '../pages/addresses'
import { zh } from '../texts.zh'
import type { TopicKind } from '../views'
import { Structured, type Thing } from './structured'
import type { LookProps } from './words'

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

export function Head({ page, look }: LookProps & { readonly page: Page }) {
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
