/**
 * A double of WeChat's API, built from its documentation: tokens, drafts, publishing, mass sends, quotas, error codes. It keeps
 * the far side's truth, which tests compare the ledger with. `fetch` answers in the process; listen.ts puts it on a port.
 */
import { Counts, faultOf, takePicture } from './limits'
import {
  addressOf,
  json,
  networkError,
  refuse,
  type Body,
  type DoubleOptions,
  type DraftRow,
  type Fault,
  type Publication,
} from './types'

export class WechatDouble {
  readonly drafts: DraftRow[] = []
  readonly publications: Publication[] = []
  readonly calls: string[] = []
  /** Taken one per call, `undefined` for none. */
  faults: (Fault | undefined)[] = []
  outcome: 'public' | 'refused' | 'running'
  verified: boolean
  /** Whether the caller's address is on the allow-list. */
  isAllowed = true
  /** Changes to what is kept of a draft, for the read-back. */
  keeps: (content: string) => string = (content) => content
  /** Told of each job that ended, by its id: what sends callbacks listens here. */
  onFinished: (job: string) => void = () => undefined
  private readonly clientIds = new Map<string, string>()
  private readonly counts: Counts
  private token = ''
  private tokens = 0
  private ids = 0

  constructor(private readonly options: DoubleOptions) {
    this.outcome = options.outcome ?? 'public'
    this.verified = options.verified ?? true
    this.counts = new Counts(options.now)
  }

  /** Everything it keeps, as text; counts of the day begin anew. */
  save(): string {
    const { drafts, publications, ids } = this
    return JSON.stringify({ drafts, publications, ids, clientIds: [...this.clientIds] })
  }

  restore(saved: string): void {
    const kept = JSON.parse(saved) as Pick<WechatDouble, 'drafts' | 'publications'> & {
      ids: number
      clientIds: [string, string][]
    }
    this.drafts.push(...kept.drafts)
    this.publications.push(...kept.publications)
    this.ids = kept.ids
    for (const [id, job] of kept.clientIds) this.clientIds.set(id, job)
  }

  /** Of a revision: how many times readers got it, deleted ones included. */
  countOf(sourceUrl: string, title: string): number {
    return this.publications.filter(
      (each) => each.sourceUrl === sourceUrl && each.title === title && each.status !== 'refused',
    ).length
  }

  /** The far side decides what is still running. */
  finish(status: 'public' | 'refused'): void {
    const jobs = new Set<string>()
    for (const each of this.publications) {
      if (each.status !== 'running') continue
      each.status = status
      jobs.add(each.job)
    }
    for (const job of jobs) this.onFinished(job)
  }

  /** The articles of one hand-over, in order. */
  articlesOf(job: string): Publication[] {
    return this.publications.filter((each) => each.job === job)
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const { pathname, searchParams } = new URL(request.url)
    const path = pathname.replace('/cgi-bin/', '')
    this.calls.push(path)
    const fault = this.faults.shift()
    if (fault === 'refused-connection') throw networkError('ECONNREFUSED')
    if (fault === 'reset-before') throw networkError('ECONNRESET')
    if (fault === 'busy') return refuse(-1)
    if (fault === 'quota') return refuse(45009)
    if (fault === 'unknown-code') return refuse(99999)
    if (fault === 'ip-refused' || !this.isAllowed) {
      const ip = this.options.callerIp ?? '203.0.113.7'
      return refuse(40164, `invalid ip ${ip} ipv6 ::ffff:${ip}, not in whitelist`)
    }
    if (fault === 'token-expired' && !path.endsWith('token')) {
      this.token = ''
      return refuse(42001)
    }
    const response = await this.answer(path, request, searchParams)
    if (fault === 'reset-after') throw networkError('ECONNRESET')
    if (fault === 'no-answer') return new Response('<html>gateway</html>', { status: 504 })
    return response
  }

  private async answer(path: string, request: Request, query: URLSearchParams): Promise<Response> {
    if (path === 'stable_token') return this.giveToken((await request.json()) as Body)
    if (path === 'token') {
      // The old way: each call makes a new one and ends the old.
      this.token = ''
      return this.giveToken(Object.fromEntries(query))
    }
    if (this.token === '' || query.get('access_token') !== this.token) return refuse(40001)
    if (path === 'media/uploadimg' || path === 'material/add_material') {
      const file = (await request.formData()).get('media')
      return takePicture(path, file, () => this.next('picture'))
    }
    const text = await request.text()
    const body = (text === '' ? {} : JSON.parse(text)) as Body
    const media = typeof body['media_id'] === 'string' ? body['media_id'] : ''
    switch (path) {
      case 'draft/count':
        return json({ total_count: this.drafts.length })
      case 'draft/add':
        return this.addDraft((body['articles'] as Body[] | undefined) ?? [])
      case 'draft/update':
        return this.updateDraft(media, Number(body['index']), body['articles'] as Body)
      case 'draft/get': {
        const draft = this.drafts.find(({ id }) => id === media)
        return draft ? json({ news_item: draft.articles }) : refuse(40007)
      }
      case 'draft/delete':
        return this.takeDraft(media) ? json({ errcode: 0 }) : refuse(40007)
      case 'draft/batchget':
        return json({ item: this.drafts.toReversed().map(listedDraft) })
      case 'message/mass/preview':
        return this.drafts.some(({ id }) => id === mpnews(body))
          ? json({ errcode: 0 })
          : refuse(40007)
      case 'freepublish/submit':
        return this.submit(media)
      case 'freepublish/get':
        return this.publishStatus(String(body['publish_id']))
      case 'freepublish/batchget':
        return this.verified ? json({ item: this.published() }) : refuse(48001)
      case 'freepublish/delete':
        return this.remove('id', String(body['article_id']), Number(body['index'] ?? 0), 53600)
      case 'message/mass/sendall':
        return this.massSend(body)
      case 'message/mass/get':
        return this.massStatus(String(body['msg_id']))
      case 'message/mass/delete':
        return this.remove('job', String(body['msg_id']), Number(body['article_idx'] ?? 0), 40007)
      default:
        return refuse(43002)
    }
  }

  private giveToken(body: Body): Response {
    const { appId = 'wx0000double', secret = 'double-secret' } = this.options
    if (body['appid'] !== appId) return refuse(40013)
    if (body['secret'] !== secret) return refuse(40125)
    if (body['force_refresh'] === true) return refuse(45009)
    if (this.token === '') this.token = `token-${String(++this.tokens)}`
    return json({ access_token: this.token, expires_in: 7200 })
  }

  private addDraft(articles: Body[]): Response {
    const fault = faultOf(articles, this.options.titleLimit)
    if (fault !== 0) return refuse(fault)
    if (!this.counts.spend('draft')) return refuse(45009)
    const id = this.next('draft')
    const kept = articles.map((article) => this.kept(article))
    this.drafts.push({ id, articles: kept, updatedAt: this.options.now() })
    return json({ media_id: id })
  }

  private updateDraft(media: string, index: number, article: Body): Response {
    const draft = this.drafts.find(({ id }) => id === media)
    if (!draft || !(index in draft.articles)) return refuse(40007)
    const fault = faultOf([article], this.options.titleLimit)
    if (fault !== 0) return refuse(fault)
    draft.articles[index] = this.kept(article)
    draft.updatedAt = this.options.now()
    return json({ errcode: 0 })
  }

  private kept(article: Body): Body {
    return { ...article, content: this.keeps(String(article['content'])) }
  }

  private takeDraft(media: string): DraftRow | undefined {
    const index = this.drafts.findIndex(({ id }) => id === media)
    return index < 0 ? undefined : this.drafts.splice(index, 1)[0]
  }

  private submit(media: string): Response {
    if (!this.verified) return refuse(48001)
    const draft = this.drafts.find(({ id }) => id === media)
    if (!draft) return refuse(40007)
    if (!this.counts.spend('publish')) return refuse(45009)
    return json({ errcode: 0, publish_id: this.handOver(draft, 'publish'), msg_data_id: 1 })
  }

  private massSend(body: Body): Response {
    if (!this.verified) return refuse(48001)
    const clientId = String(body['clientmsgid'])
    const known = this.clientIds.get(clientId)
    if (known !== undefined)
      return json({ errcode: 45065, errmsg: 'clientmsgid exist', msg_id: known })
    const draft = this.drafts.find(({ id }) => id === mpnews(body))
    if (!draft) return refuse(40007)
    if (!this.counts.spend('mass')) return refuse(45028)
    const job = this.handOver(draft, 'mass')
    this.clientIds.set(clientId, job)
    return json({ errcode: 0, msg_id: job })
  }

  /** The draft leaves the box. Answers the job. */
  private handOver({ id, articles }: DraftRow, way: 'publish' | 'mass'): string {
    this.takeDraft(id)
    const shared = { id: this.next('article'), job: this.next('job'), way }
    for (const [index, article] of articles.entries()) {
      this.publications.push({
        ...shared,
        index: index + 1,
        title: String(article['title']),
        sourceUrl: String(article['content_source_url']),
        updatedAt: this.options.now(),
        status: this.outcome,
      })
    }
    if (this.outcome !== 'running') this.onFinished(shared.job)
    return shared.job
  }

  private publishStatus(job: string): Response {
    if (!this.counts.spend('status')) return refuse(45009)
    const articles = this.articlesOf(job)
    const [first] = articles
    if (!first) return refuse(40007)
    const status = { public: 0, running: 1, refused: 4, deleted: 5 }[
      articles.find((each) => each.status === 'public')?.status ?? first.status
    ]
    return json({
      publish_id: job,
      publish_status: status,
      ...(status === 0
        ? {
            article_id: first.id,
            article_detail: {
              count: articles.length,
              item: articles.map(({ id, index }) => ({
                idx: index,
                article_url: addressOf(id, index),
              })),
            },
          }
        : {}),
    })
  }

  private massStatus(job: string): Response {
    if (!this.verified) return refuse(48001)
    const [found] = this.articlesOf(job)
    const word = {
      ...({ running: 'SENDING', public: 'SEND_SUCCESS' } as const),
      ...({ refused: 'SEND_FAIL', deleted: 'DELETE' } as const),
    }
    return found ? json({ msg_id: job, msg_status: word[found.status] }) : refuse(40007)
  }

  private published(): Body[] {
    const ids = this.publications.filter(
      ({ way, status }) => way === 'publish' && (status === 'public' || status === 'deleted'),
    )
    return [...new Set(ids.map(({ id }) => id))].toReversed().flatMap((id) => {
      const articles = ids.filter((each) => each.id === id)
      if (articles.every(({ status }) => status === 'deleted')) return []
      return [
        {
          article_id: id,
          update_time: Math.floor((articles[0]?.updatedAt ?? 0) / 1000),
          content: {
            news_item: articles.map(({ title, sourceUrl, index, status }) => ({
              ...{ title, content_source_url: sourceUrl, url: addressOf(id, index) },
              is_deleted: status === 'deleted',
            })),
          },
        },
      ]
    })
  }

  /** `index` from 1; 0 is all of it. */
  private remove(by: 'id' | 'job', value: string, index: number, absent: number): Response {
    const found = this.publications.filter(
      (each) =>
        each[by] === value && each.status === 'public' && (index === 0 || each.index === index),
    )
    if (found.length === 0) return refuse(absent)
    for (const each of found) each.status = 'deleted'
    return json({ errcode: 0 })
  }

  private next(kind: string): string {
    this.ids += 1
    return `${kind}-${String(this.ids)}`
  }
}

const listedDraft = ({ id, articles, updatedAt }: DraftRow): Body => ({
  ...{ media_id: id, update_time: Math.floor(updatedAt / 1000) },
  content: { news_item: articles.map((article) => ({ ...article, content: undefined })) },
})

const mpnews = (body: Body): unknown => (body['mpnews'] as Body)['media_id']
