/**
 * What the two halves of this channel know of each other: `articles/` makes articles and pictures out of items, the rest
 * brings them to the account.
 */
import type { Item, Picture, Site } from '@/core'

/** An item as an article of an official account; its pictures are not hosted yet. */
export interface WechatArticle {
  readonly title: string
  /** Empty where there is none. */
  readonly author: string
  readonly digest: string
  /** HTML as WeChat keeps it, pictures under their addresses here (`/media/…`). */
  readonly content: string
  /** What 阅读原文 opens, absolute. */
  readonly sourceUrl: string
  /** In the order they appear, each address once. */
  readonly pictures: readonly { readonly url: string }[]
  /** Absent where there is no picture at all; WeChat refuses such an article. */
  readonly cover?: ArticleCover
}

export type ArticleCover = Pick<Picture, 'url' | 'width' | 'height' | 'focal'>

/** Bytes of a type and size the far side takes (limits.ts, PICTURES). */
export interface PictureFile {
  readonly body: Uint8Array
  readonly mediaType: 'image/jpeg' | 'image/png'
}

/** `x1_y1_x2_y2`, each from 0 to 1 with at most six decimals. */
export interface CoverFile extends PictureFile {
  readonly wide: string
  readonly square: string
}

/** Where pictures come from, in the shape the account takes. Equal addresses give equal bytes. */
export interface PictureSource {
  /** For the text. */
  inText(url: string): Promise<PictureFile>
  /** For the cover, with its two crops (2.35:1 and 1:1) around the focal point. */
  cover(cover: ArticleCover): Promise<CoverFile>
}

/** What an account says of how its articles look. */
export interface ArticleStyle {
  readonly look?: string | undefined
  /** `/media/…`: for documents without any picture. */
  readonly defaultCover?: string | undefined
}

/** How the account's half turns items into articles. */
export interface ArticleMaker {
  /** Throws DeliveryError RENDERING_FAILED naming field, limit and actual where a limit is broken. */
  render(item: Item, site: Site, style: ArticleStyle): WechatArticle
  /** The content with each picture's address as `addressOf` says. */
  placePictures(content: string, addressOf: (url: string) => string | undefined): string
}
