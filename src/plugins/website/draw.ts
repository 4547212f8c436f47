/** Draws the pages of lists, and what stands beside them: stylesheet, robots, sitemaps. */
import type { Artefact, ArtefactWriter } from '@/core'

import type { Look } from './html'
import { ADDRESSES_PER_SITEMAP, ENTRIES_ON_FRONT, ENTRIES_PER_PART } from './limits'
import { frontPath, monthPath, NEVER_CHANGES, renderFront, renderMonth } from './list-pages'
import { LISTS, type Entry, type List, type Lists } from './lists'
import { cut, firstStalePart, type Part } from './parts'
import { renderRobots, renderSitemap, renderSitemapIndex, sitemapPath } from './sitemap'
import { STYLE, STYLE_PATH } from './style.css'

interface Canvas {
  readonly look: Look
  readonly artefacts: ArtefactWriter
}

/** What no list changes. Pages of an earlier stylesheet keep theirs: it has another name. */
export async function drawFixtures({ look, artefacts }: Canvas): Promise<number> {
  await artefacts.publish({
    path: STYLE_PATH,
    mediaType: 'text/css; charset=utf-8',
    lastModified: NEVER_CHANGES,
    cacheControl: 'public, max-age=31536000, immutable',
    body: STYLE,
  })
  await artefacts.publish(renderRobots(look.site))
  return 2
}

/** Draws what the edits of this call touched. Every front page exists from the start: the header links to it. */
export async function drawEdits(lists: Lists, canvas: Canvas): Promise<void> {
  await drawFixtures(canvas)
  for (const list of LISTS) {
    const months = lists.editedMonths(list)
    if (months.length > 0 || !(await canvas.artefacts.lookup(frontPath(list)))) {
      await drawFront(list, lists, canvas)
    }
    for (const month of months) await drawMonth(list, month, lists, canvas)
  }
}

/** The front page of a list; for the list of everything the home page and the index of sitemaps. */
export async function drawFront(
  list: List,
  lists: Lists,
  { look, artefacts }: Canvas,
): Promise<number> {
  const months = await lists.months(list)
  const newest = await lists.newest(list, ENTRIES_ON_FRONT)
  // The front page comes last, since its being there says that nothing is missing beside it.
  if (list === 'all') await artefacts.publish(renderSitemapIndex(months, look.site))
  await artefacts.publish(renderFront(list, newest, months.keys(), look))
  return list === 'all' ? 2 : 1
}

/** The pages of a month; for the list of everything its sitemaps. Answers how many were drawn. */
export function drawMonth(
  list: List,
  month: string,
  lists: Lists,
  { look, artefacts }: Canvas,
): Promise<number> {
  const drawing: Drawing =
    list === 'all'
      ? {
          length: ADDRESSES_PER_SITEMAP,
          path: (part) => sitemapPath(month, part),
          render: (part) => renderSitemap(month, part, look.site),
        }
      : {
          length: ENTRIES_PER_PART,
          path: (part) => monthPath(list, month, part),
          render: (part) => renderMonth(list, month, part, look),
        }
  return drawParts(list, month, lists, artefacts, drawing)
}

interface Drawing {
  /** Entries of a part. */
  readonly length: number
  readonly path: (part: number) => string
  readonly render: (part: Part<Entry>) => Artefact
}

async function drawParts(
  list: List,
  month: string,
  lists: Lists,
  artefacts: ArtefactWriter,
  { length, path, render }: Drawing,
): Promise<number> {
  const first = firstStalePart(await lists.unchangedEntries(list, month), length)
  const entries = await lists.month(list, month, (first - 1) * length)
  const parts = cut(entries, length, first)
  for (const part of parts) await artefacts.publish(render(part))

  // Parts a withdrawal left over. From the last one back, so that a crash on the way leaves no gap to stop at.
  const kept = first - 1 + parts.length
  let last = kept
  while (await artefacts.lookup(path(last + 1))) last += 1
  for (let part = last; part > kept; part -= 1) await artefacts.remove(path(part))
  return parts.length
}
