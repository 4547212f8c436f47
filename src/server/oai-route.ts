/** `/oai`: what is public of the alliance's records, for harvesters, by GET or by POST of a form. Needs no database. */
import type { Site, SyndicationReader } from '@/core'
import type { ApiRoute, RouteQuestion } from '@/delivery'
import { answerOai, OAI_PATH } from '@/plugins/alliance'

export interface OaiRouteOptions {
  readonly reader: SyndicationReader
  readonly site: () => Promise<Site>
  readonly now: () => Date
}

/** Of a POSTed form: tokens are short. */
const LARGEST_BODY = 16 * 1024
const FORM = 'application/x-www-form-urlencoded'
const XML = 'text/xml; charset=utf-8'
const TEXT = 'text/plain; charset=utf-8'

const plain = (status: number, text: string, headers: Readonly<Record<string, string>> = {}) => ({
  answer: { status, mediaType: TEXT, body: Buffer.from(`${text}\n`), headers },
})

export function oaiRoute({ reader, site, now }: OaiRouteOptions): ApiRoute {
  return {
    prefix: OAI_PATH,
    largestBody: LARGEST_BODY,
    isPrivate: false,
    async answer(question) {
      if (!['GET', 'HEAD', 'POST'].includes(question.method)) {
        return plain(405, 'GET, POST', { Allow: 'GET, HEAD, POST' })
      }
      const query = await argumentsOf(question)
      if (typeof query === 'number')
        return plain(query, `POST: ${FORM}, ≤ ${String(LARGEST_BODY)} B`)
      const current = await site()
      const body = await answerOai(query, {
        reader,
        site: current,
        now: now(),
        baseUrl: current.publicUrl + OAI_PATH,
      })
      return {
        answer: { status: 200, mediaType: XML, body: Buffer.from(body), cacheControl: 'no-cache' },
      }
    },
  }
}

/** The status of a refusal where the form can't be read. */
async function argumentsOf(question: RouteQuestion): Promise<URLSearchParams | 413 | 415> {
  if (question.method !== 'POST') return question.query
  if (question.contentType.split(';')[0]?.trim().toLowerCase() !== FORM) return 415
  const body = await question.body()
  return body === undefined ? 413 : new URLSearchParams(body.toString())
}
