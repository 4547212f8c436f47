/** Addresses whose answer depends on the query, such as a search. What they answer is somebody else's: see src/server. */
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import type { RequestHandler } from 'express'

import { acceptedEncodings } from './encoding'
import { layered, type Headers } from './headers'
import { representBytes, representStatus, type Representation } from './representation'
import { respond } from './respond'

export interface ComputedAnswer {
  readonly status: number
  readonly mediaType: string
  readonly body: Uint8Array
  /** Of a 200. Default: a minute. */
  readonly cacheControl?: string
}

export interface ComputedRoute {
  /** Root-relative. Asked only where no artefact answers. */
  readonly path: string
  /** Whatever was asked gets an answer; what is thrown is answered with 503. */
  readonly answer: (query: URLSearchParams) => Promise<ComputedAnswer>
}

const FRESH = 'public, max-age=60'
const compress = promisify(gzip)
/** They are made while the reader waits, so quickly rather than small. */
const GZIP_LEVEL = 4

export function computedRoute({ answer }: ComputedRoute, security: Headers): RequestHandler {
  return async (request, response) => {
    const { searchParams } = new URL(request.originalUrl, 'http://localhost')
    const answered = { cacheControl: FRESH, ...(await answer(searchParams)) }
    await respond(request, response, await representComputed(request, answered, security))
  }
}

/** Compressed where the client takes it. A 200 can be validated; without a `cacheControl` it is as `security` says. */
export async function representComputed(
  request: IncomingMessage,
  { status, mediaType, body, cacheControl }: ComputedAnswer,
  security: Headers,
): Promise<Representation> {
  const isZipped = acceptedEncodings(request.headers['accept-encoding']).includes('gzip')
  const headers = layered(
    { Vary: 'Accept-Encoding' },
    security,
    { 'Content-Type': mediaType },
    status === 200 && cacheControl !== undefined ? { 'Cache-Control': cacheControl } : {},
    status === 200 ? {} : { 'Cache-Control': 'no-store' },
    isZipped ? { 'Content-Encoding': 'gzip' } : {},
  )
  const bytes = isZipped ? await compress(body, { level: GZIP_LEVEL }) : Buffer.from(body)
  return status === 200 ? representBytes(bytes, headers) : representStatus(status, bytes, headers)
}
