/** An edition as editors left it → what its renderers see. What was unpublished since is left out and named. */
import type { Payload } from 'payload'

import { dayOf } from '@/collections/broadcast/local-day'
import {
  absoluteUrl,
  cleanLine,
  isContentType,
  itemPath,
  type Credits,
  type Edition,
  type EditionEntry,
  type Site,
} from '@/core'

import { findByIds, gather } from './gather'
import type { SourceDocument } from './source-document'
import { toItem } from './to-item'

export interface SourceEdition {
  readonly id: string
  readonly title: string
  readonly newspaper: string
  readonly dueAt: string
  readonly greeting?: string | null
  readonly entries?:
    | readonly {
        readonly document: { readonly relationTo: string; readonly value: string }
        readonly headline: string
        readonly summary?: string | null
      }[]
    | null
}

export interface EditionRead {
  readonly edition: Edition
  /** Headlines of entries whose document is not published. */
  readonly unpublished: readonly string[]
}

/** Throws IncompleteDocumentError. */
export async function toEdition(
  payload: Payload,
  source: SourceEdition,
  site: Site,
): Promise<EditionRead> {
  const [newspaper] = await findByIds<{
    id: string
    slug: string
    language: string
    sender: string
  }>(payload, 'newspapers', [source.newspaper])
  const entries: EditionEntry[] = []
  const unpublished: string[] = []
  for (const { document, headline, summary } of source.entries ?? []) {
    const { relationTo: type, value } = document
    if (!isContentType(type)) continue
    const [found] = await findByIds<SourceDocument>(payload, type, [value])
    if (found?._status !== 'published') {
      unpublished.push(headline)
      continue
    }
    const item = toItem(type, found, await gather(payload, [{ type, document: found }]))
    const picture = item.cover ?? (item.details.type === 'videos' ? item.details.poster : undefined)
    entries.push({
      document: `${type}/${value}`,
      type,
      headline,
      summary: summary ?? '',
      url: absoluteUrl(site, itemPath(item)),
      credits: creditsLine(item.credits),
      ...(picture ? { picture } : {}),
    })
  }
  const edition: Edition = {
    newspaper: newspaper?.slug ?? '',
    title: source.title,
    day: dayOf(source.dueAt, site.timeZone),
    language: newspaper?.language ?? site.language,
    greeting: source.greeting ?? '',
    entries,
    url: absoluteUrl(site, `/newspaper/${source.id}`),
    sender: newspaper?.sender ?? site.title,
  }
  return { edition, unpublished }
}

const creditsLine = ({ author, source }: Credits): string =>
  cleanLine([source?.name, author].filter(Boolean).join(' · '))
