/**
 * GET /api/TYPE/ID/wechat-proof?look=official: the newest draft as an account would publish it, with what preflight
 * finds. Refusals are `{ errors: [{ message }] }`: 403 rights, 404 no such document, 409 not complete enough to show.
 */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { APIError, Forbidden, type Endpoint, type PayloadRequest } from 'payload'

import { may } from '@/collections/access'
import { dayOf, isContentType, messageOf, type Uploads } from '@/core'
import { gather } from '@/plugins/distribution/gather'
import { readSite } from '@/plugins/distribution/site'
import type { SourceDocument } from '@/plugins/distribution/source-document'
import { toItem } from '@/plugins/distribution/to-item'
import { lookOf } from '@/plugins/wechat/articles/html/looks'
import { pictureSource } from '@/plugins/wechat/articles/picture-source'
import { findingsOf, sentContent } from '@/plugins/wechat/articles/preflight'
import { articlePage } from '@/plugins/wechat/articles/proof-page'
import { placePictures, renderArticle } from '@/plugins/wechat/articles/render'
import type { PictureFile, PictureSource } from '@/plugins/wechat/contract'
import { DRAFT } from '@/plugins/wechat/limits'

import type { Proof } from './proof'

export interface ProofOptions {
  readonly publicUrl: string
  readonly timeZone: string
}

/** Twice the frame's width: enough for the sharpest screens an office has. */
const PROOF_PICTURE = { bytes: 400_000, width: 750 }

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
      pictures ??= pictureSource(uploadsOf(req), undefined, {
        inText: PROOF_PICTURE,
        cover: PROOF_PICTURE,
      })
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
): Promise<Proof> {
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
  try {
    const item = toItem(type, document, references)
    const article = renderArticle(item, { site, look: lookOf(req.searchParams.get('look') ?? '') })
    const shown = new Map<string, string>()
    for (const { url } of article.pictures) shown.set(url, dataUrl(await pictures.inText(url)))
    const cover = article.cover && (await pictures.cover(article.cover))
    const content = placePictures(article.content, (url) => shown.get(url))
    return {
      title: article.title,
      digest: article.digest,
      page: articlePage({
        ...article,
        content,
        account: site.title,
        day: dayOf(item.publishedAt, timeZone),
      }),
      ...(cover ? { cover: { url: dataUrl(cover), wide: cover.wide, square: cover.square } } : {}),
      findings: findingsOf(item, article),
      length: { actual: sentContent(article).length, limit: DRAFT.content - 1 },
    }
  } catch (error) {
    throw new APIError(messageOf(error), 409, null, true)
  }
}

const dataUrl = ({ body, mediaType }: PictureFile): string =>
  `data:${mediaType};base64,${Buffer.from(body).toString('base64')}`

/** Drafts show uploads that no channel serves yet, so they are read where Payload keeps them. */
function uploadsOf({ payload }: PayloadRequest): Uploads {
  const { staticDir } = payload.collections.media.config.upload
  return {
    read: (url) => readFile(join(staticDir ?? '', basename(decodeURIComponent(url)))),
  }
}
