/** What television's editors do in the admin, with a browser on the demo: the week's fixes. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { addDays, dayOf, momentOf, mondayOf } from '@/collections/broadcast/local-day'

import { enterAdmin, openBrowser, watch, whyNoBrowser, type Watch } from '../helpers/browser'
import { startDemo, START_TIMEOUT_MS, type Demo } from '../helpers/demo-process'
import { logIn, type RestClient } from './rest-client'

const ZONE = 'Asia/Shanghai'
const SOON = { timeout: 15_000, interval: 200 }
/** Where pictures of the pages are put to look at; none unless asked for. */
const SHOTS = process.env['SHOTS_DIR']

if (whyNoBrowser) process.stdout.write(`The browser tests are skipped: ${whyNoBrowser}\n`)

interface Broadcast {
  readonly at: string
  readonly repeat?: boolean
}

describe.skipIf(whyNoBrowser)("television's editors, in the admin,", () => {
  let demo: Demo
  let browser: Browser
  let page: Page
  let seen: Watch
  let rest: RestClient
  /** A Wednesday evening to come: nothing of the samples is there. */
  const monday = addDays(mondayOf(dayOf(new Date().toISOString(), ZONE)), 14)
  const at = (time: string): string => momentOf(addDays(monday, 2), time, ZONE)
  let film: string

  beforeAll(async () => {
    demo = await startDemo()
    rest = await logIn(demo.origin, demo.account)
    const { docs } = await rest.get<{ docs: { id: string }[] }>(
      'media?where[filename][equals]=village-night-class.mp4',
    )
    film = docs[0]?.id ?? ''
    browser = await openBrowser()
    page = await enterAdmin(browser, demo.origin, demo.account, { width: 1280, height: 1000 })
    seen = watch(page, demo.origin)
  }, START_TIMEOUT_MS)

  afterAll(async () => {
    // Undefined when they could not be started.
    await (browser as Browser | undefined)?.close()
    await (demo as Demo | undefined)?.[Symbol.asyncDispose]()
  })

  const episode = async (slug: string, title: string, fields: object): Promise<string> => {
    const data = { title, slug, video: film, durationSeconds: 24.8, ...fields }
    const about = { summary: '摘要', authorUnit: '栏目组', language: 'zh-CN' }
    return (await rest.create('videos', { ...data, ...about, _status: 'published' })).id
  }
  const airings = async (id: string): Promise<readonly Broadcast[]> => {
    const { airings: found = [] } = await rest.get<{ airings?: Broadcast[] }>(`videos/${id}`)
    return found.map(({ at: moment, repeat }) => ({
      at: new Date(moment).toISOString(),
      repeat: repeat ?? false,
    }))
  }
  const shoot = async (name: string): Promise<void> => {
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
  }

  it('mend a gap, an overlap and an unmarked repeat with the buttons of the week', async () => {
    const column = await rest.create('columns', {
      title: '周三夜话',
      slug: 'wednesday-talk',
      slots: [{ weekday: 'wed', time: '21:00' }],
    })
    const spare = await episode('spare', '待排的一期', { column: column.id })
    const long = await episode('long', '超长的一期', {
      durationSeconds: 600,
      airings: [{ at: at('22:00') }],
    })
    const late = await episode('late', '被压住的一期', { airings: [{ at: at('22:05') }] })
    const again = await episode('again', '又播的一期', {
      airings: [{ at: at('23:00') }, { at: at('23:30') }],
    })
    await page.goto(`${demo.origin}/admin/collections/columns?week=${monday}`)
    await page.waitForSelector('.week-view')
    await shoot('week-before')
    const press = async (label: string): Promise<void> => {
      const button = page.locator('.week-view').getByRole('button', { name: label })
      await button.click()
      // What was mended is no longer found.
      await button.waitFor({ state: 'detached' })
    }

    await press('安排《待排的一期》')
    await expect.poll(() => airings(spare), SOON).toEqual([{ at: at('21:00'), repeat: false }])
    await press('顺延到 22:10')
    await expect.poll(() => airings(late), SOON).toEqual([{ at: at('22:10'), repeat: false }])
    await press('标为重播')
    await expect
      .poll(() => airings(again), SOON)
      .toEqual([
        { at: at('23:00'), repeat: false },
        { at: at('23:30'), repeat: true },
      ])
    expect(await airings(long)).toEqual([{ at: at('22:00'), repeat: false }])
    await shoot('week-after')
    expect(seen.strangers).toEqual([])
  }, 180_000)
})
