/** One document of a column's feed, before it is MRSS or JSON. */
import { absoluteUrl, type Site } from '@/core'

import type { Episode } from './episode'
import type { ColumnInfo } from './shelf'

export const FORMATS = ['mrss', 'json'] as const
export type Format = (typeof FORMATS)[number]

export interface FeedPage {
  readonly site: Site
  readonly slug: string
  readonly title: string
  readonly info?: ColumnInfo
  /** ISO 8601, UTC. */
  readonly changed: string
  /** Absent for the document people subscribe to. */
  readonly name?: string
  /** Name of the page with older episodes. */
  readonly next?: string
  /** What the addresses of its pages begin with. Default: the public `/tv`. */
  readonly base?: string
  /** Newest first. */
  readonly episodes: readonly Episode[]
}

const PUBLIC_BASE = '/tv'

/** `/tv/SLUG.mrss`, `/tv/SLUG/2014-07.mrss`. */
export const feedPath = (
  slug: string,
  format: Format,
  page?: string,
  base: string = PUBLIC_BASE,
): string => `${base}/${slug}${page === undefined ? '' : `/${page}`}.${format}`

export const feedUrl = (
  site: Site,
  slug: string,
  format: Format,
  page?: string,
  base?: string,
): string => absoluteUrl(site, feedPath(slug, format, page, base))

export const INDEX_PATH = '/tv/'
export const SCHEDULE_PATH = '/tv/schedule.xml'

/** The poster of an episode without one, under the TV channel's own address. */
export const columnPosterPath = (info: ColumnInfo): string | undefined =>
  info.poster && `/tv/media/columns/${info.slug}/${info.poster.url.split('/').at(-1) ?? ''}`
