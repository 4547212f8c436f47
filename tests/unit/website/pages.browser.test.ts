/** The pages in a real browser: to look at, by keyboard, with and without scripts, without a network. */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'

import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { renderFixtures } from '@/plugins/website/pages/fixtures'

import { openBrowser, overflow, watch, whyNoBrowser } from '../../helpers/browser'
import { allPages, look } from './page-views'

const WIDTHS = [360, 768, 1280]
/** Every page in one test; a machine busy with other things takes its time. */
const LONG_MS = 240_000
/** As the delivery plane sends it. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'"
const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"><rect width="100%" height="100%" fill="#888"/></svg>'

const pages = allPages()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Serves the pages as the delivery plane would; pictures are grey, films have nothing in them. */
function startSite(): Server {
  const files = new Map(renderFixtures(look).map((file) => [file.path, file]))
  return createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = files.get(path)
    const page = pages.get(path)
    const [type, body] = page
      ? ['text/html; charset=utf-8', page]
      : file
        ? [file.mediaType, file.body]
        : path.endsWith('.jpg')
          ? ['image/svg+xml', PICTURE]
          : path.endsWith('.vtt')
            ? ['text/vtt; charset=utf-8', 'WEBVTT\n\n00:00.000 --> 00:01.000\n第一句。\n']
            : ['video/mp4', '']
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY }).end(body)
  })
}

describe.skipIf(whyNoBrowser !== undefined)('the pages in a browser', () => {
  let server: Server
  let browser: Browser
  let origin: string

  beforeAll(async () => {
    server = startSite()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://localhost:${String((server.address() as AddressInfo).port)}`
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  const visiting = async (
    options: Parameters<Browser['newContext']>[0],
    visit: (page: Page) => Promise<void>,
  ): Promise<void> => {
    const context = await browser.newContext(options)
    try {
      await visit(await context.newPage())
    } finally {
      await context.close()
    }
  }

  it.each(['light', 'dark'] as const)(
    'have no axe violation in %s, ask no other host, and complain of nothing',
    async (colorScheme) => {
      // Axe is put into the page by the test, which the page's own policy would forbid.
      const options = { colorScheme, bypassCSP: true, serviceWorkers: 'block' } as const
      await visiting(options, async (page) => {
        const seen = watch(page, origin)
        const found: string[] = []
        for (const path of pages.keys()) {
          await page.goto(origin + path, { waitUntil: 'domcontentloaded' })
          await page.evaluate(axe)
          const { violations } = await page.evaluate<AxeResults>('axe.run()')
          found.push(...violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html ?? ''}`))
        }
        expect(found).toEqual([])
        expect(seen).toEqual({ strangers: [], errors: [] })
      })
    },
    LONG_MS,
  )

  it(
    'need no sideways scrolling at any width, not even with text twice as large',
    async () => {
      await visiting({ serviceWorkers: 'block' }, async (page) => {
        // Under the page's own policy, too: what it forbids would be told here.
        const seen = watch(page, origin)
        const wide: string[] = []
        for (const path of pages.keys()) {
          await page.goto(origin + path, { waitUntil: 'domcontentloaded' })
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 800 })
            if ((await overflow(page)) > 0) wide.push(`${path} at ${String(width)}`)
          }
          // 200 % on a window of 720 px, which is what zooming does to the layout.
          await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
          await page.setViewportSize({ width: 720, height: 800 })
          if ((await overflow(page)) > 0) wide.push(`${path} at 200 %`)
        }
        expect(wide).toEqual([])
        expect(seen).toEqual({ strangers: [], errors: [] })
      })
    },
    LONG_MS,
  )

  it('mark a quiz without scripts, and never show buttons that would do nothing', async () => {
    await visiting({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${origin}/lessons/lesson`)
      const first = page.locator('.question').first()
      await first.getByText('A. 这个').click()
      await first.getByText('看答案').click()
      expect(await first.getByText('那个对。').isVisible()).toBe(true)
      const sign = (text: string): Promise<string> =>
        first
          .locator('.option', { hasText: text })
          .evaluate((option) => getComputedStyle(option, '::after').content)
      expect(await sign('B. 那个')).toBe('"✓"')
      expect(await sign('A. 这个')).toBe('"✗"')
      expect(await page.locator('main button').filter({ visible: true }).count()).toBe(0)
      await page.goto(`${origin}/courses/course`)
      expect(await page.locator('.progress').isVisible()).toBe(false)
    })
  })

  it('mark a quiz by keyboard with scripts, and keep the progress for the course', async () => {
    await visiting({}, async (page) => {
      await page.goto(`${origin}/lessons/lesson`)
      await page.locator('input[type=radio]').first().focus()
      await page.keyboard.press('ArrowDown')
      await page.getByRole('button', { name: '提交并批改' }).focus()
      await page.keyboard.press('Enter')
      const verdicts = page.locator('.verdict')
      expect(await verdicts.allTextContents()).toEqual(['答对了', '还没有作答'])
      expect(await page.getByRole('button', { name: '标记为已学完' }).isVisible()).toBe(true)

      const second = page.locator('.question').nth(1)
      await second.getByLabel('A. 这个').check()
      await page.keyboard.press('Enter')
      expect(await verdicts.allTextContents()).toEqual(['答对了', '答错了'])
      expect(await page.getByRole('status').textContent()).toBe('答对了 1 / 2')

      await page.goto(`${origin}/courses/course`)
      expect(await page.locator('.progress .count').textContent()).toBe('1 / 2')
      expect(await page.locator('.lessons .done').allTextContents()).toEqual(['第一课 必修已学完'])

      await page.goto(`${origin}/lessons/lesson`)
      await page.getByRole('button', { name: '已学完，点击取消' }).click()
      await page.goto(`${origin}/courses/course`)
      expect(await page.locator('.progress .count').textContent()).toBe('0 / 2')
    })
  })

  it('go to the text first by keyboard, and to the search box by a stroke', async () => {
    await visiting({ serviceWorkers: 'block' }, async (page) => {
      await page.goto(`${origin}/articles/article`)
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文')
      await page.keyboard.press('Enter')
      expect(new URL(page.url()).hash).toBe('#main')
      await page.keyboard.press('/')
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('q')
    })
  })

  it('show captions a film has', async () => {
    await visiting({ serviceWorkers: 'block' }, async (page) => {
      await page.goto(`${origin}/videos/video`)
      const cues = await page.evaluate(async () => {
        const track = document.querySelector('track')
        if (!track) return []
        track.track.mode = 'showing'
        if (track.readyState < 2)
          await new Promise((resolve) => track.addEventListener('load', resolve))
        return [...(track.track.cues ?? [])].map((cue) => (cue as VTTCue).text)
      })
      expect(cues).toEqual(['第一句。'])
    })
  })

  it('go to a chapter by keyboard and stay on the page, and tell the player of chapters', async () => {
    await visiting({ serviceWorkers: 'block' }, async (page) => {
      const path = `${origin}/videos/video`
      await page.goto(path)
      await page.getByRole('link', { name: /问答/ }).focus()
      await page.keyboard.press('Enter')
      const state = await page.evaluate(() => {
        const film = document.querySelector('video')
        const track = [...(film?.textTracks ?? [])].find(({ kind }) => kind === 'chapters')
        const cues = [...(track?.cues ?? [])].map((cue) => cue as VTTCue)
        return {
          at: film?.currentTime,
          cues: cues.map((cue) => [cue.startTime, cue.endTime, cue.getCueAsHTML().textContent]),
        }
      })
      expect(page.url()).toBe(path)
      expect(state).toEqual({
        at: 30.5,
        cues: [
          [0, 30.5, '开头'],
          [30.5, 61, '问答 <甲&乙>'],
        ],
      })
      await page.goto(`${path}?t=12`)
      expect(await page.evaluate(() => document.querySelector('video')?.currentTime)).toBe(12)
    })
  })

  it('open again without a network when they were read, and say so when they were not', async () => {
    await visiting({}, async (page) => {
      await page.goto(`${origin}/articles/article`)
      await page.evaluate(() => navigator.serviceWorker.ready)
      // The first visit was before there was a worker to keep it.
      await page.reload()
      await page.context().setOffline(true)
      await page.goto(`${origin}/articles/article`)
      expect(await page.locator('h1').textContent()).toBe('标题 article')
      await page.goto(`${origin}/explainers/explainer`)
      expect(await page.locator('h1').textContent()).toContain('现在没有网络')
      await page.getByRole('link', { name: /标题 article/ }).waitFor()
    })
  })
})
