/**
 * Below /api/tv-partners/ID: POST keys `{ action: 'issue' }` or `{ action: 'revoke', key }`, POST told `{ video }`, and GET
 * fetches.csv, every fetch that is still in the log. Refusals are `{ errors: [{ message }] }`: 400 input, 403 rights, 404, 409.
 */
import { Readable } from 'node:stream'

import { APIError, Forbidden, type Endpoint, type PayloadRequest } from 'payload'
import { z } from 'zod'

import { csvRow, csvText, MOST_PARTNER_KEYS, type PartnerFetch } from '@/core'
import { say } from '@/i18n/texts'

import { may } from '../access'
import { issueKey, PartnerKeyError, revokeKey } from './keys'
import type { UsageRow } from './records'
import { partnerTexts as t } from './texts'

/** Reads what of the log is still kept of a partner. */
export type FetchesOf = (partner: string) => AsyncIterable<PartnerFetch>

const keyInput = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('issue') }),
  z.strictObject({ action: z.literal('revoke'), key: z.string().min(1) }),
])
const toldInput = z.strictObject({ video: z.string().min(1) })

export const partnerEndpoints = (fetchesOf: FetchesOf): Omit<Endpoint, 'root'>[] => [
  { path: '/:id/keys', method: 'post', handler: changeKeys },
  { path: '/:id/told', method: 'post', handler: markTold },
  { path: '/:id/fetches.csv', method: 'get', handler: (req) => exported(req, fetchesOf) },
]

const idOf = (req: PayloadRequest): string => String(req.routeParams?.['id'])

const STATUS = { missing: 404, tooMany: 409, unknown: 409, changed: 409 } as const

async function changeKeys(req: PayloadRequest): Promise<Response> {
  if (!may(req.user, 'update', 'tv-partners')) throw new Forbidden(req.t)
  const { language } = req.i18n
  const input = keyInput.safeParse(await bodyOf(req))
  if (!input.success) throw new APIError(say(t.keys.invalid, language), 400, null, true)
  try {
    if (input.data.action === 'issue') {
      const key = await issueKey(req.payload, idOf(req), new Date())
      return Response.json(
        { message: say(t.keys.issued, language), key },
        { headers: { 'Cache-Control': 'no-store' } },
      )
    }
    await revokeKey(req.payload, idOf(req), input.data.key, new Date())
    return Response.json({ message: say(t.keys.withdrawn, language) })
  } catch (error) {
    if (!(error instanceof PartnerKeyError)) throw error
    const message = say(t.keys[error.problem], language, { max: String(MOST_PARTNER_KEYS) })
    throw new APIError(message, STATUS[error.problem], null, true)
  }
}

async function markTold(req: PayloadRequest): Promise<Response> {
  if (!may(req.user, 'update', 'tv-partners')) throw new Forbidden(req.t)
  const { language } = req.i18n
  const input = toldInput.safeParse(await bodyOf(req))
  if (!input.success) throw new APIError(say(t.keys.invalid, language), 400, null, true)
  const { db } = req.payload
  const where = { id: { equals: idOf(req) } }
  const row = await db.findOne<UsageRow>({ collection: 'tv-partner-usage', where })
  if (!row) throw new APIError(say(t.keys.missing, language), 404, null, true)
  const told = { ...row.told, [input.data.video]: new Date().toISOString() }
  await db.updateOne({ collection: 'tv-partner-usage', where, data: { told } })
  return Response.json({ message: say(t.report.marked, language) })
}

const HEAD = ['time', 'key', 'method', 'path', 'status', 'bytes', 'userAgent']

async function exported(req: PayloadRequest, fetchesOf: FetchesOf): Promise<Response> {
  if (!may(req.user, 'read', 'tv-partners')) throw new Forbidden(req.t)
  const id = idOf(req)
  const encoder = new TextEncoder()
  async function* lines(): AsyncGenerator<Uint8Array> {
    yield encoder.encode(csvText([HEAD]))
    for await (const { at, key, method, path, status, bytes, userAgent } of fetchesOf(id)) {
      yield encoder.encode(csvRow([at, key, method, path, status, bytes, userAgent]))
    }
  }
  return Promise.resolve(
    new Response(Readable.toWeb(Readable.from(lines())) as ReadableStream<Uint8Array>, {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="fetches.csv"',
        'Cache-Control': 'no-store',
      },
    }),
  )
}

async function bodyOf(req: PayloadRequest): Promise<unknown> {
  try {
    return await req.json?.()
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
