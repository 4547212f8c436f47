/**
 * An item as an article of an official account. Pure: equal items and looks give equal articles. Nothing is cut here but
 * the digest; what exceeds a limit is told by preflight.ts.
 */
import type { Root } from 'hast'
import { toHtml } from 'hast-util-to-html'

import { cleanLine, type Item, type Site } from '@/core'

import type { ArticleCover, WechatArticle } from '../contract'
import type { DraftLimits } from '../far-side'
import { DRAFT } from '../limits'
import { cutAt, lengthOf } from './count'
import { onlyAllowed } from './html/allowed'
import { convertHtml } from './html/convert'
import { afterBody, beforeBody } from './html/details'
import { attachments, foot, notes, notice, pageOf } from './html/ends'
import type { LookId } from './html/looks'
import { Notes } from './html/notes'
import { part, text, type BodyPicture, type Context, type Loss } from './html/tree'

export interface RenderedArticle extends WechatArticle {
  readonly pictures: readonly BodyPicture[]
  /** What the reader gets instead of it is in the content. */
  readonly losses: readonly Loss[]
}

export interface Rendering {
  readonly site: Site
  readonly look: LookId
  /** `/media/…`: the cover of documents without any picture. */
  readonly defaultCover?: string | undefined
  /** Default: WeChat's. */
  readonly limits?: DraftLimits
}

export function renderArticle(
  item: Item,
  { site, look, defaultCover, limits = DRAFT }: Rendering,
): RenderedArticle {
  const context: Context = {
    ...{ item, site, look },
    notes: new Notes(),
    pictures: new Map(),
    losses: [],
  }
  const inside = [
    ...notice(context),
    ...beforeBody(context),
    ...convertHtml(item.html, context, 'body'),
    ...afterBody(context),
    ...attachments(context),
  ]
  // The end may note addresses itself, so the notes are listed last and shown before it.
  const end = foot(context)
  const edge = part(context, 'edge', 'p', [text('\u00a0')])
  const article = part(context, 'article', 'section', [...inside, ...notes(context), ...end])
  const tree: Root = { type: 'root', children: [edge, article, edge] }
  const author = cleanLine(item.credits.author)
  // Its size is known when its bytes are.
  const standing =
    defaultCover === undefined ? undefined : { url: defaultCover, width: 0, height: 0 }
  const cover = coverOf(item, context) ?? standing
  return {
    title: cleanLine(item.title),
    author: lengthOf(author) > limits.author ? '' : author,
    digest: cutAt(cleanLine(item.summary), limits.digest),
    content: toHtml(onlyAllowed(tree)),
    sourceUrl: pageOf(item, site),
    pictures: [...context.pictures.values()],
    ...(cover === undefined ? {} : { cover }),
    losses: context.losses,
  }
}

/** The document's cover, its film's, the one that explains it, or the first picture in the text. */
function coverOf({ cover, details }: Item, { pictures }: Context): ArticleCover | undefined {
  const chosen =
    cover ??
    (details.type === 'videos' ? details.poster : undefined) ??
    (details.type === 'explainers' ? details.explainingPicture : undefined)
  if (chosen) {
    const { url, width, height, focal } = chosen
    return { url, width, height, ...(focal === undefined ? {} : { focal }) }
  }
  const [first] = pictures.values()
  // Its size is known when its bytes are.
  return first && { url: first.url, width: 0, height: 0 }
}

/** The content with each picture's address as `addressOf` says; a picture without one is an error of the caller. */
export const placePictures = (
  content: string,
  addressOf: (url: string) => string | undefined,
): string =>
  content.replace(/<img src="([^"]*)"/g, (_whole, written: string) => {
    const url = written.replaceAll('&#x26;', '&')
    const address = addressOf(url)
    if (address === undefined) throw new RangeError(`${url} is hosted nowhere`)
    return `<img src="${address.replaceAll('&', '&#x26;')}"`
  })
