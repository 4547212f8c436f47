/** Articles of every type in a phone frame of 375 pixels, in a real browser. Pictures go to SCREENSHOTS where it is set. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openArtefactStore, uploadsOf } from '@/artefacts'
import { CONTENT_TYPES } from '@/core'
import { LOOK_IDS } from '@/plugins/wechat/articles/html/looks'
import { pictureSource } from '@/plugins/wechat/articles/picture-source'
import { placePictures, renderArticle } from '@/plugins/wechat/articles/render'
import { articlePage } from '@/plugins/wechat/articles/proof-page'

import { openBrowser, overflow, watch, whyNoBrowser } from '../helpers/browser'
import { sampleItems, type Samples } from '../helpers/sample-items'

describe.skipIf(whyNoBrowser !== undefined)('articles on a phone', () => {
  let samples: Samples
  let browser: Browser
  beforeAll(async () => {
    samples = await sampleItems()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await samples[Symbol.asyncDispose]()
  })

  it.each(CONTENT_TYPES)(
    'show %s without scrolling sideways, every picture loaded',
    async (type) => {
      const { mediaDir, artefactsDir } = samples.hub.settings
      const store = await openArtefactStore({
        directory: artefactsDir,
        uploads: mediaDir,
        now: () => new Date(0),
      })
      const pictures = pictureSource(uploadsOf(store))
      const page = await browser.newPage({ viewport: { width: 375, height: 812 } })
      const seen = watch(page, 'about:blank')
      for (const item of samples.items.filter((each) => each.type === type)) {
        for (const look of LOOK_IDS) {
          const article = renderArticle(item, { site: samples.site, look })
          const hosted = new Map<string, string>()
          for (const { url } of article.pictures) {
            const { body, mediaType } = await pictures.inText(url)
            hosted.set(url, `data:${mediaType};base64,${Buffer.from(body).toString('base64')}`)
          }
          const content = placePictures(article.content, (url) => hosted.get(url))
          await page.setContent(
            articlePage({ ...article, content, account: samples.site.title, day: '2014-07-02' }),
            { waitUntil: 'load' },
          )
          expect(await overflow(page), `${item.slug} in ${look}`).toBe(0)
          const broken = await page.evaluate(
            () => [...document.images].filter((image) => image.naturalWidth === 0).length,
          )
          expect(broken, item.slug).toBe(0)
          const shots = process.env['SCREENSHOTS']
          if (shots === undefined) continue
          await mkdir(shots, { recursive: true })
          await page.screenshot({
            path: join(shots, `${type}-${item.slug}-${look}.png`),
            fullPage: true,
          })
        }
      }
      expect(seen).toEqual({ strangers: [], errors: [] })
      await page.close()
    },
  )
})
