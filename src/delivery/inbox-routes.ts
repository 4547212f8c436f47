/**
 * Addresses machines report something to, such as a gateway's delivery reports: POST only, a secret as the last part of the
 * path. Whoever knows it may report as often as there is something to say; whoever does not is slowed down.
 */
import express, { type RequestHandler } from 'express'

import type { ComputedAnswer } from './computed-routes'
import { layered, type Headers } from './headers'
import { representStatus } from './representation'
import { respond } from './respond'

export interface InboxRoute {
  /** Root-relative; what follows it after a slash is the secret. */
  readonly path: string
  readonly mostBytes: number
  readonly receive: (
    secret: string,
    report: { readonly mediaType: string; readonly body: Buffer },
  ) => Promise<ComputedAnswer>
}

export function inboxRoute(
  { mostBytes, receive }: InboxRoute,
  security: Headers,
): RequestHandler[] {
  const handler: RequestHandler = async (request, response) => {
    const { status, mediaType, body } = await receive(String(request.params['token'] ?? ''), {
      mediaType: request.get('content-type') ?? '',
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    })
    const headers = layered(security, { 'Content-Type': mediaType, 'Cache-Control': 'no-store' })
    await respond(request, response, representStatus(status, Buffer.from(body), headers))
  }
  return [express.raw({ type: () => true, limit: mostBytes }), handler]
}
