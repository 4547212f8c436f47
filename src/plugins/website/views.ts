/** What pages are drawn from. State (lists, neighbours) is worked out elsewhere; a page function gets all it shows. */
import type { Airing, ContentType, DocumentType, Item, Picture, Term } from '@/core'

import type { Slot } from './airings'

/** What a document is about, and for whom: what readers search by. */
export const SUBJECT_KINDS = ['themes', 'audiences'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

/** Lists whose names are data: subjects, and the newspapers, whose lists are of editions alone. */
export const TOPIC_KINDS = [...SUBJECT_KINDS, 'newspaper'] as const
export type TopicKind = (typeof TOPIC_KINDS)[number]

/** Every list of documents: all content, a type, a theme, an audience or a newspaper. Also the public path, but for `all`. */
export type List = 'all' | ContentType | `${TopicKind}/${string}`

/** What lists and cards show of a document, and rebuilds must know, so that no document need be loaded for them. */
export interface Entry {
  readonly id: string
  readonly type: DocumentType
  readonly slug: string
  readonly formerSlugs: readonly string[]
  readonly title: string
  readonly summary: string
  readonly publishedAt: string
  readonly updatedAt: string
  readonly themes: readonly Term[]
  readonly audiences: readonly Term[]
  /** Of an edition, its newspaper. */
  readonly newspaper?: readonly Term[]
  /** Cover, poster or the picture that explains it. */
  readonly picture?: Picture
  readonly durationSeconds?: number
  readonly creditHours?: number
  /** On television: when, and the column it is an episode of. */
  readonly airings?: readonly Airing[]
  readonly column?: Term
}

/** A document's page. */
export interface ItemView {
  readonly item: Item
  /** The next older document of its type, or edition of its newspaper. */
  readonly previous?: Entry
  /** The next newer one. */
  readonly next?: Entry
  /** By theme and audience; those the editors chose are in `item.related` and come first. */
  readonly related: readonly Entry[]
}

export interface TopicLink extends Term {
  readonly kind: TopicKind
}

/** The home page. Members are empty, not absent, where there is nothing yet. */
export interface HomeView {
  /** The newest document with a picture, else the newest. Not repeated in `latest`. */
  readonly lead?: Entry
  readonly latest: readonly Entry[]
  /** Newest of each type, for the sections below. */
  readonly byType: Readonly<Record<ContentType, readonly Entry[]>>
  readonly topics: readonly TopicLink[]
  /** The newest edition of each newspaper, newest first. */
  readonly editions: readonly Entry[]
  /** On television from this hour on, next first. */
  readonly onAir: readonly Slot[]
}

/** The front page of a list: the newest, and its months. */
export interface ListView {
  readonly list: Exclude<List, 'all'>
  /** Only topics have one of their own; types are named by our texts. */
  readonly label?: string
  readonly newest: readonly Entry[]
  /** `2014-11` → number of documents, oldest first. */
  readonly months: ReadonlyMap<string, number>
}

/** One page of a month of a list. Oldest first and numbered from the oldest, so that full pages never change. */
export interface MonthView {
  readonly list: List
  readonly label?: string
  readonly month: string
  readonly entries: readonly Entry[]
  /** From 1. */
  readonly part: number
  readonly parts: number
}

/** `/archive/`: the months of everything. */
export interface ArchiveView {
  readonly months: ReadonlyMap<string, number>
  /** ISO 8601: when a document listed here last changed. The page's own date. */
  readonly changedAt?: string
}

/** `/themes/`, `/audiences/` and `/newspaper/`. */
export interface TopicsView {
  readonly kind: TopicKind
  readonly topics: readonly (Term & { readonly documents: number })[]
  /** ISO 8601: when a document listed here last changed. The page's own date. */
  readonly changedAt?: string
}

/** Text in pieces; what the reader searched for is marked. */
export type Fragments = readonly { readonly text: string; readonly marked?: boolean }[]

export interface SearchHit {
  readonly type: ContentType
  readonly slug: string
  readonly publishedAt: string
  readonly title: Fragments
  readonly snippet: Fragments
}

/** What the reader asked for; members are absent where nothing was chosen. Days are `2014-11-03`, both included. */
export interface SearchFilters {
  readonly type?: ContentType
  /** Slugs. */
  readonly theme?: string
  readonly audience?: string
  readonly from?: string
  readonly until?: string
}

export type SearchProblem = 'tooLong' | 'noWords' | 'badFilter' | 'unavailable'

/** `/search`: the form, and an answer where something was asked. */
export interface SearchView {
  readonly query: string
  readonly filters: SearchFilters
  /** What the filters offer. */
  readonly topics: readonly TopicLink[]
  readonly problem?: SearchProblem
  readonly answer?: {
    readonly total: number
    /** There are more than `total`, which cannot be paged through. */
    readonly more: boolean
    readonly hits: readonly SearchHit[]
    /** From 1. */
    readonly page: number
    readonly pages: number
  }
}
