/**
 * Makes the draft of an edition. It only ever creates: an edition that is there stays as its editors left it. The id says
 * which newspaper and which minute, so however often and wherever it is asked for, there is one.
 */
import type { Payload } from 'payload'

import { cleanLine, CONTENT_TYPES, localTime, type ContentType } from '@/core'

import { dayOf } from '../broadcast/local-day'
import { compile, type Candidate, type CompileRules } from './compile'
import { lastTimes } from './schedule'

/** Characters of an entry's headline and one-line summary. */
export const HEADLINE = 200
export const SUMMARY = 300

/** The value of a document's field `channels` that stands for newspapers. */
const CHANNEL = 'newsletter'

/** Earlier editions whose entries are not taken again. */
const EDITIONS_LOOKED_AT = 60

export interface NewspaperRow {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly schedule: string
  readonly active?: boolean | null
  readonly workingDaysOnly?: boolean | null
  readonly staleHours: number
  readonly createdAt: string
  readonly rules: {
    readonly types?: readonly ContentType[] | null
    readonly themes?: readonly string[] | null
    readonly audiences?: readonly string[] | null
    readonly count: number
    readonly order: CompileRules['order']
    readonly lead: CompileRules['lead']
  }
}

export interface EditionRow {
  readonly id: string
  readonly title: string
  readonly until?: string | null
  readonly entries?:
    readonly { readonly document?: { relationTo: string; value: string } | null }[] | null
}

export type Made =
  | { readonly outcome: 'made' | 'exists'; readonly edition: EditionRow; readonly entries: number }
  | { readonly outcome: 'empty'; readonly since: string }

/** `morning-201407020730`, on the clocks of the zone. */
export function editionId(slug: string, dueAt: Date, timeZone: string): string {
  const { year, month, day, time } = localTime(dueAt.toISOString(), timeZone)
  return `${slug}-${year}${month}${day}${time.slice(0, 5).replace(':', '')}`
}

interface Moment {
  readonly dueAt: Date
  readonly timeZone: string
}

/** In this process one after the other; between processes the second fails on the id, or finds the first one's. */
const underWay = new Map<string, Promise<unknown>>()

/** `dueAt` is the edition's time; what was published until then and is in no earlier edition may be in it. */
export async function makeEdition(
  payload: Payload,
  newspaper: NewspaperRow,
  moment: Moment,
): Promise<Made> {
  const id = editionId(newspaper.slug, moment.dueAt, moment.timeZone)
  const make = (): Promise<Made> => makeUnlessThere(payload, newspaper, id, moment)
  const work = (underWay.get(id) ?? Promise.resolve()).then(make, make)
  underWay.set(id, work)
  try {
    return await work
  } finally {
    if (underWay.get(id) === work) underWay.delete(id)
  }
}

async function makeUnlessThere(
  payload: Payload,
  newspaper: NewspaperRow,
  id: string,
  { dueAt, timeZone }: Moment,
): Promise<Made> {
  const existing = await findEdition(payload, id)
  if (existing) return known(existing)
  const since = await sinceOf(payload, newspaper, dueAt, timeZone)
  const until = dueAt.toISOString()
  const rules = rulesOf(newspaper)
  const candidates = await candidatesOf(payload, rules, { since, until })
  const used = await usedBy(payload, newspaper)
  const chosen = compile(rules, candidates, { since, until, used })
  if (chosen.length === 0) return { outcome: 'empty', since }
  const words = new Map(candidates.map((candidate) => [candidate.document, candidate]))
  try {
    const edition = await payload.create({
      collection: 'editions',
      draft: true,
      data: {
        id,
        title: `${newspaper.title} ${dayOf(until, timeZone)}`,
        newspaper: newspaper.id,
        dueAt: until,
        until,
        entries: chosen.map(({ document, type }) => ({
          document: { relationTo: type, value: document.slice(type.length + 1) },
          headline: words.get(document)?.headline ?? '',
          summary: words.get(document)?.summary ?? '',
        })),
        _status: 'draft',
      },
      depth: 0,
    })
    return { outcome: 'made', edition: edition as EditionRow, entries: chosen.length }
  } catch (error) {
    // Another worker, or somebody at the button, was first.
    const other = await findEdition(payload, id)
    if (other) return known(other)
    throw error
  }
}

const known = (edition: EditionRow): Made => ({
  outcome: 'exists',
  edition,
  entries: edition.entries?.length ?? 0,
})

const findEdition = async (payload: Payload, id: string): Promise<EditionRow | null> =>
  (await payload.findByID({
    collection: 'editions',
    id,
    depth: 0,
    draft: true,
    disableErrors: true,
  })) as EditionRow | null

/** Where the newest edition ended; before the first one, the schedule's time before the last. */
async function sinceOf(
  payload: Payload,
  { id, schedule }: NewspaperRow,
  dueAt: Date,
  timeZone: string,
): Promise<string> {
  const { docs } = await payload.find({
    collection: 'editions',
    where: { and: [{ newspaper: { equals: id } }, { until: { exists: true } }] },
    sort: '-until',
    limit: 1,
    depth: 0,
  })
  const before = docs[0]?.until
  return before
    ? new Date(before).toISOString()
    : lastTimes(schedule, dueAt, timeZone).before.toISOString()
}

const rulesOf = ({ rules }: NewspaperRow): CompileRules => ({
  types: rules.types ?? [],
  themes: rules.themes ?? [],
  audiences: rules.audiences ?? [],
  count: rules.count,
  order: rules.order,
  lead: rules.lead,
})

interface Words {
  readonly headline: string
  readonly summary: string
}

/** What is published in the window. Themes and audiences by id, as the rules have them. */
async function candidatesOf(
  payload: Payload,
  { types }: CompileRules,
  { since, until }: { readonly since: string; readonly until: string },
): Promise<readonly (Candidate & Words)[]> {
  const found: (Candidate & Words)[] = []
  for (const type of types.length === 0 ? CONTENT_TYPES : types) {
    const { docs } = await payload.db.find<Source>({
      collection: type,
      where: {
        and: [
          { _status: { equals: 'published' } },
          { publishedAt: { greater_than: since } },
          { publishedAt: { less_than_equal: until } },
        ],
      },
      pagination: false,
      limit: 0,
      select: {
        ...{ title: true, summary: true, cover: true, themes: true, audiences: true },
        ...{ channels: true, publishedAt: true, ...(type === 'videos' ? { poster: true } : {}) },
      },
    })
    found.push(...docs.filter(isForNewspapers).map((document) => candidate(type, document)))
  }
  return found
}

interface Source {
  readonly id: string
  readonly title: string
  readonly summary?: string | null
  readonly cover?: string | null
  readonly poster?: string | null
  readonly themes?: readonly string[] | null
  readonly audiences?: readonly string[] | null
  readonly channels?: readonly string[] | null
  readonly publishedAt: string
}

const isForNewspapers = ({ channels }: Source): boolean =>
  (channels ?? []).length === 0 || (channels ?? []).includes(CHANNEL)

const candidate = (type: ContentType, source: Source): Candidate & Words => ({
  document: `${type}/${source.id}`,
  type,
  themes: source.themes ?? [],
  audiences: source.audiences ?? [],
  publishedAt: new Date(source.publishedAt).toISOString(),
  hasPicture: Boolean(source.cover ?? source.poster),
  headline: cleanLine(source.title),
  summary: cleanLine(source.summary ?? ''),
})

/** What editors put into earlier editions by hand counts too, hence their newest drafts. */
async function usedBy(payload: Payload, { id }: NewspaperRow): Promise<ReadonlySet<string>> {
  const { docs } = await payload.find({
    collection: 'editions',
    where: { newspaper: { equals: id } },
    draft: true,
    sort: '-dueAt',
    limit: EDITIONS_LOOKED_AT,
    depth: 0,
  })
  return new Set(
    (docs as EditionRow[]).flatMap(({ entries }) =>
      (entries ?? []).flatMap(({ document }) =>
        document ? `${document.relationTo}/${document.value}` : [],
      ),
    ),
  )
}
