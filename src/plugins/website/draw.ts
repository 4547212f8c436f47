/** Draws the pages of lists from wherever the lists are kept. Each answers how many artefacts it drew. */
import {
  CONTENT_TYPES,
  isContentType,
  type Artefact,
  type ArtefactWriter,
  type ContentType,
} from '@/core'

import { nextSlots } from './airings'
import { compare, labelIn, topicOf } from './entries'
import type { Look } from './html'
import {
  ADDRESSES_PER_SITEMAP,
  EDITIONS_ON_HOME,
  ENTRIES_ON_FRONT,
  ENTRIES_PER_PART,
  LATEST_ON_HOME,
  OF_TYPE_ON_HOME,
  TOPICS_ON_HOME,
} from './limits'
import type { Counts, Ordered } from './ordered'
import { listPath, monthPath } from './pages/addresses'
import { cut, firstStalePart, type Part } from './parts'
import { renderArchive } from './pages/archive'
import { renderHome } from './pages/home'
import { renderList } from './pages/list'
import { renderMonth } from './pages/month'
import { renderTopics } from './pages/topics'
import { renderPagesSitemap, renderSitemap, renderSitemapIndex, sitemapPath } from './sitemap'
import { directoryOf, type Topics } from './topics'
import { SUBJECT_KINDS, type Entry, type HomeView, type List, type TopicKind } from './views'

export interface Canvas {
  readonly look: Look
  readonly artefacts: ArtefactWriter
  /** By which it is known what is on television next. */
  readonly now: Date
}

/** The front page of a list; for the list of everything the archive. One that is left without documents is removed. */
export async function drawFront(
  list: List,
  ordered: Ordered,
  { look, artefacts }: Canvas,
): Promise<number> {
  const months = await ordered.months(list)
  if (list === 'all') {
    const [newest] = await ordered.newest(list, 1)
    const dated = newest && { changedAt: newest.updatedAt }
    await artefacts.publish(renderArchive({ months, ...dated }, look))
    return 1
  }
  const newest = await ordered.newest(list, ENTRIES_ON_FRONT)
  if (newest.length === 0 && !isContentType(list)) {
    await artefacts.remove(listPath(list))
    return 0
  }
  const label = labelIn(list, newest.slice(0, 1))
  const named = label === undefined ? {} : { label }
  await artefacts.publish(renderList({ list, ...named, newest, months }, look))
  return 1
}

/** Home, sitemaps and the directories of topics: what depends on more than one list. Home comes last. */
export async function drawOverviews(
  kinds: readonly TopicKind[],
  topics: Topics,
  ordered: Ordered,
  canvas: Canvas,
): Promise<number> {
  const { look, artefacts } = canvas
  for (const kind of kinds) {
    await artefacts.publish(renderTopics(directoryOf(topics, kind), look))
  }
  await artefacts.publish(renderPagesSitemap(topics, look.site))
  const dated: [List, Counts][] = [['all', await ordered.months('all')]]
  for (const slug of topics.newspaper.keys()) {
    const list: List = `newspaper/${slug}`
    dated.push([list, await ordered.months(list)])
  }
  await artefacts.publish(renderSitemapIndex(dated, look.site))
  await drawHome(topics, ordered, canvas)
  return kinds.length + 3
}

export async function drawHome(
  topics: Topics,
  ordered: Ordered,
  { look, artefacts, now }: Canvas,
): Promise<void> {
  const onAir = await nextSlots((day) => ordered.onAir(day), now, look.site.timeZone)
  await artefacts.publish(renderHome({ ...(await homeOf(topics, ordered)), onAir }, look))
}

async function homeOf(topics: Topics, ordered: Ordered): Promise<Omit<HomeView, 'onAir'>> {
  const newest = await ordered.newest('all', LATEST_ON_HOME + 1)
  const lead = newest.find(({ picture }) => picture) ?? newest[0]
  const byType = new Map<ContentType, readonly Entry[]>()
  for (const type of CONTENT_TYPES) {
    byType.set(type, await ordered.newest(type, OF_TYPE_ON_HOME[type]))
  }
  return {
    ...(lead && { lead }),
    latest: newest.filter((entry) => entry !== lead),
    byType: Object.fromEntries(byType) as HomeView['byType'],
    editions: await newestEditions(topics, ordered),
    topics: SUBJECT_KINDS.flatMap((kind) =>
      directoryOf(topics, kind)
        .topics.slice(0, TOPICS_ON_HOME)
        .map(({ slug, label }) => ({ kind, slug, label })),
    ),
  }
}

async function newestEditions(topics: Topics, ordered: Ordered): Promise<readonly Entry[]> {
  const newest: Entry[] = []
  for (const slug of topics.newspaper.keys()) {
    newest.push(...(await ordered.newest(`newspaper/${slug}`, 1)))
  }
  return newest
    .sort((left, right) => compare(right.publishedAt, left.publishedAt))
    .slice(0, EDITIONS_ON_HOME)
}

/**
 * The pages of a month; of all content, and of newspapers, its sitemaps too. `unchanged` entries stand before the first change.
 * Pages a month no longer has are removed.
 */
export async function drawMonth(
  list: List,
  month: string,
  unchanged: number,
  ordered: Ordered,
  { look, artefacts }: Canvas,
): Promise<number> {
  const pages: Drawing = {
    length: ENTRIES_PER_PART,
    path: (part) => monthPath(list, month, part),
    render({ number, of, entries }) {
      // Of this page alone, so that full pages keep their bytes whatever the topic is called later.
      const label = labelIn(list, entries)
      const named = label === undefined ? {} : { label }
      return renderMonth({ list, ...named, month, entries, part: number, parts: of }, look)
    },
  }
  const sitemaps: Drawing = {
    length: ADDRESSES_PER_SITEMAP,
    path: (part) => sitemapPath(list, month, part),
    render: (part) => renderSitemap(list, month, part, look.site),
  }
  let drawn = 0
  const isComplete = list === 'all' || topicOf(list)?.kind === 'newspaper'
  for (const drawing of isComplete ? [pages, sitemaps] : [pages]) {
    const first = firstStalePart(unchanged, drawing.length)
    const entries = await ordered.month(list, month, (first - 1) * drawing.length)
    drawn += await drawParts(cut(entries, drawing.length, first), first, drawing, artefacts)
  }
  return drawn
}

interface Drawing {
  /** Entries of a part. */
  readonly length: number
  readonly path: (part: number) => string
  readonly render: (part: Part<Entry>) => Artefact
}

async function drawParts(
  parts: readonly Part<Entry>[],
  first: number,
  { path, render }: Drawing,
  artefacts: ArtefactWriter,
): Promise<number> {
  for (const part of parts) await artefacts.publish(render(part))
  // Parts a withdrawal left over. From the last one back, so that a crash on the way leaves no gap to stop at.
  const kept = first - 1 + parts.length
  let last = kept
  while (await artefacts.lookup(path(last + 1))) last += 1
  for (let part = last; part > kept; part -= 1) await artefacts.remove(path(part))
  return parts.length
}
