/**
 * Atom (RFC 4287) by feedsmith. It knows neither archives (RFC 5005) nor tombstones (RFC 6721), turns dates into UTC, and
 * takes five times as long over a text as is needed; those few elements are written here and joined in.
 */
import { generateAtomFeed, type AtomFeed } from 'feedsmith'

import { cleanLine, escapeXml, rfc3339, type Site, tagUri } from '@/core'

import { publisherOf, type Entry } from './entry'
import { GENERATOR, type FeedDocument, type FeedFormat, type Tombstone } from './feed-document'
import { feedUrl } from './topics'

const DELETED_NAMESPACE = 'http://purl.org/atompub/tombstones/1.0'

export const atom: FeedFormat<Entry> = {
  mediaType: 'application/atom+xml; charset=utf-8',
  entries: renderEntries,
  frame: renderFeed,
  separator: '\n',
}

/** Between two entries; in no text, since what is given to feedsmith has no line breaks. */
const BETWEEN = '</entry>\n  <entry'

function renderEntries(entries: readonly Entry[], site: Site): readonly string[] {
  const xml = generateAtomFeed({
    id: 'entries',
    title: { value: 'entries' },
    updated: '',
    entries: entries.map(atomEntryOf),
  })
  const start = xml.indexOf('<entry') + '<entry'.length
  const rendered = xml.slice(start, xml.lastIndexOf('</entry>')).split(BETWEEN)
  return rendered.map((text, index) => {
    const entry = entries[index]
    return entry ? completed(`<entry${text}`, entry, site) : text
  })
}

const atomEntryOf = (entry: Entry): AtomFeed.Entry<string> => ({
  id: entry.id,
  title: { value: entry.title, type: 'text' },
  updated: '',
  authors: [{ name: entry.author }],
  links: [
    { href: entry.url, rel: 'alternate', type: 'text/html', hreflang: entry.language },
    ...entry.enclosures.map(({ url, mediaType, bytes, title }) => ({
      href: url,
      rel: 'enclosure',
      type: mediaType,
      length: bytes,
      ...(title === undefined ? {} : { title }),
    })),
  ],
  categories: entry.categories.map(({ term, scheme, label }) => ({ term, scheme, label })),
  ...(entry.summary === '' ? {} : { summary: { value: entry.summary, type: 'text' } }),
  xml: { lang: entry.language },
})

/** With its dates and its text. */
function completed(xml: string, entry: Entry, site: Site): string {
  const dates =
    `<published>${rfc3339(entry.published, site.timeZone)}</published>` +
    `<updated>${rfc3339(entry.updated, site.timeZone)}</updated>`
  const content =
    entry.html === '' ? '' : `\n    <content type="html">${cdata(entry.html)}</content>`
  return `${closeUp(xml).trimEnd()}\n    ${dates}${content}\n  </entry>`
}

const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

/**
 * feedsmith sets CDATA on lines of its own, and the white space would become part of titles. The pattern is in no text:
 * titles, summaries and names have no line breaks.
 */
const closeUp = (xml: string): string =>
  xml.replace(/>\n\s+<!\[CDATA\[/g, '><![CDATA[').replace(/\]\]>\n\s+<\//g, ']]></')

function renderFeed(document: FeedDocument): { head: string; tail: string } {
  const { site, topic, archive, previousArchive, nextArchive, hubUrl } = document
  const archiveLink = (rel: string, name: string | undefined): { href: string; rel: string }[] =>
    name === undefined ? [] : [{ href: feedUrl(site, topic, 'atom', name), rel }]
  const xml = generateAtomFeed({
    // The same in the archives: they are parts of one feed.
    id: tagUri(site, `feeds/${topic}`),
    title: { value: document.title, type: 'text' },
    subtitle: { value: document.description, type: 'text' },
    updated: '',
    authors: [{ name: publisherOf(site) }],
    generator: { text: GENERATOR.name },
    links: [
      {
        href: feedUrl(site, topic, 'atom', archive),
        rel: 'self',
        type: 'application/atom+xml',
      },
      { href: `${site.publicUrl}/`, rel: 'alternate', type: 'text/html' },
      ...(hubUrl === undefined ? [] : [{ href: hubUrl, rel: 'hub' }]),
      ...(archive === undefined ? [] : [{ href: feedUrl(site, topic, 'atom'), rel: 'current' }]),
      ...archiveLink('prev-archive', previousArchive),
      ...archiveLink('next-archive', nextArchive),
    ],
    xml: { lang: site.language },
    entries: [],
  })
  const end = xml.lastIndexOf('</feed>')
  const own = [
    `<updated>${rfc3339(document.updated, site.timeZone)}</updated>`,
    ...(archive === undefined ? [] : [`<fh:archive xmlns:fh="${GENERATOR.archiveNamespace}"/>`]),
    ...document.tombstones.map((tombstone) => deletedEntry(tombstone, site)),
  ]
  const lines = own.map((line) => `\n  ${line}`).join('')
  return { head: `${closeUp(xml.slice(0, end)).trimEnd()}${lines}\n`, tail: '\n</feed>\n' }
}

function deletedEntry({ id, when, reason }: Tombstone, site: Site): string {
  const comment = cleanLine(reason ?? '')
  return (
    `<at:deleted-entry xmlns:at="${DELETED_NAMESPACE}" ref="${escapeXml(id)}"` +
    ` when="${rfc3339(when, site.timeZone)}">` +
    (comment === '' ? '' : `<at:comment>${escapeXml(comment)}</at:comment>`) +
    '</at:deleted-entry>'
  )
}
