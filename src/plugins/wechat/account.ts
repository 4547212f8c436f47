/** The account's calls by name, each with its quota. A quota that is spent defers the delivery, saying until when. */
import { DeliveryError, type Shelf } from '@/core'

import type { Client } from './client'
import { quotaOf, spend, type Quota, type QuotaName, type Spent } from './quotas'

export interface DraftArticle {
  readonly title: string
  readonly author: string
  readonly digest: string
  readonly content: string
  readonly content_source_url: string
  readonly thumb_media_id: string
  readonly need_open_comment: 0
  readonly only_fans_can_comment: 0
  readonly pic_crop_235_1: string
  readonly pic_crop_1_1: string
}

/** What a list says of one draft or publication: its articles in order. */
export interface Listed {
  readonly id: string
  readonly articles: readonly {
    readonly title: string
    readonly sourceUrl: string
    readonly url: string
  }[]
  /** Milliseconds since the epoch. */
  readonly updatedAt: number
}

export interface Account {
  uploadInText(file: { body: Uint8Array; mediaType: string }): Promise<string>
  uploadCover(file: { body: Uint8Array; mediaType: string }): Promise<string>
  addDraft(articles: readonly DraftArticle[]): Promise<string>
  /** `index` from 0: drafts count so, publications from 1. */
  updateDraft(mediaId: string, index: number, article: DraftArticle): Promise<void>
  /** Of its articles in order. */
  draftContents(mediaId: string): Promise<readonly string[]>
  deleteDraft(mediaId: string): Promise<void>
  /** The cheapest question there is: whether drafts may be made at all. */
  countDrafts(): Promise<number>
  drafts(): Promise<readonly Listed[]>
  preview(mediaId: string, to: string): Promise<void>
  publish(mediaId: string): Promise<string>
  publishStatus(publishId: string): Promise<PublishStatus>
  published(): Promise<readonly Listed[]>
  /** One article of a bundle, from 1; all of it without `index`. */
  deletePublished(articleId: string, index?: number): Promise<void>
  /** `again`: asked before under this id, so it is counted already, and sent at most once. */
  massSend(mediaId: string, clientId: string, again: boolean): Promise<string>
  massStatus(messageId: string): Promise<string>
  deleteMass(messageId: string, index?: number): Promise<void>
}

export interface PublishStatus {
  readonly status: string
  readonly articleId?: string
  /** Addresses of the articles in their order. */
  readonly urls: readonly string[]
}

export interface AccountOptions {
  readonly client: Client
  readonly shelf: Shelf
  readonly isService: boolean
  readonly quotas: Readonly<Record<QuotaName, Quota>>
  readonly urgent: boolean
  readonly now: () => Date
}

/** The newest so many are looked at when a step is reconciled. */
const LISTED = 20

export function createAccount(options: AccountOptions): Account {
  const { client, shelf, urgent, now } = options

  /** Counted before the call: after a crash too many are counted, never too few. */
  async function count(name: QuotaName): Promise<void> {
    const quota = quotaOf(name, options)
    const verdict = spend(
      quota,
      (await shelf.read(`quota/${name}`)) as Spent | undefined,
      urgent,
      now(),
    )
    if (!verdict.allowed) throw deferred(name, verdict, now())
    await shelf.write(`quota/${name}`, verdict.spent)
  }

  const post = async (name: QuotaName, path: string, body: object) => {
    await count(name)
    return client.post(path, body)
  }

  return {
    async uploadInText(file) {
      await count('upload')
      return text(await client.upload('/cgi-bin/media/uploadimg', file), 'url')
    },
    async uploadCover(file) {
      await count('upload')
      return text(
        await client.upload('/cgi-bin/material/add_material?type=image', file),
        'media_id',
      )
    },
    async addDraft(added) {
      return text(await post('draft', '/cgi-bin/draft/add', { articles: added }), 'media_id')
    },
    async updateDraft(mediaId, index, article) {
      await post('draft', '/cgi-bin/draft/update', {
        ...{ media_id: mediaId, index },
        articles: article,
      })
    },
    async draftContents(mediaId) {
      const answer = await post('draftGet', '/cgi-bin/draft/get', { media_id: mediaId })
      return articles(answer).map(({ content }) => words(content))
    },
    async deleteDraft(mediaId) {
      await post('draft', '/cgi-bin/draft/delete', { media_id: mediaId })
    },
    async countDrafts() {
      await count('draft')
      return Number((await client.get('/cgi-bin/draft/count'))['total_count'])
    },
    async drafts() {
      const answer = await post('draft', '/cgi-bin/draft/batchget', {
        ...{ offset: 0, count: LISTED, no_content: 1 },
      })
      return listed(answer, 'media_id')
    },
    async preview(mediaId, to) {
      await post('upload', '/cgi-bin/message/mass/preview', {
        ...{ towxname: to, msgtype: 'mpnews', mpnews: { media_id: mediaId } },
      })
    },
    async publish(mediaId) {
      const answer = await post('publish', '/cgi-bin/freepublish/submit', { media_id: mediaId })
      return text(answer, 'publish_id')
    },
    async publishStatus(publishId) {
      const answer = await post('status', '/cgi-bin/freepublish/get', { publish_id: publishId })
      const urls: string[] = []
      for (const { idx, article_url: url } of list(record(answer['article_detail'])['item'])) {
        urls[Math.max(0, Number(idx ?? 1) - 1)] = words(url)
      }
      return {
        status: String(answer['publish_status']),
        ...(answer['article_id'] ? { articleId: text(answer, 'article_id') } : {}),
        urls: Array.from(urls, (url) => url ?? ''),
      }
    },
    async published() {
      const answer = await post('publishList', '/cgi-bin/freepublish/batchget', {
        ...{ offset: 0, count: LISTED, no_content: 1 },
      })
      return listed(answer, 'article_id')
    },
    async deletePublished(articleId, index = 0) {
      await post('publishDelete', '/cgi-bin/freepublish/delete', { article_id: articleId, index })
    },
    async massSend(mediaId, clientId, again) {
      if (!again) await count('mass')
      const answer = await client.post('/cgi-bin/message/mass/sendall', {
        filter: { is_to_all: true },
        mpnews: { media_id: mediaId },
        msgtype: 'mpnews',
        send_ignore_reprint: 0,
        clientmsgid: clientId,
      })
      return text(answer, 'msg_id')
    },
    async massStatus(messageId) {
      const answer = await post('status', '/cgi-bin/message/mass/get', { msg_id: messageId })
      return String(answer['msg_status'])
    },
    async deleteMass(messageId, index = 0) {
      await post('publishDelete', '/cgi-bin/message/mass/delete', {
        ...{ msg_id: messageId, article_idx: index },
      })
    },
  }
}

type Answer = Readonly<Record<string, unknown>>

const record = (value: unknown): Answer =>
  typeof value === 'object' && value !== null ? (value as Answer) : {}

/** One or many: some answers give a lone object where a list has one member. */
const list = (value: unknown): Answer[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(record)

const words = (value: unknown): string => (typeof value === 'string' ? value : '')

const articles = (answer: Answer): Answer[] => list(answer['news_item'])

/** Ids come as numbers too. */
function text(answer: Answer, name: string): string {
  const value = answer[name]
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new DeliveryError('OUTCOME_UNKNOWN', `答复里没有 ${name} / the answer has no ${name}`)
}

const listed = (answer: Answer, idName: string): Listed[] =>
  list(answer['item']).map((item) => ({
    id: text(item, idName),
    articles: articles(record(item['content'])).map((article) => ({
      title: words(article['title']),
      sourceUrl: words(article['content_source_url']),
      url: words(article['url']),
    })),
    updatedAt: Number(item['update_time'] ?? 0) * 1000,
  }))

const WHY = {
  day: '今天的额度已用完 / today’s quota is spent',
  month: '本月的额度已用完 / this month’s quota is spent',
  reserve: '余下的额度留给急件 / what is left is kept for what is urgent',
} as const

const deferred = (
  name: QuotaName,
  { until, reason }: { until: Date; reason: keyof typeof WHY },
  now: Date,
): DeliveryError =>
  new DeliveryError('DESTINATION_BUSY', `${name}: ${WHY[reason]}; ${until.toISOString()}`, {
    retryAfterMs: until.getTime() - now.getTime(),
  })
