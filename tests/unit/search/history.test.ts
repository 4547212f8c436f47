/** Whatever happened before: the index answers as one made anew of what is there. */
import { stat } from 'node:fs/promises'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { documentKey, type DocumentKey, type Item } from '@/core'
import { openSearchReader, openSearchWriter } from '@/search'
import { currentFile } from '@/search/database'

import { itemOf } from '../../helpers/items'
import { answerOf, newDirectory, newIndex } from './helpers'

const WORDS = [
  '党员',
  '学习',
  '农村党员',
  '微信',
  '课',
  '2014-2018',
  'WeChat',
  '和服',
  '成都市',
  '章程',
]
const QUERIES = [...WORDS, '党', '市', 'dangyuan', 'dy', '农村 学习', '党员学习', '2014']

const item = fc
  .record({
    id: fc.integer({ min: 1, max: 12 }),
    title: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }),
    text: fc.array(fc.constantFrom(...WORDS, '。', '的'), { maxLength: 12 }),
    // Many of the same second.
    second: fc.integer({ min: 0, max: 2 }),
    theme: fc.constantFrom('law', 'skills'),
  })
  .map(({ id, title, text, second, theme }): Item =>
    itemOf('articles', String(id), {
      title: title.join(''),
      html: `<p>${text.join('')}</p>`,
      publishedAt: new Date(Date.UTC(2014, 6, 1, 0, 0, second)).toISOString(),
      themes: [{ slug: theme, label: theme }],
    }),
  )

type Step =
  { readonly put: readonly Item[] } | { readonly remove: readonly DocumentKey[] } | 'rebuild'

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ put: fc.array(item, { minLength: 1, maxLength: 4 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      remove: fc.array(
        fc.integer({ min: 1, max: 12 }).map((id): DocumentKey => `articles/${String(id)}`),
        { maxLength: 3 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant('rebuild' as const) },
)

test('an index kept up step by step answers as one made at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const kept = await newIndex()
      const model = new Map<DocumentKey, Item>()
      for (const each of steps) {
        if (each === 'rebuild') await kept.writer.replaceAll(model.values())
        else if ('put' in each) {
          await kept.writer.put(each.put)
          for (const put of each.put) model.set(documentKey(put), put)
        } else {
          await kept.writer.remove(each.remove)
          for (const key of each.remove) model.delete(key)
        }
      }
      // In another order than the one they came in.
      const rebuilt = await newIndex()
      await rebuilt.writer.replaceAll([...model.values()].reverse())
      expect((await kept.reader.size()).documents).toBe(model.size)
      for (const query of QUERIES) {
        for (const filters of [{}, { theme: 'law' }]) {
          expect(await kept.answer(query, filters)).toEqual(await rebuilt.answer(query, filters))
        }
      }
    }),
    { numRuns: 25 },
  )
})

test('corrections and withdrawals are seen at once, and repeating a batch writes nothing', async () => {
  const old = itemOf('articles', 'a', { title: '旧题目', html: '<p>大棚</p>' })
  const { writer, find, directory } = await newIndex([
    old,
    itemOf('articles', 'b', { title: '大棚' }),
  ])
  expect(await find('大棚')).toEqual(['b', 'a'])
  const corrected = {
    ...old,
    title: '新题目',
    html: '<p>果树</p>',
    publishedAt: '2018-01-01T00:00:00Z',
  }
  await writer.put([corrected])
  expect(await find('大棚')).toEqual(['b'])
  expect(await find('果树')).toEqual(['a'])
  expect(await find('旧')).toEqual([])

  const log = `${directory}/${currentFile(directory) ?? ''}-wal`
  const { size } = await stat(log)
  await writer.put([corrected, corrected])
  await writer.remove(['articles/none'])
  expect((await stat(log)).size).toBe(size)

  await writer.remove(['articles/a', 'articles/a', 'articles/none'])
  expect(await find('果树')).toEqual([])
})

test('a reader answers before there is an index, and follows one that was replaced', async () => {
  const directory = await newDirectory()
  const reader = openSearchReader(`${directory}/not-yet`)
  expect(await answerOf(reader, '党员')).toEqual({
    hits: [],
    total: 0,
    more: false,
    page: 1,
    pages: 0,
  })
  expect(await reader.size()).toEqual({ documents: 0, bytes: 0 })

  const writer = openSearchWriter(`${directory}/not-yet`)
  await writer.put([itemOf('articles', 'a', { title: '党员' })])
  expect((await answerOf(reader, '党员')).total).toBe(1)
  for (const id of ['b', 'c', 'd']) {
    await writer.replaceAll([itemOf('articles', id, { title: '党员' })])
    expect((await answerOf(reader, '党员')).hits.map(({ slug }) => slug)).toEqual([id])
  }
  // A writer opened before someone else's rebuild writes to the new index.
  const other = openSearchWriter(`${directory}/not-yet`)
  await other.replaceAll([])
  await writer.put([itemOf('articles', 'e', { title: '党员' })])
  expect((await answerOf(reader, '党员')).hits.map(({ slug }) => slug)).toEqual(['e'])
  expect(await writer.isOutdated()).toBe(false)
  reader.close()
  await Promise.all([writer.close(), other.close()])
})

test('a rebuild that fails leaves the index as it was', async () => {
  const { writer, find } = await newIndex([itemOf('articles', 'a', { title: '党员' })])
  function* broken(): Generator<Item> {
    yield itemOf('articles', 'b', { title: '党员' })
    throw new Error('no more revisions')
  }
  await expect(writer.replaceAll(broken())).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
  expect(await find('党员')).toEqual(['a'])
  await writer.put([itemOf('articles', 'c', { title: '党员' })])
  expect((await find('党员')).length).toBe(2)
  expect(await writer.replaceAll([itemOf('articles', 'd', { title: '党员' })])).toBe(1)
})

test('changes asked for during a rebuild are made to the new index', async () => {
  const { writer, find } = await newIndex()
  const rebuilt = writer.replaceAll([itemOf('articles', 'a', { title: '党员' })])
  const put = writer.put([itemOf('articles', 'b', { title: '党员' })])
  await Promise.all([rebuilt, put])
  expect([...(await find('党员'))].sort()).toEqual(['a', 'b'])
})
