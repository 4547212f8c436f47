import { describe, expect, it } from 'vitest'

import { renderFixtures } from '@/plugins/website/pages/fixtures'
import type { Section } from '@/plugins/website/prose'
import { proseEn } from '@/plugins/website/prose.en'
import { proseZh } from '@/plugins/website/prose.zh'

import { site } from '../../helpers/items'

const shape = (sections: readonly Section[]): unknown =>
  sections.map(({ heading, paragraphs, items }) => [
    heading !== undefined,
    paragraphs?.map((text) => text.match(/\(\/[^)]*\)/g)),
    items?.length,
  ])

const page = (path: string, showEnglish: boolean): string => {
  const found = renderFixtures({ site, showEnglish }).find((artefact) => artefact.path === path)
  return Buffer.from(found?.body ?? '').toString()
}

describe('texts about the site', () => {
  it('say the same in both languages, section by section, with the same links', () => {
    expect(shape(proseEn.about(site))).toEqual(shape(proseZh.about(site)))
    expect(shape(proseEn.accessibility)).toEqual(shape(proseZh.accessibility))
  })

  it('come in Chinese first, and in English only where it is wanted', () => {
    const both = page('/about', true)
    expect(both.indexOf('内容怎样审校')).toBeGreaterThan(0)
    expect(both.indexOf('How texts are checked')).toBeGreaterThan(both.indexOf('隐私'))
    expect(both).toContain('<a href="/feeds/">订阅</a>')
    expect(page('/about', false)).not.toContain('How texts are checked')
  })
})
