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
  const frame = frameOf(page, look)
  const head = renderToString(<Head page={page} look={look} />)
  const inside = renderToString(
    <>
      <Crumbs page={page} />
      {main}
    </>,
  )
  const html = `<!doctype html>\n${frame.start}${head}${frame.before}${inside}${frame.after}\n`
  return new TextEncoder().encode(html.replace(FORBIDDEN, ''))
}

/** What stands around a page, and is the same for all pages of a section: a third of the work of drawing one. */
interface Frame {
  readonly start: string
  readonly before: string
  readonly after: string
}

/** Of the last look: a process has one. */
let known: Known | undefined

interface Known {
  readonly look: Look
  /** The same as text: looks are made anew and seldom differ. */
  readonly text: string
  readonly frames: Map<string, Frame>
}

function framesOf(look: Look): Map<string, Frame> {
  if (known?.look === look) return known.frames
  const text = JSON.stringify(look)
  const frames = known?.text === text ? known.frames : new Map<string, Frame>()
  known = { look, text, frames }
  return frames
}

function frameOf(page: Page, look: Look): Frame {
  if (page.query !== undefined) return renderFrame(page, look)
  const frames = framesOf(look)
  const key = page.path === HOME_PATH ? HOME_PATH : (page.section ?? '')
  const frame = frames.get(key) ?? renderFrame(page, look)
  frames.set(key, frame)
  return frame
}

/** Where head and main are put in; no text of a page may hold it, since it is escaped there. */
const GAP = '<wbr/>'

function renderFrame(page: Page, look: Look): Frame {
  const gap = <wbr />
  const html = renderToString(
    <html lang={htmlLanguage(look.site.language)}>
      {gap}
      <body>
        <a class="skip" href="#main">
          {zh.skip}
        </a>
        <Header page={page} look={look} />
        <main id="main" class="wrap">
          {gap}
        </main>
        <Footer look={look} />
      </body>
    </html>,
  )
  const [start = '', before = '', after = ''] = html.split(GAP)
  return { start, before, after }
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

function Crumbs({ page: { crumbs = [] } }: { readonly page: Page }) {
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
