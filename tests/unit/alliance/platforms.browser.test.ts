/** Packages launched as learning platforms launch them: in scorm-again, and against a record store that knows the rules. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { unzipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { Item } from '@/core'
import { packages } from '@/plugins/alliance/packages/channel'

import { openBrowser, watch, whyNoBrowser } from '../../helpers/browser'
import { shipmentOf, site } from '../../helpers/items'
import { memoryPorts } from '../../helpers/ports'
import { lessonOf } from './lessons'
import { ACTOR, LrsDouble, serve } from './lrs-double'

async function packageOf(item: Item, format: string): Promise<Map<string, Uint8Array>> {
  const ports = memoryPorts()
  const context = { ...ports, site, settings: packages.settings({}) }
  const [outcome] = await packages.deliver([shipmentOf(item)], context)
  if (!outcome?.ok) throw outcome?.error ?? new Error('nothing')
  const archive = ports.artefacts.files.get(`/packages/lessons/${item.slug}/${format}`)
  return new Map(
    Object.entries(unzipSync(archive?.body ?? new Uint8Array())).map(([name, body]) => [
      `/package/${name}`,
      body,
    ]),
  )
}

const WITHOUT_QUIZ = lessonOf('b', { details: { type: 'lessons', objectives: [], quiz: [] } })

describe.skipIf(whyNoBrowser !== undefined)('in a browser', () => {
  let browser: Browser
  let server: Server | undefined
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
    server = undefined
  })

  async function open(files: Map<string, Uint8Array>, lrs?: LrsDouble): Promise<string> {
    server = serve(files, lrs).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  }

  const answer = async (frame: Pick<Page, 'locator'>, right: boolean): Promise<void> => {
    await frame.locator(`input[name=q0][value="${right ? '1' : '0'}"]`).check()
    await frame.locator('input[name=q1][value="0"]').check()
    await frame.locator('input[name=q1][value="1"]').check()
    await frame.locator('form button').click()
    await frame.locator('.result').filter({ hasText: '得分' }).waitFor()
  }

  describe('SCORM 1.2 in scorm-again', () => {
    /** The platform: an API object in the parent window, the lesson in a frame, what was committed kept for the next launch. */
    const PLATFORM =
      Buffer.from(`<!doctype html><meta charset="utf-8"><script src="/scorm-again.js"></script>
<script>window.API = new Scorm12API({ autocommit: false, logLevel: 4 })
const before = localStorage.getItem('cmi'); if (before) API.loadFromJSON(JSON.parse(before), '')</script>
<iframe src="/package/index.html" width="900" height="900"></iframe>`)
    const engine = readFileSync('node_modules/scorm-again/dist/scorm12.min.js')

    async function launch(item: Item) {
      const files = await packageOf(item, 'scorm12.zip')
      files.set('/lms.html', PLATFORM).set('/scorm-again.js', engine)
      const origin = await open(files)
      const page = await (await browser.newContext()).newPage()
      const seen = watch(page, origin)
      const enter = async () => {
        await page.goto(`${origin}/lms.html`)
        const frame = page.frameLocator('iframe')
        await frame.locator('html[data-ready]').waitFor()
        return frame
      }
      const value = (name: string): Promise<string> =>
        page.evaluate(
          (element) =>
            (window as unknown as { API: { getCMIValue(name: string): string } }).API.getCMIValue(
              element,
            ),
          name,
        )
      return { page, seen, enter, value }
    }

    it('is completed and passed with a score, answers and time', async () => {
      const { page, seen, enter, value } = await launch(lessonOf('a'))
      const frame = await enter()
      expect(await value('cmi.core.lesson_status')).toBe('incomplete')
      await answer(frame, true)
      expect(await value('cmi.core.lesson_status')).toBe('passed')
      expect(await value('cmi.core.score.raw')).toBe('100')
      expect(Number(await value('cmi.interactions._count'))).toBe(2)
      // Leaving the lesson ends the session.
      await page.evaluate(() => {
        document.querySelector('iframe')?.setAttribute('src', 'about:blank')
      })
      await page.waitForFunction(() =>
        (window as unknown as { API: { isTerminated(): boolean } }).API.isTerminated(),
      )
      expect(seen.errors).toEqual([])
      expect(seen.strangers).toEqual([])
    })

    it('is failed below the pass mark, says what is missing, and remembers the answers', async () => {
      const { page, seen, enter, value } = await launch(lessonOf('a'))
      const frame = await enter()
      await frame.locator('form button').click()
      await frame.locator('.result').filter({ hasText: '1、2' }).waitFor()
      expect(await value('cmi.core.lesson_status')).toBe('incomplete')
      await answer(frame, false)
      expect(await value('cmi.core.lesson_status')).toBe('failed')
      expect(await value('cmi.core.score.raw')).toBe('50')
      await page.evaluate(() => {
        const { API } = window as unknown as {
          API: { renderCommitCMI(terminate: boolean): { cmi: unknown } }
        }
        localStorage.setItem('cmi', JSON.stringify(API.renderCommitCMI(false).cmi))
      })
      const again = await enter()
      expect(await again.locator('input[name=q0][value="0"]').isChecked()).toBe(true)
      await answer(again, true)
      expect(await value('cmi.core.lesson_status')).toBe('passed')
      expect(seen.errors).toEqual([])
    })

    it('is completed by a button where there is no quiz', async () => {
      const { enter, value } = await launch(WITHOUT_QUIZ)
      const frame = await enter()
      await frame.locator('[data-finish]').click()
      await frame.locator('[data-finish]:disabled').waitFor()
      expect(await value('cmi.core.lesson_status')).toBe('completed')
      expect(await value('cmi.core.score.raw')).toBe('')
    })
  })

  it('a plain package needs no platform and asks nobody', async () => {
    const origin = await open(await packageOf(lessonOf('a'), 'html.zip'))
    const page = await browser.newPage()
    const seen = watch(page, origin)
    await page.goto(`${origin}/package/index.html`)
    await page.locator('html[data-ready]').waitFor()
    await answer(page, false)
    expect(await page.locator('fieldset').nth(0).getAttribute('class')).toBe('wrong')
    expect(await page.locator('fieldset').nth(1).getAttribute('class')).toBe('right')
    expect(seen).toEqual({ strangers: [], errors: [] })
  })

  describe('cmi5', () => {
    async function launch(item: Item, lrs: LrsDouble) {
      const origin = await open(await packageOf(item, 'cmi5.zip'), lrs)
      const page = await browser.newPage()
      const parameters = new URLSearchParams({
        endpoint: `${origin}/lrs/`,
        fetch: `${origin}/lrs/fetch`,
        actor: JSON.stringify(ACTOR),
        registration: lrs.registration,
        activityId: 'https://lms.example/activity/1',
      })
      const enter = async (): Promise<void> => {
        await page.goto(`${origin}/package/index.html?${parameters.toString()}`)
        await page.locator('html[data-ready]').waitFor()
      }
      await enter()
      return { page, enter }
    }
    const verbs = (lrs: LrsDouble): string[] =>
      lrs.statements.map(({ verb }) => verb.id.split('/').at(-1) ?? '')
    const categories = (lrs: LrsDouble, verb: string): string[] =>
      (
        lrs.statements.find((one) => one.verb.id.endsWith(`/${verb}`))?.context.contextActivities
          ?.category ?? []
      ).map(({ id }) => id.split('/').at(-1) ?? '')
    const until = async (lrs: LrsDouble, verb: string): Promise<void> => {
      await expect.poll(() => verbs(lrs), { timeout: 10_000 }).toContain(verb)
    }

    it('is initialized, answered, completed, passed and terminated, in this order', async () => {
      const lrs = new LrsDouble()
      const { page } = await launch(lessonOf('a'), lrs)
      expect(lrs.asked.slice(0, 3)).toEqual([
        'POST fetch',
        'GET activities/state LMS.LaunchData',
        'GET agents/profile',
      ])
      await answer(page, true)
      await until(lrs, 'passed')
      await page.goto('about:blank')
      await until(lrs, 'terminated')
      expect(verbs(lrs)).toEqual([
        'initialized',
        'answered',
        'answered',
        'completed',
        'passed',
        'terminated',
      ])
      expect(categories(lrs, 'initialized')).toEqual(['cmi5'])
      expect(categories(lrs, 'answered')).toEqual([])
      expect(categories(lrs, 'completed')).toEqual(['cmi5', 'moveon'])
      expect(categories(lrs, 'terminated')).toEqual(['cmi5'])
      const passed = lrs.statements.find(({ verb }) => verb.id.endsWith('/passed'))
      expect(passed?.result).toMatchObject({ success: true, score: { scaled: 1 } })
      expect(passed?.result?.duration).toMatch(/^PT\d+\.\d\dS$/)
      expect(passed?.context.extensions).toMatchObject({
        'https://w3id.org/xapi/cmi5/context/extensions/masteryscore': 0.6,
      })
      expect(lrs.faults).toEqual([])
    })

    it('takes the platform’s mastery score, fails, and passes in a later session without a second completion', async () => {
      const lrs = new LrsDouble()
      lrs.masteryScore = 0.75
      const { page, enter } = await launch(lessonOf('a'), lrs)
      await answer(page, false)
      await until(lrs, 'failed')
      lrs.relaunch()
      await page.goto('about:blank')
      await until(lrs, 'terminated')
      lrs.relaunch()
      await enter()
      expect(await page.locator('input[name=q0][value="0"]').isChecked()).toBe(true)
      await answer(page, true)
      await until(lrs, 'passed')
      expect(verbs(lrs)).toEqual(['initialized', 'answered', 'answered', 'passed'])
      expect(lrs.faults).toEqual([])
    })

    it('repeats a statement whose answer was lost under the same id', async () => {
      const lrs = new LrsDouble()
      const { page } = await launch(WITHOUT_QUIZ, lrs)
      lrs.dropAnswers = 1
      await page.locator('[data-finish]').click()
      await until(lrs, 'completed')
      await expect.poll(() => lrs.states.get('quanmei-lesson')).toMatchObject({ completed: true })
      expect(verbs(lrs)).toEqual(['initialized', 'completed'])
      expect(lrs.faults).toEqual([])
    })

    it('reports nothing but coming and going when it is only looked at', async () => {
      const lrs = new LrsDouble()
      lrs.launchMode = 'Browse'
      const { page } = await launch(WITHOUT_QUIZ, lrs)
      await page.locator('[data-finish]').click()
      await page.goto('about:blank')
      await until(lrs, 'terminated')
      expect(verbs(lrs)).toEqual(['initialized', 'terminated'])
    })

    it('says so where nothing launched it', async () => {
      const origin = await open(await packageOf(lessonOf('a'), 'cmi5.zip'))
      const page = await browser.newPage()
      await page.goto(`${origin}/package/index.html`)
      await page.locator('.result').filter({ hasText: '没有找到学习平台' }).waitFor()
    })
  })
})
