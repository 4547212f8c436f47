/** Answers artefacts: from memory at once where that is fresh, otherwise after a look at the store. Knows no Express. */
import type { IncomingMessage, ServerResponse } from 'node:http'

import type { ArtefactStore } from '@/artefacts'

import { createAnswerCache } from './answer-cache'
import { HTML, layered, type Headers } from './headers'
import { page, type PageDetails, type PageName, type PageSite } from './pages'
import { rawPath, requestPath } from './request-path'
import { representStatus, type Answer } from './representation'
import { chooseVariant, respond } from './respond'
import type { Traffic } from './traffic'

export interface Plane {
  /** Answers what is in memory and fresh; `false` when it did nothing. The fastest way, for `node:http` itself. */
  answerHot(request: IncomingMessage, response: ServerResponse): boolean
  /** Answers any artefact; calls `next` for what is none. Never throws or rejects. */
  answer(request: IncomingMessage, response: ServerResponse, next: () => void): void
  /** Sends one of our own pages. */
  sendPage(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    name: PageName,
    details?: PageDetails & { readonly headers?: Headers },
  ): void
  cachedBytes(): number
  close(): void
}

export interface PlaneOptions {
  readonly store: ArtefactStore
  readonly site: PageSite
  readonly security: Headers
  readonly traffic: Traffic
  readonly cacheBytes: number
  readonly clock: () => number
  readonly log: (event: DeliveryEvent) => void
  /** Whether somebody else may answer other methods than GET and HEAD. */
  readonly hasFallback: boolean
}

/** Something an operator may want to know. */
export interface DeliveryEvent {
  readonly msg: string
  readonly path: string
  readonly err: unknown
}

export const READ_ONLY: Headers = { Allow: 'GET, HEAD' }
const RETRY_AFTER_SECONDS = '5'

export function createPlane(options: PlaneOptions): Plane {
  const { store, site, security, traffic, clock, log } = options
  const cache = createAnswerCache(
    { store, site, security },
    {
      maxBytes: options.cacheBytes,
      clock,
      onReadFailure(path, err) {
        traffic.readFailed()
        log({ msg: 'the artefact store could not be read', path, err })
      },
    },
  )

  const sendPage: Plane['sendPage'] = (request, response, status, name, details = {}) => {
    const headers = layered(
      security,
      { 'Content-Type': HTML, 'Cache-Control': 'no-cache' },
      details.headers ?? {},
    )
    void respond(request, response, representStatus(status, page(name, site, details), headers))
  }

  const refuse = (
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    name: PageName,
    headers: Headers = {},
  ): void => {
    sendPage(request, response, status, name, { headers })
    traffic.count('refused', status, 0)
  }

  /** Sends what was found. The bytes of large answers may still fail to open: then 503. */
  const send = (
    request: IncomingMessage,
    response: ServerResponse,
    answer: Answer,
    startedAt: number,
  ): void => {
    const done = (status: number): void => {
      traffic.count(answer.kind, status, clock() - startedAt)
    }
    if (!('variants' in answer)) {
      sendUpload(request, response, answer).then(done, failed(request, response))
      return
    }
    const chosen = chooseVariant(request, answer.variants)
    if (!chosen) {
      refuse(request, response, 406, 'notAcceptable', { Vary: 'Accept-Encoding' })
      return
    }
    const status = respond(request, response, chosen)
    if (typeof status === 'number') done(status)
    else status.then(done, failed(request, response))
  }

  const sendUpload = async (
    request: IncomingMessage,
    response: ServerResponse,
    answer: Extract<Answer, { kind: 'upload' }>,
  ): Promise<number> => {
    const upload = await answer.open()
    if (!upload) throw new Error('A published upload is not in the media folder')
    try {
      return await respond(request, response, upload.representation)
    } finally {
      await upload.close()
    }
  }

  const failed =
    (request: IncomingMessage, response: ServerResponse) =>
    (err: unknown): void => {
      traffic.readFailed()
      log({ msg: 'an artefact could not be answered', path: request.url ?? '', err })
      if (response.headersSent) response.destroy()
      else refuse(request, response, 503, 'unavailable', { 'Retry-After': RETRY_AFTER_SECONDS })
    }

  const search = async (
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
    startedAt: number,
  ): Promise<void> => {
    const address = requestPath(request.url ?? '/')
    if (!address) {
      refuse(request, response, 400, 'badRequest')
      return
    }
    const { path, query } = address
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    const answer = await cache.find(path)
    if (answer && isReading) {
      send(request, response, answer, startedAt)
    } else if (answer || (!isReading && !options.hasFallback)) {
      refuse(request, response, 405, 'notAllowed', READ_ONLY)
    } else if (isReading && (await cache.find(otherSpelling(path)))) {
      const link = otherSpelling(path)
      const headers = { Location: link + query }
      sendPage(request, response, 301, 'moved', { link, headers })
      traffic.count('moved', 301, clock() - startedAt)
    } else {
      next()
    }
  }

  return {
    answerHot(request, response) {
      const { method, url } = request
      if (method !== 'GET' && method !== 'HEAD') return false
      const answer = cache.fresh(rawPath(url ?? '/'))
      if (!answer) return false
      send(request, response, answer, clock())
      return true
    },
    answer(request, response, next) {
      search(request, response, next, clock()).catch(failed(request, response))
    },
    sendPage,
    cachedBytes: () => cache.bytes(),
    close() {
      cache.close()
    },
  }
}

/** `/feeds` for `/feeds/` and the other way round; `/` has none. */
const otherSpelling = (path: string): string => {
  if (path === '/') return '//'
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`
}
