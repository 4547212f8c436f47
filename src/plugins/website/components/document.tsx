/** @jsxImportSource preact */
/** The frame of every page. */
import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

import { CONTENT_TYPES } from '@/core'

import type { Look } from '../html'
import { HOME_PATH, SEARCH_PATH } from '../pages/addresses'
import { zh } from '../texts.zh'
import { TOPIC_KINDS } from '../views'
import { Head, type Page } from './head'
import { SearchIcon } from './icons'
import { Word, type LookProps } from './words'

export const HTML = 'text/html; charset=utf-8'

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
