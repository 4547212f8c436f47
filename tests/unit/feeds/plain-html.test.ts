import fc from 'fast-check'
import { fromHtml } from 'hast-util-from-html'
import { describe, expect, it } from 'vitest'

import { parsedAndSanitised, selfContained } from '@/plugins/feeds/body'
import { rewritePlain } from '@/plugins/feeds/plain-html'

import { site } from '../../helpers/items'

const KEEP_ALL = {
  elements: new Set(['p', 'a', 'br', 'b']),
  attribute: () => 'keep' as const,
  value: (_name: string, value: string) => value,
}

/** What a browser makes of it. */
const tree = (html: string): unknown =>
  JSON.parse(
    JSON.stringify(fromHtml(html, { fragment: true }), (key, value: unknown) =>
      key === 'position' || key === 'data' ? undefined : value,
    ),
  )

// HTML as our rich text writes it: what is escaped, quoted and nested how is that of src/richtext/to-html.ts.
const escape = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[found] ?? '',
  )
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map(escape)
const address = fc
  .oneof(
    fc.constantFrom(
      '/media/a.jpg',
      '/articles/x?y=1&z=2',
      '#fn-1',
      'https://example.org/"<>',
      'mailto:a@example.org',
    ),
    fc.constantFrom(
      'javascript:alert(1)',
      '//example.org/x',
      'tel:123',
      'data:text/html,x',
      'ftp://example.org/',
    ),
    fc.webUrl(),
  )
  .map(escape)
const image = fc
  .tuple(address, text, address)
  .map(
    ([src, alt, other]) =>
      `<img src="${src}" alt="${alt}" width="4" height="3" srcset="${src} 480w, ${other} 960w" sizes="100vw" loading="lazy" decoding="async">`,
  )
const inline = fc.oneof(
  text,
  text.map((inside) => `<strong>${inside}</strong>`),
  fc
    .tuple(address, text)
    .map(([href, inside]) => `<a href="${href}" type="x/y" role="doc-backlink">${inside}</a>`),
  fc.constant('<br>'),
)
const paragraph = fc
  .array(inline, { maxLength: 4 })
  .map((parts) => `<p class="attachment">${parts.join('')}</p>`)
const block = fc.oneof(
  { weight: 4, arbitrary: paragraph },
  text.map((inside) => `<h2 id="a-${String(inside.length)}">${inside}</h2>`),
  fc
    .array(text, { maxLength: 3 })
    .map((items) => `<ol start="3">${items.map((item) => `<li>${item}</li>`).join('')}</ol>`),
  text.map(
    (cell) =>
      `<table><thead><tr><th scope="col">${cell}</th></tr></thead><tbody><tr><td colspan="2">${cell}</td></tr></tbody></table>`,
  ),
  image.map(
    (img) =>
      `<figure>${img}<figcaption><span class="caption">x</span> <small class="credit">y</small></figcaption></figure>`,
  ),
  fc
    .tuple(address, address)
    .map(
      ([src, poster]) =>
        `<figure><video controls preload="none" src="${src}" poster="${poster}"></video></figure>`,
    ),
  paragraph.map((inside) => `<aside class="callout callout-info">${inside}</aside>`),
  fc.constant('<hr>'),
)
const body = fc.array(block, { maxLength: 6 }).map((blocks) => blocks.join(''))

describe('HTML of our own rich text', () => {
  it('means the same whichever way it goes', () => {
    fc.assert(
      fc.property(body, (html) => {
        expect(tree(selfContained(html, site))).toEqual(tree(parsedAndSanitised(html, site)))
      }),
      { numRuns: 400 },
    )
  })

  it('goes the short way', () => {
    const html = '<p>甲 &amp; 乙<br><a href="/x" class="y">丙</a></p>'
    expect(rewritePlain(html, KEEP_ALL)).toBe(html)
  })

  it.each([
    ['an element that may not stay', '<script>alert(1)</script>'],
    ['an element that may not stay inside one that may', '<p><svg></svg></p>'],
    ['capitals', '<P>x</P>'],
    ['an end tag too many', '<p>x</p></p>'],
    ['an end tag too few', '<p>x'],
    ['tags that cross', '<p><b>x</p></b>'],
    ['an end tag of an element that has none', '<br></br>'],
    ['an attribute without quotes', '<a href=x>y</a>'],
    ['an attribute in single quotes', "<a href='x'>y</a>"],
    ['a bracket in an attribute', '<a href="<">y</a>'],
    ['an attribute twice', '<a href="a" href="b">y</a>'],
    ['a comment', '<p><!-- x --></p>'],
    ['a bracket in the text', '<p>1 < 2</p>'],
    ['a reference by number', '<p>&#106;</p>'],
    ['a reference by another name', '<p>&nbsp;</p>'],
    ['an ampersand alone', '<p>R&D</p>'],
    ['an end tag with attributes', '<p>x</p class="y">'],
  ])('goes the long way for %s', (_what, html) => {
    expect(rewritePlain(html, KEEP_ALL)).toBeUndefined()
  })

  it('drops addresses that must not leave the house, and keeps the text', () => {
    expect(selfContained('<p><a href="javascript:alert(1)">x</a></p>', site)).toBe(
      '<p><a>x</a></p>',
    )
    expect(selfContained('<p><img src="mailto:a@example.org" alt="x"></p>', site)).toBe(
      '<p><img alt="x"></p>',
    )
  })
})
