/** Media RSS (namespace of Yahoo!, http://www.rssboard.org/media-rss) by the package `rss`. */
import RSS from 'rss'

import { absoluteUrl, cleanLine, escapeXml, rfc3339, rfc822, type Site, tagUri } from '@/core'

import type { Episode, Film } from './episode'
import { columnPosterPath, feedUrl, type FeedPage } from './feed'
import { RSS_TTL_MINUTES } from './limits'

type Element = Readonly<Record<string, unknown>>

const NAMESPACES = { media: 'http://search.yahoo.com/mrss/', dcterms: 'http://purl.org/dc/terms/' }

export function renderMrss(page: FeedPage): string {
  const { site, slug, info, changed } = page
  const self = feedUrl(site, slug, 'mrss', page.name, page.base)
  const poster = info && columnPosterPath(info)
  const feed = new RSS({
    title: page.title,
    description: cleanLine(info?.description ?? '') || page.title,
    generator: 'Quanmei',
    feed_url: self,
    site_url: absoluteUrl(site, '/tv/'),
    language: site.language.toLowerCase(),
    custom_namespaces: NAMESPACES,
    custom_elements: [
      { ttl: RSS_TTL_MINUTES },
      ...(page.next === undefined
        ? []
        : [atomLink('next', feedUrl(site, slug, 'mrss', page.next, page.base))]),
      ...(poster === undefined
        ? []
        : [
            {
              image: [
                { url: absoluteUrl(site, poster) },
                { title: page.title },
                { link: absoluteUrl(site, '/tv/') },
              ],
            },
          ]),
    ] satisfies Element[],
  })
  for (const episode of page.episodes) addItem(feed, episode, page)
  return withDate(feed.xml(), rfc822(changed, site.timeZone))
}

const atomLink = (rel: string, href: string): Element => ({ 'atom:link': { _attr: { rel, href } } })

function addItem(feed: RSS, episode: Episode, page: FeedPage): void {
  const { site } = page
  const [original] = episode.films
  feed.item({
    title: episode.title,
    // The summary is plain text, the element holds HTML.
    description: escapeXml(episode.description || episode.title),
    url: absoluteUrl(site, episode.page),
    guid: tagUri(site, episode.document),
    author: episode.author || cleanLine(site.publisher) || page.title,
    // The package writes GMT only; pubDate is below.
    date: '',
    ...(original
      ? {
          enclosure: {
            url: absoluteUrl(site, original.path),
            size: original.bytes,
            type: original.mediaType,
          },
        }
      : {}),
    custom_elements: [
      ...episode.themes.map(({ slug, label }) => ({
        category: [
          { _attr: { domain: `${site.publicUrl}/feeds/themes/` } },
          cleanLine(label) || slug,
        ],
      })),
      { pubDate: rfc822(episode.publishedAt, site.timeZone) },
      { 'dcterms:modified': rfc3339(episode.updatedAt, site.timeZone) },
      ...validity(episode, site),
      ...contents(episode, site),
      ...descriptions(episode, page),
    ] satisfies Element[],
  })
}

/** `start=…; end=…; scheme=W3C-DTF` (DCMI Period Encoding Scheme). */
function validity({ from, until }: Episode, { timeZone }: Site): Element[] {
  const parts = [
    ...(from === undefined ? [] : [`start=${rfc3339(from, timeZone)}`]),
    ...(until === undefined ? [] : [`end=${rfc3339(until, timeZone)}`]),
  ]
  return parts.length === 0 ? [] : [{ 'dcterms:valid': [...parts, 'scheme=W3C-DTF'].join('; ') }]
}

/** A group is for two or more forms of the same film (w3c/feedvalidator, media.py: MediaGroupWithoutAlternatives). */
function contents(episode: Episode, site: Site): Element[] {
  const { films } = episode
  const all = films.map((film, index) =>
    contentOf(film, episode, site, films.length > 1 && index === 0),
  )
  return all.length > 1 ? [{ 'media:group': all }] : all
}

function contentOf(
  film: Film,
  { seconds, language }: Episode,
  site: Site,
  isDefault: boolean,
): Element {
  const isAudio = film.mediaType.startsWith('audio/')
  const isPlaylist = film.mediaType.includes('mpegurl')
  const attributes = {
    url: absoluteUrl(site, film.path),
    // Of a playlist it would be that of the list, not of the film.
    fileSize: isPlaylist || film.bytes <= 0 ? undefined : film.bytes,
    type: film.mediaType,
    medium: isAudio ? 'audio' : 'video',
    isDefault: isDefault ? 'true' : undefined,
    expression: 'full',
    bitrate: film.bitrate && Math.round(film.bitrate / 1000),
    framerate: film.frameRate && Number(film.frameRate.toFixed(3)),
    samplingrate: film.sampleRate && film.sampleRate / 1000,
    channels: film.audioChannels,
    duration: seconds && Math.max(1, Math.round(seconds)),
    height: film.height,
    width: film.width,
    lang: language,
  }
  const known = Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => value !== undefined && value !== 0),
  )
  const hash = film.md5 && { 'media:hash': [{ _attr: { algo: 'md5' } }, film.md5] }
  return { 'media:content': [{ _attr: known }, ...(hash ? [hash] : [])] }
}

function descriptions(episode: Episode, { site, info }: FeedPage): Element[] {
  const { region, rating, keywords, poster, captions } = episode
  const fallback = info?.poster && {
    path: columnPosterPath(info) ?? '',
    width: info.poster.width,
    height: info.poster.height,
  }
  const thumbnail = poster ?? fallback
  const producer = episode.producer ?? info?.producer
  const plain = { _attr: { type: 'plain' } }
  return [
    { 'media:title': [plain, episode.title] },
    ...(episode.description === '' ? [] : [{ 'media:description': [plain, episode.description] }]),
    ...(keywords.length === 0 ? [] : [{ 'media:keywords': keywords.join(', ') }]),
    ...(thumbnail
      ? [
          {
            'media:thumbnail': {
              _attr: {
                url: absoluteUrl(site, thumbnail.path),
                width: thumbnail.width,
                height: thumbnail.height,
              },
            },
          },
        ]
      : []),
    ...credit('producer', producer),
    ...credit('author', episode.author),
    ...credit('editor', episode.editor),
    ...(rating ? [{ 'media:rating': [{ _attr: { scheme: 'urn:simple' } }, rating] }] : []),
    ...(region
      ? [
          {
            'media:restriction': [
              { _attr: { relationship: region.relationship, type: 'country' } },
              region.countries.join(' '),
            ],
          },
        ]
      : []),
    ...captions.map(({ path, mediaType, language }) => ({
      'media:subTitle': {
        _attr: {
          type: mediaType,
          ...(language === undefined ? {} : { lang: language }),
          href: absoluteUrl(site, path),
        },
      },
    })),
    ...episode.themes.map(({ slug, label }) => ({
      'media:category': [
        { _attr: { scheme: `${site.publicUrl}/feeds/themes/`, label: cleanLine(label) || slug } },
        slug,
      ],
    })),
  ]
}

/** Roles are of the EBU's list, in lower case. */
const credit = (role: 'producer' | 'author' | 'editor', name: string | undefined): Element[] => {
  const shown = cleanLine(name ?? '')
  return shown === '' ? [] : [{ 'media:credit': [{ _attr: { role, scheme: 'urn:ebu' } }, shown] }]
}

/** The package puts the time of rendering into lastBuildDate; of the channel's own, which comes before any item. */
function withDate(xml: string, date: string): string {
  const [open, close] = ['<lastBuildDate>', '</lastBuildDate>']
  const start = xml.indexOf(open) + open.length
  return xml.slice(0, start) + date + xml.slice(xml.indexOf(close, start))
}
