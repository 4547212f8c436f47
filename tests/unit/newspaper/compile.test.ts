import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  compile,
  isWorkingDay,
  type Candidate,
  type CompileRules,
} from '@/collections/newspapers/compile'

const rules = (over: Partial<CompileRules> = {}): CompileRules => ({
  types: [],
  themes: [],
  audiences: [],
  count: 10,
  order: 'newest',
  lead: 'first',
  ...over,
})

const candidate = (number: number, over: Partial<Candidate> = {}): Candidate => ({
  document: `articles/${String(number)}`,
  type: 'articles',
  themes: ['t'],
  audiences: ['a'],
  publishedAt: new Date(Date.UTC(2014, 6, 1, number)).toISOString(),
  hasPicture: false,
  ...over,
})

const all = [1, 2, 3, 4].map((number) => candidate(number, { hasPicture: number === 2 }))
const window = {
  since: '2014-07-01T01:00:00.000Z',
  until: '2014-07-01T04:00:00.000Z',
  used: new Set<string>(),
}
const numbers = (found: readonly Candidate[]): string =>
  found.map(({ document }) => document.slice('articles/'.length)).join('')

describe('compiling an edition', () => {
  it.each<[string, Partial<CompileRules>, string]>([
    ['after the edition before, newest first', {}, '432'],
    ['oldest first', { order: 'oldest' }, '234'],
    ['the newest, whatever the order', { order: 'oldest', count: 2 }, '34'],
    ['a picture leads', { lead: 'with-picture' }, '243'],
    ['other types', { types: ['videos'] }, ''],
    ['its theme', { themes: ['x', 't'] }, '432'],
    ['no such audience', { audiences: ['x'] }, ''],
  ])('takes %s', (_name, over, expected) => {
    expect(numbers(compile(rules(over), all, window))).toBe(expected)
  })

  it('takes nothing an edition had before', () => {
    expect(numbers(compile(rules(), all, { ...window, used: new Set(['articles/3']) }))).toBe('42')
  })

  it('is the same however the candidates come, never too long, nothing twice, nothing outside', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 })
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 8 }), fc.boolean(), (ids, count, picture) => {
        const pool = ids.map((id) =>
          candidate(id % 24, { document: `articles/${String(id)}`, hasPicture: id % 3 === 0 }),
        )
        const asked = rules({ count, lead: picture ? 'with-picture' : 'first' })
        const found = compile(asked, pool, window)
        expect(compile(asked, pool.toReversed(), window)).toEqual(found)
        expect(found.length).toBeLessThanOrEqual(count)
        expect(new Set(found).size).toBe(found.length)
        for (const { publishedAt } of found) {
          expect(publishedAt > window.since && publishedAt <= window.until).toBe(true)
        }
      }),
    )
  })
})

it.each([
  ['2014-07-02', true],
  ['2014-07-05', false],
  ['2014-07-03', false],
  ['2014-07-06', true],
])('%s is a working day: %s', (day, expected) => {
  const calendar = { off: new Set(['2014-07-03']), working: new Set(['2014-07-06']) }
  expect(isWorkingDay(day, calendar)).toBe(expected)
})
