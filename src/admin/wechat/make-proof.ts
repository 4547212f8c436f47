/** An item as an account would publish it, for a page of the admin: pictures inside, and what preflight finds. */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import type { Payload } from 'payload'

import { dayOf, type Item, type Site, type Uploads } from '@/core'
import { findRaw } from '@/plugins/distribution/gather'
import { lookOf } from '@/plugins/wechat/articles/html/looks'
import { pictureSource } from '@/plugins/wechat/articles/picture-source'
import { findingsOf, sentContent } from '@/plugins/wechat/articles/preflight'
import { articlePage } from '@/plugins/wechat/articles/proof-page'
import {
  placePictures,
  renderArticle,
  type RenderedArticle,
} from '@/plugins/wechat/articles/render'
import type { ArticleStyle, PictureFile, PictureSource } from '@/plugins/wechat/contract'
import { DRAFT } from '@/plugins/wechat/limits'

import type { Proof } from './proof'

/** Twice the frame's width: enough for the sharpest screens an office has. */
const PROOF_PICTURE = { bytes: 400_000, width: 750 }

/** Drafts show uploads that no channel serves yet, so they are read where Payload keeps them. */
export function proofPictures(payload: Payload): PictureSource {
  const { staticDir } = payload.collections.media.config.upload
  const uploads: Uploads = {
    read: (url) => readFile(join(staticDir ?? '', basename(decodeURIComponent(url)))),
  }
  return pictureSource(uploads, undefined, { inText: PROOF_PICTURE, cover: PROOF_PICTURE })
}

export interface ProofRequest {
  readonly item: Item
  readonly site: Site
  readonly style: ArticleStyle
  readonly timeZone: string
  readonly pictures: PictureSource
}

export const renderFor = ({ item, site, style }: ProofRequest): RenderedArticle =>
  renderArticle(item, { site, look: lookOf(style.look), defaultCover: style.defaultCover })

export async function makeProof(request: ProofRequest): Promise<Proof> {
  const { item, site, timeZone, pictures } = request
  const article = renderFor(request)
  const shown = new Map<string, string>()
  for (const { url } of article.pictures) shown.set(url, dataUrl(await pictures.inText(url)))
  const cover = article.cover && (await pictures.cover(article.cover))
  return {
    title: article.title,
    digest: article.digest,
    page: articlePage({
      ...article,
      content: placePictures(article.content, (url) => shown.get(url)),
      account: site.title,
      day: dayOf(item.publishedAt, timeZone),
    }),
    ...(cover ? { cover: { url: dataUrl(cover), wide: cover.wide, square: cover.square } } : {}),
    findings: findingsOf(item, article),
    length: { actual: sentContent(article).length, limit: DRAFT.content - 1 },
  }
}

const dataUrl = ({ body, mediaType }: PictureFile): string =>
  `data:${mediaType};base64,${Buffer.from(body).toString('base64')}`

/** The cover accounts use for documents that have none: the first account's that has one. */
export async function defaultCoverOf(payload: Payload): Promise<string | undefined> {
  const rows = await findRaw<{ settings?: { defaultCover?: unknown } | null }>(
    payload,
    'channels',
    { kind: { equals: 'wechat' } },
    undefined,
    { sort: 'id' },
  )
  const covers = rows.map(({ settings }) => settings?.defaultCover)
  return covers.find((cover) => typeof cover === 'string')
}
