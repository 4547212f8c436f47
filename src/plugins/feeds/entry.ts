/** An item as all three formats see it: texts clean, addresses absolute, dates in the site's time zone. */
import {
  cleanLine,
  documentKey,
  type Item,
  itemPath,
  type MediaFile,
  type Site,
  tagUri,
  utc,
} from '@/core'

import { bodyHtml, excerptOf } from './body'
import type { FeedSettings } from './settings'
import { absoluteAddress } from './urls'

export interface Enclosure {
  readonly url: string
  readonly mediaType: string
  readonly bytes: number
  readonly title?: string
  readonly seconds?: number
}

export interface Category {
  /** Says which list the term is from, e.g. `https://example.org/feeds/themes/`. */
  readonly scheme: string
  readonly term: string
  readonly label: string
}

export interface Entry {
  /** Permanent `tag:` URI. */
  readonly id: string
  readonly url: string
  readonly title: string
  readonly summary: string
  /** Empty when there is no text, or when feeds carry summaries only. */
  readonly html: string
  readonly author: string
  readonly language: string
  /** ISO 8601, UTC. */
  readonly published: string
  readonly updated: string
  readonly categories: readonly Category[]
  /** The file itself first: a video's film, otherwise the first sound or film among the attachments. */
  readonly main?: Enclosure
  readonly enclosures: readonly Enclosure[]
  readonly image?: string
}

export function entryOf(item: Item, site: Site, settings: FeedSettings): Entry {
  const enclosures = enclosuresOf(item, site)
  const main = enclosures.find(({ mediaType }) => /^(?:audio|video)\//.test(mediaType))
  const text = bodyHtml(item, site)
  const image = item.cover && absoluteAddress(site, item.cover.url)
  return {
    id: entryId(site, documentKey(item)),
    url: absoluteAddress(site, itemPath(item)) ?? site.publicUrl,
    title: cleanLine(item.title) || item.slug,
    summary: cleanLine(item.summary) || excerptOf(text),
    html: settings.fullText ? text : '',
    author: cleanLine(item.credits.author) || publisherOf(site),
    language: item.language,
    published: utc(item.publishedAt),
    updated: utc(item.updatedAt),
    categories: categoriesOf(item, site),
    ...(main === undefined ? {} : { main }),
    enclosures,
    ...(image === undefined ? {} : { image }),
  }
}

/** The permanent id of a document, the same in every feed and in its tombstone. */
export const entryId = (site: Site, key: string): string => tagUri(site, key)

/** A feed must name somebody. */
export const publisherOf = (site: Site): string =>
  cleanLine(site.publisher) || cleanLine(site.title) || new URL(site.publicUrl).hostname

function categoriesOf(item: Item, site: Site): readonly Category[] {
  return (['themes', 'audiences'] as const).flatMap((kind) =>
    item[kind].map(({ slug, label }) => ({
      scheme: `${site.publicUrl}/feeds/${kind}/`,
      term: slug,
      label: cleanLine(label) || slug,
    })),
  )
}

function enclosuresOf(item: Item, site: Site): readonly Enclosure[] {
  const { details, attachments } = item
  const film = details.type === 'videos' ? [details.video] : []
  const seconds = details.type === 'videos' ? details.durationSeconds : undefined
  const seen = new Set<string>()
  return [...film, ...attachments].flatMap((file: MediaFile, index) => {
    const url = absoluteAddress(site, file.url)
    if (url === undefined || seen.has(url)) return []
    seen.add(url)
    const title = cleanLine(file.title ?? '')
    const isFilm = index === 0 && film.length > 0
    return [
      {
        url,
        mediaType: file.mediaType,
        bytes: file.bytes,
        ...(title === '' ? {} : { title }),
        ...(isFilm && seconds !== undefined ? { seconds } : {}),
      },
    ]
  })
}
