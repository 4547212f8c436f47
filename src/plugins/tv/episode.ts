/** A video as broadcasters get it: a self-contained record, small enough to keep a month of them in one list. */
import {
  type Airing,
  cleanLine,
  type ColumnEpisode,
  DeliveryError,
  documentKey,
  type DocumentKey,
  type Item,
  itemPath,
  type MediaFile,
  type Rendition,
  type Revision,
  type RightsRegion,
  type Term,
  utc,
} from '@/core'

import { DESCRIPTION_LIMIT } from './limits'

/** A file under the TV channel's own address: what others show of the same file does not matter here. */
export interface TvFile {
  /** `/tv/media/ID/NAME`. */
  readonly path: string
  /** Name in the media folder. */
  readonly filename: string
  readonly bytes: number
  readonly mediaType: string
}

export type Film = TvFile & Omit<Rendition, keyof MediaFile | 'parts'>

export interface Episode {
  readonly document: DocumentKey
  readonly id: string
  readonly title: string
  readonly description: string
  readonly language: string
  /** ISO 8601, UTC, like all moments here. */
  readonly publishedAt: string
  readonly updatedAt: string
  /** When this revision was signed off. */
  readonly at: string
  /** Root-relative address of the page for people. */
  readonly page: string
  readonly columns: readonly ColumnEpisode[]
  readonly themes: readonly Term[]
  readonly seconds?: number
  readonly from?: string
  readonly until?: string
  readonly region?: RightsRegion
  readonly rating?: 'adult' | 'nonadult'
  readonly keywords: readonly string[]
  readonly chapters: readonly { readonly seconds: number; readonly title: string }[]
  readonly author: string
  readonly editor?: string
  readonly producer?: string
  readonly productionNumber?: string
  readonly approvalNumber?: string
  readonly airings: readonly Airing[]
  /** The original first. */
  readonly films: readonly Film[]
  readonly poster?: TvFile & { readonly width: number; readonly height: number }
  readonly captions: readonly (TvFile & { readonly language?: string })[]
  /** What else the films point to. */
  readonly parts: readonly TvFile[]
}

const FOLDER = '/media/'

/** Throws DeliveryError RENDERING_FAILED, in words, for what cannot be broadcast. */
export function episodeOf({ item, at }: Pick<Revision, 'item' | 'at'>): Episode {
  const { details } = item
  if (details.type !== 'videos') throw refusal(item, `${item.type} is no video`)
  const file = (one: MediaFile): TvFile => tvFile(item, one)
  const { rights, poster } = details
  const optional = <Key extends string, Value>(key: Key, value: Value | undefined) =>
    (value === undefined ? {} : { [key]: value }) as Partial<Record<Key, Value>>
  try {
    return {
      document: documentKey(item),
      id: item.id,
      title: cleanLine(item.title) || item.slug,
      description: [...cleanLine(item.summary)].slice(0, DESCRIPTION_LIMIT).join(''),
      language: item.language,
      publishedAt: utc(item.publishedAt),
      updatedAt: utc(item.updatedAt),
      at: utc(at),
      page: itemPath(item),
      columns: details.columns ?? [],
      themes: item.themes,
      ...optional('seconds', details.durationSeconds),
      ...optional('from', rights?.from === undefined ? undefined : utc(rights.from)),
      ...optional('until', rights?.until === undefined ? undefined : utc(rights.until)),
      ...optional('region', details.region),
      ...optional('rating', details.rating),
      keywords: (details.keywords ?? []).map(cleanLine).filter((word) => word !== ''),
      chapters: details.chapters ?? [],
      author: cleanLine(item.credits.author),
      ...optional('editor', item.credits.responsibleEditor),
      ...optional('producer', details.producer),
      ...optional('productionNumber', details.productionNumber),
      ...optional('approvalNumber', details.approvalNumber),
      airings: (details.airings ?? []).map((airing) => ({ ...airing, at: utc(airing.at) })),
      films: [
        { ...file(details.video), ...details.measured },
        ...(details.renditions ?? []).map((rendition) => filmOf(item, rendition)),
      ],
      ...optional(
        'poster',
        poster && { ...file(poster), width: poster.width, height: poster.height },
      ),
      captions: details.captions.map((one) => ({
        ...file(one),
        ...(one.language === undefined ? {} : { language: one.language }),
      })),
      parts: (details.renditions ?? []).flatMap(({ parts }) => (parts ?? []).map(file)),
    }
  } catch (cause) {
    if (cause instanceof DeliveryError) throw cause
    throw refusal(item, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

/** The same for what may have been broadcast once; nothing where it can't have been. */
export function formerEpisode(revision: Pick<Revision, 'item' | 'at'>): Episode | undefined {
  try {
    return episodeOf(revision)
  } catch (error) {
    if (error instanceof DeliveryError) return undefined
    throw error
  }
}

function filmOf(item: Item, rendition: Rendition): Film {
  const { url: _url, mediaType: _type, bytes: _bytes, title: _title, ...rest } = rendition
  const { language: _language, parts: _parts, ...measured } = rest
  return { ...tvFile(item, rendition), ...measured }
}

function tvFile(item: Item, { url, bytes, mediaType }: MediaFile): TvFile {
  const name = url.startsWith(FOLDER) ? url.slice(FOLDER.length) : ''
  if (name === '' || name.includes('/')) throw refusal(item, `${url} is not in the media folder`)
  return { path: mediaPath(item.id, name), filename: decodeURIComponent(name), bytes, mediaType }
}

/** `name` is encoded already. */
export const mediaPath = (owner: string, name: string): string =>
  `/tv/media/${encodeURIComponent(owner)}/${name}`

const refusal = ({ slug }: Item, reason: string, cause?: unknown): DeliveryError =>
  new DeliveryError(
    'RENDERING_FAILED',
    `TV: videos/${slug}: ${reason}`,
    cause === undefined ? {} : { cause },
  )

/** Every file of an episode, each once. */
export const filesOf = (episode: Episode): readonly TvFile[] => {
  const all = [
    ...episode.films,
    ...(episode.poster ? [episode.poster] : []),
    ...episode.captions,
    ...episode.parts,
  ]
  return [...new Map(all.map((file) => [file.path, file])).values()]
}

/** `early` before its rights begin, `over` after they ended. */
export type Standing = 'early' | 'shown' | 'over'

export function standingOf(
  { from, until }: Pick<Episode, 'from' | 'until'>,
  now: string,
): Standing {
  if (until !== undefined && until <= now) return 'over'
  return from !== undefined && from > now ? 'early' : 'shown'
}

/** The moments at which what is shown of an episode changes by itself. */
export const edgesOf = ({ from, until }: Pick<Episode, 'from' | 'until'>): readonly string[] =>
  [from, until].filter((edge) => edge !== undefined)

/** Newest first; never equal for two episodes. */
export const newestFirst = (left: Episode, right: Episode): number =>
  order(right.publishedAt, left.publishedAt) || order(right.document, left.document)

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
