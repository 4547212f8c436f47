/** Entries rendered many at a time are those rendered one by one, whatever their texts hold. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Item } from '@/core'
import { entryOf } from '@/plugins/feeds/entry'
import { formats } from '@/plugins/feeds/fragments'
import { FORMATS } from '@/plugins/feeds/topics'

import { itemOf, site } from '../../helpers/items'

/** What generators write between entries, and what might be taken for it. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['</entry>\n  <entry', '</entry>', '</item><item>', '<end>\u0000</end></item>'],
        ...[']]>', '<![CDATA[', '&amp;', '\n', '\u0000', '正文', '<p>', '</p>'],
      ),
      fc.string(),
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(''))

const item: fc.Arbitrary<Item> = fc
  .record({ title: text, summary: text, html: text, label: text, author: text, file: text })
  .map(({ title, summary, html, label, author, file }) =>
    itemOf('articles', 'one', {
      ...{ title, summary, html, themes: [{ slug: 'theory', label }], credits: { author } },
      attachments: [
        { url: '/media/a.mp3', mediaType: 'audio/mpeg', bytes: 20, title: file },
        { url: `/media/${encodeURIComponent(file)}.pdf`, mediaType: 'application/pdf', bytes: 10 },
      ],
    }),
  )

describe.each(FORMATS)('%s', (format) => {
  it('gives the same texts together and one by one', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 5 }), (items) => {
        const entries = items.map((one) => entryOf(one, site, { fullText: true, itemsPerFeed: 50 }))
        const single = entries.flatMap((entry) => formats[format].entries([entry], site))
        expect(single).toHaveLength(items.length)
        expect(formats[format].entries(entries, site)).toEqual(single)
      }),
      { numRuns: 60 },
    )
  })
})
