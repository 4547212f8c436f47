/** Whatever happened before: the index answers as one made anew of what is there. */
import { stat, writeFile } from 'node:fs/promises'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { documentKey, type DocumentKey, type Item } from '@/core'
import { openSearchReader, openSearchWriter } from '@/search'
import { currentFile } from '@/search/database'
import { placeOf } from '@/search/order'

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

test('documents that belong in the same place are all kept', async () => {
  const byPlace = new Map<number, string>()
  let pair: readonly [string, string] | undefined
  for (let id = 0; !pair; id += 1) {
    const place = placeOf('2014-07-02T00:00:00.000Z', `articles/${String(id)}`)
    const other = byPlace.get(place)
    if (other === undefined) byPlace.set(place, String(id))
    else pair = [other, String(id)]
  }
  const [first, second] = pair.map((id) => itemOf('articles', id, { title: '党员' }))
  if (!first || !second) throw new Error('No pair')
  const { writer, find } = await newIndex([first, second])
  expect([...(await find('党员'))].sort()).toEqual([...pair].sort())
  await writer.put([{ ...first, title: '党员 更正' }])
  expect((await find('党员')).length).toBe(2)
  await writer.remove([documentKey(first)])
  expect(await find('党员')).toEqual([second.id])
  await writer.put([{ ...second, title: '党员 更正' }, first])
  expect((await find('党员')).length).toBe(2)
  expect(await find('更正')).toEqual([second.id])
})

test('numbers ascend with the second of publication, from long ago on', () => {
  const dates = [
    '1850-01-01',
    '1921-07-23',
    '1970-01-01',
    '2014-07-02',
    '2014-07-02T00:00:01Z',
    '2200-01-01',
  ]
  const places = dates.map((date) => placeOf(date, 'articles/a'))
  expect(places).toEqual([...places].sort((left, right) => left - right))
  expect(places.every((place) => Number.isSafeInteger(place) && place >= 0)).toBe(true)
})

test('a damaged file is said to be unreadable, without a word of its inside', async () => {
  const damaged = await newDirectory()
  await writeFile(`${damaged}/current`, 'index-1.db\n')
  await writeFile(`${damaged}/index-1.db`, 'not a database at all'.repeat(1000))
  const reader = openSearchReader(damaged)
  const error = await answerOf(reader, '党员').catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
  expect(String(error)).toBe('DeliveryError: The search index could not be read')
  // And answers as soon as it was made again.
  const writer = openSearchWriter(damaged)
  await writer.replaceAll([itemOf('articles', 'b', { title: '党员' })])
  expect((await answerOf(reader, '党员')).total).toBe(1)
  reader.close()
  await writer.close()
})
