/**
 * GET /api/TYPE/ID/wechat-proof?look=official: the newest draft as an account would publish it, with what preflight
 * finds; with `part=findings` only that. Refusals are `{ errors: [{ message }] }`: 403 rights, 404 no such document, 409 not
 * complete enough to show.
 */
import { APIError, Forbidden, type Endpoint, type PayloadRequest } from 'payload'

import { may } from '@/collections/access'
import { isContentType, messageOf } from '@/core'
import { gather } from '@/plugins/distribution/gather'
import { readSite } from '@/plugins/distribution/site'
import type { SourceDocument } from '@/plugins/distribution/source-document'
import { toItem } from '@/plugins/distribution/to-item'
import { findingsOf } from '@/plugins/wechat/articles/preflight'
import type { PictureSource } from '@/plugins/wechat/contract'

import { defaultCoverOf, makeProof, proofPictures, renderFor } from './make-proof'

export interface ProofOptions {
  readonly publicUrl: string
  readonly timeZone: string
}

export const proofEndpoint = (
  collection: string,
  options: ProofOptions,
): Omit<Endpoint, 'root'> => {
  let pictures: PictureSource | undefined
  return {
    path: '/:id/wechat-proof',
    method: 'get',
    async handler(req) {
      if (!isContentType(collection) || !may(req.user, 'read', collection))
        throw new Forbidden(req.t)
      pictures ??= proofPictures(req.payload)
      const proof = await proofOf(req, collection, options, pictures)
      return Response.json(proof, { headers: { 'Cache-Control': 'no-store' } })
    },
  }
}

async function proofOf(
  req: PayloadRequest,
  type: Parameters<typeof toItem>[0],
  { publicUrl, timeZone }: ProofOptions,
  pictures: PictureSource,
): Promise<object> {
  const { payload } = req
  const document = (await payload.findByID({
    collection: type,
    id: String(req.routeParams?.['id']),
    depth: 0,
    draft: true,
    overrideAccess: false,
    req,
  })) as unknown as SourceDocument
  const references = await gather(payload, [{ type, document }], req)
  const site = await readSite(payload, { publicUrl, timeZone, now: () => new Date() })
  const look = req.searchParams.get('look') ?? undefined
  const style = { look, defaultCover: await defaultCoverOf(payload) }
  try {
    const item = toItem(type, document, references)
    const request = { item, site, style, timeZone, pictures }
    if (req.searchParams.get('part') === 'findings') {
      return { findings: findingsOf(item, renderFor(request)) }
    }
    return await makeProof(request)
  } catch (error) {
    throw new APIError(messageOf(error), 409, null, true)
  }
}
