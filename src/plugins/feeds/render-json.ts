/** JSON Feed 1.1 by feedsmith. Dates are set afterwards, since it turns them into UTC. */
import { generateJsonFeed, type JsonFeed } from 'feedsmith'

import { cleanLine, rfc3339, type Site } from '@/core'

import { publisherOf, type Entry } from './entry'
import type { FeedDocument, FeedFormat } from './feed-document'
import { feedUrl } from './topics'

export const json: FeedFormat<Entry> = {
  mediaType: 'application/feed+json; charset=utf-8',
  entries: renderItems,
  frame: renderFeed,
  separator: ',\n',
}

function renderItems(entries: readonly Entry[], site: Site): readonly string[] {
  const { items } = generateJsonFeed({ title: 'entries', items: entries.map(itemOf) }) as {
    items: readonly object[]
  }
  return entries.map((entry, index) =>
    JSON.stringify({
      ...items[index],
      date_published: rfc3339(entry.published, site.timeZone),
      date_modified: rfc3339(entry.updated, site.timeZone),
    }),
  )
}

const itemOf = (entry: Entry): JsonFeed.Item<string> => ({
  id: entry.id,
  url: entry.url,
  title: entry.title,
  ...(entry.summary === '' ? {} : { summary: entry.summary }),
  ...(entry.html === ''
    ? { content_text: entry.summary === '' ? entry.title : entry.summary }
    : { content_html: entry.html }),
  ...(entry.image === undefined ? {} : { image: entry.image }),
  authors: [{ name: entry.author }],
  ...(entry.categories.length === 0 ? {} : { tags: entry.categories.map(({ label }) => label) }),
  language: entry.language,
  ...(entry.enclosures.length === 0
    ? {}
    : {
        attachments: entry.enclosures.map(({ url, mediaType, bytes, title, seconds }) => ({
          url,
          mime_type: mediaType,
          ...(title === undefined ? {} : { title }),
          size_in_bytes: bytes,
          ...(seconds === undefined ? {} : { duration_in_seconds: seconds }),
        })),
      }),
})

/**
 * Archives are chained by `next_url`, the only link JSON Feed has; `_archive` and `_deleted` say what Atom says by RFC
 * 5005 and RFC 6721.
 */
function renderFeed(document: FeedDocument): { head: string; tail: string } {
  const { site, topic, archive, previousArchive, nextArchive, hubUrl, tombstones } = document
  const url = (name: string | undefined): string => feedUrl(site, topic, 'json', name)
  const feed = generateJsonFeed({
    title: document.title,
    home_page_url: `${site.publicUrl}/`,
    feed_url: url(archive),
    description: document.description,
    ...(previousArchive === undefined ? {} : { next_url: url(previousArchive) }),
    authors: [{ name: publisherOf(site) }],
    language: site.language,
    ...(hubUrl === undefined ? {} : { hubs: [{ type: 'WebSub', url: hubUrl }] }),
    ...(archive === undefined
      ? {}
      : {
          _archive: {
            current: url(undefined),
            ...(previousArchive === undefined ? {} : { prev_archive: url(previousArchive) }),
            ...(nextArchive === undefined ? {} : { next_archive: url(nextArchive) }),
          },
        }),
    ...(tombstones.length === 0
      ? {}
      : {
          _deleted: tombstones.map(({ id, when, reason }) => ({
            id,
            when: rfc3339(when, site.timeZone),
            ...(reason === undefined ? {} : { reason: cleanLine(reason) }),
          })),
        }),
  })
  return { head: `${JSON.stringify(feed).slice(0, -1)},"items":[\n`, tail: '\n]}\n' }
}
