import { Script } from 'node:vm'

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

import { SCRIPT, SCRIPT_PATH } from '@/plugins/website/assets/script'
import { STYLE, STYLE_PATH } from '@/plugins/website/assets/style'
import { renderFixtures } from '@/plugins/website/pages/fixtures'
import { en } from '@/plugins/website/texts.en'
import { zh } from '@/plugins/website/texts.zh'

import { site } from '../../helpers/items'
import { look } from './page-views'

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const fixture = (path: string): string => {
  const found = renderFixtures(look).find((each) => each.path === path)
  if (!found) throw new Error(`There is no ${path}`)
  return text(found.body)
}

/** What a page may cost a phone in a village, compressed. */
const MOST_STYLE_BYTES = 15 * 1024
const MOST_SCRIPT_BYTES = 4 * 1024

describe('the files pages are drawn with', () => {
  it('take no font or picture from elsewhere, and are small', () => {
    const css = text(STYLE)
    expect(css).not.toMatch(/@import|url\(|https?:/)
    expect(css.split('{').length).toBe(css.split('}').length)
    expect(STYLE_PATH).toMatch(/^\/assets\/website-[0-9a-f]{8}\.css$/)
    expect(gzipSync(STYLE).length).toBeLessThan(MOST_STYLE_BYTES)
    expect(gzipSync(SCRIPT).length).toBeLessThan(MOST_SCRIPT_BYTES)
  })

  it('use no property of the design that is not one of its tokens', () => {
    const css = text(STYLE)
    const defined = new Set([...css.matchAll(/(--[a-z0-9-]+):/g)].map(([, name]) => name))
    const used = new Set([...css.matchAll(/var\((--[a-z0-9-]+)/g)].map(([, name]) => name))
    expect([...used].filter((name) => !defined.has(name))).toEqual([])
  })

  it('parse as scripts', () => {
    expect(() => new Script(text(SCRIPT))).not.toThrow()
    expect(() => new Script(fixture('/service-worker.js'))).not.toThrow()
  })

  it('may be kept for ever when named by their content; the service worker never unasked', () => {
    for (const { path, cacheControl } of renderFixtures(look)) {
      if (path.startsWith('/assets/')) expect(cacheControl).toContain('immutable')
      else if (path === '/service-worker.js') expect(cacheControl).toBe('no-cache')
      else expect(cacheControl).toBeUndefined()
    }
    expect(fixture('/service-worker.js')).toContain(STYLE_PATH)
    expect(fixture('/service-worker.js')).toContain(SCRIPT_PATH)
  })

  it('name the site in the manifest', () => {
    const manifest = JSON.parse(fixture('/manifest.webmanifest')) as { icons: { src: string }[] }
    expect(manifest).toMatchObject({ name: site.title, start_url: '/', lang: 'zh-CN' })
    for (const { src } of manifest.icons) expect(fixture(src)).toContain('<svg')
  })
})

describe('pages about the site', () => {
  it('say how to reach the office, or that nobody has said so yet', () => {
    expect(fixture('/contact')).toContain(zh.noContact)
    const known = { ...look, site: { ...site, contact: '电话：000\n地址：某地', icp: '样例备0号' } }
    const contact = renderFixtures(known).find(({ path }) => path === '/contact')
    const html = contact && text(contact.body)
    expect(html).toContain('<p>电话：000</p><p>地址：某地</p>')
    expect(html).toContain('样例备0号')
    expect(html).not.toContain(zh.noContact)
  })
})

describe('words', () => {
  it('are there in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh))
    expect(Object.values({ ...en, ...zh }).filter((word) => word.trim() === '')).toEqual([])
  })
})
