/** A real browser for tests, and what it noticed while it looked at pages. */
import { existsSync } from 'node:fs'

import { chromium, type Browser, type Page } from 'playwright-core'

export const BROWSER_PATH = '/usr/bin/chromium'

/** Nothing of a browser's own goes over the network. */
export const BROWSER_ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const

/** Why there is no browser to test with; undefined where there is one. */
export const whyNoBrowser: string | undefined = existsSync(BROWSER_PATH)
  ? undefined
  : `${BROWSER_PATH} is missing`

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: BROWSER_PATH, args: [...BROWSER_ARGUMENTS] })

export interface Watch {
  /** Requests to another origin. */
  readonly strangers: string[]
  /** Errors in the console, and exceptions nobody caught. */
  readonly errors: string[]
}

/** Keeps what pages ask of other hosts and complain about, from now on. */
export function watch(page: Page, origin: string): Watch {
  const seen: Watch = { strangers: [], errors: [] }
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin) seen.strangers.push(url.href)
  })
  page.on('console', (message) => {
    if (message.type() === 'error')
      seen.errors.push(`${message.text()} (${message.location().url}, on ${page.url()})`)
  })
  page.on('pageerror', (error) => {
    seen.errors.push(`${error.message} (on ${page.url()})`)
  })
  return seen
}

/** A window of its own on the admin, in Chinese, logged in. */
export async function enterAdmin(
  browser: Browser,
  origin: string,
  account: { readonly email: string; readonly password: string },
  viewport: { readonly width: number; readonly height: number },
): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(`${origin}/admin`)
  await page.fill('input[name=email]', account.email)
  await page.fill('input[name=password]', account.password)
  await page.click('button[type=submit]')
  await page.waitForSelector('.dashboard')
  return page
}

/** How many pixels the page is wider than its window; 0 when nobody has to scroll sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  )
