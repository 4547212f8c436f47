/** Names and shapes of what this channel keeps on its shelf. */
import { z } from 'zod'

import { DeliveryError, type DocumentKey, type Shelf } from '@/core'

import type { Episode } from './episode'

/** A column as the CMS knows it; written by `refreshTv`, never by a delivery. */
export interface ColumnInfo {
  readonly slug: string
  readonly title: string
  readonly description?: string
  readonly producer?: string
  readonly runtimeMinutes?: number
  readonly poster?: {
    readonly url: string
    readonly mediaType: string
    readonly bytes: number
    readonly width: number
    readonly height: number
  }
  /** ISO 8601, UTC. */
  readonly updatedAt: string
}

/** One month of a column. `count` is what is shown of it, `changed` when that last became otherwise. */
export interface MonthSummary {
  readonly month: string
  readonly count: number
  readonly changed: string
}

export interface ColumnIndex {
  /** As its newest episode on show names it; the slug where none is. */
  readonly label: string
  /** Oldest first; emptied ones stay, for the date. */
  readonly months: readonly MonthSummary[]
}

/** An episode's showing begins or ends at `at`. */
export interface Edge {
  readonly at: string
  readonly document: DocumentKey
  /** `slug month` of the lists it is in. */
  readonly lists: readonly string[]
}

export interface State {
  /** Rights were last judged as of this moment. */
  readonly asOf?: string
  /** When an air time was last added, changed or taken away. */
  readonly scheduleChanged?: string
  /** Columns that have a feed, by slug. */
  readonly columns: readonly string[]
}

/** Names of lists: `slug.2014-07`, `2014-07-02`, `2014-07`, `slug`. */
export interface KnownLists {
  readonly months: Iterable<string>
  readonly days: Iterable<string>
  readonly edges: Iterable<string>
  readonly columns: Iterable<string>
}

const episode = z.custom<Episode>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'document' in value &&
    'films' in value &&
    Array.isArray(value.films),
)
const episodes = z.array(episode)
const text = z.string()
const index = z.object({
  label: text,
  months: z.array(z.object({ month: text, count: z.int(), changed: text })),
})
const edges = z.array(
  z.object({
    at: text,
    document: z.custom<DocumentKey>((value) => typeof value === 'string'),
    lists: z.array(text),
  }),
)
const state = z.object({
  asOf: text.exactOptional(),
  scheduleChanged: text.exactOptional(),
  columns: z.array(text),
})
const columns = z.array(
  z.object({
    slug: text,
    title: text,
    description: text.exactOptional(),
    producer: text.exactOptional(),
    runtimeMinutes: z.number().exactOptional(),
    poster: z
      .object({
        url: text,
        mediaType: text,
        bytes: z.number(),
        width: z.number(),
        height: z.number(),
      })
      .exactOptional(),
    updatedAt: text,
  }),
)

const MONTHS = 'month/'
const DAYS = 'air/'
const EDGES = 'edges/'
const INDEXES = 'index/'

/** Typed access. What does not have the right shape is damage, and `rebuild` mends it. */
export class TvShelf {
  constructor(private readonly shelf: Shelf) {}

  /** The episodes of a column published in a month, shown or not. */
  async month(slug: string, month: string): Promise<readonly Episode[]> {
    return (await this.read(`${MONTHS}${slug}.${month}`, episodes)) ?? []
  }

  writeMonth(slug: string, month: string, value: readonly Episode[]): Promise<void> {
    const name = `${MONTHS}${slug}.${month}`
    return value.length === 0 ? this.shelf.remove(name) : this.shelf.write(name, value)
  }

  /** The episodes that air on a day. */
  async day(day: string): Promise<readonly Episode[]> {
    return (await this.read(`${DAYS}${day}`, episodes)) ?? []
  }

  writeDay(day: string, value: readonly Episode[]): Promise<void> {
    const name = `${DAYS}${day}`
    return value.length === 0 ? this.shelf.remove(name) : this.shelf.write(name, value)
  }

  /** What changes by itself within a month, `2014-07` by UTC. */
  async edges(month: string): Promise<readonly Edge[]> {
    return (await this.read(`${EDGES}${month}`, edges)) ?? []
  }

  async edgeMonths(): Promise<readonly string[]> {
    return (await this.shelf.list(EDGES)).map((name) => name.slice(EDGES.length))
  }

  writeEdges(month: string, value: readonly Edge[]): Promise<void> {
    const name = `${EDGES}${month}`
    return value.length === 0 ? this.shelf.remove(name) : this.shelf.write(name, value)
  }

  index(slug: string): Promise<ColumnIndex | undefined> {
    return this.read(INDEXES + slug, index)
  }

  writeIndex(slug: string, value: ColumnIndex): Promise<void> {
    return this.shelf.write(INDEXES + slug, value)
  }

  async columns(): Promise<readonly ColumnInfo[]> {
    return (await this.read('columns', columns)) ?? []
  }

  writeColumns(value: readonly ColumnInfo[]): Promise<void> {
    return this.shelf.write('columns', value)
  }

  async state(): Promise<State> {
    return (await this.read('state', state)) ?? { columns: [] }
  }

  writeState(value: State): Promise<void> {
    return this.shelf.write('state', value)
  }

  /** Removes every list that is not named; what the CMS said of columns stays. */
  async keepOnly(lists: KnownLists): Promise<void> {
    const kept = new Set([
      ...[...lists.months].map((name) => MONTHS + name),
      ...[...lists.days].map((name) => DAYS + name),
      ...[...lists.edges].map((name) => EDGES + name),
      ...[...lists.columns].map((name) => INDEXES + name),
    ])
    for (const prefix of [MONTHS, DAYS, EDGES, INDEXES]) {
      for (const name of await this.shelf.list(prefix)) {
        if (!kept.has(name)) await this.shelf.remove(name)
      }
    }
  }

  /** The indexes that can be read; a damaged one is about to be written anew. */
  async usableIndexes(): Promise<ReadonlyMap<string, ColumnIndex>> {
    const found = new Map<string, ColumnIndex>()
    for (const name of await this.shelf.list(INDEXES)) {
      const { success, data } = index.safeParse(await this.shelf.read(name))
      if (success) found.set(name.slice(INDEXES.length), data)
    }
    return found
  }

  private async read<Value>(name: string, schema: z.ZodType<Value>): Promise<Value | undefined> {
    const value = await this.shelf.read(name)
    if (value === undefined) return undefined
    const result = schema.safeParse(value)
    if (result.success) return result.data
    throw new DeliveryError(
      'STORAGE_UNAVAILABLE',
      `TV: what the shelf keeps as ${name} cannot be used; run "quanmei rebuild tv": ${z.prettifyError(result.error)}`,
      { cause: result.error },
    )
  }
}
