/** Pictures at the far side: each uploaded once, by the digest of its bytes. */
import { createHash } from 'node:crypto'

import { DeliveryError, type Shelf } from '@/core'

import type { Account, DraftArticle } from './account'
import type { ArticleMaker, PictureSource, WechatArticle } from './contract'

interface Desk {
  readonly account: Account
  readonly shelf: Shelf
  readonly pictures: PictureSource
  readonly maker: ArticleMaker
  /** The far side said an id is wrong: what is remembered of uploads may be stale. */
  readonly anew: boolean
}

/** The article as a draft takes it, its pictures hosted. Repeating it uploads nothing twice. */
export async function hosted(article: WechatArticle, desk: Desk): Promise<DraftArticle> {
  if (!article.cover) {
    throw new DeliveryError(
      'DESTINATION_REFUSED',
      '没有封面图片，公众号文章必须有封面 / there is no cover picture, which WeChat requires',
    )
  }
  const addresses = new Map<string, string>()
  for (const { url } of article.pictures) {
    const file = await desk.pictures.inText(url)
    addresses.set(
      url,
      await once(desk, `pictures/${digest(file.body)}`, () => desk.account.uploadInText(file)),
    )
  }
  const cover = await desk.pictures.cover(article.cover)
  const mediaId = await once(desk, `covers/${digest(cover.body)}`, () =>
    desk.account.uploadCover(cover),
  )
  return {
    title: article.title,
    author: article.author,
    digest: article.digest,
    content: desk.maker.placePictures(article.content, (url) => addresses.get(url)),
    content_source_url: article.sourceUrl,
    thumb_media_id: mediaId,
    // 1 needs a right that not every account has.
    need_open_comment: 0,
    only_fans_can_comment: 0,
    pic_crop_235_1: cover.wide,
    pic_crop_1_1: cover.square,
  }
}

async function once(
  { shelf, anew }: Desk,
  name: string,
  upload: () => Promise<string>,
): Promise<string> {
  const known = anew ? undefined : await shelf.read(name)
  if (typeof known === 'string') return known
  const made = await upload()
  await shelf.write(name, made)
  return made
}

const digest = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex')
