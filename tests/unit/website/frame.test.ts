import { describe, expect, it } from 'vitest'

import { renderItem } from '@/plugins/website/pages/item'

import { itemOf, site } from '../../helpers/items'

const draw = (type: 'articles' | 'lessons', title: string, name = site.title): string =>
  Buffer.from(
    renderItem(
      { item: itemOf(type, 'x', { title }), related: [] },
      { site: { ...site, title: name }, showEnglish: true },
    ).body,
  ).toString()

describe('the frame of a page', () => {
  it('is that of its own section and look, whatever was drawn before', () => {
    const article = draw('articles', '一')
    const lesson = draw('lessons', '二')
    expect(article).toMatch(/href="\/articles\/" aria-current="true"/)
    expect(lesson).toMatch(/href="\/lessons\/" aria-current="true"/)
    expect(lesson).not.toMatch(/href="\/articles\/" aria-current/)
    expect(draw('articles', '一', '另一个网站')).toContain('另一个网站</a>')
    expect(draw('articles', '一')).toBe(article)
  })

  it('has one head, one main and one footer around the page, whatever its title holds', () => {
    const html = draw('articles', '<wbr> &lt;wbr&gt; $& $1')
    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-Hans"><head>.*<\/head><body>/)
    for (const tag of ['head', 'main', 'footer', 'body']) {
      expect(html.match(new RegExp(`<${tag}[ >]`, 'g')), tag).toHaveLength(1)
      expect(html.match(new RegExp(`</${tag}>`, 'g')), tag).toHaveLength(1)
    }
    expect(html.endsWith('</body></html>\n')).toBe(true)
  })
})
