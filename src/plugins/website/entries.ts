/** What the lists keep of a document, in which lists it is, and the order it has there. */
import { z } from 'zod'

import { DOCUMENT_TYPES, localTime, type Item, type Picture, type Revision } from '@/core'

import { airedOf } from './airings'
import { CARD_PICTURE_WIDTH } from './limits'
import { TOPIC_KINDS, type Entry, type List, type TopicKind } from './views'

/** An entry that also says which revision is shown, so that its page can be drawn again. */
export interface Listed extends Entry {
  /** Id of the revision record. */
  readonly revision: string
}

/** Where an entry stands in its lists. */
export type Position = Pick<Entry, 'id' | 'type' | 'publishedAt'>

/** A position and the lists it is meant in. */
export type Member = Position & Pick<Entry, TopicKind>

export function entryOf({ id: revision, item }: Pick<Revision, 'id' | 'item'>): Listed {
  const { id, type, slug, formerSlugs, title, summary, publishedAt, updatedAt } = item
  const { themes, audiences, details } = item
  const picture = pictureOf(item)
  return {
    ...{ id, type, slug, formerSlugs, title, summary, publishedAt, updatedAt, themes, audiences },
    ...(picture && { picture: forCards(picture) }),
    ...('durationSeconds' in details && { durationSeconds: details.durationSeconds }),
    ...('creditHours' in details && { creditHours: details.creditHours }),
    ...newspaperOf(item),
    ...airedOf(item),
    revision,
  }
}

/** Where an item stands, or stood. */
export const memberIn = (item: Item): Member => ({ ...item, ...newspaperOf(item) })

const newspaperOf = ({ details }: Item): Pick<Entry, 'newspaper'> =>
  details.type === 'editions' ? { newspaper: [details.newspaper] } : {}

function pictureOf({ cover, details }: Item): Picture | undefined {
  if (details.type === 'videos') return details.poster ?? cover
  return details.type === 'explainers' ? (cover ?? details.explainingPicture) : cover
}

/** Without the sizes no card needs: every entry is kept in memory by a rebuild. */
const forCards = (picture: Picture): Picture => ({
  ...picture,
  sizes: picture.sizes.filter(({ width }) => width <= CARD_PICTURE_WIDTH),
})

/** `2014-11-03`: the day of a publication by the clocks of the site. Its first seven characters are the month. */
export function dayOf({ publishedAt }: Pick<Entry, 'publishedAt'>, timeZone: string): string {
  const { year, month, day } = localTime(publishedAt, timeZone)
  return `${year}-${month}-${day}`
}

export const monthOf = (day: string): string => day.slice(0, 7)

const topic = (kind: TopicKind, slug: string): List => `${kind}/${slug}`

/** Kind and slug of a topic's list; `undefined` for the others. */
export function topicOf(list: List): { kind: TopicKind; slug: string } | undefined {
  const kind = TOPIC_KINDS.find((each) => list.startsWith(`${each}/`))
  return kind && { kind, slug: list.slice(kind.length + 1) }
}

/** Editions repeat what the other lists have, so they stand in their newspaper's alone. */
export const listsOf = ({
  type,
  themes,
  audiences,
  newspaper = [],
}: Omit<Member, keyof Position> & Pick<Position, 'type'>): readonly List[] =>
  type === 'editions'
    ? newspaper.map(({ slug }) => topic('newspaper', slug))
    : [
        ...new Set<List>([
          'all',
          type,
          ...themes.map(({ slug }) => topic('themes', slug)),
          ...audiences.map(({ slug }) => topic('audiences', slug)),
        ]),
      ]

/** The list a document is one of a row in: its type's, or its newspaper's. */
export const rowOf = ({ details }: Pick<Item, 'details'>): Exclude<List, 'all'> =>
  details.type === 'editions' ? `newspaper/${details.newspaper.slug}` : details.type

/** Whether documents point to the ones before and after them in it. */
export const isRow = (list: List): boolean => (topicOf(list)?.kind ?? 'newspaper') === 'newspaper'

/** The topics whose other documents a document points to: the first theme, then the first audience. */
export const relatingLists = ({
  themes: [theme],
  audiences: [audience],
}: Pick<Member, 'themes' | 'audiences'>): readonly List[] => [
  ...(theme ? [topic('themes', theme.slug)] : []),
  ...(audience ? [topic('audiences', audience.slug)] : []),
]

/** Of entries those in a list. */
export function membersOf(list: List, entries: readonly Listed[]): readonly Listed[] {
  if (list === 'all') return entries.filter(({ type }) => type !== 'editions')
  const wanted = topicOf(list)
  return wanted
    ? entries.filter((entry) => entry[wanted.kind]?.some(({ slug }) => slug === wanted.slug))
    : entries.filter(({ type }) => type === list)
}

/** What the newest of the entries that carry a topic calls it. Entries are in order, oldest first. */
export function labelIn(list: List, entries: readonly Entry[]): string | undefined {
  const wanted = topicOf(list)
  if (!wanted) return undefined
  const terms = entries.flatMap((entry) => entry[wanted.kind] ?? [])
  return terms.findLast(({ slug }) => slug === wanted.slug)?.label
}

/** Oldest first; id and type settle ties, so the order never depends on when something was published here. */
export const inOrder = (left: Position, right: Position): number =>
  compare(left.publishedAt, right.publishedAt) ||
  compare(left.id, right.id) ||
  compare(left.type, right.type)

export const isSame = (left: Position, right: Position): boolean =>
  left.id === right.id && left.type === right.type

export const compare = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0

const terms = z.array(z.looseObject({ slug: z.string(), label: z.string() }))

const entriesSchema = z.array(
  z.looseObject({
    id: z.string(),
    type: z.enum(DOCUMENT_TYPES),
    slug: z.string(),
    formerSlugs: z.array(z.string()),
    title: z.string(),
    summary: z.string(),
    publishedAt: z.string(),
    updatedAt: z.string(),
    themes: terms,
    audiences: terms,
    revision: z.string(),
  }),
)

/** Entries as a shelf had them; `undefined` when they are damaged or those of an earlier version. */
export const readEntries = (value: unknown): readonly Listed[] | undefined =>
  // The value itself, not the parsed copy: written again, its members keep their order.
  entriesSchema.safeParse(value).success ? (value as readonly Listed[]) : undefined
