/** What operators and editors do by hand in the admin, as they do it: with a browser, on the demo. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { enterAdmin, openBrowser, watch, whyNoBrowser, type Watch } from '../helpers/browser'
import { startDemo, START_TIMEOUT_MS, type Demo } from '../helpers/demo-process'
import { logIn, type RestClient, type Saved } from './rest-client'

/** What was done by hand is where readers look within this time. */
const SOON = { timeout: 5000, interval: 50 }
const PASSWORD = 'a long enough password'

if (whyNoBrowser) process.stdout.write(`The browser tests are skipped: ${whyNoBrowser}\n`)
describe.skipIf(whyNoBrowser)('by hand, in the admin,', () => {
  let demo: Demo
  let browser: Browser
  let page: Page
  let seen: Watch
  let rest: RestClient

  beforeAll(async () => {
    demo = await startDemo()
    rest = await logIn(demo.origin, demo.account)
    browser = await openBrowser()
    page = await enter(demo.account)
    seen = watch(page, demo.origin)
  }, START_TIMEOUT_MS)

  afterAll(async () => {
    // Undefined when they could not be started.
    await (browser as Browser | undefined)?.close()
    await (demo as Demo | undefined)?.[Symbol.asyncDispose]()
  })

  const enter = (account: { email: string; password: string }): Promise<Page> =>
    enterAdmin(browser, demo.origin, account, { width: 1280, height: 800 })

  const publish = (slug: string, title: string): Promise<Saved> =>
    rest.create('articles', {
      title,
      slug,
      summary: '为检验后台操作而发布。',
      authorUnit: '编辑部',
      language: 'zh-CN',
      channels: ['website'],
      _status: 'published',
    })

  async function openForm(at: Page, { id }: Pick<Saved, 'id'>): Promise<void> {
    await at.goto(`${demo.origin}/admin/collections/articles/${id}`)
    await at.waitForSelector('[contenteditable=true]')
  }

  const statusOf = async (path: string): Promise<number> => (await fetch(demo.origin + path)).status
  const text = async (path: string): Promise<string> => (await fetch(demo.origin + path)).text()
  const toast = (words: string): Promise<unknown> =>
    page.waitForSelector(`.payload-toast-item:has-text("${words}")`)

  it('an article is corrected: what is on the screen goes out, with the note', async () => {
    const article = await publish('corrected-by-hand', '夜校开课')
    await expect.poll(() => statusOf('/articles/corrected-by-hand'), SOON).toBe(200)
    await openForm(page, article)
    await page.fill('input[name=title]', '夜校周五开课')
    await page.click('#button-correct')
    expect(await page.isDisabled('#confirm-action')).toBe(true)
    await page.fill('.confirmation-modal textarea', '开课日期有误')
    await page.click('#confirm-action')
    await toast('更正已发布')
    await expect.poll(() => text('/articles/corrected-by-hand'), SOON).toContain('夜校周五开课')
    expect(await text('/articles/corrected-by-hand')).toContain('开课日期有误')
    expect(await page.inputValue('input[name=title]')).toBe('夜校周五开课')
    expect(await rest.get(`articles/${article.id}?draft=true&depth=0`)).toMatchObject({
      _status: 'published',
      title: '夜校周五开课',
      corrections: [{ note: '开课日期有误' }],
    })
  })

  it('an article is withdrawn: readers get 410 and the reason', async () => {
    const article = await publish('withdrawn-by-hand', '过期通知')
    await expect.poll(() => statusOf('/articles/withdrawn-by-hand'), SOON).toBe(200)
    await openForm(page, article)
    await page.click('#button-withdraw')
    expect(await page.isDisabled('#confirm-action')).toBe(true)
    await page.fill('.confirmation-modal textarea', '活动已经取消')
    await page.click('#confirm-action')
    await toast('已撤稿')
    await expect.poll(() => statusOf('/articles/withdrawn-by-hand'), SOON).toBe(410)
    expect(await text('/articles/withdrawn-by-hand')).toContain('活动已经取消')
    await expect.poll(() => text('/feeds/all.rss'), SOON).not.toContain('过期通知')
    // Nothing is left to withdraw or correct.
    await page.waitForSelector('#button-withdraw', { state: 'detached' })
    expect(await page.locator('#button-correct').count()).toBe(0)
  })

  it('the ledger names channels, has no boxes to tick, and is narrowed with one click', async () => {
    await page.goto(`${demo.origin}/admin/collections/deliveries`)
    await page.waitForSelector('.collection-list tbody tr')
    const channels = await page.locator('td.cell-channel').allInnerTexts()
    const names = ['网站', '订阅', '微信公众号（演示替身 double）']
    expect(channels.length).toBeGreaterThan(0)
    expect(channels.filter((name) => !names.includes(name))).toEqual([])
    expect(await page.locator('.collection-list tbody input[type=checkbox]:visible').count()).toBe(
      0,
    )
    await page.click('nav[aria-label="投递台账"] a:has-text("网站")')
    await page.waitForURL(/equals/)
    await expect
      .poll(async () => new Set(await page.locator('td.cell-channel').allInnerTexts()), SOON)
      .toEqual(new Set(['网站']))
  })

  it('a delivery is sent once more, as a new row at the top of the ledger', async () => {
    const article = await publish('resent-by-hand', '再投一次')
    await expect.poll(() => statusOf('/articles/resent-by-hand'), SOON).toBe(200)
    const rows = async () => rest.deliveriesOf('articles', article.id)
    await expect
      .poll(async () => (await rows()).map(({ state }) => state), SOON)
      .toEqual(['delivered', 'delivered'])
    await page.goto(`${demo.origin}/admin/collections/deliveries`)
    await page.click('.collection-list tbody tr a:has-text("再投一次")')
    await page.click('#button-resend')
    await page.click('#confirm-action')
    await toast('已重新投递')
    await page.waitForSelector('.collection-list tbody tr')
    await expect
      .poll(() => page.locator('.collection-list tbody tr:has-text("再投一次")').count(), SOON)
      .toBe(3)
    await expect
      .poll(async () => (await rows()).map(({ state }) => state), SOON)
      .toEqual(Array(3).fill('delivered'))
  })

  it('a row says what it is, with its channel by name', async () => {
    await page.goto(`${demo.origin}/admin/collections/deliveries`)
    await page.click('nav[aria-label="投递台账"] a:has-text("订阅")')
    await page.waitForURL(/equals/)
    await page.click('.collection-list tbody tr a:has-text("再投一次")')
    await expect
      .poll(() => page.locator('h1.render-title').innerText(), SOON)
      .toBe('订阅：发布《再投一次》第 1 版（已投递）')
    expect(await page.inputValue('input[name=channel]')).toBe('订阅')
  })

  it('a channel’s settings are JSON in a text box; what is wrong is said there', async () => {
    await page.goto(`${demo.origin}/admin/collections/channels/feeds`)
    const box = page.locator('textarea[name=settings]')
    const save = async (text: string): Promise<void> => {
      await box.fill(text)
      await page.click('#action-save')
    }
    const fault = (): Promise<string> =>
      page.locator('.field-type:has(> div > div > textarea[name=settings]) .tooltip').innerText()
    await box.waitFor()
    await save('{"itemsPerFeed": 20')
    await expect.poll(fault, SOON).toContain('不是有效的 JSON')
    await save('[20]')
    await expect.poll(fault, SOON).toContain('请写成 JSON 对象')
    // What only the channel's kind knows the server says.
    await save('{"itemsPerFeed": 0}')
    await toast('itemsPerFeed')
    expect(await rest.get('channels/feeds')).toMatchObject({ settings: null })
    // The browser notes each refused save.
    expect(seen.errors.splice(0)).toEqual(Array(3).fill(expect.stringContaining('status of 400')))

    await save('{"itemsPerFeed": 20}')
    await toast('更新成功')
    expect(await rest.get('channels/feeds')).toMatchObject({ settings: { itemsPerFeed: 20 } })
    await page.reload()
    expect(JSON.parse(await box.inputValue())).toEqual({ itemsPerFeed: 20 })
    await save('')
    await toast('更新成功')
    expect(await rest.get('channels/feeds')).toMatchObject({ settings: null })
  })

  it('a revision and a job show what they hold, without an editor', async () => {
    const { docs: [revision] = [] } = await rest.get<{ docs: Saved[] }>('revisions?limit=1')
    await page.goto(`${demo.origin}/admin/collections/revisions/${String(revision?.id)}`)
    await page.waitForSelector('pre:has-text("publishedAt")')
    expect(await page.locator('.code-editor, .monaco-editor').count()).toBe(0)
    const { docs: [job] = [] } = await rest.get<{ docs: Saved[] }>('timetable?limit=1')
    await page.goto(`${demo.origin}/admin/collections/timetable/${String(job?.id)}`)
    await page.waitForSelector('.field-type pre')
  })

  it('each sees the buttons for what they may do', async () => {
    const article = await publish('seen-by-all', '谁能做什么')
    const buttonsOf = async (role: string): Promise<string[]> => {
      const email = `${role}@example.org`
      await rest.create('users', { email, name: role, password: PASSWORD, roles: [role] })
      const own = await enter({ email, password: PASSWORD })
      await own.goto(`${demo.origin}/admin/collections/articles/${article.id}`)
      await own.waitForSelector('input[name=slug]')
      const names = await own
        .locator('[id^=button-]')
        .evaluateAll((found) => found.map(({ id }) => id))
      await own.context().close()
      return names
    }
    expect(await buttonsOf('operator')).toEqual(['button-withdraw'])
    expect(await buttonsOf('reviewer-final')).toEqual(['button-correct', 'button-withdraw'])
    expect(await buttonsOf('author')).toEqual([])
  })

  it('no other host was asked for anything, and nothing complained', () => {
    expect(seen).toEqual({ strangers: [], errors: [] })
  })
})
