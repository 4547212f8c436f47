/** A film's files as browsers are offered them, and where its chapters begin. */
import type { MediaFile, Rendition } from '@/core'

import type { Of } from './components/types'

type Film = Of<'videos'>

const isPlaylist = ({ mediaType }: MediaFile): boolean => mediaType.includes('mpegurl')
const isMp4 = ({ mediaType }: MediaFile): boolean => mediaType === 'video/mp4'

/** Renditions browsers play, lowest first: MP4 with picture. */
const mp4Of = ({ renditions = [] }: Film): Rendition[] =>
  renditions
    .filter(isMp4)
    .sort((left, right) => (left.height ?? 0) - (right.height ?? 0) || order(left.url, right.url))

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/**
 * The `source`s of a video element, of which a browser takes the first it can play: HLS where it knows that, then MP4 from
 * the lowest, whose bytes a cheap phone can carry, and the original last.
 */
export const sourcesOf = (film: Film): readonly MediaFile[] => [
  ...(film.renditions ?? []).filter(isPlaylist),
  ...mp4Of(film),
  film.video,
]

/** The one file to link to: the lowest MP4 where there is one, which every browser plays. */
export const playableFile = (film: Film): MediaFile => mp4Of(film)[0] ?? film.video

/** What search engines and those who embed it are given: the best that plays everywhere. */
export const bestFile = (film: Film): MediaFile => mp4Of(film).at(-1) ?? film.video

/** Every file the sources lead to beside the original; those of partners alone, such as sound, are left out. */
export const renditionFiles = (film: Film): readonly MediaFile[] =>
  (film.renditions ?? [])
    .filter((file) => isPlaylist(file) || isMp4(file))
    .flatMap((file) => [file, ...(file.parts ?? [])])

export interface Chapter {
  readonly title: string
  /** Seconds. */
  readonly start: number
  /** Seconds; absent for the last of a film nobody measured. */
  readonly end?: number
}

/** Oldest first, each until the next begins; those of one moment are one, under the last of their titles. */
export function chaptersOf({ chapters = [], durationSeconds }: Film): readonly Chapter[] {
  const titles = new Map(chapters.map(({ seconds, title }) => [seconds, title]))
  const starts = [...titles.keys()].sort((left, right) => left - right)
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? durationSeconds
    return {
      start,
      title: titles.get(start) ?? '',
      ...(end !== undefined && end > start ? { end } : {}),
    }
  })
}
