/** Addresses far sides call to tell something: the query and the raw body go to somebody else's code, see src/server. */
import express, { type RequestHandler } from 'express'

import type { ComputedAnswer } from './computed-routes'
import { layered, type Headers } from './headers'
import { representStatus } from './representation'
import { respond } from './respond'

export interface HookCall {
  /** What follows the route's path: whom it concerns. */
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly query: URLSearchParams
  /** Empty for GET. */
  readonly body: string
}

export interface HookRoute {
  /** Root-relative; what follows it after a slash is the name. */
  readonly path: string
  /** Whatever was asked gets an answer; what is thrown is answered with 503. */
  readonly answer: (call: HookCall) => Promise<ComputedAnswer>
}

/** Far sides send notices, not files. */
const MOST_BYTES = 64 * 1024

/** What is too long is refused before it is read to its end. */
export function hookRoute({ answer }: HookRoute, security: Headers): RequestHandler[] {
  const send = async (
    request: Parameters<RequestHandler>[0],
    response: Parameters<RequestHandler>[1],
    { status, mediaType, body }: ComputedAnswer,
  ): Promise<void> => {
    const headers = layered(security, {
      'Content-Type': mediaType,
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
    })
    await respond(request, response, representStatus(status, Buffer.from(body), headers))
  }
  const read = express.text({ type: () => true, limit: MOST_BYTES })
  const readBody: RequestHandler = (request, response, next) => {
    read(request, response, (fault?: unknown) => {
      if (fault === undefined) {
        next()
        return
      }
      const status = (fault as { status?: unknown }).status
      const isTheirs = typeof status === 'number' && status >= 400 && status < 500
      if (!isTheirs) next(fault)
      else send(request, response, { status, mediaType: TEXT, body: NOTHING }).catch(next)
    })
  }
  const handler: RequestHandler = async (request, response) => {
    const { searchParams } = new URL(request.originalUrl, 'http://localhost')
    const answered = await answer({
      name: String(request.params['name'] ?? ''),
      method: request.method === 'POST' ? 'POST' : 'GET',
      query: searchParams,
      body: typeof request.body === 'string' ? request.body : '',
    })
    await send(request, response, answered)
  }
  return [readBody, handler]
}

const TEXT = 'text/plain; charset=utf-8'
const NOTHING = new Uint8Array()
