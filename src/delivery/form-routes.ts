/** Addresses people send something to, such as a sign-off: read with GET, done with POST. What they do is somebody else's. */
import express, { type RequestHandler } from 'express'

import type { ComputedAnswer } from './computed-routes'
import { layered, type Headers } from './headers'
import { representStatus } from './representation'
import { respond } from './respond'

export interface FormRoute {
  /** Root-relative; what follows it after a slash is the token. */
  readonly path: string
  /** There is no token: the path is the whole address, and the token given is empty. */
  readonly bare?: boolean
  /** Submissions per client and minute. Default: as for computed addresses. */
  readonly submitsPerMinute?: number
  readonly show: (token: string) => Promise<ComputedAnswer>
  /** Fields of a form; needs no cookie. */
  readonly submit: (
    token: string,
    fields: Readonly<Record<string, unknown>>,
  ) => Promise<ComputedAnswer>
}

const MOST_BYTES = 10_000

/** Answers are about one person, so nobody keeps them and nobody is told the address they came from. */
export function formRoute({ show, submit }: FormRoute, security: Headers): RequestHandler[] {
  const handler: RequestHandler = async (request, response) => {
    const token = String(request.params['token'] ?? '')
    const fields = (request.body ?? {}) as Record<string, unknown>
    const { status, mediaType, body } = await (request.method === 'POST'
      ? submit(token, fields)
      : show(token))
    const headers = layered(security, {
      'Content-Type': mediaType,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex',
    })
    await respond(request, response, representStatus(status, Buffer.from(body), headers))
  }
  return [express.urlencoded({ extended: false, limit: MOST_BYTES }), handler]
}
