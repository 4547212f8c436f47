/**
 * Below /api/tv-partners/ID: the keys (../access-keys), POST told `{ video }`, and GET
 * fetches.csv, every fetch that is still in the log. Refusals are `{ errors: [{ message }] }`: 400 input, 403 rights, 404, 409.
 */
import { Readable } from 'node:stream'

import { APIError, Forbidden, type Endpoint, type PayloadRequest } from 'payload'
import { z } from 'zod'

import { csvRow, csvText, type PartnerFetch } from '@/core'
import { say } from '@/i18n/texts'

import { may } from '../access'
import { jsonBody, keyEndpoint } from '../access-keys/endpoint'
import type { KeyHolders } from '../access-keys/keys'
import type { UsageRow } from './records'
import { partnerTexts as t } from './texts'

/** Reads what of the log is still kept of a partner. */
export type FetchesOf = (partner: string) => AsyncIterable<PartnerFetch>

const toldInput = z.strictObject({ video: z.string().min(1) })

export const PARTNER_KEYS: KeyHolders = { collection: 'tv-partners', prefix: 'tv' }

export const partnerEndpoints = (fetchesOf: FetchesOf): Omit<Endpoint, 'root'>[] => [
  keyEndpoint(PARTNER_KEYS),
  { path: '/:id/told', method: 'post', handler: markTold },
  { path: '/:id/fetches.csv', method: 'get', handler: (req) => exported(req, fetchesOf) },
]

const idOf = (req: PayloadRequest): string => String(req.routeParams?.['id'])

async function markTold(req: PayloadRequest): Promise<Response> {
  if (!may(req.user, 'update', 'tv-partners')) throw new Forbidden(req.t)
  const { language } = req.i18n
  const input = toldInput.safeParse(await jsonBody(req))
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
