import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  collectReferences,
  htmlToLexical,
  lexicalToHtml,
  safeUrl,
  UnknownNodeError,
  type MediaView,
  type SerializedEditorState,
} from '@/richtext'

const picture: MediaView = {
  url: '/media/hill.jpg',
  mediaType: 'image/jpeg',
  bytes: 1000,
  alt: '山坡 "秋天"',
  credit: '作者 · CC-BY-4.0',
  width: 1600,
  height: 900,
  sizes: [
    { url: '/media/hill-480.jpg', mediaType: 'image/jpeg', bytes: 100, width: 480, height: 270 },
  ],
}
const lookups = {
  media: (id: string) => (id === 'hill' ? picture : undefined),
  link: (type: string, id: string) =>
    id === 'known' ? { path: `/${type}/known`, title: '已发布' } : undefined,
}
const read = (html: string): SerializedEditorState =>
  htmlToLexical(html, { media: (src) => (src === 'hill.jpg' ? 'hill' : undefined) }, 'seed')
const roundTrip = (html: string): string => lexicalToHtml(read(html), lookups)
const state = (...children: unknown[]): SerializedEditorState =>
  ({
    root: { type: 'root', version: 1, direction: null, format: '', indent: 0, children },
  }) as never

describe('HTML into rich text and out again', () => {
  it.each([
    ['<p>一段<strong>重点</strong>和<em>强调</em></p>'],
    ['<h2>一、标题</h2><p>正文</p>'],
    ['<ul><li>甲<ol><li>甲一</li></ol></li><li>乙</li></ul>'],
    ['<blockquote><p>引文</p></blockquote>'],
    ['<p><a href="https://example.org/?a=1&amp;b=2">链接</a></p>'],
    ['<p>上一行<br>下一行</p><hr>'],
    [
      '<table><thead><tr><th scope="col">时间</th><th scope="col">内容</th></tr></thead><tbody><tr><td>8时</td><td>签到</td></tr></tbody></table>',
    ],
  ])('keeps %s', (html) => {
    expect(roundTrip(html)).toBe(html)
  })

  it('shows a picture with sizes, caption, credit and alternative text', () => {
    const html = roundTrip('<figure><img src="hill.jpg"><figcaption>山坡</figcaption></figure>')
    expect(html).toContain('alt="山坡 &quot;秋天&quot;" width="1600" height="900"')
    expect(html).toContain('/media/hill-480.jpg 480w')
    expect(html).toContain('<figcaption><span class="caption">山坡</span>')
    expect(html).toContain('作者 · CC-BY-4.0')
  })

  it('takes a picture out of its paragraph and leaves out one nobody knows', () => {
    expect(roundTrip('<p>前<img src="hill.jpg">后</p>')).toMatch(/^<p>前后<\/p><figure>/)
    expect(roundTrip('<p>只有字<img src="other.jpg"></p>')).toBe('<p>只有字</p>')
  })

  it('numbers footnotes and links them both ways', () => {
    const html = roundTrip(
      '<p>甲<sup data-footnote="注一">1</sup>乙<sup data-footnote="注二">2</sup></p>',
    )
    expect(html).toContain('href="#fn-1" id="fnref-1"')
    expect(html).toContain('<li id="fn-2">注二 <a href="#fnref-2"')
  })

  it('gives the same nodes, ids included, for the same HTML and place', () => {
    const html = '<p>甲<a href="https://example.org/">乙</a></p>'
    expect(read(html)).toEqual(read(html))
  })

  it('is stable: what came out once comes out again', () => {
    const tags = [
      'p',
      'h2',
      'ul',
      'ol',
      'li',
      'blockquote',
      'strong',
      'em',
      'a',
      'table',
      'tr',
      'td',
      'div',
      'br',
    ]
    const piece = fc.oneof(
      fc.constantFrom(...tags.flatMap((tag) => [`<${tag}>`, `</${tag}>`])),
      fc.constantFrom('学习', '&amp;', '&lt;b&gt;', ' ', '<img src="hill.jpg">', '"', '\n'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const once = lexicalToHtml(read(pieces.join('')), { ...lookups, media: () => undefined })
        const twice = lexicalToHtml(read(once), { ...lookups, media: () => undefined })
        expect(twice).toBe(once)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('hostile HTML', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<form action="//evil.invalid"><button formaction="javascript:alert(1)">x</button></form>',
    '<p style="background:url(javascript:alert(1))" onclick="alert(1)">x</p>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  ])('loses what acts: %s', (html) => {
    visit(
      fromHtml(roundTrip(`<p>前</p>${html}<p>后</p>`), { fragment: true }),
      'element',
      (node) => {
        expect(['p', 'a', 'h2', 'ul', 'li']).toContain(node.tagName)
        for (const [name, value] of Object.entries(node.properties)) {
          expect(name).toBe('href')
          expect(String(value)).toMatch(/^https?:/)
        }
      },
    )
  })

  it.each([
    'javascript:x',
    'JaVaScRiPt:x',
    'java\nscript:x',
    '\u0001javascript:x',
    'data:x',
    'vbscript:x',
    '//evil.invalid',
  ])('sends nobody to %j', (url) => {
    expect(safeUrl(url)).toBeUndefined()
  })

  it('escapes what people typed into captions, notes and titles', () => {
    const html = lexicalToHtml(
      state({
        type: 'paragraph',
        children: [
          { type: 'text', text: '<b>&', format: 0 },
          { type: 'inlineBlock', fields: { blockType: 'footnote', text: '<img src=x onerror=y>' } },
        ],
      }),
      lookups,
    )
    expect(html).toContain('<p>&lt;b&gt;&amp;')
    expect(html).not.toContain('<img')
  })
})

describe('rich text of the editor', () => {
  it('links to documents that are public and keeps only the words of others', () => {
    const link = (id: string): unknown => ({
      type: 'paragraph',
      children: [
        {
          type: 'link',
          fields: { linkType: 'internal', doc: { relationTo: 'articles', value: id } },
          children: [{ type: 'text', text: '看这里' }],
        },
      ],
    })
    expect(lexicalToHtml(state(link('known'), link('draft')), lookups)).toBe(
      '<p><a href="/articles/known">看这里</a></p><p>看这里</p>',
    )
  })

  it('names every file and document a text shows, those in blocks included', () => {
    const found = collectReferences(
      state(
        { type: 'upload', value: 'a' },
        { type: 'block', fields: { blockType: 'video', file: 'b', poster: 'c' } },
        { type: 'block', fields: { blockType: 'download', files: [{ file: 'd' }] } },
        {
          type: 'block',
          fields: { blockType: 'callout', content: state({ type: 'upload', value: 'e' }) },
        },
        {
          type: 'link',
          fields: { doc: { relationTo: 'lessons', value: 'f' } },
          children: [],
        },
      ),
    )
    expect(found).toEqual({ media: ['a', 'b', 'c', 'd', 'e'], documents: ['lessons/f'] })
  })

  it('refuses a node nobody knows how to show, by name', () => {
    expect(() => lexicalToHtml(state({ type: 'poll' }), lookups)).toThrow(UnknownNodeError)
    expect(() => lexicalToHtml(state({ type: 'poll' }), lookups)).toThrow(/poll/)
  })
})
