/**
 * The ordered members of a feed, as kept on the shelf. Members are sorted by (publishedAt, document) and divided by
 * month, and within the month into parts of a fixed size: where a member stands depends on the members alone, never on
 * the order in which they came. Each part is one archive document.
 */
import { createHash } from 'node:crypto'

import { canonicalJson, type DocumentKey } from '@/core'

import { ARCHIVE_PART } from './limits'

export interface Member {
  readonly document: DocumentKey
  /** Id of the revision that is shown. */
  readonly revision: string
  /** ISO 8601, UTC, always of the same length. */
  readonly published: string
  readonly updated: string
  /** What the item calls the theme, audience or course this feed is about. */
  readonly label?: string
}

/** A withdrawn member. */
export interface Grave {
  readonly document: DocumentKey
  readonly published: string
  /** When it was withdrawn. */
  readonly at: string
  readonly reason?: string
  readonly label?: string
}

/** A part: its members are in a shelf document of that name, which never changes. */
export interface Part {
  /** Position of the first member. */
  readonly first: string
  readonly count: number
  readonly name: string
}

/** The list of one month: written in one go, which is what makes a change of several parts atomic. */
export interface Month {
  readonly parts: readonly Part[]
  readonly graves: readonly Grave[]
  /** Counts the changes; see `MonthSummary.settled`. */
  readonly version: number
  /** Archive documents, `2014-07:2`, the last changes made out of date. */
  readonly stale: readonly string[]
}

export const EMPTY_MONTH: Month = { parts: [], graves: [], version: 0, stale: [] }

export interface MonthSummary {
  readonly month: string
  readonly members: number
  readonly graves: number
  /** The month's version whose archive documents are known to be written. */
  readonly settled: number
}

/** What the path of a feed answers: usually its documents; a course's feed may be gone, or moved with the course. */
export type TopicState =
  | { readonly kind: 'open' }
  | { readonly kind: 'gone'; readonly at: string; readonly reason?: string }
  | { readonly kind: 'moved'; readonly to: string }

/** What a course has to do with a feed named after it, or after a slug it had. */
export type Owner =
  | { readonly document: DocumentKey; readonly kind: 'here' }
  | { readonly document: DocumentKey; readonly kind: 'moved'; readonly to: string }
  | {
      readonly document: DocumentKey
      readonly kind: 'gone'
      readonly at: string
      readonly reason?: string
    }

/** A feed is open while its course is here, or while no course ever claimed it. */
export function stateOf(owners: readonly Owner[]): TopicState {
  if (owners.some(({ kind }) => kind === 'here')) return { kind: 'open' }
  const moved = owners.find((owner) => owner.kind === 'moved')
  if (moved) return { kind: 'moved', to: moved.to }
  const gone = owners
    .filter((owner) => owner.kind === 'gone')
    .sort((left, right) => compare(right.at, left.at))
    .at(0)
  if (!gone) return { kind: 'open' }
  const { at, reason } = gone
  return { kind: 'gone', at, ...(reason === undefined ? {} : { reason }) }
}

/** What is read and written at every publication of a feed; its size depends on settings and months, not on members. */
export interface Head {
  readonly newest: readonly Member[]
  readonly graves: readonly Grave[]
  /** Ascending. */
  readonly months: readonly MonthSummary[]
  /** By document. */
  readonly owners: readonly Owner[]

  readonly state: TopicState
}

export const EMPTY_HEAD: Head = {
  newest: [],
  graves: [],
  months: [],
  owners: [],
  state: { kind: 'open' },
}

/** Where a member stands; compares as text. */
export const positionOf = ({
  published,
  document,
}: Pick<Member, 'published' | 'document'>): string => `${published} ${document}`

export const byPosition = (
  left: Pick<Member, 'published' | 'document'>,
  right: Pick<Member, 'published' | 'document'>,
): number => compare(positionOf(left), positionOf(right))

/** Newest first, as feeds show them. */
export const newestFirst = (left: Member, right: Member): number => byPosition(right, left)

/** Latest withdrawal first. */
export const latestFirst = (left: Grave, right: Grave): number =>
  compare(`${right.at} ${right.document}`, `${left.at} ${left.document}`)

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

export const membersIn = (parts: readonly Part[]): number =>
  parts.reduce((sum, { count }) => sum + count, 0)

/** How many archive documents a month has: one at least while there is anything to tell. */
export const documentsOf = ({
  members,
  graves,
}: Pick<MonthSummary, 'members' | 'graves'>): number =>
  Math.max(Math.ceil(members / ARCHIVE_PART), graves > 0 ? 1 : 0)

/** Puts and removals by position; `undefined` removes. */
export type Edits = ReadonlyMap<string, Member | undefined>

/** A part's content under a name made of it, so that equal parts have equal names. */
export function partOf(members: readonly Member[]): Part {
  const [first] = members
  if (!first) throw new TypeError('A part of a feed has at least one member')
  const name = createHash('sha256').update(canonicalJson(members)).digest('hex').slice(0, 32)
  return { first: positionOf(first), count: members.length, name }
}

/**
 * Applies edits to a month's parts. Parts are read only where something changes: an addition at the end, the usual case,
 * reads the last one; one in the middle moves every later member one place on.
 */
export async function editParts(
  parts: readonly Part[],
  edits: Edits,
  read: (part: Part) => Promise<readonly Member[]>,
): Promise<{ parts: Part[]; written: Map<string, readonly Member[]> }> {
  const result: Part[] = []
  const written = new Map<string, readonly Member[]>()
  const emit = (members: readonly Member[]): void => {
    const part = partOf(members)
    result.push(part)
    written.set(part.name, members)
  }
  const pending = [...edits].sort(([left], [right]) => compare(left, right))
  const carried: Member[] = []
  const existing = parts.length === 0 ? [undefined] : parts
  for (const [index, part] of existing.entries()) {
    const next = existing[index + 1]
    const until = pending.findIndex(([position]) => next !== undefined && position >= next.first)
    const mine = pending.splice(0, until === -1 ? pending.length : until)
    if (part && mine.length === 0 && carried.length === 0) {
      result.push(part)
      continue
    }
    const members = new Map((part ? await read(part) : []).map((one) => [positionOf(one), one]))
    for (const [position, member] of mine) {
      if (member) members.set(position, member)
      else members.delete(position)
    }
    carried.push(...[...members.values()].sort(byPosition))
    while (carried.length >= ARCHIVE_PART) emit(carried.splice(0, ARCHIVE_PART))
  }
  if (carried.length > 0) emit(carried)
  return { parts: result, written }
}
