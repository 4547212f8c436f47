/**
 * Addresses that carry a key: below `/PREFIX/KEY/`, or `/PREFIX/-/` with the key in `Authorization: Bearer`. Who may have
 * what is somebody else's (see src/server); here the answer is sent, never cached by others, and the key kept out of the log.
 */
import type { Request, RequestHandler } from 'express'

import type { ArtefactStore } from '@/artefacts'

import { representComputed, type ComputedAnswer } from './computed-routes'
import { layered, PRIVATE_CACHE_CONTROL, type Headers } from './headers'
import type { PageSite } from './pages'
import type { Plane } from './plane'
import { prepare } from './representation'
import { requestPath } from './request-path'
import { chooseVariant, respond } from './respond'

export interface GuardedQuestion {
  readonly method: string
  /** As presented; empty when there is none. */
  readonly key: string
  /** What the addresses of an answer begin with, root-relative: `/tv/p/KEY`. */
  readonly base: string
  /** What follows the key, in its one spelling, with its slash. */
  readonly path: string
  readonly userAgent: string
}

export type GuardedAnswer =
  | { readonly kind: 'computed'; readonly answer: ComputedAnswer }
  /** What this public path answers. */
  | { readonly kind: 'artefact'; readonly path: string }

export interface GuardedRoute {
  /** Root-relative, with both slashes: `/tv/p/`. */
  readonly prefix: string
  /** Whatever was asked gets an answer; what is thrown is answered with 503. */
  answer(question: GuardedQuestion): Promise<{
    readonly answer: GuardedAnswer
    /** Told when the answer has gone out: its status, and the bytes that left, headers included. */
    readonly sent?: (status: number, bytes: number) => void
  }>
}

/** Stands where the key would, when the key is in the header. */
const IN_HEADER = '-'
const KEY = /^[A-Za-z0-9_-]{1,200}$/

/** Keys must reach no cache and no other site's log. */
const PRIVATE: Headers = {
  'Cache-Control': PRIVATE_CACHE_CONTROL,
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
  Vary: 'Accept-Encoding, Authorization',
}

/** Asked of every address that is not in memory, so the usual spelling is looked at first. */
const isBelow = (url: string, prefix: string): boolean =>
  url.startsWith(prefix) ||
  ((url.includes('%') || !url.startsWith('/')) &&
    requestPath(url)?.path.startsWith(prefix) === true)

export const guardOf = (routes: readonly GuardedRoute[], url: string): GuardedRoute | undefined =>
  routes.find(({ prefix }) => isBelow(url, prefix))

/** The address without its key. */
export function withoutKey(routes: readonly GuardedRoute[], url: string): string {
  const route = guardOf(routes, url)
  if (!route) return url
  const rest = (requestPath(url)?.path ?? '').slice(route.prefix.length).split('/').slice(1)
  return `${route.prefix}${['…', ...rest].join('/')}`
}

export interface GuardedContext {
  readonly store: ArtefactStore
  readonly site: PageSite
  readonly security: Headers
  readonly plane: Plane
}

export function guardedRoute(route: GuardedRoute, context: GuardedContext): RequestHandler {
  const { store, site, plane } = context
  const security = layered(context.security, PRIVATE)
  return async (request, response) => {
    const question = questionOf(route, request)
    if (!question) {
      plane.sendPage(request, response, 400, 'badRequest')
      return
    }
    const { socket } = request
    const before = socket.bytesWritten
    const { answer, sent } = await route.answer(question)
    response.once('close', () => {
      sent?.(response.statusCode, socket.bytesWritten - before)
    })
    if (answer.kind === 'computed') {
      await respond(request, response, await representComputed(request, answer.answer, security))
      return
    }
    const snapshot = await store.snapshot(answer.path)
    if (!snapshot) {
      plane.sendPage(request, response, 404, 'notFound', { headers: PRIVATE })
      return
    }
    const prepared = await prepare(snapshot, { store, site, security, isPrivate: true })
    if ('variants' in prepared) {
      const chosen = chooseVariant(request, prepared.variants) ?? prepared.variants.identity
      await respond(request, response, chosen)
      return
    }
    const upload = await prepared.open()
    if (!upload) throw new Error('A published upload is not in the media folder')
    try {
      await respond(request, response, upload.representation)
    } finally {
      await upload.close()
    }
  }
}

function questionOf(route: GuardedRoute, request: Request): GuardedQuestion | undefined {
  const path = requestPath(request.originalUrl)?.path
  if (!path?.startsWith(route.prefix)) return undefined
  const [given = '', ...rest] = path.slice(route.prefix.length).split('/')
  if (!KEY.test(given)) return undefined
  return {
    method: request.method,
    key: given === IN_HEADER ? bearerOf(request.headers.authorization) : given,
    base: route.prefix + given,
    path: `/${rest.join('/')}`,
    userAgent: request.headers['user-agent'] ?? '',
  }
}

const bearerOf = (authorization = ''): string => /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
