/** What comes from strangers: parsed strictly, answered with a name for what is wrong, never run. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { isSearchProblem, MAX_QUERY_LENGTH, MAX_QUERY_WORDS, parseSearchQuery } from '@/search'

import { itemOf } from '../../helpers/items'
import { newIndex } from './helpers'

const parse = (query: string): ReturnType<typeof parseSearchQuery> =>
  parseSearchQuery(new URLSearchParams(query), { timeZone: 'Asia/Shanghai' })

test('reads words, filters and page', () => {
  expect(
    parse('q=+党员+&type=articles&theme=law&audience=rural&from=2014-01-01&to=2014-12-31&page=3'),
  ).toEqual({
    text: '党员',
    type: 'articles',
    theme: 'law',
    audience: 'rural',
    from: Date.parse('2014-01-01T00:00:00+08:00'),
    before: Date.parse('2015-01-01T00:00:00+08:00'),
    page: 3,
    pageSize: 20,
  })
  expect(parse('q=党员&type=&theme=&from=&to=&page=')).toEqual({
    text: '党员',
    page: 1,
    pageSize: 20,
  })
})

test.each([
  ['', { problem: 'EMPTY' }],
  ['q=+%E3%80%80', { problem: 'EMPTY' }],
  [`q=${'党'.repeat(MAX_QUERY_LENGTH + 1)}`, { problem: 'TOO_LONG' }],
  [`q=${'a+'.repeat(MAX_QUERY_WORDS)}b`, { problem: 'TOO_LONG' }],
  ['q=%22*%22', { problem: 'NO_WORDS' }],
  ['q=%F0%9F%98%80', { problem: 'NO_WORDS' }],
  ['q=%00', { problem: 'NO_WORDS' }],
  ['q=%25_', { problem: 'NO_WORDS' }],
  ['q=a&type=users', { problem: 'FILTER_INVALID', field: 'type' }],
  ['q=a&theme=%22', { problem: 'FILTER_INVALID', field: 'theme' }],
  ['q=a&audience=a+b', { problem: 'FILTER_INVALID', field: 'audience' }],
  ['q=a&from=2015-02-30', { problem: 'FILTER_INVALID', field: 'from' }],
  ['q=a&to=1.+Mai', { problem: 'FILTER_INVALID', field: 'to' }],
  ['q=a&page=0', { problem: 'FILTER_INVALID', field: 'page' }],
  ['q=a&page=1e9', { problem: 'FILTER_INVALID', field: 'page' }],
])('%s is answered with its problem', (query, problem) => {
  expect(parse(query)).toMatchObject(problem)
})

const HOSTILE = [
  'title : 党员',
  '党员 OR 教育',
  'NOT 党员',
  '党员 NEAR(教育, 2)',
  '"党员',
  "党员' --",
  '党员"); DROP TABLE documents; --',
  '^党员*',
  '{title} : (党员)',
  '- 党员',
  '党员\u0000教育',
  '党员😀教育',
  '%党_员%',
  '\ud800党员\udc00',
  'tags type articles',
]

test.each(HOSTILE)('%j is words, not operators', async (text) => {
  const { find, reader, answer } = await newIndex([
    itemOf('articles', 'yes', { title: '党员教育', html: `<p>near or not title 2</p>` }),
    itemOf('articles', 'no', { title: '别的' }),
  ])
  expect(isSearchProblem(await reader.search({ text, page: 1, pageSize: 10 }))).toBe(false)
  expect(await find(text)).not.toContain('no')
  expect((await answer('党员教育')).total).toBe(1)
})

test('no query at all makes the reader throw', async () => {
  const { reader } = await newIndex([
    itemOf('articles', 'a', { title: '党员教育 NEAR OR 2014-2018' }),
  ])
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '党员',
      '教',
      'NEAR(',
      '"',
      ' AND ',
      '*',
      ':',
      '{title}',
      '\u0000',
      '2014-',
      '😀',
      'İ',
      '\u0301',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 10 }), async (pieces) => {
      const answer = await reader.search({ text: pieces.join(''), page: 1, pageSize: 10 })
      expect('problem' in answer || answer.total >= 0).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('a hand-made query is held to the same limits', async () => {
  const { reader } = await newIndex()
  const search = (text: string): Promise<object> => reader.search({ text, page: 1, pageSize: 10 })
  expect(await search('党'.repeat(101))).toMatchObject({ problem: 'TOO_LONG' })
  expect(await search('鿿㐀'.repeat(50))).toMatchObject({ problem: 'TOO_LONG' })
  expect(await search(' ')).toEqual({ problem: 'EMPTY' })
})
