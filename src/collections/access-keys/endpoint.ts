/**
 * POST /api/COLLECTION/ID/keys `{ action: 'issue', scopes? }` or `{ action: 'revoke', key }`. Refusals are
 * `{ errors: [{ message }] }`: 400 input, 403 rights, 404, 409.
 */
import { APIError, Forbidden, type Endpoint, type PayloadRequest } from 'payload'
import { z } from 'zod'

import { MOST_USABLE_KEYS } from '@/core'
import { say } from '@/i18n/texts'

import { may } from '../access'
import { AccessKeyError, issueKey, revokeKey, type KeyHolders } from './keys'
import { keyTexts as t } from './texts'

export interface KeyEndpointOptions extends KeyHolders {
  /** What keys may be limited to; a key without is made where there is none. */
  readonly scopes?: readonly string[]
}

const STATUS = { missing: 404, tooMany: 409, unknown: 409, changed: 409 } as const

export const keyEndpoint = (options: KeyEndpointOptions): Omit<Endpoint, 'root'> => ({
  path: '/:id/keys',
  method: 'post',
  handler: (req) => changeKeys(req, options),
})

const inputOf = (scopes: readonly string[] | undefined) =>
  z.discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('issue'),
      ...(scopes ? { scopes: z.array(z.enum(scopes)).min(1) } : {}),
    }),
    z.strictObject({ action: z.literal('revoke'), key: z.string().min(1) }),
  ])

async function changeKeys(req: PayloadRequest, options: KeyEndpointOptions): Promise<Response> {
  if (!may(req.user, 'update', options.collection)) throw new Forbidden(req.t)
  const { language } = req.i18n
  const id = String(req.routeParams?.['id'])
  const input = inputOf(options.scopes).safeParse(await jsonBody(req))
  if (!input.success) throw new APIError(say(t.invalid, language), 400, null, true)
  try {
    if (input.data.action === 'issue') {
      const { scopes } = input.data as { scopes?: readonly string[] }
      const key = await issueKey(req.payload, options, id, new Date(), scopes)
      return Response.json(
        { message: say(t.issued, language), key },
        { headers: { 'Cache-Control': 'no-store' } },
      )
    }
    await revokeKey(req.payload, options, id, input.data.key, new Date())
    return Response.json({ message: say(t.withdrawn, language) })
  } catch (error) {
    if (!(error instanceof AccessKeyError)) throw error
    const message = say(t[error.problem], language, { max: String(MOST_USABLE_KEYS) })
    throw new APIError(message, STATUS[error.problem], null, true)
  }
}

/** `undefined` for what is no JSON. */
export async function jsonBody(req: PayloadRequest): Promise<unknown> {
  try {
    return await req.json?.()
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
