/** The website of a real hub as a reader, a search engine and a validator meet it: without a browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { MAX_QUERY_LENGTH } from '@/search'

import { START_TIMEOUT_MS, type Demo } from '../helpers/demo-process'
import { checkHtml, whyNoNu } from '../helpers/nu'
import { describeBrowsing } from './website-browser'
import { crawl, reachable, type Crawl } from './website-crawl'
import { describeLighthouse } from './website-lighthouse'
import { NOTICE_WORD, PAGE_TYPES, searchPath, startWebsite } from './website-site'

const LONG_MS = 300_000

/** The renderer always writes it, and HTML ignores it. */
const UNAVOIDABLE = /: info: Trailing slash on void elements/

let demo: Demo
let found: Crawl
const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(demo.origin + path, init)
const text = async (path: string): Promise<string> => (await ask(path)).text()

beforeAll(async () => {
  demo = await startWebsite()
  const good = Object.values(PAGE_TYPES).filter(({ status }) => status === 200)
  found = await crawl(
    demo.origin,
    good.map(({ path }) => path),
  )
}, START_TIMEOUT_MS + LONG_MS)

afterAll(async () => {
  // Undefined when it could not be started.
  await (demo as Demo | undefined)?.[Symbol.asyncDispose]()
})

describe('every page', () => {
  it('leads nowhere that is not there', () => {
    expect(found.pages.size).toBeGreaterThan(80)
    expect(found.files.size).toBeGreaterThan(80)
    expect(found.dead).toEqual([])
  })

  it('that the sitemaps name can be reached from the home page', () => {
    const reached = reachable(found, '/')
    expect([...found.named].filter((path) => !reached.has(path))).toEqual([])
    for (const path of ['/articles/find-a-study-point', '/courses/study-organiser', '/'])
      expect(found.named.has(path), path).toBe(true)
  })

  it('names its own address as the canonical one, unless search engines are to leave it out', () => {
    const wrong = [...found.pages.values()].filter(({ path, canonical, html }) =>
      html.includes('<meta name="robots" content="noindex')
        ? found.named.has(path)
        : canonical !== demo.origin + path,
    )
    expect(wrong.map(({ path, canonical }) => [path, canonical])).toEqual([])
  })

  it.each(Object.entries(PAGE_TYPES))('of the type %s answers as it should', async (_, page) => {
    const answer = await ask(page.path)
    expect(answer.status).toBe(page.status)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await answer.text()).toContain('<h1')
  })
})

if (whyNoNu) process.stdout.write(`The HTML checker is skipped: ${whyNoNu}\n`)
describe.skipIf(whyNoNu)('the HTML', () => {
  it(
    'has no error and no warning on any page',
    async () => {
      const pages = new Map([...found.pages].map(([path, { html }]) => [path, html]))
      for (const [name, { path }] of Object.entries(PAGE_TYPES))
        if (!pages.has(path)) pages.set(name, await text(path))
      const messages = await checkHtml(pages)
      expect(messages.filter((message) => !UNAVOIDABLE.test(message))).toEqual([])
    },
    LONG_MS,
  )

  it('would not pass the checker with an error in it', async () => {
    const bad =
      '<!doctype html><html lang="zh"><title>x</title><p><img src="a.png"><div></p></html>'
    expect((await checkHtml(new Map([['bad', bad]]))).length).toBeGreaterThan(1)
  })
})

describe('a film', () => {
  it('comes in parts, with captions as text', async () => {
    const page = await text('/videos/village-night-class')
    const film = /<source src="([^"]+)"/.exec(page)?.[1] ?? ''
    const part = await ask(film, { headers: { Range: 'bytes=1000-1999' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-type')).toBe('video/mp4')
    expect((await part.arrayBuffer()).byteLength).toBe(1000)
    const last = await ask(film, { headers: { Range: 'bytes=-10' } })
    expect([last.status, (await last.arrayBuffer()).byteLength]).toEqual([206, 10])
    expect((await ask(film, { headers: { Range: 'bytes=999999999-' } })).status).toBe(416)

    const captions = await ask(/<track [^>]*src="([^"]+)"/.exec(page)?.[1] ?? '')
    expect(captions.status).toBe(200)
    expect(captions.headers.get('content-type')).toMatch(/^text\/vtt/)
    expect(await captions.text()).toMatch(/^WEBVTT/)
  })
})

describe('search', () => {
  const hitsOf = (html: string): string[] =>
    [...html.matchAll(/<h3><a href="([^"]+)">/g)].map(([, path = '']) => path)
  const search = async (q: string, more?: Readonly<Record<string, string>>): Promise<string[]> =>
    hitsOf(await text(searchPath(q, more)))

  it.each([
    ['a word of one character', '课', '/articles/village-night-class'],
    ['a word of two', '夜课', '/videos/village-night-class'],
    ['a longer phrase', '怎样找到学习点', '/articles/find-a-study-point'],
    ['pinyin initials', 'xxd', '/articles/find-a-study-point'],
    ['pinyin', 'yeke', '/articles/village-night-class'],
    ['what only a transcript says', '没有答上来的问题', '/videos/village-night-class'],
  ])('finds %s: %s', async (_, query, path) => {
    expect(await search(query)).toContain(path)
  })

  it('puts titles first and marks what was asked', async () => {
    const html = await text(searchPath('夜课'))
    expect(hitsOf(html).slice(0, 2).sort()).toEqual([
      '/articles/village-night-class',
      '/videos/village-night-class',
    ])
    expect(html).toContain('<mark>夜课</mark>')
  })

  it('filters by type, theme, audience and date', async () => {
    expect(await search('夜课', { type: 'videos' })).toEqual(['/videos/village-night-class'])
    const migrant = await search('学习', { audience: 'migrant' })
    expect(migrant).toContain('/articles/find-a-study-point')
    expect(migrant).not.toContain('/articles/first-year-reading-route')
    const skills = await search('夜课', { theme: 'skills' })
    expect(skills).toContain('/articles/village-night-class')
    expect(skills).not.toContain('/videos/village-night-class')
    const dated = await search('夜课', { type: 'articles', from: '2014-11-03', to: '2014-11-03' })
    expect(dated).toEqual(['/articles/village-night-class'])
    expect(await search('夜课', { type: 'articles', to: '2014-11-02' })).toEqual([])
  })

  it('pages through results without showing one twice', async () => {
    const first = await text(searchPath(NOTICE_WORD))
    const next = /<a rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&')
    expect(next).toBeDefined()
    const second = await text(next ?? '')
    expect(second).toContain('rel="prev"')
    expect(second).not.toContain('rel="next"')
    const all = [...hitsOf(first), ...hitsOf(second)]
    expect(all).toHaveLength(21)
    expect(new Set(all).size).toBe(21)
  })

  it('does not find what was withdrawn', async () => {
    expect(await search('发错的通知')).not.toContain('/articles/withdrawn-notice')
  })

  it('tells programs the same', async () => {
    const answer = await ask(searchPath('夜课', { type: 'videos' }).replace('?', '.json?'))
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    const { hits } = (await answer.json()) as { hits: { url: string; titleHtml: string }[] }
    expect(hits.map(({ url }) => url)).toEqual([`${demo.origin}/videos/village-night-class`])
    expect(hits[0]?.titleHtml).toContain('<mark>夜课</mark>')
  })

  it.each([
    '"><script>alert(1)</script>',
    '" OR 1=1 --',
    'NEAR(夜 课) AND NOT *',
    '%00%ff\u0000',
    '\u202e夜课\u202c',
    '。。。',
    '夜'.repeat(MAX_QUERY_LENGTH + 1),
    Array.from({ length: 40 }, (_, index) => `词${String(index)}`).join(' '),
  ])('answers a hostile query with a page: %j', async (query) => {
    const answer = await ask(searchPath(query))
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(html).toContain('<h1')
    expect(html).not.toContain('<script>alert')
    const json = await ask(searchPath(query).replace('?', '.json?'))
    expect([200, 400]).toContain(json.status)
    await json.json()
  })

  it.each(['type=nothing', 'from=2015-02-30', 'page=0', 'page=x', 'theme=%3Cb%3E'])(
    'says that %s is no filter',
    async (filter) => {
      const html = await text(`${searchPath('夜课')}&${filter}`)
      expect(hitsOf(html)).toEqual([])
      expect(html).toContain('role="alert"')
    },
  )
})

describeBrowsing(() => ({ origin: demo.origin, pages: [...found.pages.keys()] }))
describeLighthouse(() => demo.origin)
