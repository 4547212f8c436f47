/** RSS 2.0 by the package `rss`; what it cannot say is said through its custom elements. */
import RSS from 'rss'

import { escapeXml, rfc822, type Site } from '@/core'

import type { Enclosure, Entry } from './entry'
import { GENERATOR, type FeedDocument, type FeedFormat } from './feed-document'
import { RSS_TTL_MINUTES } from './limits'
import { feedUrl } from './topics'

type Element = Readonly<Record<string, unknown>>

export const rss: FeedFormat<Entry> = {
  mediaType: 'application/rss+xml; charset=utf-8',
  entries: renderItems,
  frame: renderChannel,
  separator: '',
}

/** Ends every item; no text of an entry has that character. */
const END = '\u0000'
const ITEM_END = `<end>${END}</end></item>`

function renderItems(entries: readonly Entry[], site: Site): readonly string[] {
  const feed = new RSS({ title: 'entries', feed_url: '', site_url: site.publicUrl })
  for (const entry of entries) feed.item(itemOf(entry, site))
  const xml = feed.xml()
  const items = xml.slice(xml.indexOf('<item>'), xml.lastIndexOf(ITEM_END)).split(ITEM_END)
  return items.map((item) => `${item}</item>`)
}

function itemOf(entry: Entry, site: Site): RSS.ItemOptions {
  return {
    title: entry.title,
    // The summary is plain text, the element holds HTML.
    description: escapeXml(entry.summary),
    url: entry.url,
    guid: entry.id,
    author: entry.author,
    // The package writes GMT only; pubDate is below.
    date: '',
    ...(entry.main === undefined ? {} : { enclosure: enclosureOf(entry.main) }),
    custom_elements: [
      ...entry.categories.map(({ scheme, label }) => ({
        category: [{ _attr: { domain: scheme } }, label],
      })),
      { pubDate: rfc822(entry.published, site.timeZone) },
      ...(entry.html === '' ? [] : [{ 'content:encoded': { _cdata: entry.html } }]),
      { end: END },
    ] satisfies Element[],
  }
}

const enclosureOf = ({ url, bytes, mediaType }: Enclosure): RSS.EnclosureObject => ({
  url,
  size: bytes,
  type: mediaType,
})

function renderChannel(document: FeedDocument): { head: string; tail: string } {
  const { site, topic, archive, previousArchive, nextArchive, hubUrl } = document
  const feed = new RSS({
    title: document.title,
    description: document.description,
    generator: GENERATOR.name,
    feed_url: feedUrl(site, topic, 'rss', archive),
    site_url: `${site.publicUrl}/`,
    language: site.language.toLowerCase(),
    custom_namespaces: archive === undefined ? {} : { fh: GENERATOR.archiveNamespace },
    custom_elements: [
      { ttl: RSS_TTL_MINUTES },
      ...(hubUrl === undefined ? [] : [link('hub', hubUrl)]),
      ...(archive === undefined
        ? []
        : [{ 'fh:archive': '' }, link('current', feedUrl(site, topic, 'rss'))]),
      ...archiveLink('prev-archive', document, previousArchive),
      ...archiveLink('next-archive', document, nextArchive),
    ] satisfies Element[],
  })
  const xml = withDate(feed.xml(), rfc822(document.updated, site.timeZone))
  const end = xml.lastIndexOf('</channel>')
  return { head: xml.slice(0, end), tail: xml.slice(end) }
}

const link = (rel: string, href: string): Element => ({
  'atom:link': { _attr: { rel, href } },
})

const archiveLink = (
  rel: string,
  { site, topic }: FeedDocument,
  archive: string | undefined,
): Element[] => (archive === undefined ? [] : [link(rel, feedUrl(site, topic, 'rss', archive))])

/**
 * The package puts the time of rendering into lastBuildDate, so that equal content would give different bytes. What
 * follows that element is escaped, so the last one found is the element itself, whatever a title may contain.
 */
function withDate(xml: string, date: string): string {
  const [open, close] = ['<lastBuildDate>', '</lastBuildDate>']
  const start = xml.lastIndexOf(open) + open.length
  return xml.slice(0, start) + date + xml.slice(xml.indexOf(close, start))
}
