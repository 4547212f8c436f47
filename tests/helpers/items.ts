/** Items and shipments for tests of channels. */
import {
  contentHash,
  documentKey,
  type DocumentType,
  type DeliveryAction,
  type Details,
  type Item,
  type Revision,
  type Shipment,
  type Site,
} from '@/core'

export const site: Site = {
  publicUrl: 'https://hub.example.org',
  title: '全媒样例',
  description: '样例站点',
  language: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  tagAuthority: 'example.org',
  tagYear: 2014,
  publisher: '样例编辑部',
}

const DETAILS: { readonly [Type in DocumentType]: Extract<Details, { type: Type }> } = {
  articles: { type: 'articles' },
  videos: {
    type: 'videos',
    video: { url: '/media/film.mp4', mediaType: 'video/mp4', bytes: 1_234_567 },
    durationSeconds: 61,
    captions: [{ url: '/media/film.vtt', mediaType: 'text/vtt', bytes: 99, language: 'zh-CN' }],
  },
  explainers: {
    type: 'explainers',
    questions: [{ question: '学时怎么算？', answerHtml: '<p>按半天计 4 学时。</p>' }],
  },
  lessons: { type: 'lessons', objectives: ['了解学时'], quiz: [] },
  courses: { type: 'courses', lessons: [] },
  editions: {
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
        path: '/articles/lead',
        credits: '内容编辑组',
      },
    ],
    mailing: { sender: '手机报', segments: [], staleHours: 12 },
  },
}

/** A plain item of a type, with whatever the test is about. */
export function itemOf(type: DocumentType, id: string, changes: Partial<Item> = {}): Item {
  return {
    type,
    id,
    slug: type === 'editions' ? `morning/${id}` : id,
    formerSlugs: [],
    title: `标题 ${id}`,
    summary: `摘要 ${id}`,
    language: 'zh-CN',
    html: `<p>正文 ${id}</p>`,
    publishedAt: '2014-07-02T00:00:00.000Z',
    updatedAt: '2014-07-02T00:00:00.000Z',
    themes: [],
    audiences: [],
    courses: [],
    channels: [],
    credits: { author: '内容编辑组' },
    attachments: [],
    files: [],
    related: [],
    corrections: [],
    details: DETAILS[type],
    ...changes,
  }
}

export interface ShipmentOptions {
  readonly action?: DeliveryAction
  readonly number?: number
  readonly earlier?: readonly Item[]
  readonly at?: string
  readonly reason?: string
  readonly attempt?: number
}

/** The shipment of an item's n-th revision; the same arguments give the same keys. */
export function shipmentOf(item: Item, options: ShipmentOptions = {}): Shipment {
  const { action = 'publish', number = 1, earlier = [], attempt = 1, reason } = options
  const document = documentKey(item)
  const revision: Revision = {
    id: `${document}#${String(number)}`,
    document,
    number,
    action,
    hash: action === 'withdraw' ? '' : contentHash(item),
    at: options.at ?? item.updatedAt,
    ...(reason === undefined ? {} : { reason }),
    item,
  }
  const key = `channel|public|${revision.id}|${action}`
  return { id: key, key, action, destination: 'public', attempt, revision, earlier }
}
