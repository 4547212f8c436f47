/** POST /api/video-files/ID/conversion with `{ action: 'cancel' | 'retry' }`: a wish; the job `video-renditions` fulfils it. */
import { APIError, Forbidden, type Endpoint, type PayloadRequest } from 'payload'
import { z } from 'zod'

import { may } from '../access'
import { bodyOf } from './request-body'
import { textsFor } from './words'
import type { VideoState } from './video-record'

const inputSchema = z.strictObject({ action: z.enum(['cancel', 'retry']) })

/** From which states a button leads, and to which. */
const WISHES: Readonly<
  Record<z.output<typeof inputSchema>['action'], { from: readonly VideoState[]; to: VideoState }>
> = {
  cancel: { from: ['queued', 'running'], to: 'cancelling' },
  retry: { from: ['failed', 'cancelled'], to: 'retry' },
}

export const conversionEndpoints: Omit<Endpoint, 'root'>[] = [
  { path: '/:id/conversion', method: 'post', handler: ask },
]

async function ask(req: PayloadRequest): Promise<Response> {
  // Who may change a video may have it converted.
  if (!may(req.user, 'update', 'videos')) throw new Forbidden(req.t)
  const t = textsFor(req.i18n.language)
  const input = inputSchema.safeParse(await bodyOf(req))
  if (!input.success) throw new APIError(t.invalid, 400, null, true)
  const { from, to } = WISHES[input.data.action]
  const id = String(req.routeParams?.['id'])
  // One conditional write, so that a conversion that just ended stays ended.
  const changed: unknown = await req.payload.db.updateOne({
    collection: 'video-files',
    where: { and: [{ id: { equals: id } }, { state: { in: [...from] } }] },
    data: { state: to },
    req,
  })
  if (!changed) throw new APIError(t.notNow, 409, null, true)
  return Response.json({ message: t.asked })
}
