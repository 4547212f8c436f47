/** An edition as editors left it → its Item, with everything of the documents it names. What is not published is left out and named. */
import type { Payload } from 'payload'

import {
  cleanLine,
  dayOf,
  isContentType,
  itemPath,
  MMS_PROFILES,
  type Credits,
  type EditionLine,
  type Item,
  type MailingForm,
  type MediaFile,
  type Picture,
  type Segment,
} from '@/core'

import { findByIds, gather, type Request } from './gather'
import type { SourceDocument } from './source-document'
import { IncompleteDocumentError, toItem } from './to-item'

type Optional<T> = T | null | undefined

/** A document of `editions` as the database adapter returns it. */
export interface SourceEdition {
  readonly id: string
  readonly _status?: Optional<string>
  readonly title: string
  readonly newspaper: string
  /** `NEWSPAPER/2014-07-02`, from the first publication on. */
  readonly address?: Optional<string>
  readonly dueAt: string
  readonly greeting?: Optional<string>
  readonly entries?: Optional<
    readonly {
      readonly document: { readonly relationTo: string; readonly value: string }
      readonly headline: string
      readonly summary?: Optional<string>
    }[]
  >
  readonly corrections?: Optional<
    readonly { readonly at?: Optional<string>; readonly note?: Optional<string> }[]
  >
}

interface SourceNewspaper {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly language: string
  readonly sender: string
  readonly staleHours: number
  readonly segments?: Optional<
    readonly {
      readonly audiences?: Optional<readonly string[]>
      readonly regions?: Optional<readonly string[]>
      readonly languages?: Optional<readonly string[]>
      readonly forms?: Optional<readonly MailingForm[]>
      readonly profiles?: Optional<readonly string[]>
    }[]
  >
}

export interface EditionRead {
  readonly item: Item
  /** Headlines of entries whose document is not published. */
  readonly unpublished: readonly string[]
}

export interface EditionContext {
  readonly payload: Payload
  readonly timeZone: string
}

/** Throws IncompleteDocumentError where its newspaper is missing. */
export async function toEdition(
  { payload, timeZone }: EditionContext,
  source: SourceEdition,
  req?: Request,
): Promise<EditionRead> {
  const [newspaper] = await findByIds<SourceNewspaper>(
    payload,
    'newspapers',
    [source.newspaper],
    req,
  )
  if (!newspaper) {
    throw new IncompleteDocumentError(
      `这一期没有手机报 / the edition has no newspaper: ${source.title}`,
    )
  }
  const { entries, unpublished } = await linesOf(payload, source, req)
  const pictures = entries.flatMap(({ picture }) => picture ?? [])
  const day = dayOf(source.dueAt, timeZone)
  const corrections = (source.corrections ?? []).flatMap(({ at, note }) =>
    note ? [{ at: new Date(at ?? source.dueAt).toISOString(), note }] : [],
  )
  const publishedAt = new Date(source.dueAt).toISOString()
  const item: Item = {
    type: 'editions',
    id: source.id,
    slug: source.address ?? `${newspaper.slug}/${day}`,
    formerSlugs: [],
    title: source.title,
    summary: cleanLine(source.greeting ?? '') || (entries[0]?.headline ?? ''),
    language: newspaper.language,
    html: '',
    publishedAt,
    updatedAt: corrections.at(-1)?.at ?? publishedAt,
    ...{ themes: [], audiences: [], courses: [], channels: [], attachments: [], related: [] },
    credits: { author: '' },
    ...(pictures[0] ? { cover: pictures[0] } : {}),
    files: filesOf(pictures),
    corrections,
    details: {
      type: 'editions',
      newspaper: { slug: newspaper.slug, label: newspaper.title },
      day,
      greeting: source.greeting ?? '',
      entries,
      mailing: {
        sender: newspaper.sender,
        segments: await segmentsOf(payload, newspaper, req),
        staleHours: newspaper.staleHours,
      },
    },
  }
  return { item, unpublished }
}

async function linesOf(
  payload: Payload,
  source: SourceEdition,
  req: Request | undefined,
): Promise<{ entries: EditionLine[]; unpublished: string[] }> {
  const entries: EditionLine[] = []
  const unpublished: string[] = []
  for (const { document, headline, summary } of source.entries ?? []) {
    const { relationTo: type, value } = document
    if (!isContentType(type)) continue
    const [found] = await findByIds<SourceDocument>(payload, type, [value], req)
    if (found?._status !== 'published') {
      unpublished.push(headline)
      continue
    }
    const item = toItem(type, found, await gather(payload, [{ type, document: found }], req))
    const picture = item.cover ?? (item.details.type === 'videos' ? item.details.poster : undefined)
    entries.push({
      document: `${type}/${value}`,
      type,
      headline,
      summary: summary ?? '',
      path: itemPath(item),
      credits: creditsLine(item.credits),
      ...(picture ? { picture } : {}),
    })
  }
  return { entries, unpublished }
}

/** Audiences by their public names, as subscribers have them. What is empty asks nothing. */
async function segmentsOf(
  payload: Payload,
  { segments }: SourceNewspaper,
  req: Request | undefined,
): Promise<Segment[]> {
  const rows = segments ?? []
  const audiences = await findByIds<{ id: string; slug: string }>(
    payload,
    'audiences',
    rows.flatMap((row) => row.audiences ?? []),
    req,
  )
  return rows.map((row) => {
    const slugs = (row.audiences ?? []).flatMap(
      (id) => audiences.find((audience) => audience.id === id)?.slug ?? [],
    )
    const profiles = MMS_PROFILES.filter((profile) => row.profiles?.includes(String(profile)))
    return {
      ...(row.audiences?.length ? { audiences: slugs } : {}),
      ...(row.regions?.length ? { regions: row.regions } : {}),
      ...(row.languages?.length ? { languages: row.languages } : {}),
      ...(row.forms?.length ? { forms: row.forms } : {}),
      ...(profiles.length > 0 ? { profiles } : {}),
    }
  })
}

function filesOf(pictures: readonly Picture[]): MediaFile[] {
  const files = new Map<string, MediaFile>()
  for (const picture of pictures) {
    for (const { url, mediaType, bytes } of [picture, ...picture.sizes]) {
      files.set(url, { url, mediaType, bytes })
    }
  }
  return [...files.values()].sort((left, right) => (left.url < right.url ? -1 : 1))
}

const creditsLine = ({ author, source }: Credits): string =>
  cleanLine([source?.name, author].filter(Boolean).join(' · '))
