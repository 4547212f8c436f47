/**
 * What the W3C feed validator would say, as far as a feed of ours could break it: its rules for RSS 2.0, Atom, HTML in
 * feeds, dates and addresses (w3c/feedvalidator, src/feedvalidator). Answers complaints; none is what we want.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'

/** `acceptable_elements` of validators.py, less what a feed of ours has no use for. */
const ELEMENTS = new Set(
  (
    'a abbr acronym address article aside audio b bdi big blockquote br caption center cite code col ' +
    'colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd ' +
    'li mark ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table ' +
    'tbody td tfoot th thead time tr track tt u ul var video wbr'
  ).split(' '),
)
const ATTRIBUTES = new Set(
  (
    'alt cite colspan controls datetime default dir download headers height href hreflang id kind label lang ' +
    'loading media open poster preload reversed rowspan scope sizes span src srclang srcset start title type width'
  ).split(' '),
)

export type XmlNode = { readonly [name: string]: XmlValue }
export type XmlValue = string | XmlNode | readonly XmlValue[]

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
  isArray: (name) => ['item', 'entry', 'category', 'atom:link', 'link', 'enclosure'].includes(name),
})

export const parseXml = (xml: string): XmlNode => parser.parse(xml) as XmlNode

export const listOf = (value: XmlValue | undefined): readonly XmlNode[] =>
  value === undefined
    ? []
    : ((Array.isArray(value) ? value : [value]) as readonly (XmlNode | string)[]).map((one) =>
        typeof one === 'string' ? { '#text': one } : one,
      )

export const textOf = (value: XmlValue | undefined): string => {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  const text = (value as XmlNode)['#text']
  return typeof text === 'string' ? text : ''
}

const RFC822 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) \d\d:\d\d:\d\d ([+-]\d{4})$/
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/
const MIME = /^[\w.+-]+\/[\w.+-]+$/

const isUri = (text: string): boolean => /^[a-z][\w+.-]*:[\x21-\x7e]+$/i.test(text)
const isWebUri = (text: string): boolean => /^https?:\/\//.test(text) && isUri(text)

export function rssComplaints(xml: string, url: string): string[] {
  const complaints = xmlComplaints(xml)
  const say = (text: string): void => void complaints.push(text)
  const channel = listOf((parseXml(xml)['rss'] as XmlNode)['channel'])[0]
  if (!channel) return [...complaints, 'no channel']
  for (const name of ['title', 'description', 'link', 'language', 'generator']) {
    if (listOf(channel[name]).length !== 1) say(`channel has not one ${name}`)
  }
  const links = listOf(channel['atom:link'])
  const self = links.filter((link) => link['@rel'] === 'self')
  if (self.length !== 1 || textOf(self[0]?.['@href']) !== url) say('self link is not the address')
  links.forEach((link) => isWebUri(textOf(link['@href'])) || say('atom:link is no address'))
  if (!RFC822.test(textOf(channel['lastBuildDate']))) say('lastBuildDate')
  if (!/^\d+$/.test(textOf(channel['ttl']))) say('ttl')
  if (xml.indexOf('<item>') !== -1 && xml.indexOf('<item>') < xml.lastIndexOf('<atom:link')) {
    say('channel elements after items')
  }
  const guids = new Set<string>()
  for (const item of listOf(channel['item'])) {
    const guid = listOf(item['guid'])[0]
    const id = textOf(guid)
    if (guid?.['@isPermaLink'] !== 'false' || !isUri(id)) say(`guid ${id}`)
    if (guids.has(id)) say(`guid twice: ${id}`)
    guids.add(id)
    for (const name of ['title', 'link', 'pubDate', 'dc:creator']) {
      if (listOf(item[name]).length !== 1) say(`${id} has not one ${name}`)
    }
    if (textOf(item['title']).trim() === '') say(`${id} has a blank title`)
    for (const name of ['author', 'dc:subject', 'dc:date', 'atom:id', 'atom:published']) {
      if (name in item) say(`${id} says ${name} besides its core element`)
    }
    const date = textOf(item['pubDate'])
    const [, weekday, day, month, year] = RFC822.exec(date) ?? []
    const expected = new Date(`${day ?? ''} ${month ?? ''} ${year ?? ''} UTC`).toUTCString()
    if (weekday === undefined || !expected.startsWith(weekday)) say(`${id} pubDate ${date}`)
    if (!isWebUri(textOf(listOf(item['link'])[0]))) say(`${id} link`)
    const enclosures = listOf(item['enclosure'])
    if (enclosures.length > 1) say(`${id} has several enclosures`)
    for (const enclosure of enclosures) {
      if (!isWebUri(textOf(enclosure['@url']))) say(`${id} enclosure url`)
      if (!/^\d+$/.test(textOf(enclosure['@length']))) say(`${id} enclosure length`)
      if (!MIME.test(textOf(enclosure['@type']))) say(`${id} enclosure type`)
    }
    listOf(item['category']).forEach((one) => textOf(one) !== '' || say(`${id} blank category`))
    const names = Object.keys(item)
    if (
      'content:encoded' in item &&
      !names.slice(0, names.indexOf('content:encoded')).includes('description')
    ) {
      say(`${id} has no description before its content`)
    }
    complaints.push(...htmlComplaints(id, textOf(item['content:encoded'])))
    complaints.push(...htmlComplaints(id, textOf(item['description'])))
  }
  return complaints
}

export function atomComplaints(xml: string, url: string): string[] {
  const complaints = xmlComplaints(xml)
  const say = (text: string): void => void complaints.push(text)
  const feed = parseXml(xml)['feed'] as XmlNode
  const self = listOf(feed['link']).filter((link) => link['@rel'] === 'self')
  if (self.length !== 1 || textOf(self[0]?.['@href']) !== url) say('self link is not the address')
  if (!listOf(feed['link']).some((link) => link['@rel'] === 'alternate')) say('no alternate link')
  if (!('author' in feed)) say('no author')
  const seen = new Set<string>()
  for (const one of [feed, ...listOf(feed['entry'])]) {
    const id = textOf(one['id'])
    if (!isUri(id)) say(`id ${id}`)
    for (const name of ['id', 'title', 'updated']) {
      if (listOf(one[name]).length !== 1) say(`${id} has not one ${name}`)
    }
    if (textOf(one['title']).trim() === '') say(`${id} has a blank title`)
    if (!RFC3339.test(textOf(one['updated']))) say(`${id} updated`)
    if (one !== feed && !RFC3339.test(textOf(one['published']))) say(`${id} published`)
    if (one !== feed && seen.has(id)) say(`entry twice: ${id}`)
    if (one !== feed) seen.add(id)
    for (const link of listOf(one['link'])) {
      if (!isWebUri(textOf(link['@href']))) say(`${id} link`)
      if (link['@rel'] === 'enclosure' && !/^\d+$/.test(textOf(link['@length'])))
        say(`${id} length`)
    }
    for (const category of listOf(one['category'])) {
      if (textOf(category['@term']) === '' || !isUri(textOf(category['@scheme'])))
        say(`${id} category`)
    }
    complaints.push(...htmlComplaints(id, textOf(one['content'])))
  }
  for (const grave of listOf(feed['at:deleted-entry'])) {
    if (!isUri(textOf(grave['@ref'])) || !RFC3339.test(textOf(grave['@when']))) say('tombstone')
    if (seen.has(textOf(grave['@ref']))) say('a tombstone of an entry that is there')
  }
  return complaints
}

export function jsonComplaints(text: string, url: string): string[] {
  const complaints: string[] = []
  const say = (one: string): void => void complaints.push(one)
  const feed = JSON.parse(text) as {
    version: unknown
    title: unknown
    feed_url: unknown
    next_url?: string
    items: Record<string, unknown>[]
  }
  if (feed.version !== 'https://jsonfeed.org/version/1.1') say('version')
  if (typeof feed.title !== 'string' || feed.title === '') say('title')
  if (feed.feed_url !== url) say('feed_url is not the address')
  if (feed.next_url === url) say('next_url is the feed itself')
  const ids = new Set(feed.items.map(({ id }) => id))
  if (ids.size !== feed.items.length) say('an id twice')
  for (const item of feed.items) {
    const id = String(item['id'])
    if (typeof item['id'] !== 'string') say('id is no string')
    if (!isWebUri(String(item['url']))) say(`${id} url`)
    if (!('content_html' in item) && !('content_text' in item)) say(`${id} has no content`)
    for (const name of ['date_published', 'date_modified']) {
      if (!RFC3339.test(String(item[name]))) say(`${id} ${name}`)
    }
    if ('author' in item) say(`${id} has the author of version 1.0`)
    complaints.push(
      ...htmlComplaints(id, typeof item['content_html'] === 'string' ? item['content_html'] : ''),
    )
    for (const one of (item['attachments'] ?? []) as Record<string, unknown>[]) {
      if (!isWebUri(String(one['url'])) || !MIME.test(String(one['mime_type'])))
        say(`${id} attachment`)
      if (!Number.isInteger(one['size_in_bytes'])) say(`${id} attachment size`)
    }
  }
  return complaints
}

function xmlComplaints(xml: string): string[] {
  const complaints: string[] = []
  const verdict = XMLValidator.validate(xml)
  if (verdict !== true) complaints.push(`not well-formed: ${verdict.err.msg}`)
  // Control characters, non-characters and lone surrogates, named by their code points.
  for (const character of xml) {
    const code = character.codePointAt(0) ?? 0
    const isControl = (code < 0x20 && ![9, 10, 13].includes(code)) || (code >= 0x7f && code <= 0x9f)
    if (
      isControl ||
      (code >= 0xd800 && code <= 0xdfff) ||
      [0xfffd, 0xfffe, 0xffff].includes(code)
    ) {
      complaints.push(`forbidden character U+${code.toString(16)}`)
    }
  }
  return complaints
}

function htmlComplaints(id: string, html: string): string[] {
  const complaints: string[] = []
  visit(fromHtml(html, { fragment: true }), 'element', ({ tagName, properties }) => {
    if (!ELEMENTS.has(tagName)) complaints.push(`${id} has <${tagName}>`)
    for (const [name, value] of Object.entries(properties)) {
      const attribute = name.toLowerCase()
      if (!ATTRIBUTES.has(attribute)) complaints.push(`${id} has ${tagName}[${attribute}]`)
      if (!['src', 'href', 'poster', 'cite'].includes(attribute)) continue
      const address = String(value)
      if (!/^(?:https?:\/\/|mailto:|tel:|#)/.test(address)) {
        complaints.push(`${id} has the address ${address}`)
      }
    }
  })
  return complaints
}
