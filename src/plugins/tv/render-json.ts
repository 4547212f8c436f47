/** The same feed as JSON, with what Media RSS has no place for: chapters, SHA-256, numbers, air times. */
import { absoluteUrl, cleanLine, rfc3339, type Site, tagUri } from '@/core'

import type { Episode, Film, TvFile } from './episode'
import { columnPosterPath, feedUrl, type FeedPage } from './feed'

/** Names the shape; a change that breaks readers gets another number. */
const VERSION = 'quanmei-tv-1'

export function renderJson(page: FeedPage): string {
  const { site, slug, info, changed } = page
  const poster = info && columnPosterPath(info)
  return JSON.stringify({
    version: VERSION,
    column: {
      id: slug,
      title: page.title,
      description: info?.description,
      producer: info?.producer,
      runtime_minutes: info?.runtimeMinutes,
      poster: poster && absoluteUrl(site, poster),
    },
    feed_url: feedUrl(site, slug, 'json', page.name, page.base),
    next_url:
      page.next === undefined ? undefined : feedUrl(site, slug, 'json', page.next, page.base),
    updated: rfc3339(changed, site.timeZone),
    items: page.episodes.map((episode) => itemOf(episode, slug, site)),
  })
}

function itemOf(episode: Episode, slug: string, site: Site): object {
  const at = (iso: string): string => rfc3339(iso, site.timeZone)
  const { films, captions, poster, from, until, region } = episode
  return {
    id: tagUri(site, episode.document),
    url: absoluteUrl(site, episode.page),
    title: episode.title,
    summary: episode.description || undefined,
    episode: episode.columns.find((column) => column.slug === slug)?.episode,
    language: episode.language,
    published: at(episode.publishedAt),
    updated: at(episode.updatedAt),
    duration_seconds: episode.seconds,
    rights: {
      from: from && at(from),
      until: until && at(until),
      ...(region ? { [region.relationship]: region.countries } : {}),
    },
    rating: episode.rating,
    keywords: episode.keywords,
    themes: episode.themes.map(({ slug: id, label }) => ({ id, label: cleanLine(label) || id })),
    credits: {
      author: episode.author || undefined,
      editor: episode.editor,
      producer: episode.producer,
    },
    production_number: episode.productionNumber,
    approval_number: episode.approvalNumber,
    chapters: episode.chapters,
    airings: episode.airings.map(({ at: moment, repeat }) => ({
      at: at(moment),
      repeat: repeat ?? false,
    })),
    poster: poster && { ...fileOf(poster, site), width: poster.width, height: poster.height },
    renditions: films.map((film) => filmOf(film, site)),
    captions: captions.map((file) => ({ ...fileOf(file, site), language: file.language })),
  }
}

const fileOf = ({ path, mediaType, bytes }: TvFile, site: Site): object => ({
  url: absoluteUrl(site, path),
  media_type: mediaType,
  bytes,
})

const filmOf = (film: Film, site: Site): object => ({
  ...fileOf(film, site),
  width: film.width,
  height: film.height,
  bitrate: film.bitrate,
  frame_rate: film.frameRate,
  audio_channels: film.audioChannels,
  sample_rate: film.sampleRate,
  sha256: film.sha256,
  md5: film.md5,
})
