/** The website of a hub in a real browser: every page type at every width, by keyboard, without scripts, on paper. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openBrowser, overflow, watch, whyNoBrowser } from '../helpers/browser'
import { PAGE_TYPES } from './website-site'

const WIDTHS = [360, 768, 1280]
const LONG_MS = 300_000
/** A4 less the margins browsers print with, in CSS pixels. */
const PAPER_WIDTH = 718

interface Subject {
  readonly origin: string
  /** The paths of all pages. */
  readonly pages: readonly string[]
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pathOf = (type: string): string => {
  const found = PAGE_TYPES[type]
  if (!found) throw new Error(`There is no page type ${type}`)
  return found.path
}

export function describeBrowsing(subject: () => Subject): void {
  describe.skipIf(whyNoBrowser)('in a browser', () => {
    let browser: Browser

    beforeAll(async () => {
      browser = await openBrowser()
    })
    afterAll(async () => {
      // Undefined when it could not be started.
      await (browser as Browser | undefined)?.close()
    })

    const visiting = async (
      options: Parameters<Browser['newContext']>[0],
      visit: (page: Page, open: (type: string) => Promise<unknown>) => Promise<void>,
    ): Promise<void> => {
      const context = await browser.newContext({ locale: 'zh-CN', ...options })
      try {
        const page = await context.newPage()
        page.setDefaultTimeout(20_000)
        await visit(page, (type) => page.goto(subject().origin + pathOf(type)))
      } finally {
        await context.close()
      }
    }

    it(
      'no page asks another host for anything or complains',
      async () => {
        await visiting({ serviceWorkers: 'block' }, async (page) => {
          const seen = watch(page, subject().origin)
          for (const path of subject().pages)
            await page.goto(subject().origin + path, { waitUntil: 'load' })
          expect(seen).toEqual({ strangers: [], errors: [] })
        })
      },
      LONG_MS,
    )

    it.each(WIDTHS)(
      'no page type is wider than a window of %i pixels',
      async (width) => {
        await visiting(
          { serviceWorkers: 'block', viewport: { width, height: 800 } },
          async (page, open) => {
            const wide: string[] = []
            for (const type of Object.keys(PAGE_TYPES)) {
              await open(type)
              if ((await overflow(page)) > 0) wide.push(type)
            }
            expect(wide).toEqual([])
          },
        )
      },
      LONG_MS,
    )

    it.each(['light', 'dark'] as const)(
      'no page type has an axe violation in %s',
      async (colorScheme) => {
        // Axe is put into the page by the test, which the page's own policy would forbid.
        const options = { colorScheme, bypassCSP: true, serviceWorkers: 'block' } as const
        await visiting(options, async (page, open) => {
          const found: string[] = []
          for (const type of Object.keys(PAGE_TYPES)) {
            await open(type)
            await page.evaluate(axe)
            const { violations } = await page.evaluate<AxeResults>('axe.run()')
            found.push(
              ...violations.map(({ id, nodes }) => `${type}: ${id} ${nodes[0]?.html ?? ''}`),
            )
          }
          expect(found).toEqual([])
        })
      },
      LONG_MS,
    )

    describe('without scripts', () => {
      const plain = { javaScriptEnabled: false }

      it('every page type shows its title and text, and no button that would do nothing', async () => {
        await visiting(plain, async (page, open) => {
          for (const type of Object.keys(PAGE_TYPES)) {
            await open(type)
            expect(await page.locator('h1').first().isVisible(), type).toBe(true)
            expect((await page.locator('main').innerText()).length, type).toBeGreaterThan(20)
            const idle = page.locator('main button:not([type=submit])').filter({ visible: true })
            expect(await idle.count(), type).toBe(0)
          }
        })
      })

      it('a search goes by the form', async () => {
        await visiting(plain, async (page, open) => {
          await open('home')
          await page.fill('header input[name=q]', '夜课')
          await page.keyboard.press('Enter')
          await page.waitForURL(/\/search\?q=/)
          expect(await page.locator('mark').first().textContent()).toBe('夜课')
          await page.selectOption('select[name=type]', 'videos')
          await page.click('main button[type=submit]')
          await page.waitForURL(/type=videos/)
          expect(await page.locator('.hits li').count()).toBe(1)
          expect(await page.inputValue('#query')).toBe('夜课')
        })
      })

      it('a quiz shows what was right', async () => {
        await visiting(plain, async (page, open) => {
          await open('lesson')
          const first = page.locator('.question').first()
          await first.getByText('把手机亮度调高').click()
          await first.getByText('看答案').click()
          expect(await first.locator('details').innerText()).toContain('换方向最省事')
          const signs = await first
            .locator('.option')
            .evaluateAll((options) =>
              options.map((option) => getComputedStyle(option, '::after').content),
            )
          expect(signs).toEqual(['"✓"', '"✗"', 'none', 'none'])
        })
      })

      it('a film has captions', async () => {
        await visiting(plain, async (page, open) => {
          await open('video')
          const track = page.locator('video track[kind=captions][default]')
          expect(await track.getAttribute('srclang')).toBe('zh-CN')
          expect(await page.locator('.transcript').innerText()).toContain('没有答上来的问题')
        })
      })
    })

    describe('by keyboard', () => {
      it('the text is one stroke away', async () => {
        await visiting({ serviceWorkers: 'block' }, async (page, open) => {
          await open('article')
          await page.keyboard.press('Tab')
          expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文')
          await page.keyboard.press('Enter')
          await page.keyboard.press('Tab')
          expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(
            true,
          )
        })
      })

      it.each(['home', 'list', 'article', 'explainer', 'lesson', 'course', 'search with hits'])(
        'what has the focus is seen, and comes in the order of the page: %s',
        async (type) => {
          await visiting(
            { serviceWorkers: 'block', viewport: { width: 360, height: 800 } },
            async (page, open) => {
              await open(type)
              const stops = await focusStops(page)
              expect(stops.length).toBeGreaterThan(10)
              expect(stops.filter(({ outlined }) => !outlined).map(({ name }) => name)).toEqual([])
              const back = stops.filter(
                ({ bottom }, index) => bottom < (stops[index - 1]?.top ?? 0),
              )
              expect(back.map(({ name }) => name)).toEqual([])
            },
          )
        },
      )

      it('a quiz is answered and marked, and the course knows', async () => {
        await visiting({ serviceWorkers: 'block' }, async (page, open) => {
          await open('lesson')
          const questions = page.locator('.question')
          const count = await questions.count()
          for (let index = 0; index < count; index += 1) {
            const right = questions.nth(index).locator('.is-answer input')
            for (const input of await right.all()) {
              await input.focus()
              await page.keyboard.press('Space')
            }
          }
          await page.getByRole('button', { name: '提交并批改' }).focus()
          await page.keyboard.press('Enter')
          expect(await page.locator('.verdict').allTextContents()).toEqual(
            Array(count).fill('答对了'),
          )
          expect(await page.getByRole('status').textContent()).toBe(
            `答对了 ${String(count)} / ${String(count)}`,
          )
          const details = questions.first().locator('details')
          expect(await details.evaluate((element: HTMLDetailsElement) => element.open)).toBe(true)
          await details.locator('summary').focus()
          await page.keyboard.press('Enter')
          expect(await details.evaluate((element: HTMLDetailsElement) => element.open)).toBe(false)

          await open('course')
          expect(await page.locator('.progress .count').textContent()).toMatch(/^1 \/ \d$/)
          expect(await page.locator('.lessons .done').innerText()).toContain('三分钟')
        })
      })
    })

    it('a film is ready, jumps to a time, and shows its captions', async () => {
      await visiting({ serviceWorkers: 'block' }, async (page, open) => {
        await open('video')
        const cues = await page.evaluate(async () => {
          const [video, track] = [document.querySelector('video'), document.querySelector('track')]
          if (!video || !track) return []
          const until = (
            target: EventTarget,
            event: string,
            isDone: () => boolean,
          ): Promise<void> =>
            new Promise((resolve) => {
              if (isDone()) resolve()
              else
                target.addEventListener(
                  event,
                  () => {
                    resolve()
                  },
                  { once: true },
                )
            })
          track.track.mode = 'showing'
          await until(track, 'load', () => track.readyState >= 2)
          await until(video, 'loadedmetadata', () => video.readyState >= 1)
          video.currentTime = 20
          await until(video, 'seeked', () => false)
          return [...(track.track.activeCues ?? [])].map((cue) => (cue as VTTCue).text)
        })
        expect(cues.join('')).toMatch(/\p{Script=Han}{4}/u)
      })
    })

    it.each(['article', 'explainer'])(
      'on paper the %s is text alone, none of it cut',
      async (type) => {
        await visiting(
          { serviceWorkers: 'block', viewport: { width: PAPER_WIDTH, height: 1000 } },
          async (page, open) => {
            await open(type)
            await page.emulateMedia({ media: 'print' })
            expect(await page.locator('nav').filter({ visible: true }).count()).toBe(0)
            expect(await page.locator('form, button').filter({ visible: true }).count()).toBe(0)
            expect(await page.locator('h1').isVisible()).toBe(true)
            expect(await overflow(page)).toBe(0)
            expect(await cutTexts(page)).toEqual([])
            const pdf = await page.pdf({ format: 'A4', margin: { top: '15mm', bottom: '15mm' } })
            const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []
            expect(sheets.length).toBeGreaterThan(1)
            expect(sheets.length).toBeLessThan(10)
          },
        )
      },
    )
  })
}

interface Stop {
  readonly name: string
  /** Of the page, in pixels. */
  readonly top: number
  readonly bottom: number
  readonly outlined: boolean
}

/** Where the focus goes with Tab, from the beginning of a page to its end. */
async function focusStops(page: Page): Promise<readonly Stop[]> {
  const stops: Stop[] = []
  for (;;) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate((): Stop | undefined => {
      const element = document.activeElement
      if (!element || element === document.body) return undefined
      const box = element.getBoundingClientRect()
      const style = getComputedStyle(element)
      return {
        name: `${element.tagName} ${(element.textContent || element.getAttribute('aria-label') || '').trim()}`,
        top: box.top + scrollY,
        bottom: box.bottom + scrollY,
        outlined:
          style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0,
      }
    })
    if (!stop || stops.length > 300) return stops
    stops.push(stop)
  }
}

/** Elements with text that is outside of them and hidden. */
const cutTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => element instanceof HTMLElement)
      .filter((element) => {
        const { overflowX, overflowY, position } = getComputedStyle(element)
        const isSeen = element.offsetParent !== null && position !== 'absolute'
        return (
          isSeen &&
          element.innerText.trim() !== '' &&
          ((overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) ||
            (overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1))
        )
      })
      .map((element) => `${element.className}: ${element.innerText.slice(0, 40)}`),
  )
