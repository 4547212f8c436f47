/** A demo hub with what the samples lack, and one page of every type on it. */
import { startDemo, type Demo } from '../helpers/demo-process'
import { logIn } from './rest-client'

/** More than a page of results holds. */
const NOTICES = 21
/** A word of their titles that no sample has. */
export const NOTICE_WORD = '停水'
export const WITHDRAWN_PATH = '/articles/withdrawn-notice'
/** A publication is where readers look within this time. */
const SOON_MS = 20_000

export interface PageCase {
  readonly path: string
  readonly status: 200 | 404 | 410
}

const page = (path: string, status: PageCase['status'] = 200): PageCase => ({ path, status })
export const searchPath = (q: string, more: Readonly<Record<string, string>> = {}): string =>
  `/search?${new URLSearchParams({ q, ...more }).toString()}`

/** One page of every type, from the samples. */
export const PAGE_TYPES: Readonly<Record<string, PageCase>> = {
  home: page('/'),
  list: page('/articles/'),
  month: page('/videos/2014-11/'),
  theme: page('/themes/policy/'),
  themes: page('/themes/'),
  audience: page('/audiences/rural/'),
  audiences: page('/audiences/'),
  archive: page('/archive/'),
  article: page('/articles/farm-produce-live-selling'),
  video: page('/videos/village-night-class'),
  explainer: page('/explainers/how-to-read-the-plan'),
  lesson: page('/lessons/three-minute-clip'),
  course: page('/courses/study-organiser'),
  'search form': page('/search'),
  'search with hits': page(searchPath('夜课')),
  'search without hits': page(searchPath('量子力学')),
  'not found': page('/articles/never-there', 404),
  withdrawn: page(WITHDRAWN_PATH, 410),
  about: page('/about'),
  contact: page('/contact'),
  accessibility: page('/accessibility'),
  offline: page('/offline'),
  feeds: page('/feeds/'),
}

/** Starts the demo; publishes notices enough for two pages of results, and one that is withdrawn again. */
export async function startWebsite(): Promise<Demo> {
  const demo = await startDemo()
  try {
    await addDocuments(demo)
    return demo
  } catch (error) {
    await demo[Symbol.asyncDispose]()
    throw error
  }
}

async function addDocuments(demo: Demo): Promise<void> {
  const editor = await logIn(demo.origin, demo.account)
  const notice = (slug: string, title: string, day: number): object => ({
    title,
    slug,
    summary: '供水管道检修，请提前备水。',
    authorUnit: '后勤组',
    language: 'zh-CN',
    publishedAt: `2015-12-${String(day).padStart(2, '0')}T01:00:00.000Z`,
    _status: 'published',
  })
  for (let number = 1; number <= NOTICES; number += 1)
    await editor.create(
      'articles',
      notice(`notice-${String(number)}`, `第${String(number)}号${NOTICE_WORD}通知`, number),
    )
  const { id } = await editor.create('articles', notice('withdrawn-notice', '发错的通知', 30))
  await until(demo, WITHDRAWN_PATH, 200)
  await editor.update('articles', id, { _status: 'draft' })
  await until(demo, WITHDRAWN_PATH, 410)
  await until(demo, `/articles/notice-${String(NOTICES)}`, 200)
}

async function until({ origin }: Demo, path: string, status: number): Promise<void> {
  const deadline = Date.now() + SOON_MS
  for (;;) {
    const answer = await fetch(origin + path)
    await answer.arrayBuffer()
    if (answer.status === status) return
    if (Date.now() > deadline)
      throw new Error(`${path} answers ${String(answer.status)}, not ${String(status)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
