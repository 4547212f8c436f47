/** What pages are drawn from, for their tests: a little of everything. */
import {
  CONTENT_TYPES,
  type Item,
  type MediaFile,
  type Picture,
  type Rendition,
  type Revision,
  itemPath,
} from '@/core'
import type { Slot } from '@/plugins/website/airings'
import type { Look } from '@/plugins/website/html'
import { renderArchive } from '@/plugins/website/pages/archive'
import { renderFixtures } from '@/plugins/website/pages/fixtures'
import { renderGone } from '@/plugins/website/pages/gone'
import { renderHome } from '@/plugins/website/pages/home'
import { pictureOf, renderItem } from '@/plugins/website/pages/item'
import { renderList } from '@/plugins/website/pages/list'
import { renderMonth } from '@/plugins/website/pages/month'
import { renderSearch } from '@/plugins/website/pages/search'
import { renderTopics } from '@/plugins/website/pages/topics'
import type { Entry, ItemView, SearchView } from '@/plugins/website/views'

import { itemOf, site } from '../../helpers/items'

export const look: Look = { site, showEnglish: true }
export const chinese: Look = { site, showEnglish: false }

export const picture: Picture = {
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

const theme = { slug: 'theory', label: '理论学习' }
const audience = { slug: 'rural', label: '农村党员' }
const course = { slug: 'course', label: '入门课程' }

const madeOf = (name: string, mediaType: string): MediaFile => ({
  url: `/media/${name}`,
  mediaType,
  bytes: 1,
})

/** As the job that converts films notes them: a ladder, two heights for broadcasters, the sound alone. */
export const filmRenditions: readonly Rendition[] = [
  {
    ...madeOf('f-1.m3u8', 'application/vnd.apple.mpegurl'),
    parts: [
      madeOf('f-720p.m3u8', 'application/vnd.apple.mpegurl'),
      madeOf('f-720p.mp4', 'video/mp4'),
    ],
  },
  { ...madeOf('f-720p25.mp4', 'video/mp4'), width: 1280, height: 720 },
  { ...madeOf('f-1080p25.mp4', 'video/mp4'), width: 1920, height: 1080 },
  madeOf('f-sound.m4a', 'audio/mp4'),
]

/** One document of each type with everything it can have. */
export const items: readonly Item[] = [
  itemOf('articles', 'article', {
    themes: [theme],
    audiences: [audience],
    cover: picture,
    html: '<h2>一、课前</h2><p>正文。</p><table><tbody><tr><td>格</td></tr></tbody></table><table><tbody><tr><td>又</td></tr></tbody></table>',
    corrections: [{ at: '2014-08-01T16:00:00.000Z', note: '改正一处' }],
    related: [{ slug: 'explainers/explainer', label: '解读' }],
    credits: {
      author: '编辑组',
      source: { name: '日报', url: 'https://daily.example.org/', date: '2014' },
      responsibleEditor: '甲',
      proofreader: '乙',
      reviewer: '丙',
    },
  }),
  itemOf('videos', 'video', {
    themes: [theme],
    details: {
      type: 'videos',
      video: { url: '/media/film.mp4', mediaType: 'video/mp4', bytes: 1 },
      durationSeconds: 61,
      poster: picture,
      captions: [{ url: '/media/zh.vtt', mediaType: 'text/vtt', bytes: 1, language: 'zh-CN' }],
      transcript: '第一句。\n\n第二句。',
      chapters: [
        { seconds: 0, title: '开头' },
        { seconds: 30.5, title: '问答 <甲&乙>' },
      ],
      renditions: filmRenditions,
    },
  }),
  itemOf('explainers', 'explainer', {
    audiences: [audience],
    html: '',
    details: {
      type: 'explainers',
      documentNumber: '样例〔2014〕1号',
      issuer: '样例机关',
      effectiveFrom: '2014-07-01T00:00:00.000Z',
      plainSummary: '一句话。',
      explainingPicture: picture,
      questions: [
        { question: '甲？', answerHtml: '<p>答甲</p>', clause: '第三条', clauseText: '条文' },
        { question: '乙？', answerHtml: '<h3>小节</h3><p>答乙</p>' },
      ],
    },
  }),
  itemOf('lessons', 'lesson', {
    courses: [course],
    html: '<h2>准备</h2><p>一</p><h2>练习</h2><h3>第一步</h3><p>二</p>',
    attachments: [{ url: '/media/a.csv', mediaType: 'text/csv', bytes: 2048, title: '表' }],
    details: {
      type: 'lessons',
      objectives: ['目标一'],
      creditHours: 1.5,
      durationMinutes: 90,
      teacher: '教师甲',
      quiz: [
        {
          question: '哪个对？',
          options: [
            { key: 'A', text: '这个' },
            { key: 'B', text: '那个' },
          ],
          answer: ['B'],
          explanation: '那个对。',
        },
        {
          question: '哪些对？',
          options: [
            { key: 'A', text: '这个' },
            { key: 'B', text: '那个' },
          ],
          answer: ['A', 'B'],
        },
      ],
    },
  }),
  itemOf('courses', 'course', {
    details: {
      type: 'courses',
      creditHours: 3,
      lessonsRequired: 1,
      quizPassMark: 60,
      lessons: [
        { id: 'lesson', slug: 'lesson', label: '第一课', required: true },
        { id: 'other', slug: 'other', label: '第二课', required: false },
      ],
    },
  }),
]

const [first] = items

export const edition = itemOf('editions', '2014-07-02', {
  details: {
    type: 'editions',
    newspaper: { slug: 'morning', label: '早报' },
    day: '2014-07-02',
    greeting: '各位读者早上好。',
    entries: [
      {
        document: 'articles/lead',
        type: 'articles',
        headline: '头条标题',
        summary: '一句话提要',
        path: first ? itemPath(first) : '/',
        credits: '内容编辑组',
        picture,
      },
    ],
    mailing: { sender: '手机报', segments: [], staleHours: 12 },
  },
})

export function entryOf(item: Item): Entry {
  const { id, type, slug, formerSlugs, title, summary, publishedAt, updatedAt } = item
  const still = pictureOf(item)
  return {
    ...{ id, type, slug, formerSlugs, title, summary, publishedAt, updatedAt },
    themes: item.themes,
    audiences: item.audiences,
    ...(still ? { picture: still } : {}),
    ...(item.details.type === 'videos' ? { durationSeconds: 61 } : {}),
    ...(item.details.type === 'lessons' ? { creditHours: 1.5 } : {}),
  }
}

export const entries: readonly Entry[] = items.map(entryOf)

export const viewOf = (item: Item, changes: Partial<ItemView> = {}): ItemView => ({
  item,
  related: [],
  ...changes,
})

export const searchView: SearchView = {
  query: '学时',
  filters: { type: 'explainers', from: '2014-01-01' },
  topics: [
    { kind: 'themes', ...theme },
    { kind: 'audiences', ...audience },
  ],
  answer: {
    total: 41,
    more: false,
    page: 2,
    pages: 3,
    hits: [
      {
        type: 'explainers',
        slug: 'explainer',
        publishedAt: '2014-07-02T00:00:00.000Z',
        title: [{ text: '学时', marked: true }, { text: '怎么算' }],
        snippet: [{ text: '按半天计四' }, { text: '学时', marked: true }],
      },
    ],
  },
}

const slots: readonly Slot[] = [
  {
    at: '2014-07-07T12:30:00.000Z',
    id: 'video',
    slug: 'video',
    title: '标题 video',
    updatedAt: '2014-07-02T00:00:00.000Z',
    column: { slug: 'night-class', label: '乡村夜课' },
    repeat: true,
  },
]

const months = new Map([
  ['2013-12', 1],
  ['2014-07', 5],
])

export const withdrawal: Pick<Revision, 'at' | 'reason'> = {
  at: '2015-08-01T02:30:00.000Z',
  reason: '核实中',
}

/** Every page there is, by its path. */
export function allPages(as: Look = look): ReadonlyMap<string, string> {
  const [lead, ...latest] = entries
  const byType = Object.fromEntries(
    CONTENT_TYPES.map((type) => [type, entries.filter((entry) => entry.type === type)]),
  ) as Record<(typeof CONTENT_TYPES)[number], Entry[]>
  const artefacts = [
    ...items.map((item) =>
      renderItem(
        viewOf(item, {
          related: entries.filter(({ id }) => id !== item.id),
          ...(entries[0] ? { previous: entries[0] } : {}),
          ...(entries[1] ? { next: entries[1] } : {}),
        }),
        as,
      ),
    ),
    renderHome(
      {
        ...(lead ? { lead } : {}),
        latest,
        byType,
        topics: [
          { kind: 'themes', ...theme },
          { kind: 'audiences', ...audience },
        ],
        editions: [entryOf(edition)],
        onAir: slots,
      },
      as,
    ),
    ...CONTENT_TYPES.map((list) => renderList({ list, newest: byType[list], months }, as)),
    renderList({ list: 'themes/theory', label: '理论学习', newest: entries, months }, as),
    renderTopics({ kind: 'themes', topics: [{ ...theme, documents: 2 }] }, as),
    renderTopics({ kind: 'audiences', topics: [] }, as),
    renderMonth({ list: 'articles', month: '2014-07', entries, part: 2, parts: 3 }, as),
    renderMonth({ list: 'all', month: '2014-07', entries, part: 1, parts: 1 }, as),
    renderArchive({ months }, as),
    renderItem(viewOf(edition), as),
    renderList(
      { list: 'newspaper/morning', label: '早报', newest: [entryOf(edition)], months },
      as,
    ),
    renderTopics(
      { kind: 'newspaper', topics: [{ slug: 'morning', label: '早报', documents: 1 }] },
      as,
    ),
    ...renderFixtures(as).filter(({ mediaType }) => mediaType.startsWith('text/html')),
  ]
  return new Map([
    ...artefacts.map(({ path, body }) => [path, new TextDecoder().decode(body)] as const),
    ...renderGone(withdrawal, itemOf('articles', 'withdrawn'), ['withdrawn'], as).map(
      ({ path, page }) => [path, page ?? ''] as const,
    ),
    ['/search', new TextDecoder().decode(renderSearch(searchView, as))],
  ])
}
