import { describe, expect, it } from 'vitest'

import { CONTENT_TYPES, itemPath, type Item, type Picture } from '@/core'
import type { Look } from '@/plugins/website/html'
import { renderItemPage } from '@/plugins/website/item-page'
import { STYLE, STYLE_PATH } from '@/plugins/website/style.css'
import { en } from '@/plugins/website/texts.en'
import { zh } from '@/plugins/website/texts.zh'

import { itemOf, site } from '../../helpers/items'
import { attribute, elements, expectGoodPage, meta, only, textOf } from './page-rules'

const look: Look = { site, showEnglish: true }

const htmlOf = (item: Item, as: Look = look): string =>
  Buffer.from(renderItemPage(item, as).body).toString()

const treeOf = (item: Item, as: Look = look) => expectGoodPage(htmlOf(item, as), itemPath(item))

const HOSTILE = `"><script>alert(1)</script>&amp;'\u0000\u0007<b`

const picture: Picture = {
  url: '/media/hill.jpg',
  mediaType: 'image/jpeg',
  bytes: 1,
  alt: '山坡',
  width: 1600,
  height: 900,
  credit: '作者 · CC0',
  sizes: [
    { url: '/media/hill-400.jpg', mediaType: 'image/jpeg', bytes: 1, width: 400, height: 225 },
  ],
}

describe('a page', () => {
  it.each(CONTENT_TYPES)('of %s is complete, with and without English', (type) => {
    const item = itemOf(type, 'one')
    expect(textOf(treeOf(item))).toContain('Published')
    expect(htmlOf(item, { site, showEnglish: false })).not.toContain('lang="en"')
    treeOf(item, { site, showEnglish: false })
  })

  it('is the same bytes each time', () => {
    expect(renderItemPage(itemOf('lessons', 'a'), look)).toEqual(
      renderItemPage(itemOf('lessons', 'a'), look),
    )
  })

  it('names its canonical address, description, feeds and stylesheet', () => {
    const item = itemOf('articles', 'a', {
      themes: [{ slug: 'theory', label: '理论学习' }],
      cover: picture,
    })
    const tree = treeOf(item)
    const links = elements(tree, 'link').map((node) => [
      attribute(node, 'rel'),
      attribute(node, 'href'),
    ])
    expect(links).toEqual([
      ['stylesheet', STYLE_PATH],
      ['canonical', 'https://hub.example.org/articles/a'],
      ...['all', 'articles', 'themes/theory'].flatMap((feed) =>
        ['rss', 'atom', 'json'].map((format) => ['alternate', `/feeds/${feed}.${format}`]),
      ),
    ])
    expect(meta(tree, 'description')).toBe('摘要 a')
    expect(meta(tree, 'og:url')).toBe('https://hub.example.org/articles/a')
    expect(meta(tree, 'og:image')).toBe('https://hub.example.org/media/hill.jpg')
    expect(meta(tree, 'article:published_time')).toBe('2014-07-02T00:00:00.000Z')
  })

  it('shows the cover with sizes, text for those who cannot see it, and its credit', () => {
    const tree = treeOf(itemOf('articles', 'a', { cover: picture }))
    const image = only(tree, 'img')
    expect(attribute(image, 'alt')).toBe('山坡')
    expect(attribute(image, 'width')).toBe('1600')
    expect(attribute(image, 'height')).toBe('900')
    expect(attribute(image, 'srcSet')).toBe('/media/hill-400.jpg 400w, /media/hill.jpg 1600w')
    expect(textOf(only(tree, 'figcaption'))).toBe('作者 · CC0')
  })

  it('tells who wrote it, where it comes from and who answers for it, in the zone of the site', () => {
    const item = itemOf('articles', 'a', {
      publishedAt: '2014-07-01T20:30:00.000Z',
      updatedAt: '2014-08-01T16:00:00.000Z',
      credits: {
        author: '内容编辑组',
        source: { name: '样例日报', url: 'https://daily.example.org/1', date: '2014' },
        responsibleEditor: '甲',
        proofreader: '乙',
        reviewer: '丙',
      },
      corrections: [{ at: '2014-08-01T16:00:00.000Z', note: '改正一处' }],
    })
    const text = textOf(treeOf(item, { site, showEnglish: false }))
    for (const line of [
      '发布时间：2014年7月2日 04:30',
      '更新时间：2014年8月2日',
      '来源：样例日报（2014）',
      '署名：内容编辑组',
      '责任编辑：甲',
      '校对：乙',
      '审核：丙',
      '2014年8月2日：改正一处',
    ]) {
      expect(text).toContain(line)
    }
  })

  it('marks a text in another language', () => {
    const article = only(treeOf(itemOf('articles', 'a', { language: 'bo' })), 'article')
    expect(attribute(article, 'lang')).toBe('bo')
    const own = only(treeOf(itemOf('articles', 'a')), 'article')
    expect(attribute(own, 'lang')).toBeUndefined()
  })

  it.each(CONTENT_TYPES)('of %s shows hostile text as text', (type) => {
    const term = { slug: 'x', label: HOSTILE }
    const item = itemOf(type, 'a', {
      title: HOSTILE,
      summary: HOSTILE,
      cover: { ...picture, alt: HOSTILE, credit: HOSTILE },
      themes: [term],
      audiences: [term],
      courses: [term],
      related: [{ slug: 'articles/x', label: HOSTILE }],
      credits: { author: HOSTILE, source: { name: HOSTILE, url: `javascript:${HOSTILE}` } },
      corrections: [{ at: '2014-08-01T16:00:00.000Z', note: HOSTILE }],
      attachments: [{ url: '/media/a.pdf', mediaType: HOSTILE, bytes: 1, title: HOSTILE }],
      details: hostileDetails(type),
    })
    const tree = treeOf(item)
    const shown = HOSTILE.replace(/\p{Cc}/gu, '')
    expect(textOf(only(tree, 'h1'))).toBe(shown)
    expect(meta(tree, 'og:title')).toBe(shown)
    expect(attribute(only(tree, 'img'), 'alt')).toBe(shown)
    expect(htmlOf(item)).not.toContain('<script')
    expect(htmlOf(item)).not.toContain('javascript:')
  })

  it('inlines the body as it is', () => {
    expect(htmlOf(itemOf('articles', 'a', { html: '<p>一<em>二</em></p>' }))).toContain(
      '<div class="body"><p>一<em>二</em></p></div>',
    )
  })

  it('offers attachments with type and size', () => {
    const item = itemOf('lessons', 'a', {
      attachments: [
        { url: '/media/%E8%A1%A8.csv', mediaType: 'text/csv', bytes: 2048 },
        { url: '/media/b.mp4', mediaType: 'video/mp4', bytes: 3 * 1024 * 1024, title: '短片' },
      ],
    })
    const text = textOf(treeOf(item))
    expect(text).toContain('表.csv CSV，2 KB')
    expect(text).toContain('短片 MP4，3.0 MB')
  })
})

describe('the parts only one type has', () => {
  it('a video plays with captions, poster and transcript', () => {
    const tree = treeOf(
      itemOf('videos', 'v', {
        details: {
          type: 'videos',
          video: { url: '/media/film.mp4', mediaType: 'video/mp4', bytes: 1 },
          durationSeconds: 3725,
          poster: picture,
          captions: [{ url: '/media/zh.vtt', mediaType: 'text/vtt', bytes: 1, language: 'zh-CN' }],
          transcript: '第一句。\n\n第二句。',
        },
      }),
    )
    expect(attribute(only(tree, 'video'), 'poster')).toBe('/media/hill.jpg')
    expect(attribute(only(tree, 'track'), 'srcLang')).toBe('zh-CN')
    expect(textOf(only(tree, 'figcaption'))).toContain('1:02:05')
    expect(textOf(only(tree, 'details'))).toContain('第一句。第二句。')
  })

  it('an explainer has an outline that leads to each question, and clauses beside answers', () => {
    const tree = treeOf(
      itemOf('explainers', 'e', {
        details: {
          type: 'explainers',
          documentNumber: '样例〔2014〕1号',
          issuer: '样例机关',
          effectiveFrom: '2014-07-01T00:00:00.000Z',
          effectiveUntil: '2018-12-31T00:00:00.000Z',
          plainSummary: '一句话。',
          questions: [
            { question: '甲？', answerHtml: '<p>答甲</p>', clause: '第三条', clauseText: '条文' },
            { question: '乙？', answerHtml: '<p>答乙</p>' },
          ],
        },
      }),
    )
    const anchors = elements(tree, 'a').flatMap((link) => {
      const href = attribute(link, 'href') ?? ''
      return href.startsWith('#question') ? [[href, textOf(link)]] : []
    })
    expect(anchors).toEqual([
      ['#question-1', '甲？'],
      ['#question-2', '乙？'],
    ])
    expect(textOf(only(tree, 'aside'))).toContain('第三条条文')
    const terms = elements(tree, 'dd').map(textOf)
    expect(terms).toEqual(['样例〔2014〕1号', '样例机关', '2014年7月1日', '2018年12月31日'])
  })

  it('a lesson has objectives, and a quiz that works without scripts', () => {
    const tree = treeOf(
      itemOf('lessons', 'l', {
        details: {
          type: 'lessons',
          objectives: ['目标一'],
          creditHours: 1.5,
          durationMinutes: 90,
          teacher: '教师甲',
          quiz: [
            {
              question: '哪些对？',
              options: [
                { key: 'A', text: '这个' },
                { key: 'B', text: '那个' },
              ],
              answer: ['A', 'B'],
              explanation: '都对。',
            },
          ],
        },
      }),
    )
    expect(elements(tree, 'dd').map(textOf)).toEqual(['1.5', '90', '教师甲'])
    expect(textOf(tree)).toContain('目标一')
    expect(textOf(tree)).toContain('多选')
    expect(textOf(only(tree, 'details'))).toContain('A、B都对。')
  })

  it('a course lists its lessons in order with what is required', () => {
    const tree = treeOf(
      itemOf('courses', 'c', {
        details: {
          type: 'courses',
          lessonsRequired: 1,
          lessons: [
            { id: '2', slug: 'second', label: '第二课', required: true },
            { id: '1', slug: 'first', label: '第一课', required: false },
          ],
        },
      }),
    )
    const lessons = elements(tree, 'ol').find((node) => attribute(node, 'className') === 'lessons')
    expect(lessons && textOf(lessons)).toBe('第二课 必修 required第一课 选修 optional')
    expect(elements(tree, 'a').map((link) => attribute(link, 'href'))).toContain('/lessons/second')
  })
})

describe('words and stylesheet', () => {
  it('has every word in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh))
    expect(Object.values({ ...en, ...zh }).filter((word) => word.trim() === '')).toEqual([])
  })

  it('takes no font or picture from elsewhere', () => {
    const css = Buffer.from(STYLE).toString()
    expect(css).not.toMatch(/@import|url\(|https?:/)
    expect(css.split('{').length).toBe(css.split('}').length)
    expect(STYLE_PATH).toMatch(/^\/assets\/website-[0-9a-f]{8}\.css$/)
  })
})

function hostileDetails(type: Item['type']): Item['details'] {
  const file = { url: '/media/a.vtt', mediaType: HOSTILE, bytes: 1, title: HOSTILE }
  switch (type) {
    case 'articles':
      return { type }
    case 'videos':
      return {
        type,
        video: file,
        captions: [{ ...file, language: HOSTILE }],
        transcript: HOSTILE,
      }
    case 'explainers':
      return {
        type,
        documentNumber: HOSTILE,
        issuer: HOSTILE,
        plainSummary: HOSTILE,
        questions: [HOSTILE, HOSTILE].map((question) => ({
          question,
          answerHtml: '<p>答</p>',
          clause: HOSTILE,
          clauseText: HOSTILE,
        })),
      }
    case 'lessons':
      return {
        type,
        objectives: [HOSTILE],
        teacher: HOSTILE,
        quiz: [
          {
            question: HOSTILE,
            options: [{ key: HOSTILE, text: HOSTILE }],
            answer: [HOSTILE],
            explanation: HOSTILE,
          },
        ],
      }
    case 'courses':
      return { type, lessons: [{ id: 'x', slug: 'x', label: HOSTILE, required: true }] }
  }
}
