import { expect, test } from 'vitest'

import type { Item } from '@/core'
import { MAX_RESULTS } from '@/search'

import { itemOf } from '../../helpers/items'
import { newIndex } from './helpers'

const article = (slug: string, publishedAt: string, changes: Partial<Item>): Item =>
  itemOf('articles', slug, { title: '别的题目', summary: '', publishedAt, ...changes })

test('titles come before summaries, those before texts, whatever is newer', async () => {
  const { find } = await newIndex([
    article('title', '2014-01-01T00:00:00Z', { title: '学习方法' }),
    article('summary', '2015-01-01T00:00:00Z', { summary: '谈谈学习。' }),
    article('often', '2015-06-01T00:00:00Z', { html: '<p>学习，学习，再学习，还是学习。</p>' }),
    article('text', '2016-01-01T00:00:00Z', { html: '<p>大家一起学习。</p>' }),
  ])
  expect(await find('学习')).toEqual(['title', 'summary', 'often', 'text'])
})

test('of equally good ones the newest comes first', async () => {
  const { find } = await newIndex([
    article('middle', '2015-05-01T00:00:00Z', { title: '学习二' }),
    article('old', '1999-12-31T23:59:59Z', { title: '学习一' }),
    article('new', '2015-05-01T00:00:01Z', { title: '学习三' }),
  ])
  expect(await find('学习')).toEqual(['new', 'middle', 'old'])
})

test('words side by side come before the same words apart', async () => {
  const { find } = await newIndex([
    article('together', '2014-01-01T00:00:00Z', { html: '<p>加强党员教育。</p>' }),
    article('apart', '2015-01-01T00:00:00Z', { html: '<p>教育培训由党员参加。</p>' }),
  ])
  expect(await find('党员教育')).toEqual(['together', 'apart'])
})

test('what only one type has is found', async () => {
  const { find } = await newIndex([
    itemOf('videos', 'film', {
      details: {
        type: 'videos',
        video: { url: '/media/a.mp4', mediaType: 'video/mp4', bytes: 1 },
        captions: [],
        transcript: '字幕里说到大棚蔬菜。',
      },
    }),
    itemOf('explainers', 'answers', {
      details: {
        type: 'explainers',
        questions: [{ question: '补课怎么办？', answerHtml: '<p>由<b>联络</b>员送学。</p>' }],
      },
    }),
    itemOf('lessons', 'lesson', {
      details: { type: 'lessons', objectives: ['学会嫁接果树'], quiz: [] },
    }),
    itemOf('articles', 'credited', {
      credits: { author: '课程组', source: { name: '丹棱县电视台' } },
    }),
  ])
  expect(await find('大棚')).toEqual(['film'])
  expect(await find('补课')).toEqual(['answers'])
  expect(await find('联络员')).toEqual(['answers'])
  expect(await find('嫁接')).toEqual(['lesson'])
  expect(await find('丹棱县')).toEqual(['credited'])
})

test('filters by type, theme, audience and date', async () => {
  const theme = (slug: string): { slug: string; label: string } => ({ slug, label: slug })
  const items = [
    itemOf('articles', 'a', {
      title: '学习',
      themes: [theme('law')],
      publishedAt: '2014-03-01T16:00:00Z',
    }),
    itemOf('lessons', 'b', {
      title: '学习',
      audiences: [theme('rural')],
      publishedAt: '2015-03-01T00:00:00Z',
    }),
    itemOf('articles', 'c', {
      title: '学习',
      audiences: [theme('rural')],
      publishedAt: '2016-03-01T00:00:00Z',
    }),
  ]
  const { find } = await newIndex(items)
  expect(await find('学习', { type: 'articles' })).toEqual(['c', 'a'])
  expect(await find('学习', { theme: 'law' })).toEqual(['a'])
  expect(await find('学习', { audience: 'rural' })).toEqual(['c', 'b'])
  expect(await find('学习', { audience: 'rural', type: 'lessons' })).toEqual(['b'])
  expect(await find('学习', { audience: 'law' })).toEqual([])
  expect(await find('学习', { theme: 'law" OR "rural' })).toEqual([])
  const moment = Date.parse('2015-03-01T00:00:00Z')
  expect(await find('学习', { from: moment })).toEqual(['c', 'b'])
  expect(await find('学习', { before: moment })).toEqual(['a'])
  // The words of a filter are no words of the text.
  expect(await find('rural')).toEqual([])
  expect(await find('type:articles')).toEqual([])
})

test('pages hold every result once; above the limit the total is a lower bound', async () => {
  const count = MAX_RESULTS + 20
  const items = Array.from({ length: count }, (_, index) =>
    article(`n${String(index)}`, new Date(Date.UTC(2014, 0, 1, 0, index)).toISOString(), {
      title: index % 2 === 0 ? '学习' : '别的',
      html: `<p>学习 ${index < 7 ? '少见' : ''}</p>`,
    }),
  )
  const { answer } = await newIndex(items)
  const seen: string[] = []
  const { pages, total, more } = await answer('学习')
  expect({ total, more }).toEqual({ total: MAX_RESULTS, more: true })
  for (let page = 1; page <= pages; page += 1) {
    seen.push(...(await answer('学习', { page })).hits.map(({ slug }) => slug))
  }
  expect(new Set(seen).size).toBe(MAX_RESULTS)
  // Every title comes before every text.
  expect(seen.slice(0, count / 2).every((slug) => Number(slug.slice(1)) % 2 === 0)).toBe(true)
  expect((await answer('学习', { page: pages + 1 })).hits).toEqual([])
  expect(await answer('少见')).toMatchObject({ total: 7, more: false, pages: 1 })
})
