/**
 * Below /api/channels/ID, for rows that are accounts: GET wechat (quotas, what waits, the last check), GET wechat-bundle (proofs of
 * what waits), POST wechat-check, POST wechat-compile `{ documents? }`; and GET /api/channels/wechat-quotas of all accounts.
 * Refusals are `{ errors: [{ message }] }`: 400 input, 403 rights, 404 no such account, 409.
 */
import { APIError, Forbidden, type Endpoint, type Payload, type PayloadRequest } from 'payload'
import { z } from 'zod'

import { openArtefactStore } from '@/artefacts'
import { may } from '@/collections/access'
import { messageOf, type Channel } from '@/core'
import { findByIds } from '@/plugins/distribution/gather'
import { settingsOf } from '@/plugins/distribution/channel-rows'
import type { RevisionRow } from '@/plugins/distribution/revision'
import { readSite } from '@/plugins/distribution/site'
import { storesOf } from '@/plugins/distribution/stores'
import { DRAFT } from '@/plugins/wechat'
import type { WechatSettings } from '@/plugins/wechat/settings'
import { channelSecrets } from '@/server/channel-secrets'
import { configuredFor, fetchFor } from '@/server/far-sides'
import {
  AccountError,
  accountRows,
  checkOf,
  compileNow,
  overviewOf,
  type AccountServices,
} from '@/server/wechat-accounts'
import { payloadSecret, type Settings } from '@/settings'

import { makeProof, proofPictures } from './make-proof'
import { accountWord } from './account-texts'

const input = z.strictObject({
  documents: z
    .array(z.string().regex(/^[a-z]+\/[\w-]+$/))
    .max(DRAFT.articles)
    .optional(),
})

export const accountEndpoints = (
  kinds: readonly Channel[],
  settings: Settings,
): Omit<Endpoint, 'root'>[] => {
  const servicesOf = once((payload: Payload) => openServices(payload, kinds, settings))
  const endpoint = (
    method: 'get' | 'post',
    path: string,
    run: (services: AccountServices, req: PayloadRequest) => Promise<object>,
  ): Omit<Endpoint, 'root'> => ({
    path,
    method,
    async handler(req) {
      const right = method === 'get' ? 'read' : 'update'
      if (!may(req.user, right, 'channels')) throw new Forbidden(req.t)
      try {
        const answer = await run(await servicesOf(req.payload), req)
        return Response.json(answer, { headers: { 'Cache-Control': 'no-store' } })
      } catch (error) {
        if (error instanceof APIError) throw error
        throw new APIError(messageOf(error), error instanceof AccountError ? 404 : 409, null, true)
      }
    },
  })
  return [
    endpoint('get', '/wechat-quotas', async (services) => {
      const accounts = []
      for (const { row } of await accountRows(services)) {
        accounts.push(await overviewOf(services, row.id))
      }
      return { accounts }
    }),
    endpoint('get', '/:id/wechat', (services, req) => overviewOf(services, idOf(req))),
    endpoint('get', '/:id/wechat-bundle', (services, req) => proofs(services, req, settings)),
    endpoint('post', '/:id/wechat-check', async (services, req) => {
      const check = await checkOf(services, idOf(req))
      return { check, message: accountWord('checked', req.i18n.language) }
    }),
    endpoint('post', '/:id/wechat-compile', async (services, req) => {
      const given = input.safeParse(await bodyOf(req))
      if (!given.success) {
        throw new APIError(accountWord('invalid', req.i18n.language), 400, null, true)
      }
      const count = await compileNow(services, idOf(req), given.data.documents)
      if (count === 0) throw new APIError(accountWord('none', req.i18n.language), 409, null, true)
      return { count, message: accountWord('compiled', req.i18n.language, { count }) }
    }),
  ]
}

/** What waits, as it would go out, at most a bundle's worth, in the order asked for. */
async function proofs(
  services: AccountServices,
  req: PayloadRequest,
  { publicUrl, timeZone }: Settings,
): Promise<object> {
  const { payload } = req
  const id = idOf(req)
  const found = (await accountRows(services)).find(({ row }) => row.id === id)
  if (!found) throw new AccountError(`没有叫 ${id} 的公众号渠道 / There is no account called ${id}`)
  const style = settingsOf(found) as WechatSettings
  const { waiting } = await overviewOf(services, id)
  const asked = req.searchParams.getAll('document')
  const chosen =
    asked.length === 0
      ? waiting.filter(({ action }) => action === 'publish')
      : asked.flatMap((document) => waiting.find((each) => each.document === document) ?? [])
  const rows = []
  for (const { id: row } of chosen.slice(0, DRAFT.articles)) {
    const delivery = await services.ledger.find(row)
    if (delivery) rows.push(delivery)
  }
  const revisions = await findByIds<RevisionRow>(
    payload,
    'revisions',
    rows.map(({ revision }) => revision),
  )
  const site = await readSite(payload, { publicUrl, timeZone, now: services.now })
  const pictures = proofPictures(payload)
  const articles = []
  for (const { document, revision } of rows) {
    const item = revisions.find((each) => each.id === revision)?.item
    if (!item) continue
    articles.push({
      document,
      proof: await makeProof({ item, site, style, timeZone, pictures }),
    })
  }
  return { articles }
}

const idOf = (req: PayloadRequest): string => String(req.routeParams?.['id'])

async function bodyOf(req: PayloadRequest): Promise<unknown> {
  const body = (await req.text?.()) ?? ''
  if (body === '') return {}
  try {
    return JSON.parse(body) as unknown
  } catch {
    // Not JSON is wrong input like any other: the caller is told the rule.
    return undefined
  }
}

async function openServices(
  payload: Payload,
  kinds: readonly Channel[],
  settings: Settings,
): Promise<AccountServices> {
  const now = (): Date => new Date()
  return {
    ...storesOf(payload),
    ...{ payload, kinds, now, http: fetchFor(settings) },
    worker: `admin:${String(process.pid)}:${crypto.randomUUID().slice(0, 8)}`,
    configured: configuredFor(settings, channelSecrets(payloadSecret(settings))),
    artefacts: await openArtefactStore({
      ...{ directory: settings.artefactsDir, uploads: settings.mediaDir, now },
    }),
  }
}

/** One per Payload. */
function once<Value>(
  open: (payload: Payload) => Promise<Value>,
): (payload: Payload) => Promise<Value> {
  const opened = new WeakMap<Payload, Promise<Value>>()
  return (payload) => {
    const known = opened.get(payload) ?? open(payload)
    opened.set(payload, known)
    return known
  }
}
