/**
 * The lists as a batch leaves them: read from the shelf when first asked for, edited in memory, written at the end. What is
 * noted says what shall be, so doing it twice is doing it once.
 */
import { dayOf, type DocumentKey, monthOf } from '@/core'

import { later } from './dates'
import { edgesOf, filesOf, standingOf, type Episode, type TvFile } from './episode'
import type { Edge, TvShelf } from './shelf'

/** What a public address of a file shall answer. */
export type FileState =
  | { readonly kind: 'shown'; readonly file: TvFile; readonly lastModified: string }
  | { readonly kind: 'gone'; readonly at: string }
  | { readonly kind: 'absent' }

interface MonthList {
  readonly slug: string
  readonly month: string
  readonly episodes: Map<DocumentKey, Episode>
  /** When the batch last changed it; empty where it did not. */
  changed: string
}

export type Base = Pick<TvShelf, 'month' | 'day' | 'edges' | 'edgeMonths'>

/** For a rebuild: nothing was there before. */
export const EMPTY_BASE: Base = {
  month: () => Promise.resolve([]),
  day: () => Promise.resolve([]),
  edges: () => Promise.resolve([]),
  edgeMonths: () => Promise.resolve([]),
}

export class Desk {
  readonly files = new Map<string, FileState>()
  /** When an air time was last edited; empty where none was. */
  scheduleChanged = ''
  private readonly months = new Map<string, MonthList>()
  private readonly days = new Map<string, Map<DocumentKey, Episode>>()
  private readonly edges = new Map<string, Map<string, Edge>>()

  constructor(
    private readonly base: Base,
    private readonly timeZone: string,
  ) {}

  /** Takes an episode out of every list; `at` is when that was decided. Its files go unless it is put again. */
  async take(episode: Episode, at: string): Promise<void> {
    for (const { slug } of episode.columns) {
      const list = await this.list(slug, this.monthOf(episode))
      list.episodes.delete(episode.document)
      list.changed = later(list.changed, at)
    }
    for (const airing of episode.airings) {
      ;(await this.airings(this.dayOf(airing.at))).delete(episode.document)
      this.scheduleChanged = later(this.scheduleChanged, at)
    }
    // Its edges stay, as a rebuild knows them too: they will date its lists and do nothing else.
    for (const { path } of filesOf(episode)) this.files.set(path, { kind: 'gone', at })
  }

  /** Puts an episode into its lists, as seen at `now`. */
  async put(episode: Episode, now: string): Promise<void> {
    const month = this.monthOf(episode)
    for (const { slug } of episode.columns) {
      const list = await this.list(slug, month)
      list.episodes.set(episode.document, episode)
      list.changed = later(list.changed, episode.at)
    }
    for (const airing of episode.airings) {
      ;(await this.airings(this.dayOf(airing.at))).set(episode.document, episode)
      this.scheduleChanged = later(this.scheduleChanged, episode.at)
    }
    await this.remember(episode, now)
    this.noteFiles(episode, now)
  }

  /** Notes when an episode's showing begins and ends: dates of the past at once, those to come for `pass`. */
  async remember(episode: Episode, now: string): Promise<void> {
    const month = this.monthOf(episode)
    for (const at of edgesOf(episode)) {
      if (at <= now) for (const { slug } of episode.columns) await this.touch(slug, month, at)
      else {
        const edges = await this.edgesIn(at)
        const key = `${episode.document} ${at}`
        const own = episode.columns.map(({ slug }) => `${slug} ${month}`)
        const lists = [...new Set([...(edges.get(key)?.lists ?? []), ...own])].sort()
        edges.set(key, { at, document: episode.document, lists })
      }
    }
  }

  /** Notes a change of a list that leaves nothing in it. */
  async touch(slug: string, month: string, at: string): Promise<void> {
    const list = await this.list(slug, month)
    list.changed = later(list.changed, at)
  }

  /** Lets showings begin and end whose moment has come. */
  async pass(now: string): Promise<void> {
    for (const name of await this.base.edgeMonths()) {
      if (name > now.slice(0, 7)) continue
      for (const { at, document, lists } of (await this.edgesIn(name)).values()) {
        if (at > now) continue
        for (const [slug = '', month = ''] of lists.map((list) => list.split(' '))) {
          const list = await this.list(slug, month)
          const episode = list.episodes.get(document)
          list.changed = later(list.changed, at)
          if (episode) this.noteFiles(episode, now)
        }
      }
    }
  }

  /** Column → month → when it changed, of what was edited. */
  edited(): ReadonlyMap<string, ReadonlyMap<string, string>> {
    const found = new Map<string, Map<string, string>>()
    for (const { slug, month, changed } of this.months.values()) {
      if (changed === '') continue
      found.set(slug, (found.get(slug) ?? new Map<string, string>()).set(month, changed))
    }
    return found
  }

  async month(slug: string, month: string): Promise<readonly Episode[]> {
    return [...(await this.list(slug, month)).episodes.values()]
  }

  async day(day: string): Promise<readonly Episode[]> {
    return [...(await this.airings(day)).values()]
  }

  /** Writes the lists, edges that have passed included: they are forgotten once what they asked for is done. */
  async save(shelf: TvShelf): Promise<void> {
    for (const { slug, month, episodes, changed } of this.months.values()) {
      if (changed !== '') await shelf.writeMonth(slug, month, sorted(episodes.values()))
    }
    for (const [day, episodes] of this.days) await shelf.writeDay(day, sorted(episodes.values()))
    for (const [month, edges] of this.edges) await shelf.writeEdges(month, inOrder(edges))
  }

  /** Forgets the edges that have passed. */
  async prune(shelf: TvShelf, now: string): Promise<void> {
    for (const [month, edges] of this.edges) {
      const left = inOrder(edges).filter(({ at }) => at > now)
      if (left.length < edges.size) await shelf.writeEdges(month, left)
    }
  }

  /** Names of the lists that hold something. */
  names(): { months: string[]; days: string[]; edges: string[] } {
    const filled = <Value extends { size: number }>(lists: ReadonlyMap<string, Value>): string[] =>
      [...lists].flatMap(([name, list]) => (list.size > 0 ? name : []))
    return {
      months: [...this.months.values()].flatMap(({ slug, month, episodes }) =>
        episodes.size > 0 ? `${slug}.${month}` : [],
      ),
      days: filled(this.days),
      edges: filled(this.edges),
    }
  }

  private noteFiles(episode: Episode, now: string): void {
    const standing = standingOf(episode, now)
    for (const file of filesOf(episode)) {
      this.files.set(
        file.path,
        standing === 'shown'
          ? { kind: 'shown', file, lastModified: episode.publishedAt }
          : standing === 'over'
            ? { kind: 'gone', at: episode.until ?? now }
            : { kind: 'absent' },
      )
    }
  }

  private readonly monthOf = ({ publishedAt }: Episode): string =>
    monthOf(publishedAt, this.timeZone)

  private readonly dayOf = (iso: string): string => dayOf(iso, this.timeZone)

  private async list(slug: string, month: string): Promise<MonthList> {
    const key = `${slug} ${month}`
    const known = this.months.get(key)
    if (known) return known
    const episodes = byDocument(await this.base.month(slug, month))
    const list: MonthList = { slug, month, episodes, changed: '' }
    this.months.set(key, list)
    return list
  }

  private async airings(day: string): Promise<Map<DocumentKey, Episode>> {
    const known = this.days.get(day)
    if (known) return known
    const list = byDocument(await this.base.day(day))
    this.days.set(day, list)
    return list
  }

  /** Of the month, by UTC, that a moment is in. */
  private async edgesIn(moment: string): Promise<Map<string, Edge>> {
    const month = moment.slice(0, 7)
    const known = this.edges.get(month)
    if (known) return known
    const list = new Map(
      (await this.base.edges(month)).map((edge) => [`${edge.document} ${edge.at}`, edge]),
    )
    this.edges.set(month, list)
    return list
  }
}

const byDocument = (episodes: readonly Episode[]): Map<DocumentKey, Episode> =>
  new Map(episodes.map((episode) => [episode.document, episode]))

const sorted = (episodes: Iterable<Episode>): Episode[] =>
  [...episodes].sort((left, right) => (left.document < right.document ? -1 : 1))

const inOrder = (edges: ReadonlyMap<string, Edge>): Edge[] =>
  [...edges.values()].sort((left, right) =>
    left.at < right.at || (left.at === right.at && left.document < right.document) ? -1 : 1,
  )
