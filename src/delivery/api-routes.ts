/**
 * Addresses for programs, which authenticate by a header: below a prefix, any of some methods, with query and body. What they
 * answer is somebody else's (see src/server); here questions are read within limits and answers sent, validated by their ETag.
 */
import type { IncomingMessage } from 'node:http'

import type { Request, RequestHandler } from 'express'

import { representComputed, type ComputedAnswer } from './computed-routes'
import { JSON_TYPE, layered, PRIVATE_CACHE_CONTROL, type Headers } from './headers'
import { representStatus } from './representation'
import { requestPath } from './request-path'
import { respond } from './respond'

export interface RouteQuestion {
  readonly method: string
  /** In its one spelling. */
  readonly path: string
  readonly query: URLSearchParams
  /** Of `Authorization: Bearer`; empty when there is none. */
  readonly key: string
  readonly contentType: string
  readonly userAgent: string
  /** `undefined` where it is larger than `largestBody`. */
  body(): Promise<Buffer | undefined>
}

export interface RouteAnswer extends ComputedAnswer {
  readonly headers?: Headers
}

export interface ApiRoute {
  /** Root-relative: `/alliance/v1/`, or without a slash at the end where it is one address. */
  readonly prefix: string
  /** Of a request's body. Default 64 KB. */
  readonly largestBody?: number
  /** Whether answers are for the asker alone. Default true. */
  readonly isPrivate?: boolean
  /** Whatever was asked gets an answer; what is thrown is answered with 503. */
  answer(question: RouteQuestion): Promise<{
    readonly answer: RouteAnswer
    /** Told when the answer has gone out: its status, and the bytes that left, headers included. */
    readonly sent?: (status: number, bytes: number) => void
  }>
}

const LARGEST_BODY = 64 * 1024

/** Keys must reach no shared cache. */
const PRIVATE: Headers = {
  'Cache-Control': PRIVATE_CACHE_CONTROL,
  'X-Robots-Tag': 'noindex',
  Vary: 'Accept-Encoding, Authorization',
}

const isIts = (path: string, { prefix }: ApiRoute): boolean =>
  prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix

export function apiOf(routes: readonly ApiRoute[], url: string): ApiRoute | undefined {
  if (routes.length === 0) return undefined
  const path = requestPath(url)?.path
  return path === undefined ? undefined : routes.find((route) => isIts(path, route))
}

export function apiRoute(route: ApiRoute, security: Headers): RequestHandler {
  const usual = layered(security, route.isPrivate === false ? {} : PRIVATE)
  return async (request, response) => {
    const { socket } = request
    const before = socket.bytesWritten
    const { answer, sent } = await route.answer(questionOf(request, route))
    response.once('close', () => {
      sent?.(response.statusCode, socket.bytesWritten - before)
    })
    const headers = layered(usual, answer.headers ?? {})
    await respond(request, response, await representComputed(request, answer, headers))
  }
}

/** For a route that failed: programs get no page. */
export const unavailableBody = (security: Headers) =>
  representStatus(
    503,
    Buffer.from(
      `${JSON.stringify({ status: 503, code: 'unavailable', title: '暂时无法回答，请稍后再试。', titleEn: 'This can’t be answered right now; please try again later.' })}\n`,
    ),
    layered(security, {
      'Content-Type': JSON_TYPE,
      'Retry-After': '5',
      'Cache-Control': 'no-store',
    }),
  )

function questionOf(request: Request, route: ApiRoute): RouteQuestion {
  const { path = '', query = '' } = requestPath(request.originalUrl) ?? {}
  return {
    method: request.method,
    path,
    query: new URLSearchParams(query),
    key: /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '',
    contentType: request.headers['content-type'] ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    body: () => read(request, route.largestBody ?? LARGEST_BODY),
  }
}

/** What is too large is not read on: the connection ends with the answer. */
async function read(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > most) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
