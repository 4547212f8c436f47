/** The proof of WeChat in the admin: with a browser, on the demo. Pictures go to SCREENSHOTS where it is set. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { CONTENT_TYPES, type ContentType } from '@/core'

import { enterAdmin, openBrowser, watch, whyNoBrowser, type Watch } from '../helpers/browser'
import { startDemo, START_TIMEOUT_MS, type Demo } from '../helpers/demo-process'
import { logIn, type RestClient } from './rest-client'

if (whyNoBrowser) process.stdout.write(`The browser tests are skipped: ${whyNoBrowser}\n`)
describe.skipIf(whyNoBrowser)('the proof of WeChat', () => {
  let demo: Demo
  let browser: Browser
  let page: Page
  let seen: Watch
  let rest: RestClient

  beforeAll(async () => {
    demo = await startDemo()
    rest = await logIn(demo.origin, demo.account)
    browser = await openBrowser()
    page = await enterAdmin(browser, demo.origin, demo.account, { width: 1440, height: 1000 })
    seen = watch(page, demo.origin)
  }, START_TIMEOUT_MS)

  afterAll(async () => {
    await (browser as Browser | undefined)?.close()
    await (demo as Demo | undefined)?.[Symbol.asyncDispose]()
  })

  const first = async (type: ContentType): Promise<{ id: string; title: string }> => {
    const answer: unknown = await rest.get(`${type}?limit=1&sort=slug&depth=0`)
    const { docs } = answer as { docs: { id: string; title: string }[] }
    if (!docs[0]) throw new Error(`The demo has no ${type}`)
    return docs[0]
  }

  async function openProof(type: ContentType, id: string): Promise<void> {
    await page.goto(`${demo.origin}/admin/collections/${type}/${id}`)
    await page.click('.tabs-field__tab-button:has-text("微信样张")')
    await page.waitForSelector('.wechat-proof iframe')
  }

  async function keep(name: string): Promise<void> {
    const shots = process.env['SCREENSHOTS']
    if (shots === undefined) return
    await mkdir(shots, { recursive: true })
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
  }

  it.each(CONTENT_TYPES)(
    'shows %s as the renderer makes them, in a frame that runs nothing',
    async (type) => {
      const { id, title } = await first(type)
      await openProof(type, id)
      const frame = page.frameLocator('.wechat-proof iframe')
      expect(await frame.locator('h1').first().innerText()).toBe(title)
      expect(await page.getAttribute('.wechat-proof iframe', 'sandbox')).toBe('')
      expect(await page.innerText('.wechat-proof')).toMatch(/正文 \d+ \/ 19999 字符/)
      await keep(`admin-proof-${type}`)
    },
  )

  it('follows what is written, and says what is too long beside the field and in the proof', async () => {
    const { id } = await rest.create('articles', {
      title: '短标题',
      slug: 'proof-of-a-draft',
      summary: '为检验样张而写。',
      authorUnit: '编辑部',
      language: 'zh-CN',
      _status: 'draft',
    })
    await openProof('articles', id)
    // The demo's account has a cover for what has none.
    await expect.poll(() => page.innerText('.wechat-proof')).toContain('没有超出微信的限制')
    const long = '这是一个超过三十二个字的标题'.repeat(3)
    await page.fill('input[name=title]', long)
    await page.waitForSelector(`.wechat-count:has-text("微信 ${String(long.length)} / 32")`)
    // The draft saves itself, and the proof is made again.
    await page.waitForSelector('.wechat-proof .block:has-text("微信标题最多 32 字，现在有 42 字")')
    const frame = page.frameLocator('.wechat-proof iframe')
    await frame.locator(`h1:has-text("${long}")`).waitFor()
    await keep('admin-proof-findings')
  })

  it('is refused to strangers', async () => {
    const { id } = await first('articles')
    const answer = await fetch(`${demo.origin}/api/articles/${id}/wechat-proof`)
    expect(answer.status).toBe(403)
  })

  it('asks nothing of other hosts', () => {
    expect(seen.strangers).toEqual([])
  })
})
