import type { Element, Root } from 'hast'
import { describe, expect, it } from 'vitest'

import { DOCUMENT_TYPES, itemPath, type Item } from '@/core'
import type { Look } from '@/plugins/website/html'
import { QR_PATH } from '@/plugins/website/pages/addresses'
import { renderHome } from '@/plugins/website/pages/home'
import { renderItem } from '@/plugins/website/pages/item'
import { renderMonth } from '@/plugins/website/pages/month'
import { renderSearch } from '@/plugins/website/pages/search'
import type { SearchView } from '@/plugins/website/views'

import { itemOf, site } from '../../helpers/items'
import {
  attribute,
  elements,
  expectGoodPage,
  meta,
  only,
  structured,
  textOf,
  type Thing,
} from './page-rules'
import { allPages, chinese, entries, items, look, picture, searchView, viewOf } from './page-views'

const htmlOf = (item: Item, as: Look = look): string =>
  Buffer.from(renderItem(viewOf(item), as).body).toString()

const treeOf = (item: Item, as: Look = look) => expectGoodPage(htmlOf(item, as), itemPath(item))

const HOSTILE = `"><script>alert(1)</script>&amp;'\u0000\u0007<b`

const thingOf = (item: Item, type: string): Thing | undefined =>
  structured(treeOf(item)).find((thing) => thing['@type'] === type)

describe('every page', () => {
  it.each([...allPages()].map(([path, html]) => ({ path, html })))(
    '$path keeps the rules of pages',
    ({ path, html }) => {
      expectGoodPage(html, path)
    },
  )

  it('is the same bytes each time, and has no English where none is wanted', () => {
    expect(allPages()).toEqual(allPages())
    for (const html of allPages(chinese).values()) expect(html).not.toContain('lang="en"')
  })

  it('leads to nothing that is not there', () => {
    const pages = allPages()
    const others = ['/feeds/', '/tv/', '/explainers/explainer', '/lessons/other', '/archive/']
    const missing = [...pages].flatMap(([from, html]) =>
      [...html.matchAll(/<a [^>]*href="(\/[^"#?]*)/g)]
        .map(([, to = '']) => to)
        .filter((to) => !/^\/(?:feeds|media)\//.test(to) && !/\d{4}-\d{2}\//.test(to))
        .filter((to) => !pages.has(to) && !others.includes(to) && !/^\/audiences\/./.test(to))
        .map((to) => `${from} → ${to}`),
    )
    expect(missing).toEqual([])
  })
})

describe('the page of a document', () => {
  it('names its canonical address, description and feeds', () => {
    const tree = treeOf(
      itemOf('articles', 'a', { themes: [{ slug: 'theory', label: '理论' }], cover: picture }),
    )
    const links = elements(tree, 'link').map((node) => [
      attribute(node, 'rel'),
      attribute(node, 'href'),
    ])
    expect(links).toContainEqual(['canonical', 'https://hub.example.org/articles/a'])
    for (const feed of ['all', 'articles', 'themes/theory'])
      for (const format of ['rss', 'atom', 'json'])
        expect(links).toContainEqual(['alternate', `/feeds/${feed}.${format}`])
    expect(meta(tree, 'description')).toBe('摘要 a')
    expect(meta(tree, 'og:url')).toBe('https://hub.example.org/articles/a')
    expect(meta(tree, 'og:image')).toBe('https://hub.example.org/media/hill.jpg')
    expect(meta(tree, 'article:published_time')).toBe('2014-07-02T00:00:00.000Z')
  })

  it('shows the cover with sizes, text for those who cannot see it, and its credit', () => {
    const tree = treeOf(itemOf('articles', 'a', { cover: picture }))
    const image = cover(tree)
    expect(attribute(image, 'alt')).toBe('山坡')
    expect(attribute(image, 'width')).toBe('1600')
    expect(attribute(image, 'height')).toBe('900')
    expect(attribute(image, 'srcSet')).toBe('/media/hill-400.jpg 400w, /media/hill.jpg 1600w')
    expect(attribute(image, 'fetchPriority')).toBe('high')
    expect(textOf(only(tree, 'figcaption'))).toBe('作者 · CC0')
  })

  it('offers newer formats first, and keeps what matters in view', () => {
    const size = { bytes: 1, width: 400, height: 225 }
    const hill = {
      ...picture,
      focal: { x: 20, y: 84 },
      sizes: [
        ...picture.sizes,
        { ...size, url: '/media/hill-400.webp', mediaType: 'image/webp' },
        { ...size, url: '/media/hill-400.avif', mediaType: 'image/avif' },
      ],
    }
    const tree = treeOf(itemOf('articles', 'a', { cover: hill }))
    expect(elements(tree, 'source').map((node) => attribute(node, 'type'))).toEqual([
      'image/avif',
      'image/webp',
    ])
    expect(attribute(cover(tree), 'className')).toBe('fx2 fy8')
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
    const text = textOf(treeOf(item, chinese))
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

  it.each(DOCUMENT_TYPES)('of %s shows hostile text as text', (type) => {
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
    expect(htmlOf(item)).not.toContain('<script>')
    expect(htmlOf(item)).not.toContain('javascript:')
  })

  it('inlines the body as it is, but for what leads to its headings and scrolls its tables', () => {
    const html = htmlOf(
      itemOf('articles', 'a', {
        html: '<h1>一</h1><p>一<em>二</em></p><h3 id="own">三 &amp; 四</h3><table></table>',
      }),
    )
    expect(html).toContain(
      '<h2 id="section-1">一</h2><p>一<em>二</em></p><h3 id="own">三 &amp; 四</h3>',
    )
    expect(html).toContain('tabindex="0"><table></table></div>')
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

  it('goes on to its neighbours and to related documents, none of them twice', () => {
    const [article, video] = entries
    if (!article || !video) throw new Error('There are documents')
    const item = itemOf('articles', 'a', { related: [{ slug: 'videos/video', label: '短片' }] })
    const view = viewOf(item, { previous: article, related: [video, article] })
    const html = Buffer.from(renderItem(view, look).body).toString()
    const tree = expectGoodPage(html, '/articles/a')
    const to = elements(tree, 'a').map((link) => attribute(link, 'href'))
    expect(to.filter((href) => href === '/videos/video')).toHaveLength(1)
    expect(html).toContain('rel="prev" href="/articles/article"')
  })
})

describe('the parts only one type has', () => {
  const [article, video, explainer, lesson, course] = items
  if (!article || !video || !explainer || !lesson || !course) throw new Error('There is one each')

  it('an article is one to search engines', () => {
    expect(thingOf(article, 'Article')).toMatchObject({
      headline: article.title,
      image: 'https://hub.example.org/media/hill.jpg',
    })
  })

  it('a video plays with captions, poster and transcript', () => {
    const tree = treeOf(video)
    expect(attribute(only(tree, 'video'), 'poster')).toBe('/media/hill.jpg')
    expect(attribute(only(tree, 'track'), 'srcLang')).toBe('zh-CN')
    expect(textOf(only(tree, 'figcaption'))).toContain('1:01')
    expect(textOf(tree)).toContain('第一句。第二句。')
    expect(thingOf(video, 'VideoObject')).toMatchObject({
      duration: 'PT1M1S',
      thumbnailUrl: 'https://hub.example.org/media/hill.jpg',
    })
  })

  it('a video offers HLS, then MP4 from the lowest, then the original', () => {
    expect(
      elements(treeOf(video), 'source').map((node) =>
        ['src', 'type'].map((name) => attribute(node, name)),
      ),
    ).toEqual([
      ['/media/f-1.m3u8', 'application/vnd.apple.mpegurl'],
      ['/media/f-720p25.mp4', 'video/mp4'],
      ['/media/f-1080p25.mp4', 'video/mp4'],
      ['/media/film.mp4', 'video/mp4'],
    ])
    expect(thingOf(video, 'VideoObject')).toMatchObject({
      contentUrl: 'https://hub.example.org/media/f-1080p25.mp4',
      encodingFormat: 'video/mp4',
    })
  })

  it("a video's chapters lead to their moments in the file, and are clips to search engines", () => {
    const links = elements(treeOf(video), 'a').flatMap((link) => {
      const href = attribute(link, 'href') ?? ''
      return href.includes('#t=') ? [[href, textOf(link)]] : []
    })
    expect(links).toEqual([
      ['/media/f-720p25.mp4#t=0', '0:00 开头'],
      ['/media/f-720p25.mp4#t=30.5', '0:30 问答 <甲&乙>'],
    ])
    const page = 'https://hub.example.org/videos/video'
    expect(thingOf(video, 'VideoObject')).toMatchObject({
      hasPart: [
        { '@type': 'Clip', name: '开头', startOffset: 0, endOffset: 30.5, url: `${page}?t=0` },
        { '@type': 'Clip', startOffset: 30.5, endOffset: 61, url: `${page}?t=30.5` },
      ],
    })
  })

  it('a video without chapters and renditions plays its original, and leads nowhere else', () => {
    const tree = treeOf(itemOf('videos', 'plain'))
    expect(elements(tree, 'source').map((node) => attribute(node, 'src'))).toEqual([
      '/media/film.mp4',
    ])
    expect(elements(tree, 'nav').map((node) => attribute(node, 'ariaLabel'))).not.toContain('章节')
    expect(thingOf(itemOf('videos', 'plain'), 'VideoObject')).not.toHaveProperty('hasPart')
  })

  it('an explainer has an outline that leads to each question, and clauses beside answers', () => {
    const tree = treeOf(explainer)
    const anchors = elements(tree, 'a').flatMap((link) => {
      const href = attribute(link, 'href') ?? ''
      return href.startsWith('#question') ? [[href, textOf(link)]] : []
    })
    expect(anchors).toEqual([
      ['#question-1', '甲？'],
      ['#question-2', '乙？'],
    ])
    expect(textOf(tree)).toContain('对应条款第三条条文')
    expect(elements(tree, 'dd').map(textOf)).toEqual([
      '样例〔2014〕1号',
      '样例机关',
      '2014年7月1日',
    ])
    expect(thingOf(explainer, 'FAQPage')).toMatchObject({
      mainEntity: [
        { name: '甲？', acceptedAnswer: { text: '答甲' } },
        { name: '乙？', acceptedAnswer: { text: '小节 答乙' } },
      ],
    })
  })

  it('a lesson has objectives, steps, and a quiz that works without scripts', () => {
    const tree = treeOf(lesson)
    expect(elements(tree, 'dd').map(textOf)).toEqual(['1.5', '90', '教师甲'])
    expect(textOf(tree)).toContain('目标一')
    const steps = elements(tree, 'a').filter((link) => attribute(link, 'href')?.startsWith('#sec'))
    expect(steps.map(textOf)).toEqual(['准备', '练习', '第一步'])
    const kinds = elements(tree, 'input').map((node) => attribute(node, 'type'))
    expect(kinds).toEqual(['search', 'radio', 'radio', 'checkbox', 'checkbox'])
    const answers = elements(tree, 'label').filter((node) =>
      attribute(node, 'className')?.includes('is-answer'),
    )
    expect(answers.map(textOf)).toEqual(['B. 那个', 'A. 这个', 'B. 那个'])
    expect(elements(tree, 'details').map(textOf)).toEqual([
      '看答案答案：B那个对。',
      '看答案答案：A、B',
    ])
    expect(thingOf(lesson, 'LearningResource')).toMatchObject({
      teaches: ['目标一'],
      timeRequired: 'PT1H30M',
      isPartOf: [{ name: '入门课程' }],
    })
  })

  it('a course lists its lessons in order with what is required', () => {
    const tree = treeOf(course)
    const lessons = elements(tree, 'ol').find((node) => attribute(node, 'className') === 'lessons')
    expect(lessons && textOf(lessons)).toBe('第一课 必修第二课 选修')
    expect(thingOf(course, 'Course')).toMatchObject({
      hasPart: [
        { position: 1, name: '第一课', url: 'https://hub.example.org/lessons/lesson' },
        { position: 2, name: '第二课' },
      ],
    })
  })
})

describe('pages that list', () => {
  it('home is complete while there is nothing yet', () => {
    const byType = { articles: [], videos: [], explainers: [], lessons: [], courses: [] }
    const { body } = renderHome({ latest: [], byType, topics: [], editions: [], onAir: [] }, look)
    const tree = expectGoodPage(Buffer.from(body).toString(), '/')
    expect(textOf(tree)).toContain('这里还没有内容。')
    expect(textOf(only(tree, 'h1'))).toBe(site.title)
  })

  it('a page of a month leads to its neighbours only, and dates from its newest change', () => {
    const changed = '2015-01-01T00:00:00.000Z'
    const [first] = entries
    if (!first) throw new Error('There are documents')
    const { path, body, lastModified } = renderMonth(
      {
        list: 'articles',
        month: '2014-07',
        entries: [{ ...first, updatedAt: changed }, first],
        part: 2,
        parts: 4,
      },
      look,
    )
    expect([path, lastModified]).toEqual(['/articles/2014-07/2', changed])
    const tree = expectGoodPage(Buffer.from(body).toString(), path)
    const pages = elements(tree, 'a').flatMap((link) => {
      const href = attribute(link, 'href') ?? ''
      return href.startsWith('/articles/2014-07/') ? [href] : []
    })
    expect(pages).toEqual(['/articles/2014-07/', '/articles/2014-07/3'])
  })

  it.each([
    [1, 1, []],
    [1, 2, ['next']],
    [2, 2, ['prev']],
  ] as const)('page %i of %i leads no further than there is', (part, parts, expected) => {
    const month = { list: 'themes/theory', label: '理论', month: '2014-07', entries } as const
    const { path, body } = renderMonth({ ...month, part, parts }, look)
    const tree = expectGoodPage(Buffer.from(body).toString(), path)
    const links = elements(tree, 'a').flatMap((link) => attribute(link, 'rel') ?? [])
    expect(links).toEqual(expected)
  })
})

describe('search', () => {
  const treeOfSearch = (view: SearchView) =>
    expectGoodPage(Buffer.from(renderSearch(view, look)).toString(), '/search')

  it('marks what was searched for, keeps what was chosen, and pages through the same search', () => {
    const tree = treeOfSearch(searchView)
    expect(elements(tree, 'mark').map(textOf)).toEqual(['学时', '学时'])
    const chosen = elements(tree, 'option').filter((node) => node.properties['selected'] === true)
    expect(chosen.map(textOf)).toEqual(['政策解读'])
    const pager = elements(tree, 'a').filter((link) => attribute(link, 'rel'))
    const query = `q=${encodeURIComponent('学时')}&type=explainers&from=2014-01-01`
    expect(pager.map((link) => attribute(link, 'href'))).toEqual([
      `/search?${query}`,
      `/search?${query}&page=3`,
    ])
  })

  it('says what is wrong, what to do, and never runs what was typed', () => {
    const { topics } = searchView
    const problem = treeOfSearch({ query: '', filters: {}, topics, problem: 'tooLong' })
    expect(textOf(problem)).toContain('要找的词语太长')
    expect(textOf(treeOfSearch({ query: '', filters: {}, topics }))).toContain('请输入词语')
    const answer = { total: 0, more: false, page: 1, pages: 1, hits: [] }
    const nothing = treeOfSearch({ query: HOSTILE, filters: {}, topics, answer })
    expect(textOf(nothing)).toContain('没有找到')
    expect(elements(nothing, 'b')).toEqual([])
  })
})

function hostileDetails(type: Item['type']): Item['details'] {
  const file = { url: '/media/a.vtt', mediaType: HOSTILE, bytes: 1, title: HOSTILE }
  switch (type) {
    case 'editions':
      return {
        type,
        newspaper: { slug: 'x', label: HOSTILE },
        day: '2014-07-02',
        greeting: HOSTILE,
        entries: [
          {
            document: 'articles/x',
            type: 'articles',
            headline: HOSTILE,
            summary: HOSTILE,
            path: '/articles/x',
            credits: HOSTILE,
            picture: { ...picture, alt: HOSTILE },
          },
        ],
        mailing: { sender: HOSTILE, segments: [], staleHours: 12 },
      }
    case 'articles':
      return { type }
    case 'videos':
      return {
        type,
        video: file,
        captions: [{ ...file, language: HOSTILE }],
        chapters: [{ seconds: 1, title: HOSTILE }],
        renditions: [file],
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

/** The one picture of the document; the QR code is ours. */
function cover(tree: Root): Element {
  const [found, ...others] = elements(tree, 'img').filter(
    (node) => !String(attribute(node, 'src')).startsWith(QR_PATH),
  )
  if (!found || others.length > 0) throw new Error('There is not exactly one picture')
  return found
}
