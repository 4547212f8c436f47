/**
 * A double of WeChat's API, built from its documentation: tokens, drafts, publishing, mass sends, quotas, error codes. It keeps
 * the far side's truth, which tests compare the ledger with. `fetch` answers in the process; `listen` on a loopback port.
 */
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import { DRAFT, PICTURES } from '@/plugins/wechat/limits'

/** What goes wrong with one call. */
export type Fault =
  | 'token-expired'
  | 'busy'
  | 'quota'
  | 'refused-connection'
  | 'reset-before'
  | 'reset-after'
  | 'no-answer'
  | 'unknown-code'
export const FAULTS = [
  ...(['token-expired', 'busy', 'quota', 'refused-connection'] as const),
  ...(['reset-before', 'reset-after', 'no-answer', 'unknown-code'] as const),
] satisfies readonly Fault[]

interface DraftRow {
  readonly id: string
  article: Record<string, unknown>
  updatedAt: number
}

/** One publication: what readers, or followers, got. */
export interface Publication {
  readonly id: string
  readonly job: string
  readonly way: 'publish' | 'mass'
  readonly title: string
  readonly sourceUrl: string
  readonly updatedAt: number
  status: 'running' | 'public' | 'refused' | 'deleted'
}

export interface DoubleOptions {
  readonly now: () => number
  readonly appId?: string
  readonly secret?: string
  /** Unverified accounts get 48001 on publishing. */
  readonly verified?: boolean
  /** How a hand-over ends when it is asked for the n-th time; default: public at once. */
  readonly outcome?: 'public' | 'refused' | 'running'
}

type Body = Record<string, unknown>
const json = (body: Body): Response => Response.json(body)
const refuse = (errcode: number): Response =>
  json({ errcode, errmsg: `double refused, rid: 0000-${String(errcode).replace('-', 'n')}` })

export class WechatDouble {
  readonly drafts: DraftRow[] = []
  readonly publications: Publication[] = []
  readonly calls: string[] = []
  /** Taken one per call, `undefined` for none. */
  faults: (Fault | undefined)[] = []
  outcome: 'public' | 'refused' | 'running'
  verified: boolean
  /** Changes to what is kept of a draft, for the read-back. */
  keeps: (content: string) => string = (content) => content
  private readonly clientIds = new Map<string, string>()
  private readonly spent = new Map<string, number>()
  private token = ''
  private tokens = 0
  private ids = 0

  constructor(private readonly options: DoubleOptions) {
    this.outcome = options.outcome ?? 'public'
    this.verified = options.verified ?? true
  }

  /** Of a revision: how many times readers got it, deleted ones included. */
  countOf(sourceUrl: string, title: string): number {
    return this.publications.filter(
      (each) => each.sourceUrl === sourceUrl && each.title === title && each.status !== 'refused',
    ).length
  }

  finish(status: 'public' | 'refused'): void {
    for (const each of this.publications) if (each.status === 'running') each.status = status
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
    if (fault === 'token-expired' && path !== 'stable_token') {
      this.token = ''
      return refuse(42001)
    }
    const response = await this.answer(path, request, searchParams)
    if (fault === 'reset-after') throw networkError('ECONNRESET')
    if (fault === 'no-answer') return new Response('<html>gateway</html>', { status: 504 })
    return response
  }

  /** The same over HTTP. */
  async listen(): Promise<{ url: string } & AsyncDisposable> {
    const server = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = []
        for await (const chunk of request) chunks.push(chunk as Buffer)
        try {
          const answer = await this.fetch(`http://double${request.url ?? '/'}`, {
            method: 'POST',
            headers: { 'content-type': request.headers['content-type'] ?? '' },
            body: Buffer.concat(chunks),
          })
          response.writeHead(answer.status, { 'content-type': 'application/json' })
          response.end(Buffer.from(await answer.arrayBuffer()))
        } catch {
          // A fault: the connection breaks, as it would out there.
          request.socket.destroy()
        }
      })()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return {
      url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      async [Symbol.asyncDispose]() {
        server.close()
        server.closeAllConnections()
        await once(server, 'close')
      },
    }
  }

  private async answer(path: string, request: Request, query: URLSearchParams): Promise<Response> {
    if (path === 'stable_token') return this.giveToken((await request.json()) as Body)
    if (this.token === '' || query.get('access_token') !== this.token) return refuse(40001)
    if (path === 'media/uploadimg' || path === 'material/add_material') {
      return this.takePicture(path, (await request.formData()).get('media'))
    }
    const body = (await request.json()) as Body
    const media = typeof body['media_id'] === 'string' ? body['media_id'] : ''
    switch (path) {
      case 'draft/add':
        return this.addDraft((body['articles'] as Body[])[0] ?? {})
      case 'draft/update':
        return this.updateDraft(media, body['articles'] as Body)
      case 'draft/get': {
        const draft = this.drafts.find(({ id }) => id === media)
        return draft ? json({ news_item: [draft.article] }) : refuse(40007)
      }
      case 'draft/delete':
        return this.takeDraft(media) ? json({ errcode: 0 }) : refuse(40007)
      case 'draft/batchget':
        return json({
          item: this.drafts.toReversed().map(({ id, article, updatedAt }) => ({
            ...{ media_id: id, update_time: Math.floor(updatedAt / 1000) },
            content: { news_item: [{ ...article, content: undefined }] },
          })),
        })
      case 'message/mass/preview':
        return this.drafts.some(({ id }) => id === mpnews(body))
          ? json({ errcode: 0 })
          : refuse(40007)
      case 'freepublish/submit':
        return this.submit(media)
      case 'freepublish/get':
        return this.publishStatus(String(body['publish_id']))
      case 'freepublish/batchget':
        return json({
          item: this.of('publish')
            .filter(({ status }) => status === 'public')
            .toReversed()
            .map(({ id, title, sourceUrl, updatedAt }) => ({
              ...{ article_id: id, update_time: Math.floor(updatedAt / 1000) },
              content: {
                news_item: [{ title, content_source_url: sourceUrl, url: addressOf(id) }],
              },
            })),
        })
      case 'freepublish/delete':
        return this.remove('id', String(body['article_id']), 53600)
      case 'message/mass/sendall':
        return this.massSend(body)
      case 'message/mass/get': {
        const found = this.publications.find(({ job }) => job === body['msg_id'])
        const word = {
          running: 'SENDING',
          public: 'SEND_SUCCESS',
          refused: 'SEND_FAIL',
          deleted: 'DELETE',
        }
        return found ? json({ msg_id: found.job, msg_status: word[found.status] }) : refuse(40007)
      }
      case 'message/mass/delete':
        return this.remove('job', String(body['msg_id']), 40007)
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

  private takePicture(path: string, file: unknown): Response {
    if (!(file instanceof File)) return refuse(41005)
    const limits = path === 'media/uploadimg' ? PICTURES.inText : PICTURES.material
    if (!(limits.mediaTypes as readonly string[]).includes(file.type)) return refuse(40005)
    if (file.size >= limits.bytes) return refuse(40009)
    const id = this.next('picture')
    return path === 'media/uploadimg'
      ? json({ url: `https://mmbiz.qpic.cn/${id}` })
      : json({ media_id: id, url: `https://mmbiz.qpic.cn/${id}` })
  }

  private faultOf(article: Body): number {
    const {
      title,
      author,
      digest,
      content,
      thumb_media_id: cover,
    } = article as Record<string, string>
    if (!title || title.length > DRAFT.title) return 45003
    if ((author ?? '').length > DRAFT.author) return 45008
    if ((digest ?? '').length > DRAFT.digest) return 45004
    if (!content) return 44003
    if (content.length >= DRAFT.content) return 45002
    return cover ? 0 : 40007
  }

  private addDraft(article: Body): Response {
    const fault = this.faultOf(article)
    if (fault !== 0) return refuse(fault)
    if (!this.spend('draft', 1000)) return refuse(45009)
    const id = this.next('draft')
    this.drafts.push({ id, article: this.kept(article), updatedAt: this.options.now() })
    return json({ media_id: id })
  }

  private updateDraft(media: string, article: Body): Response {
    const draft = this.drafts.find(({ id }) => id === media)
    if (!draft) return refuse(40007)
    const fault = this.faultOf(article)
    if (fault !== 0) return refuse(fault)
    Object.assign(draft, { article: this.kept(article), updatedAt: this.options.now() })
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
    if (!this.spend('publish', 100)) return refuse(45009)
    return json({ errcode: 0, publish_id: this.handOver(draft, 'publish').job, msg_data_id: 1 })
  }

  private massSend(body: Body): Response {
    const clientId = String(body['clientmsgid'])
    const known = this.clientIds.get(clientId)
    if (known !== undefined)
      return json({ errcode: 45065, errmsg: 'clientmsgid exist', msg_id: known })
    const draft = this.drafts.find(({ id }) => id === mpnews(body))
    if (!draft) return refuse(40007)
    if (!this.spend('mass', 1)) return refuse(45028)
    const { job } = this.handOver(draft, 'mass')
    this.clientIds.set(clientId, job)
    return json({ errcode: 0, msg_id: job })
  }

  /** The draft leaves the box. */
  private handOver({ id, article }: DraftRow, way: 'publish' | 'mass'): Publication {
    this.takeDraft(id)
    const publication: Publication = {
      id: this.next('article'),
      job: this.next('job'),
      way,
      title: String(article['title']),
      sourceUrl: String(article['content_source_url']),
      updatedAt: this.options.now(),
      status: this.outcome,
    }
    this.publications.push(publication)
    return publication
  }

  private publishStatus(job: string): Response {
    if (!this.spend('status', 100)) return refuse(45009)
    const found = this.publications.find((each) => each.job === job)
    if (!found) return refuse(40007)
    const status = { public: 0, running: 1, refused: 4, deleted: 5 }[found.status]
    return json({
      publish_id: job,
      publish_status: status,
      ...(status === 0
        ? {
            article_id: found.id,
            article_detail: { count: 1, item: [{ idx: 1, article_url: addressOf(found.id) }] },
          }
        : {}),
    })
  }

  private remove(by: 'id' | 'job', value: string, absent: number): Response {
    const found = this.publications.find((each) => each[by] === value && each.status === 'public')
    if (!found) return refuse(absent)
    found.status = 'deleted'
    return json({ errcode: 0 })
  }

  private of(way: 'publish' | 'mass'): Publication[] {
    return this.publications.filter((each) => each.way === way)
  }

  private spend(name: string, limit: number): boolean {
    const day = `${name} ${new Date(this.options.now() + 8 * 3_600_000).toISOString().slice(0, 10)}`
    const spent = (this.spent.get(day) ?? 0) + 1
    if (spent > limit) return false
    this.spent.set(day, spent)
    return true
  }

  private next(kind: string): string {
    this.ids += 1
    return `${kind}-${String(this.ids)}`
  }
}

export const addressOf = (article: string): string => `https://mp.weixin.qq.com/s/${article}`

const mpnews = (body: Body): unknown => (body['mpnews'] as Body)['media_id']

const networkError = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
