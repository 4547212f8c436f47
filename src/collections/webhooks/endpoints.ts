/**
 * Below /api/webhook-endpoints/ID: POST secret `{ action: 'rotate' }`, which answers the new secret this once, or
 * `{ action: 'drop' }`; POST test; POST replay `{ from }`. What is asked for is sent by the worker within seconds.
 * Refusals are `{ errors: [{ message }] }`: 400 input, 403 rights, 404, 409.
 */
import { APIError, Forbidden, type Endpoint, type PayloadRequest } from 'payload'
import { z } from 'zod'

import { say, type Text } from '@/i18n/texts'

import { may } from '../access'
import type { EndpointRow, EndpointSecret } from './records'
import { MOST_SECRETS, newSecret } from './secrets'
import { webhookTexts as t } from './texts'

const COLLECTION = 'webhook-endpoints'

export const webhookApi: Omit<Endpoint, 'root'>[] = [
  { path: '/:id/secret', method: 'post', handler: changeSecret },
  { path: '/:id/test', method: 'post', handler: sendTest },
  { path: '/:id/replay', method: 'post', handler: replay },
]

const secretInput = z.strictObject({ action: z.enum(['rotate', 'drop']) })
const replayInput = z.strictObject({
  from: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
})

const refuse = (req: PayloadRequest, text: Text, status: number): APIError =>
  new APIError(say(text, req.i18n.language), status, null, true)

async function rowOf(req: PayloadRequest): Promise<EndpointRow> {
  if (!may(req.user, 'update', COLLECTION)) throw new Forbidden(req.t)
  const where = { id: { equals: String(req.routeParams?.['id']) } }
  const row = await req.payload.db.findOne<EndpointRow>({ collection: COLLECTION, where })
  if (!row) throw refuse(req, t.missing, 404)
  return row
}

async function changeSecret(req: PayloadRequest): Promise<Response> {
  const row = await rowOf(req)
  const input = secretInput.safeParse(await bodyOf(req))
  if (!input.success) throw refuse(req, t.invalid, 400)
  const secrets = row.secrets ?? []
  if (input.data.action === 'drop') {
    if (secrets.length < MOST_SECRETS) throw refuse(req, t.secret.onlyOne, 409)
    await writeSecrets(req, row, secrets.slice(0, 1))
    return Response.json({ message: say(t.secret.dropped, req.i18n.language) })
  }
  if (secrets.length >= MOST_SECRETS) throw refuse(req, t.secret.two, 409)
  const { secret, kept } = newSecret(req.payload.secret, new Date())
  await writeSecrets(req, row, [kept, ...secrets])
  return Response.json({ secret }, { headers: { 'Cache-Control': 'no-store' } })
}

/** One conditional write, so that two people at once don't lose one's secret. */
async function writeSecrets(
  req: PayloadRequest,
  { id, secretsVersion }: EndpointRow,
  secrets: readonly EndpointSecret[],
): Promise<void> {
  const version = secretsVersion ?? 0
  const changed: unknown = await req.payload.db.updateOne({
    collection: COLLECTION,
    where: { and: [{ id: { equals: id } }, { secretsVersion: { equals: version } }] },
    data: { secrets, secretsVersion: version + 1 },
  })
  if (!changed) throw refuse(req, t.secret.changed, 409)
}

async function sendTest(req: PayloadRequest): Promise<Response> {
  const { id } = await enabledRow(req)
  await wish(req, id, { test: crypto.randomUUID() })
  return Response.json({ message: say(t.send.tested, req.i18n.language) })
}

async function replay(req: PayloadRequest): Promise<Response> {
  const { id } = await enabledRow(req)
  const input = replayInput.safeParse(await bodyOf(req))
  if (!input.success) throw refuse(req, t.send.badFrom, 400)
  const from = new Date(input.data.from).toISOString()
  await wish(req, id, { replay: { id: crypto.randomUUID(), from } })
  return Response.json({ message: say(t.send.replayed, req.i18n.language) })
}

async function enabledRow(req: PayloadRequest): Promise<EndpointRow> {
  const row = await rowOf(req)
  if (row.enabled !== true) throw refuse(req, t.send.off, 409)
  if ((row.secrets ?? []).length === 0) throw refuse(req, t.secret.none, 409)
  return row
}

const wish = (req: PayloadRequest, id: string, data: Partial<EndpointRow>): Promise<unknown> =>
  req.payload.db.updateOne({ collection: COLLECTION, where: { id: { equals: id } }, data })

async function bodyOf(req: PayloadRequest): Promise<unknown> {
  try {
    return await req.json?.()
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
