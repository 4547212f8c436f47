/** What only broadcasters need of a video: columns, air times, rights, numbers, renditions. */
import { columnsOf } from '@/collections/broadcast/membership'
import type { Airing, Details, Rendition } from '@/core'

import type { SourceColumn, SourceDocument, SourceVideoFile } from './source-document'

type VideoDetails = Extract<Details, { type: 'videos' }>

/** The part of a video's details that is left out where nothing was filled in, so that older items keep their hash. */
export type BroadcastDetails = Pick<
  VideoDetails,
  | 'region'
  | 'rating'
  | 'keywords'
  | 'chapters'
  | 'producer'
  | 'productionNumber'
  | 'approvalNumber'
  | 'columns'
  | 'airings'
  | 'renditions'
  | 'measured'
  | 'blocked'
>

/** `file` is what the job `video-renditions` noted of the film. */
export function broadcastDetails(
  document: SourceDocument,
  columns: readonly SourceColumn[],
  file: SourceVideoFile | undefined,
): BroadcastDetails {
  const { region, rating } = document
  const countries = [...(region?.countries ?? [])]
  return {
    ...(countries.length > 0
      ? {
          region: {
            relationship: region?.relationship === 'deny' ? ('deny' as const) : ('allow' as const),
            countries,
          },
        }
      : {}),
    ...(rating === 'adult' || rating === 'nonadult' ? { rating } : {}),
    ...unlessEmpty('keywords', document.keywords ?? []),
    ...unlessEmpty(
      'chapters',
      (document.chapters ?? [])
        .map(({ seconds, title }) => ({ seconds, title }))
        .sort((left, right) => left.seconds - right.seconds),
    ),
    ...unlessBlank('producer', document.producer),
    ...unlessBlank('productionNumber', document.productionNumber),
    ...unlessBlank('approvalNumber', document.approvalNumber),
    ...unlessEmpty(
      'columns',
      columnsOf(document, columns).map(({ slug, title }) => ({
        slug,
        label: title,
        ...(document.episode ? { episode: document.episode } : {}),
      })),
    ),
    ...unlessEmpty('airings', airingsOf(document)),
    ...unlessEmpty('renditions', listIn<Rendition>(file?.renditions)),
    ...(file?.measured && typeof file.measured === 'object' ? { measured: file.measured } : {}),
    ...unlessEmpty('blocked', listIn<string>(file?.blocked)),
  }
}

function airingsOf({ airings }: SourceDocument): Airing[] {
  const sorted = (airings ?? []).map(({ at, repeat }) => ({
    at: new Date(at).toISOString(),
    ...(repeat ? { repeat: true as const } : {}),
  }))
  return sorted.sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0))
}

const listIn = <Value>(value: unknown): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : []

const unlessEmpty = <Key extends string, Value>(
  key: Key,
  list: readonly Value[],
): Partial<Record<Key, readonly Value[]>> =>
  list.length > 0 ? ({ [key]: list } as Record<Key, readonly Value[]>) : {}

const unlessBlank = <Key extends string>(
  key: Key,
  text: string | null | undefined,
): Partial<Record<Key, string>> =>
  text?.trim() ? ({ [key]: text.trim() } as Record<Key, string>) : {}
