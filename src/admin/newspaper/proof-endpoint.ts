/**
 * GET /api/editions/ID/proof: the newest draft as it would be sent. Refusals are `{ errors: [{ message }] }`: 403 rights,
 * 404 no such edition, 409 not complete enough to show.
 */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { APIError, Forbidden, type Endpoint, type Payload } from 'payload'

import { may } from '@/collections/access'
import { messageOf, type Uploads } from '@/core'
import { readSite } from '@/plugins/distribution/site'
import { toEdition, type SourceEdition } from '@/plugins/distribution/to-edition'

import { makeProof } from './make-proof'

export interface ProofOptions {
  readonly publicUrl: string
  readonly timeZone: string
}

/** The originals behind `/media/NAME`, as the library keeps them. */
export const uploadsOf = (payload: Payload): Uploads => {
  const { staticDir } = payload.collections.media.config.upload
  return {
    read: (url) => readFile(join(staticDir ?? '', basename(decodeURIComponent(url)))),
  }
}

export const proofEndpoint = ({ publicUrl, timeZone }: ProofOptions): Omit<Endpoint, 'root'> => ({
  path: '/:id/proof',
  method: 'get',
  async handler(req) {
    const { payload } = req
    if (!may(req.user, 'read', 'editions')) throw new Forbidden(req.t)
    const source = (await payload.findByID({
      collection: 'editions',
      id: String(req.routeParams?.['id']),
      depth: 0,
      draft: true,
      overrideAccess: false,
      req,
    })) as unknown as SourceEdition
    const site = await readSite(payload, { publicUrl, timeZone, now: () => new Date() })
    try {
      const { item, unpublished } = await toEdition({ payload, timeZone }, source, req)
      const proof = await makeProof(item, unpublished, uploadsOf(payload), site)
      return Response.json(proof, { headers: { 'Cache-Control': 'no-store' } })
    } catch (error) {
      throw new APIError(messageOf(error), 409, null, true)
    }
  },
})
