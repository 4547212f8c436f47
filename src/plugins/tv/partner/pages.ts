/** Pages of a column as one partner sees them, cut like the public ones; reads no more months than the page needs. */
import { cleanLine, type PartnerGrant, type Site } from '@/core'

import { later } from '../dates'
import { beginning } from '../draw'
import { newestFirst, type Episode } from '../episode'
import type { FeedPage } from '../feed'
import { ITEMS_PER_PAGE } from '../limits'
import { headOf, pageName, pagesOf, type Page } from '../pages'
import type { MonthSummary, TvShelf } from '../shelf'
import { grantedEpisode, standingFor } from './granted'

export interface PartnerView {
  readonly shelf: Pick<TvShelf, 'index' | 'month' | 'columns' | 'day'>
  readonly site: Site
  readonly grant: PartnerGrant
  /** ISO 8601, UTC. */
  readonly now: string
  /** `/tv/p/KEY`. */
  readonly base: string
}

/** What the partner may take at this moment, with the partner's own addresses. */
export function shownTo(episode: Episode, { grant, now, base }: PartnerView): Episode | undefined {
  if (standingFor(episode, grant, now) !== 'shown') return undefined
  const granted = grantedEpisode(episode, grant)
  return granted && withAddresses(granted, base)
}

const PUBLIC_FILES = '/tv/media/'
export const PARTNER_FILES = '/files/'

/** The public address of the same file. */
export const publicFile = (path: string): string => PUBLIC_FILES + path.slice(PARTNER_FILES.length)

function withAddresses(episode: Episode, base: string): Episode {
  const moved = <File extends { readonly path: string }>(file: File): File => ({
    ...file,
    path: base + PARTNER_FILES + file.path.slice(PUBLIC_FILES.length),
  })
  return {
    ...episode,
    films: episode.films.map(moved),
    captions: episode.captions.map(moved),
    parts: episode.parts.map(moved),
    ...(episode.poster ? { poster: moved(episode.poster) } : {}),
  }
}

/** `name` is a page's, such as `2014-07-2`; without one, what partners poll. `undefined` where there is no such page. */
export async function partnerPage(
  slug: string,
  name: string | undefined,
  view: PartnerView,
): Promise<FeedPage | undefined> {
  const { shelf, site, base } = view
  const index = await shelf.index(slug)
  const info = (await shelf.columns()).find((one) => one.slug === slug)
  if (!index && !info) return undefined
  const all = index?.months ?? []
  const newest = name?.slice(0, 'yyyy-mm'.length)
  const episodes = new Map<string, readonly Episode[]>()
  const filled: MonthSummary[] = []
  let items = 0
  for (const summary of all.toReversed()) {
    if (newest !== undefined && summary.month > newest) continue
    // The page itself, and the month its last part points to.
    const isEnough = newest === undefined ? items > ITEMS_PER_PAGE : filled.length > 1
    if (isEnough) break
    const shown = (await shelf.month(slug, summary.month))
      .flatMap((episode) => shownTo(episode, view) ?? [])
      .sort(newestFirst)
    if (shown.length === 0) continue
    episodes.set(summary.month, shown)
    filled.unshift({ ...summary, count: shown.length })
    items += shown.length
  }
  const pages = pagesOf(filled)
  const on = ({ month, part, count }: Page): readonly Episode[] => {
    const start = (part - 1) * ITEMS_PER_PAGE
    return (episodes.get(month) ?? [])
      .toReversed()
      .slice(start, start + count)
      .reverse()
  }
  const position = pages.findIndex((page) => pageName(page) === name)
  const found = pages[position]
  if (name !== undefined && !found) return undefined
  const next = pages[position + 1]
  const head = found ? { shown: [found], ...(next ? { next } : {}) } : headOf(pages)
  const changed = all.map((summary) => summary.changed).reduce(later, beginning(site))
  return {
    site,
    slug,
    base,
    title: cleanLine(info?.title ?? index?.label ?? slug) || slug,
    ...(info ? { info } : {}),
    changed: later(changed, info?.updatedAt ?? ''),
    ...(name === undefined ? {} : { name }),
    ...(head.next ? { next: pageName(head.next) } : {}),
    episodes: head.shown.flatMap(on),
  }
}
