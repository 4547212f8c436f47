/** Items as WeChat articles: what becomes of each construct, and that hostile input leaves nothing behind. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { CONTENT_TYPES, type Item } from '@/core'
import { allowedStyle, DECLARATIONS } from '@/plugins/wechat/articles/html/allowed'
import { LOOK_IDS, LOOKS, styleOf, type Part } from '@/plugins/wechat/articles/html/looks'
import { articleMaker } from '@/plugins/wechat/articles/maker'
import { preflight } from '@/plugins/wechat/articles/preflight'
import { placePictures, renderArticle } from '@/plugins/wechat/articles/render'
import { DRAFT } from '@/plugins/wechat/limits'

import { itemOf, site } from '../../helpers/items'
import { problemsOf } from './article-rules'

const article = (changes: Partial<Item>) =>
  renderArticle(itemOf('articles', 'one', changes), { site, look: 'official' })
const content = (html: string, changes: Partial<Item> = {}): string =>
  article({ html, ...changes }).content
const bare = (html: string): string => html.replace(/ style="[^"]*"/g, '')
const cover = {
  ...{ url: '/media/a.jpg', mediaType: 'image/jpeg', bytes: 9, alt: '', sizes: [] },
  ...{ width: 1200, height: 800 },
}

describe('an article', () => {
  it('lifts nested lists behind their item and keeps the outer numbering', () => {
    const html = '<ol><li>甲<ul><li>子<ol><li>孙</li></ol></li></ul></li><li>乙</li></ol>'
    expect(bare(content(html))).toContain(
      '<ol><li>甲</li><ul><li>子</li><ol><li>孙</li></ol></ul><li>乙</li></ol>',
    )
  })

  it('numbers links and notes together, one number for each address, addresses at the end', () => {
    const html =
      '<p><a href="https://a.example/">甲</a>、<a href="/articles/two">乙</a>、<a href="https://a.example/">丙</a>' +
      '<sup><a href="#fn-1" id="fnref-1" role="doc-noteref">[1]</a></sup></p>' +
      '<div role="doc-endnotes"><hr><ol><li id="fn-1">出处 <a href="#fnref-1" role="doc-backlink">↩</a></li></ol></div>'
    const made = bare(content(html))
    expect(made).toContain('甲<sup>[1]</sup>、乙<sup>[2]</sup>、丙<sup>[1]</sup><sup>[3]</sup>')
    expect(made).toContain(
      '<p>[1] 甲：https://a.example/</p><p>[2] 乙：https://hub.example.org/articles/two</p><p>[3] 出处</p>',
    )
  })

  it('keeps links to articles in WeChat, and no others', () => {
    const made = bare(
      content(
        '<p><a href="https://mp.weixin.qq.com/s/abc_D-1">往期</a><a href="mailto:a@b.example">信箱</a></p>',
      ),
    )
    expect(made).toContain('<a href="https://mp.weixin.qq.com/s/abc_D-1">往期</a>信箱')
  })

  it('makes cards of wide tables whose columns have names, and lets others scroll', () => {
    const cells = (tag: string, texts: string) =>
      `<tr>${[...texts].map((each) => `<${tag}>${each}</${tag}>`).join('')}</tr>`
    const named = `<table><thead>${cells('th', '名甲乙丙')}</thead><tbody>${cells('td', '一二三四')}</tbody></table>`
    expect(bare(content(named))).toContain(
      '<section><p><strong>一</strong></p><p><span>甲：</span>二</p><p><span>乙：</span>三</p><p><span>丙：</span>四</p></section>',
    )
    expect(content(`<table>${cells('td', '一二三四')}</table>`)).toContain('overflow-x:auto')
    expect(bare(content(`<table>${cells('td', '一二三')}</table>`))).toContain(
      '<table><tbody><tr><td>一</td><td>二</td><td>三</td></tr></tbody></table>',
    )
  })

  it('shows a correction before anything else, and where the text comes from at the end', () => {
    const made = bare(
      content('<p>正文</p>', {
        corrections: [{ at: '2014-07-03T01:00:00.000Z', note: '电话号码有误。' }],
        credits: {
          author: '编辑组',
          source: { name: '简报', date: '2014-07-01' },
          proofreader: '甲',
        },
      }),
    )
    expect(made.indexOf('更正（2014-07-03）：')).toBeLessThan(made.indexOf('正文'))
    expect(made).toContain('来源：简报，2014-07-01')
    expect(made).toContain('校对：甲')
    expect(made).toContain('https://hub.example.org/articles/one')
  })

  it('leads to films, sound and files instead of holding them', () => {
    const made = bare(
      content(
        '<figure><video controls src="/media/f.mp4" poster="/media/p.jpg"></video></figure>',
        {
          attachments: [{ url: '/media/x.docx', mediaType: 'a/b', bytes: 10_240, title: '记录表' }],
        },
      ),
    )
    expect(made).toContain('<img src="/media/p.jpg" alt="">')
    expect(made).toContain('▶ 视频，点击文末“阅读原文”')
    expect(made).toContain('《记录表》（DOCX，10 KB）')
  })

  it('is the same for the same item', () => {
    for (const type of CONTENT_TYPES) {
      const item = itemOf(type, 'same')
      expect(renderArticle(item, { site, look: 'plain' })).toEqual(
        renderArticle(structuredClone(item), { site, look: 'plain' }),
      )
    }
  })

  it('gets its pictures placed, each of them', () => {
    const { content: html, pictures } = article({
      html: '<figure><img src="/media/a%20b.jpg" alt="甲 &amp; 乙"></figure>',
    })
    expect(pictures).toEqual([{ url: '/media/a%20b.jpg', alt: '甲 & 乙' }])
    const hosted = 'https://mmbiz.qpic.cn/x/0?wx_fmt=png&from=appmsg'
    expect(placePictures(html, () => hosted)).toContain(`src="${hosted.replace('&', '&#x26;')}"`)
    expect(() => placePictures(html, () => undefined)).toThrow('/media/a%20b.jpg')
  })
})

describe('whatever is put in', () => {
  const pieces = fc.constantFrom(
    ...[
      '<script>alert(1)</script>',
      '<p onclick=x style="position:fixed;background:url(x)">',
      '</p>',
    ],
    ...[
      '<ul><li>',
      '<ol>',
      '</li>',
      '<a href="javascript:alert(1)">',
      '</a>',
      '<img src=x onerror=y>',
    ],
    ...[
      '<img src="/media/a.jpg">',
      '<svg><style>',
      '<iframe src="//x">',
      '<table><tr><td colspan="9999">',
    ],
    ...[
      '<section class="qa">',
      '<h3>',
      '<aside class="callout">',
      '<div role="doc-endnotes"><li id="fn-1">',
    ],
    ...[
      '<a role="doc-noteref" href="#fn-1">',
      '&#0;',
      '\u0001',
      '<![CDATA[',
      '<math><mi>',
      '<template>',
    ],
    ...[
      '<a href="https://mp.weixin.qq.com/s/x&quot; onmouseover=&quot;y">',
      '<img src="/media/a&quot;b.jpg">',
    ],
  )
  it('only what WeChat keeps comes out, in every type and look', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string()), { maxLength: 25 }),
        fc.constantFrom(...LOOK_IDS),
        fc.string(),
        (parts, look, words) => {
          const html = parts.join('')
          for (const item of [
            itemOf('articles', 'x', { html, title: words, summary: words }),
            itemOf('explainers', 'x', {
              html,
              details: {
                type: 'explainers',
                questions: [{ question: html, answerHtml: html, clause: words, clauseText: html }],
              },
            }),
          ]) {
            const made = renderArticle(item, { site, look })
            expect(problemsOf(made.content)).toEqual([])
            expect(made.digest.length).toBeLessThanOrEqual(DRAFT.digest)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('drops declarations that are not on the list', () => {
    expect(allowedStyle('color:#a8201a;position:fixed;width:1em;background:url(x);color:red')).toBe(
      'color:#a8201a;width:1em',
    )
  })
})

describe('looks', () => {
  const contrast = (one: string, other: string): number => {
    const light = (hex: string): number =>
      [1, 3, 5]
        .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, index) => sum + part * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0)
    const [bright = 0, dark = 0] = [light(one), light(other)].sort((left, right) => right - left)
    return (bright + 0.05) / (dark + 0.05)
  }
  it.each(LOOK_IDS)('%s can be read: 4.5 to 1 on white and on its tint', (look) => {
    const { ink, soft, accent, tint } = LOOKS[look]
    for (const paper of ['#ffffff', tint])
      for (const words of [ink, soft, accent])
        expect(contrast(words, paper)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(LOOK_IDS)('%s says nothing that the last step would take away', (look) => {
    const parts: Part[] = [
      'article',
      'h2',
      'table',
      'box',
      'figure',
      'picture',
      'note',
      'mark',
      'pre',
    ]
    for (const part of parts) expect(allowedStyle(styleOf(look, part))).toBe(styleOf(look, part))
    expect(Object.keys(DECLARATIONS)).not.toContain('position')
  })
})

describe('preflight', () => {
  const kinds = (changes: Partial<Item>): string[] =>
    preflight(itemOf('articles', 'one', { cover, ...changes }), site, 'official').map(
      ({ kind, severity, field, actual, limit }) =>
        `${severity} ${kind} ${field} ${String(actual)}/${String(limit)}`,
    )
  it('finds nothing at the limits', () => {
    expect(
      kinds({
        title: '题'.repeat(32),
        summary: '要'.repeat(128),
        credits: { author: '署'.repeat(16) },
      }),
    ).toEqual([])
  })
  it('names field, limit and actual just above them', () => {
    expect(
      kinds({
        title: '题'.repeat(33),
        summary: '要'.repeat(129),
        credits: { author: '署'.repeat(17) },
      }),
    ).toEqual([
      'block title title 33/32',
      'warn author authorUnit 17/16',
      'warn digest summary 129/128',
    ])
  })
  it('counts the content with its tags and the addresses pictures will have', () => {
    const picture = '<figure><img src="/media/a.jpg" alt=""></figure>'
    const one = renderArticle(itemOf('articles', 'one', { html: picture }), {
      site,
      look: 'official',
    })
    const room = DRAFT.content - 1 - one.content.length - 160 + '/media/a.jpg'.length

    const tag = content('<p>字</p>').match(/<p style="[^"]*">字<\/p>/)?.[0].length ?? 0
    const html = (more: number): string => `${picture}<p>${'字'.repeat(room - tag + 1 + more)}</p>`
    expect(kinds({ html: html(0) })).toEqual([])
    expect(kinds({ html: html(1) })).toEqual(['block content body 20000/19999'])
  })
  it('asks for a cover where there is no picture at all, and delivery refuses in the same words', () => {
    const item = itemOf('articles', 'bare')
    const [found] = preflight(item, site, 'official')
    expect(found).toMatchObject({ kind: 'cover', severity: 'block' })
    expect(() => articleMaker(DRAFT).render(item, site, {})).toThrow(found?.message.zh)
  })

  it('takes the account’s own cover where there is no picture at all', () => {
    const item = itemOf('articles', 'bare')
    const { cover } = articleMaker(DRAFT).render(item, site, { defaultCover: '/media/cover.png' })
    expect(cover?.url).toBe('/media/cover.png')
  })
})
