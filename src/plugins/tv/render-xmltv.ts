/**
 * The schedule as XMLTV. The order of elements is that of xmltv.dtd (github.com/XMLTV/xmltv, read at 0bb2182); times carry
 * their zone, since without one they would be UTC.
 */
import { absoluteUrl, cleanLine, dayOf, type Site } from '@/core'

import { xmltvTime } from './dates'
import type { Episode } from './episode'
import { columnPosterPath } from './feed'
import type { TvSettings } from './settings'
import type { ColumnInfo } from './shelf'
import { element, textElement } from './xml'

export interface Programme {
  readonly episode: Episode
  readonly at: string
  /** Absent where nobody knows its length and nothing follows. */
  readonly until?: string
  readonly repeat: boolean
}

/**
 * What a list of days shows, in order and without overlaps: a programme ends where the next begins; of two that begin
 * together the one named first stays; what would air outside its rights is left out.
 */
export function programmesOf(
  episodes: readonly Episode[],
  isInside: (iso: string) => boolean,
): readonly Programme[] {
  const aired = episodes
    .flatMap((episode) =>
      episode.airings.map(({ at, repeat }) => ({ episode, at, repeat: repeat ?? false })),
    )
    .filter(({ episode, at }) => isInside(at) && holdsRights(episode, at))
    .sort(
      (left, right) =>
        order(left.at, right.at) || order(left.episode.document, right.episode.document),
    )
    .filter(({ at }, index, all) => index === 0 || all[index - 1]?.at !== at)
  return aired.map(({ episode, at, repeat }, index) => {
    const next = aired[index + 1]?.at
    const end =
      episode.seconds === undefined
        ? undefined
        : new Date(Date.parse(at) + Math.round(episode.seconds) * 1000).toISOString()
    const until = end === undefined || (next !== undefined && next < end) ? next : end
    return { episode, at, repeat, ...(until === undefined || until <= at ? {} : { until }) }
  })
}

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const holdsRights = ({ from, until }: Episode, at: string): boolean =>
  (from === undefined || from <= at) && (until === undefined || at < until)

export interface ScheduleDocument {
  readonly site: Site
  readonly settings: TvSettings
  readonly columns: ReadonlyMap<string, ColumnInfo>
  readonly programmes: readonly Programme[]
}

export function renderXmltv(schedule: ScheduleDocument): string {
  const { site, settings, programmes } = schedule
  const id = settings.stationId ?? `tv.${site.tagAuthority}`
  const name = settings.stationName ?? (cleanLine(site.title) || new URL(site.publicUrl).hostname)
  const station = element(
    'channel',
    { id },
    textElement('display-name', name, { lang: language(site.language) }) +
      textElement('url', absoluteUrl(site, '/tv/')),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE tv SYSTEM "xmltv.dtd">',
    `<tv source-info-url="${site.publicUrl}/" generator-info-name="Quanmei">`,
    station,
    ...programmes.map((programme) => programmeOf(programme, id, schedule)),
    '</tv>',
    '',
  ].join('\n')
}

/** `zh-CN` → `zh`: the DTD asks for two letters. */
const language = (tag: string): string => tag.split('-')[0] ?? tag

function programmeOf(
  { episode, at, until, repeat }: Programme,
  channel: string,
  { site, columns }: ScheduleDocument,
): string {
  const [column] = episode.columns
  const info = column && columns.get(column.slug)
  const title = info?.title ?? column?.label
  const lang = language(episode.language)
  const zone = site.timeZone
  const number = column?.episode
  const poster = episode.poster?.path ?? (info && columnPosterPath(info))
  const content = [
    textElement('title', title ?? episode.title, { lang }),
    ...(title === undefined ? [] : [textElement('sub-title', episode.title, { lang })]),
    ...(episode.description === '' ? [] : [textElement('desc', episode.description, { lang })]),
    creditsOf(episode, info),
    element('date', {}, dayOf(episode.publishedAt, zone).replaceAll('-', '')),
    ...episode.themes.map(({ slug, label }) =>
      textElement('category', cleanLine(label) || slug, { lang }),
    ),
    ...episode.keywords.map((word) => textElement('keyword', word, { lang })),
    textElement('language', lang),
    ...(episode.seconds === undefined
      ? []
      : [
          element('length', { units: 'seconds' }, String(Math.max(1, Math.round(episode.seconds)))),
        ]),
    ...(poster === undefined
      ? []
      : [
          element('icon', {
            src: absoluteUrl(site, poster),
            width: episode.poster?.width ?? info?.poster?.width,
            height: episode.poster?.height ?? info?.poster?.height,
          }),
        ]),
    textElement('url', absoluteUrl(site, episode.page)),
    ...(number === undefined
      ? []
      : [
          textElement('episode-num', `第${String(number)}期`, { system: 'onscreen' }),
          // Counts from 0: season.episode.part.
          element('episode-num', { system: 'xmltv_ns' }, `.${String(number - 1)}.`),
        ]),
    repeat ? '<previously-shown/>' : '<new/>',
    ...episode.captions.map((caption) =>
      element(
        'subtitles',
        { type: 'onscreen' },
        textElement('language', language(caption.language ?? episode.language)),
      ),
    ),
    ...(episode.rating
      ? [element('rating', { system: 'urn:simple' }, element('value', {}, episode.rating))]
      : []),
  ]
  return element(
    'programme',
    {
      start: xmltvTime(at, zone),
      stop: until && xmltvTime(until, zone),
      channel,
    },
    content.join(''),
  )
}

/** In the DTD's order: writer, producer, editor. */
function creditsOf(episode: Episode, info: ColumnInfo | undefined): string {
  const named = [
    ['writer', episode.author],
    ['producer', episode.producer ?? info?.producer],
    ['editor', episode.editor],
  ] as const
  const people = named.flatMap(([role, name]) =>
    cleanLine(name ?? '') === '' ? [] : [textElement(role, name ?? '')],
  )
  return people.length === 0 ? '' : element('credits', {}, people.join(''))
}
