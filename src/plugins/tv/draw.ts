/** Lists → artefacts. */
import { type Artefact, type ArtefactWriter, cleanLine, dayOf, rfc3339, type Site } from '@/core'

import { addDays, later } from './dates'
import type { Desk, FileState } from './desk'
import { newestFirst, standingOf, type Episode } from './episode'
import {
  feedPath,
  feedUrl,
  FORMATS,
  INDEX_PATH,
  SCHEDULE_PATH,
  type FeedPage,
  type Format,
} from './feed'
import { ITEMS_PER_PAGE, SCHEDULE_DAYS_AFTER, SCHEDULE_DAYS_BEFORE } from './limits'
import { headOf, newerMonth, pageChanged, pageName, pagesOf, partsOf, type Page } from './pages'
import { renderIndex } from './render-index'
import { renderJson } from './render-json'
import { renderMrss } from './render-mrss'
import { programmesOf, renderXmltv, type Programme } from './render-xmltv'
import type { TvSettings } from './settings'
import type { ColumnIndex, ColumnInfo, MonthSummary } from './shelf'
import { zh } from './texts.zh'

export interface Canvas {
  readonly artefacts: Pick<ArtefactWriter, 'publish' | 'publishUpload' | 'gone' | 'remove'>
  readonly site: Site
  readonly settings: TvSettings
  /** ISO 8601, UTC: what is shown is what has rights at this moment. */
  readonly now: string
  readonly columns: ReadonlyMap<string, ColumnInfo>
}

export const RENDERERS: Readonly<Record<Format, (page: FeedPage) => string>> = {
  mrss: renderMrss,
  json: renderJson,
}
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  mrss: 'application/rss+xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** A date for what never changed: the beginning of the site's ids. */
export const beginning = ({ tagYear }: Site): string => `${String(tagYear)}-01-01T00:00:00.000Z`

export interface ColumnEdits {
  readonly slug: string
  readonly before: Pick<ColumnIndex, 'months'> | undefined
  /** Months that were edited, and when. */
  readonly edited: ReadonlyMap<string, string>
  /** Every page, since each names the column. */
  readonly everything: boolean
}

/** Draws what the edits make out of date; answers the column's index as it is then, and how much was drawn. */
export async function drawColumn(
  { slug, before, edited, everything }: ColumnEdits,
  desk: Desk,
  canvas: Canvas,
): Promise<{ index: ColumnIndex; drawn: number }> {
  const shown = shownIn(slug, desk, canvas.now)
  const months = await summaries(before, edited, shown)
  const pages = pagesOf(months)
  const head = headOf(pages)
  const episodesOn = async ({ month, part, count }: Page): Promise<readonly Episode[]> => {
    const oldestFirst = (await shown(month)).toReversed()
    const start = (part - 1) * ITEMS_PER_PAGE
    return oldestFirst.slice(start, start + count).reverse()
  }
  const newest = (await Promise.all(head.shown.map(episodesOn))).flat()
  const info = canvas.columns.get(slug)
  const label = newest[0]?.columns.find((column) => column.slug === slug)?.label ?? slug
  const title = cleanLine(info?.title ?? label) || slug
  const paint = (part: Pick<FeedPage, 'changed' | 'name' | 'next' | 'episodes'>): Promise<void> =>
    publishPage({ site: canvas.site, slug, title, ...(info ? { info } : {}), ...part }, canvas)

  const stale = everything
    ? new Set(months.map(({ month }) => month))
    : new Set(
        [...edited.keys()].flatMap((month) => [month, newerMonth(months, month)?.month ?? month]),
      )
  let drawn = 0
  for (const [position, page] of pages.entries()) {
    const isNeighbour = !edited.has(page.month) && !everything
    if (!stale.has(page.month) || (isNeighbour && page.part > 1)) continue
    const next = pages[position + 1]
    await paint({
      name: pageName(page),
      changed: pageChanged(months, page, next),
      ...(next ? { next: pageName(next) } : {}),
      episodes: await episodesOn(page),
    })
    drawn += FORMATS.length
  }
  for (const { month, count } of before?.months ?? []) {
    const left = partsOf(months.find((one) => one.month === month)?.count ?? 0)
    for (let part = left + 1; part <= partsOf(count); part += 1) {
      for (const format of FORMATS) {
        await canvas.artefacts.remove(feedPath(slug, format, pageName({ month, part })))
      }
    }
  }
  await paint({
    changed: months.map(({ changed }) => changed).reduce(later, ''),
    ...(head.next ? { next: pageName(head.next) } : {}),
    episodes: newest,
  })
  return { index: { label, months }, drawn: drawn + FORMATS.length }
}

/** Newest first, of each month once. */
function shownIn(
  slug: string,
  desk: Desk,
  now: string,
): (month: string) => Promise<readonly Episode[]> {
  const known = new Map<string, readonly Episode[]>()
  return async (month) => {
    const found =
      known.get(month) ??
      (await desk.month(slug, month))
        .filter((episode) => standingOf(episode, now) === 'shown')
        .sort(newestFirst)
    known.set(month, found)
    return found
  }
}

async function summaries(
  before: Pick<ColumnIndex, 'months'> | undefined,
  edited: ReadonlyMap<string, string>,
  shown: (month: string) => Promise<readonly Episode[]>,
): Promise<readonly MonthSummary[]> {
  const all = new Map((before?.months ?? []).map((one) => [one.month, one]))
  for (const [month, changed] of edited) {
    const known = all.get(month)
    const { length } = await shown(month)
    all.set(month, { month, count: length, changed: later(known?.changed ?? '', changed) })
  }
  return [...all.values()].sort((left, right) => (left.month < right.month ? -1 : 1))
}

async function publishPage(page: FeedPage, { artefacts }: Canvas): Promise<void> {
  const { site, slug, name, info } = page
  const changed = later(page.changed || beginning(site), info?.updatedAt ?? '')
  for (const format of FORMATS) {
    await artefacts.publish({
      path: feedPath(slug, format, name),
      mediaType: MEDIA_TYPES[format],
      body: Buffer.from(RENDERERS[format]({ ...page, changed })),
      lastModified: changed,
      headers: { Link: `<${feedUrl(site, slug, format, name)}>; rel="self"` },
    })
  }
}

/** What the schedule shows: today, the days before and the days after. */
export async function scheduled(
  desk: Pick<Desk, 'day'>,
  now: string,
  timeZone: string,
): Promise<readonly Programme[]> {
  const today = dayOf(now, timeZone)
  const days = Array.from({ length: SCHEDULE_DAYS_BEFORE + 1 + SCHEDULE_DAYS_AFTER }, (_, index) =>
    addDays(today, index - SCHEDULE_DAYS_BEFORE),
  )
  const episodes = new Map<string, Episode>()
  for (const day of days) {
    for (const episode of await desk.day(day)) episodes.set(episode.document, episode)
  }
  const inside = new Set(days)
  return programmesOf([...episodes.values()], (at) => inside.has(dayOf(at, timeZone)))
}

export async function drawSchedule(desk: Desk, canvas: Canvas, edited: string): Promise<void> {
  const { site, settings, columns, now } = canvas
  const programmes = await scheduled(desk, now, site.timeZone)
  const today = dayOf(now, site.timeZone)
  const midnight = new Date(
    `${today}T00:00:00${rfc3339(now, site.timeZone).slice(19)}`,
  ).toISOString()
  const told = [...columns.values()].map(({ updatedAt }) => updatedAt)
  await canvas.artefacts.publish({
    path: SCHEDULE_PATH,
    mediaType: 'application/xml; charset=utf-8',
    body: Buffer.from(renderXmltv({ site, settings, columns, programmes })),
    lastModified: [edited, ...told].reduce(later, midnight),
  })
}

export interface NamedColumn {
  readonly slug: string
  readonly label: string
}

export async function drawIndex(named: readonly NamedColumn[], canvas: Canvas): Promise<void> {
  const { site, columns } = canvas
  const order = [...columns.keys()]
  const rank = (slug: string): number => (columns.has(slug) ? order.indexOf(slug) : order.length)
  const listed = named
    .toSorted(
      (left, right) => rank(left.slug) - rank(right.slug) || (left.slug < right.slug ? -1 : 1),
    )
    .map(({ slug, label }): Parameters<typeof renderIndex>[1][number] => {
      const info = columns.get(slug)
      return {
        slug,
        title: cleanLine(info?.title ?? label) || slug,
        description: cleanLine(info?.description ?? ''),
        producer: cleanLine(info?.producer ?? ''),
      }
    })
  const artefact: Artefact = {
    path: INDEX_PATH,
    mediaType: 'text/html; charset=utf-8',
    body: Buffer.from(renderIndex(site, listed)),
    lastModified: [...columns.values()]
      .map(({ updatedAt }) => updatedAt)
      .reduce(later, beginning(site)),
  }
  await canvas.artefacts.publish(artefact)
}

/** Makes an address of a file answer what it shall. */
export function settleFile(
  path: string,
  state: FileState,
  { artefacts }: Pick<Canvas, 'artefacts'>,
): Promise<void> {
  switch (state.kind) {
    case 'shown': {
      const { filename, bytes, mediaType } = state.file
      const { lastModified } = state
      return artefacts.publishUpload({ path, filename, bytes, mediaType, lastModified })
    }
    case 'gone':
      return artefacts.gone({ path, at: state.at, notice: zh.fileGone })
    case 'absent':
      return artefacts.remove(path)
  }
}
