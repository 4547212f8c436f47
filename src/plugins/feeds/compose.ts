/** A feed's lists → its documents → artefacts. */
import { type Artefact, type ArtefactWriter, cleanLine, type Site, WEBSUB_HUB_PATH } from '@/core'

import { archiveLinks, newestArchive, parseArchiveRef } from './archives'
import { latest } from './dates'
import { entryId } from './entry'
import type { FeedDocument, Tombstone } from './feed-document'
import { formats, type Fragments } from './fragments'
import { ARCHIVE_MAX_AGE, TOMBSTONES_SHOWN } from './limits'
import {
  documentsOf,
  latestFirst,
  newestFirst,
  type Grave,
  type Head,
  type Member,
  type Month,
  type Part,
} from './lists'
import type { FeedSettings } from './settings'
import { zh } from './texts.zh'
import {
  archiveName,
  feedPath,
  feedUrl,
  FORMATS,
  topicName,
  type Format,
  type Topic,
} from './topics'

export interface Composer {
  readonly artefacts: ArtefactWriter
  readonly fragments: Fragments
  readonly site: Site
  readonly settings: FeedSettings
}

/** Where the lists of a feed can be read: a draft, or a rebuild. */
export interface TopicLists {
  readonly topic: Topic
  month(name: string): Promise<Month>
  membersOf(month: string, part: Part): Promise<readonly Member[]>
}

/** What the index calls a feed: as its newest member, or its latest tombstone, knows it. */
export const labelOf = (members: readonly Member[], graves: readonly Grave[]): string | undefined =>
  members.find(({ label }) => label !== undefined)?.label ??
  graves.find(({ label }) => label !== undefined)?.label

/** Writes what people subscribe to, in all formats. */
export async function publishSubscription(
  composer: Composer,
  topic: Topic,
  head: Head,
): Promise<void> {
  const { artefacts, site, settings } = composer
  if (head.state.kind === 'moved') {
    for (const format of FORMATS) {
      await artefacts.move(feedPath(topic, format), feedPath(head.state.to, format))
    }
    return
  }
  if (head.state.kind === 'gone') {
    for (const format of FORMATS) await bury(artefacts, feedPath(topic, format), head.state)
    return
  }
  const previousArchive = newestArchive(head.months)
  const label = labelOf(head.newest, head.graves)
  await publishDocument(composer, head.newest, {
    ...descriptionOf(site, topic, label),
    site,
    topic,
    updated: updatedOf(site, head.newest, head.graves),
    ...(previousArchive === undefined ? {} : { previousArchive }),
    hubUrl: settings.hubUrl ?? site.publicUrl + WEBSUB_HUB_PATH,
    tombstones: tombstonesOf(site, head.graves),
  })
}

/** Writes one archive document in all formats, or removes it where there is none any more. */
export async function publishArchive(
  composer: Composer,
  lists: TopicLists,
  head: Head,
  ref: string,
): Promise<void> {
  const { artefacts, site } = composer
  const { month, part } = parseArchiveRef(ref)
  const { topic } = lists
  const archive = archiveName(month, part)
  const summary = head.months.find((one) => one.month === month)
  if (!summary || part > documentsOf(summary) || head.state.kind === 'moved') {
    for (const format of FORMATS) await artefacts.remove(feedPath(topic, format, archive))
    return
  }
  if (head.state.kind === 'gone') {
    for (const format of FORMATS)
      await bury(artefacts, feedPath(topic, format, archive), head.state)
    return
  }
  const list = await lists.month(month)
  const own = list.parts[part - 1]
  const members = own ? (await lists.membersOf(month, own)).toSorted(newestFirst) : []
  // Tombstones of a month stand in its first document, so that additions at the end leave them alone.
  const graves = part === 1 ? list.graves.toSorted(latestFirst).slice(0, TOMBSTONES_SHOWN) : []
  const { title, description } = descriptionOf(site, topic, labelOf(members, graves))
  await publishDocument(composer, members, {
    site,
    topic,
    title: `${title} · ${archive}`,
    description,
    archive,
    updated: updatedOf(site, members, graves),
    ...archiveLinks(head.months, month, part),
    tombstones: tombstonesOf(site, graves),
  })
}

function descriptionOf(
  site: Site,
  topic: Topic,
  label: string | undefined,
): { title: string; description: string } {
  const home = cleanLine(site.title) || new URL(site.publicUrl).hostname
  const name = topicName(topic, label)
  return {
    title: topic === 'all' ? home : `${home} · ${name}`,
    description: cleanLine(site.description) || `${home} · ${name}`,
  }
}

/** Of the newest change; where there is nothing yet, the beginning of the site's ids, which never changes either. */
const updatedOf = (site: Site, members: readonly Member[], graves: readonly Grave[]): string =>
  latest([...members.map(({ updated }) => updated), ...graves.map(({ at }) => at)]) ??
  `${String(site.tagYear)}-01-01T00:00:00.000Z`

const tombstonesOf = (site: Site, graves: readonly Grave[]): readonly Tombstone[] =>
  graves.map(({ document, at, reason }) => ({
    id: entryId(site, document),
    when: at,
    ...(reason === undefined ? {} : { reason }),
  }))

async function publishDocument(
  { artefacts, fragments }: Composer,
  members: readonly Member[],
  document: FeedDocument,
): Promise<void> {
  const entries = await fragments.of(members.map(({ revision }) => revision))
  for (const format of FORMATS) {
    const body = entries.map((rendered) => rendered[format])
    await artefacts.publish(artefactOf(format, document, body))
  }
}

function artefactOf(
  format: Format,
  document: FeedDocument,
  entries: readonly Uint8Array[],
): Artefact {
  const { mediaType, frame, separator } = formats[format]
  const { head, tail } = frame(document)
  const between = Buffer.from(separator)
  const pieces: Uint8Array[] = [Buffer.from(head)]
  for (const [index, entry] of entries.entries()) {
    if (index > 0) pieces.push(between)
    pieces.push(entry)
  }
  pieces.push(Buffer.from(tail))
  const { site, topic, archive, hubUrl, updated } = document
  const self = `<${feedUrl(site, topic, format, archive)}>; rel="self"`
  return {
    path: feedPath(topic, format, archive),
    mediaType,
    body: Buffer.concat(pieces),
    lastModified: updated,
    ...(archive === undefined
      ? {}
      : { cacheControl: `public, max-age=${String(ARCHIVE_MAX_AGE)}` }),
    headers: { Link: hubUrl === undefined ? self : `<${hubUrl}>; rel="hub", ${self}` },
  }
}

const bury = (
  artefacts: ArtefactWriter,
  path: string,
  { at, reason }: { readonly at: string; readonly reason?: string },
): Promise<void> =>
  artefacts.gone({ path, at, notice: [zh.removed, reason ?? ''].filter(Boolean).join('：') })
