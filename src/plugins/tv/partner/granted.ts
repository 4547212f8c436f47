/** An episode as one partner may take it. Pure: the grant and the moment decide. */
import type { FilmKind, PartnerGrant } from '@/core'

import { standingOf, type Episode, type Film, type Standing } from '../episode'

const DAY_MS = 24 * 60 * 60_000

/** The moment from which on the partner may not use the episode; the earliest of the reasons there are. */
export function endFor(
  { until, publishedAt }: Pick<Episode, 'until' | 'publishedAt'>,
  grant: Pick<PartnerGrant, 'days' | 'until'>,
): string | undefined {
  const ends = [
    until,
    grant.until,
    grant.days === undefined
      ? undefined
      : new Date(Date.parse(publishedAt) + grant.days * DAY_MS).toISOString(),
  ].filter((end) => end !== undefined)
  return ends.sort()[0]
}

/** Like `standingOf`, for one partner. */
export function standingFor(episode: Episode, grant: PartnerGrant, now: string): Standing {
  const until = endFor(episode, grant)
  return standingOf({ ...episode, ...(until === undefined ? {} : { until }) }, now)
}

/**
 * The episode with what the partner may take of it: its columns, its renditions, its end. `undefined` where nothing is left:
 * no column of the partner's, a region that excludes it, or no film it may take. Times are judged by `standingFor`.
 */
export function grantedEpisode(episode: Episode, grant: PartnerGrant): Episode | undefined {
  const columns = episode.columns.filter(({ slug }) => grant.columns.includes(slug))
  const films = episode.films.filter((film, index) =>
    index === 0 ? grant.original : isGranted(film, grant),
  )
  if (columns.length === 0 || films.length === 0 || !reaches(episode, grant.country)) {
    return undefined
  }
  const until = endFor(episode, grant)
  return {
    ...episode,
    columns,
    films,
    parts: films.some((film) => kindOf(film) === 'hls') ? episode.parts : [],
    ...(until === undefined ? {} : { until }),
  }
}

export function kindOf({ mediaType }: Pick<Film, 'mediaType'>): FilmKind {
  if (mediaType.includes('mpegurl')) return 'hls'
  return mediaType.startsWith('audio/') ? 'audio' : 'video'
}

/** A file whose height nobody knows meets no bound. */
function isGranted(film: Film, { kinds, minHeight, maxHeight }: PartnerGrant): boolean {
  const kind = kindOf(film)
  if (!kinds.includes(kind)) return false
  if (kind !== 'video' || (minHeight === undefined && maxHeight === undefined)) return true
  const { height } = film
  return height !== undefined && height >= (minHeight ?? 0) && height <= (maxHeight ?? Infinity)
}

const reaches = ({ region }: Pick<Episode, 'region'>, country: string): boolean =>
  region === undefined || (region.relationship === 'allow') === region.countries.includes(country)
