/** The demo as a user starts it: one process for all of this, since its first start builds the admin. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openBrowser, overflow, watch, whyNoBrowser, type Watch } from '../helpers/browser'
import { startDemo, START_TIMEOUT_MS, type Demo } from '../helpers/demo-process'
import { ADDRESSES, linksOf, PAGES } from './addresses'
import { logIn, type RestClient, type Saved } from './rest-client'

/** A publication is where readers look within this time. */
const SOON = { timeout: 5000, interval: 50 }

let demo: Demo
const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(demo.origin + path, init)
const text = async (path: string): Promise<string> => (await ask(path)).text()

beforeAll(async () => {
  demo = await startDemo()
}, START_TIMEOUT_MS)

afterAll(async () => {
  // Undefined when it could not be started.
  await (demo as Demo | undefined)?.[Symbol.asyncDispose]()
})

describe('public addresses', () => {
  it.each(ADDRESSES)('answers %s', async (path) => {
    const response = await ask(path)
    expect(response.status).toBe(200)
    expect((await response.text()).length).toBeGreaterThan(0)
  })

  it('answers a conditional request with 304 and HEAD without a body', async () => {
    for (const path of ['/', '/articles/find-a-study-point', '/feeds/all.rss', '/changes.json']) {
      const first = await ask(path)
      const etag = first.headers.get('etag')
      expect(etag, path).not.toBeNull()
      const again = await ask(path, { headers: { 'If-None-Match': etag ?? '' } })
      expect(again.status, path).toBe(304)
      const head = await ask(path, { method: 'HEAD' })
      expect(head.status, path).toBe(200)
      expect(head.headers.get('etag'), path).toBe(etag)
      expect(await head.text(), path).toBe('')
    }
  })

  it('serves a video in parts', async () => {
    const page = await text('/videos/village-night-class')
    const video = linksOf(page, demo.origin).find((link) => link.endsWith('.mp4'))
    expect(video).toBeDefined()
    const head = await fetch(video ?? '', { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.headers.get('accept-ranges')).toBe('bytes')
    const size = Number(head.headers.get('content-length'))
    const part = await fetch(video ?? '', { headers: { Range: 'bytes=100-199' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${String(size)}`)
    expect((await part.arrayBuffer()).byteLength).toBe(100)
  })

  it('refuses the API to strangers', async () => {
    for (const path of ['/api/articles', '/api/deliveries', '/api/users'])
      expect((await ask(path)).status, path).toBe(403)
  })

  it('has no dead links', async () => {
    expect(PAGES.length).toBeGreaterThanOrEqual(10)
    const links = new Set<string>()
    for (const path of PAGES)
      for (const link of linksOf(await text(path), demo.origin + path)) links.add(link)
    expect(links.size).toBeGreaterThan(50)
    const dead: string[] = []
    for (const link of links) {
      const response = await fetch(link, { method: 'HEAD' })
      if (response.status !== 200) dead.push(`${String(response.status)} ${link}`)
    }
    expect(dead).toEqual([])
  })
})

describe('publishing through REST', () => {
  const SLUG = 'end-to-end-notice'
  const PATH = `/articles/${SLUG}`
  const TITLE = '端到端通知'
  let editor: RestClient
  let saved: Saved

  beforeAll(async () => {
    editor = await logIn(demo.origin, demo.account)
  })

  it('is in the feed within five seconds', async () => {
    saved = await editor.create('articles', {
      title: TITLE,
      slug: SLUG,
      summary: '测试发布到达订阅的时间。',
      authorUnit: '编辑部',
      language: 'zh-CN',
      channels: ['website'],
      _status: 'published',
    })
    expect(saved).toMatchObject({ slug: SLUG, _status: 'published' })
    await expect.poll(() => text('/feeds/all.rss'), SOON).toContain(TITLE)
    await expect.poll(async () => (await ask(PATH)).status, SOON).toBe(200)
    expect(await text('/')).toContain(TITLE)
  })

  it('delivers nothing when nothing changed', async () => {
    const before = await editor.deliveriesOf('articles', saved.id)
    expect(before).toHaveLength(2)
    // Rows are written before the answer, so a new one would be there.
    await editor.update('articles', saved.id, { title: TITLE, _status: 'published' })
    expect(await editor.deliveriesOf('articles', saved.id)).toHaveLength(2)
  })

  it('corrects the page and the feed', async () => {
    await editor.update('articles', saved.id, {
      title: `${TITLE}（更正）`,
      corrections: [{ at: new Date().toISOString(), note: '标题有误' }],
      _status: 'published',
    })
    await expect.poll(() => text(PATH), SOON).toContain(`${TITLE}（更正）`)
    expect(await text(PATH)).toContain('标题有误')
    await expect.poll(() => text('/feeds/all.atom'), SOON).toContain(`${TITLE}（更正）`)
  })

  it('takes back what is unpublished', async () => {
    await editor.update('articles', saved.id, { _status: 'draft' })
    await expect.poll(async () => (await ask(PATH)).status, SOON).toBe(410)
    await expect.poll(() => text('/feeds/all.rss'), SOON).not.toContain(TITLE)
    expect(await text('/')).not.toContain(TITLE)
    const atom = await text('/feeds/all.atom')
    expect(atom).toMatch(new RegExp(`<at:deleted-entry [^>]*ref="[^"]*articles/${saved.id}"`))
    expect(atom).not.toContain(`${TITLE}（更正）</title>`)
    const { changes } = (await (await ask('/changes.json')).json()) as {
      changes: { action: string; slug: string }[]
    }
    const actions = changes.filter(({ slug }) => slug === SLUG).map(({ action }) => action)
    expect(actions).toEqual(['publish', 'correct', 'withdraw'])
    const rows = await editor.deliveriesOf('articles', saved.id)
    expect(rows.map(({ state }) => state)).toEqual(Array(6).fill('delivered'))
  })
})

if (whyNoBrowser) process.stdout.write(`The browser tests are skipped: ${whyNoBrowser}\n`)
describe.skipIf(whyNoBrowser)('in a browser', () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await openBrowser()
    page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } })
    page.setDefaultTimeout(20_000)
  })

  afterAll(async () => {
    // Undefined when it could not be started.
    await (browser as Browser | undefined)?.close()
  })

  describe('the admin', () => {
    let seen: Watch

    beforeAll(async () => {
      seen = watch(page, demo.origin)
      await page.goto(`${demo.origin}/admin`)
      await page.fill('input[name=email]', demo.account.email)
      await page.fill('input[name=password]', demo.account.password)
      await page.click('button[type=submit]')
      await page.waitForSelector('.dashboard')
    })

    it('speaks Chinese to a Chinese browser', async () => {
      expect(await page.getAttribute('html', 'lang')).toBe('zh')
    })

    it('lists deliveries', async () => {
      await page.goto(`${demo.origin}/admin/collections/deliveries`)
      await page.waitForSelector('.collection-list tbody tr')
      expect(await page.textContent('.collection-list')).toContain('已投递')
    })

    it('shows the receipt and the attempts of a delivery', async () => {
      await page.goto(`${demo.origin}/admin/collections/deliveries`)
      await page.click('.collection-list tbody tr a')
      await page.waitForSelector('input[name=receipt]')
      expect(await page.inputValue('input[name=receipt]')).toMatch(/^(page|gone|change):/)
      expect(await page.textContent('.field-type:has(th:has-text("用时")) tbody')).toMatch(
        /\d+ ms.*(page|gone|change):/s,
      )
    })

    it('shows the timetable', async () => {
      await page.goto(`${demo.origin}/admin/collections/timetable`)
      await page.waitForSelector('.collection-list tbody tr')
      expect(await page.locator('.collection-list tbody tr').count()).toBeGreaterThan(3)
    })

    it('opens the form of an article', async () => {
      await page.goto(`${demo.origin}/admin/collections/articles`)
      await page.click('.collection-list tbody tr a:has-text("怎样找到学习点")')
      await page.waitForSelector('[contenteditable=true]')
      expect(await page.inputValue('input[name=slug]')).toBe('find-a-study-point')
    })

    it('asks no other host for anything and complains of nothing', () => {
      expect(seen).toEqual({ strangers: [], errors: [] })
    })
  })

  it.each([
    ['/', 360],
    ['/', 1280],
    ['/articles/farm-produce-live-selling', 360],
    ['/articles/farm-produce-live-selling', 1280],
    ['/lessons/three-minute-clip', 360],
    ['/lessons/three-minute-clip', 1280],
  ])('shows %s at %i pixels without scrolling sideways', async (path, width) => {
    const reader = await browser.newPage({ locale: 'zh-CN', viewport: { width, height: 800 } })
    const seen = watch(reader, demo.origin)
    await reader.goto(demo.origin + path, { waitUntil: 'load' })
    await reader.waitForSelector('h1')
    expect(await overflow(reader)).toBe(0)
    expect(seen).toEqual({ strangers: [], errors: [] })
    await reader.close()
  })
})

// The last: it stops the demo.
describe('the delivery plane alone', () => {
  it('answers every public address while the author and the worker are down', async () => {
    const delivery = await demo.startDelivery()
    expect(await demo.stop()).toBe(0)
    await expect(ask('/healthz')).rejects.toThrow()

    const failed: string[] = []
    for (const path of ADDRESSES) {
      const response = await fetch(delivery.origin + path)
      if (response.status !== 200) failed.push(`${String(response.status)} ${path}`)
    }
    expect(failed).toEqual([])
    expect((await fetch(`${delivery.origin}/articles/end-to-end-notice`)).status).toBe(410)
    expect((await fetch(`${delivery.origin}/admin`)).status).toBe(404)
  })
})
