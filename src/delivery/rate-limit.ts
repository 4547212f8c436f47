/** How often one client may ask for what is computed. */
import type { RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'

import { JSON_TYPE, layered, type Headers } from './headers'
import { representStatus } from './representation'
import { respond } from './respond'
import { en } from './texts.en'
import { zh } from './texts.zh'

const MINUTE_MS = 60_000

/** For what computes; finished files need no limit. */
/** `refused`: only calls that were answered with 400 or more count. */
export function limited(
  perMinute: number,
  security: Headers,
  counts: 'all' | 'refused' = 'all',
): RequestHandler {
  const headers = layered(security, { 'Content-Type': JSON_TYPE, 'Cache-Control': 'no-store' })
  const error = { code: 'TOO_MANY_REQUESTS', message: zh.tooMany, messageEn: en.tooMany }
  const body = Buffer.from(`${JSON.stringify({ error })}\n`)
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    skipSuccessfulRequests: counts === 'refused',
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // A forwarded address that we were not told to believe is not believed; no need to say so at every request.
    validate: { xForwardedForHeader: false },
    handler: (request, response) => {
      void respond(request, response, representStatus(429, body, headers))
    },
  })
}
