/**
 * OAI-PMH 2.0 over the alliance's records: what is public of them, as metadata. Records are read in the order of their newest
 * change, which is the order of their dates, so a harvest that goes on to its end has seen each in its newest form.
 */
import {
  escapeXml,
  standingAt,
  type DocumentKey,
  type Item,
  type RecordHead,
  type Site,
  type SyndicationReader,
} from '@/core'

import { rangeOf, readRequest, type OaiRequest, type Verb } from './arguments'
import { OaiError } from './errors'
import { METADATA_FORMATS, type MetadataFormat } from './formats'
import { FIXED_SETS, isInSet, isSetSpec, setsOf } from './sets'
import { readOaiToken, writeOaiToken, type OaiPlace } from './tokens'

export const OAI_LIMITS = { records: 100, identifiers: 500, scanned: 1000 } as const

export interface OaiPorts {
  readonly reader: SyndicationReader
  readonly site: Site
  readonly now: Date
  /** The address asked, absolute, without a query. */
  readonly baseUrl: string
}

const seconds = (iso: string): string => `${iso.slice(0, '2014-07-02T00:00:00'.length)}Z`

/** The whole answer, whatever was asked. Throws DeliveryError STORAGE_UNAVAILABLE only. */
export async function answerOai(query: URLSearchParams, ports: OaiPorts): Promise<string> {
  let attributes: Readonly<Record<string, string>> = {}
  try {
    const request = readRequest(query)
    attributes = { verb: request.verb, ...request.values }
    return envelope(await VERB_ANSWERS[request.verb](request, ports), attributes, ports)
  } catch (error) {
    if (!(error instanceof OaiError)) throw error
    // Of a request that can't be read nothing is repeated (§3.2).
    const isUnread = error.code === 'badVerb' || error.code === 'badArgument'
    return envelope(
      `<error code="${error.code}">${escapeXml(error.message)}</error>`,
      isUnread ? {} : attributes,
      ports,
    )
  }
}

function envelope(
  content: string,
  attributes: Readonly<Record<string, string>>,
  { now, baseUrl }: OaiPorts,
): string {
  const asked = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('')
  return `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">
<responseDate>${seconds(now.toISOString())}</responseDate>
<request${asked}>${escapeXml(baseUrl)}</request>
${content}
</OAI-PMH>
`
}

const VERB_ANSWERS: Readonly<
  Record<Verb, (request: OaiRequest, ports: OaiPorts) => Promise<string>>
> = {
  Identify: (_request, ports) => identify(ports),
  ListMetadataFormats: listFormats,
  ListSets: listSets,
  ListIdentifiers: (request, ports) => list(request, ports, false),
  ListRecords: (request, ports) => list(request, ports, true),
  GetRecord: getRecord,
}

/** `oai:example.org:lessons/ID`. */
const identifierOf = ({ tagAuthority }: Site, document: string): string =>
  `oai:${tagAuthority}:${document}`

function documentOf({ tagAuthority }: Site, identifier: string): DocumentKey | undefined {
  const start = `oai:${tagAuthority}:`
  return identifier.startsWith(start) ? (identifier.slice(start.length) as DocumentKey) : undefined
}

async function identify({ reader, site, baseUrl, now }: OaiPorts): Promise<string> {
  const { earliest } = await reader.facts()
  const mail = /[^\s<>，；;,]+@[^\s<>，；;,]+/.exec(site.contact ?? '')?.[0]
  const example = identifierOf(site, 'lessons/1')
  return [
    '<Identify>',
    `<repositoryName>${escapeXml(site.title || site.publicUrl)}</repositoryName>`,
    `<baseURL>${escapeXml(baseUrl)}</baseURL>`,
    '<protocolVersion>2.0</protocolVersion>',
    `<adminEmail>${escapeXml(mail ?? `webmaster@${site.tagAuthority}`)}</adminEmail>`,
    `<earliestDatestamp>${seconds(earliest ?? now.toISOString())}</earliestDatestamp>`,
    '<deletedRecord>persistent</deletedRecord>',
    '<granularity>YYYY-MM-DDThh:mm:ssZ</granularity>',
    '<compression>gzip</compression>',
    `<description><oai-identifier xmlns="http://www.openarchives.org/OAI/2.0/oai-identifier" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai-identifier http://www.openarchives.org/OAI/2.0/oai-identifier.xsd"><scheme>oai</scheme><repositoryIdentifier>${escapeXml(site.tagAuthority)}</repositoryIdentifier><delimiter>:</delimiter><sampleIdentifier>${escapeXml(example)}</sampleIdentifier></oai-identifier></description>`,
    '</Identify>',
  ].join('\n')
}

async function listFormats(
  { values: { identifier } }: OaiRequest,
  ports: OaiPorts,
): Promise<string> {
  if (identifier !== undefined) await findPublic(identifier, ports)
  const formats = Object.entries(METADATA_FORMATS).map(
    ([prefix, { schema, namespace }]) =>
      `<metadataFormat><metadataPrefix>${prefix}</metadataPrefix><schema>${schema}</schema><metadataNamespace>${namespace}</metadataNamespace></metadataFormat>`,
  )
  return `<ListMetadataFormats>\n${formats.join('\n')}\n</ListMetadataFormats>`
}

/** Themes and audiences that some public record is about. They are few, so one answer has them all. */
async function listSets({ values }: OaiRequest, { reader }: OaiPorts): Promise<string> {
  if (values['resumptionToken'] !== undefined) throw new OaiError('badResumptionToken')
  const names = new Map(FIXED_SETS.map(({ spec, name }) => [spec, name]))
  for await (const head of headsFrom(reader, { after: 0 })) {
    if (wordOf(head, '') === 'silent') continue
    const facets = [head, ...head.former]
    for (const { themes, audiences } of facets) {
      for (const slug of themes) names.set(`theme:${slug}`, slug)
      for (const slug of audiences) names.set(`audience:${slug}`, slug)
    }
  }
  const sets = [...names]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(
      ([spec, name]) =>
        `<set><setSpec>${escapeXml(spec)}</setSpec><setName>${escapeXml(name)}</setName></set>`,
    )
  return `<ListSets>\n${sets.join('\n')}\n</ListSets>`
}

/** What harvesters are told of a record: all of it, that it is deleted, or nothing. */
type OaiWord = 'shown' | 'deleted' | 'silent'

function wordOf(head: RecordHead, now: string): OaiWord {
  const standing = standingAt(head, now)
  const wasPublic = head.former.some(({ isPublic }) => isPublic)
  if (standing === 'early' && head.seq === head.firstSeq) return 'silent'
  if (head.isPublic) return standing === 'shown' ? 'shown' : 'deleted'
  return wasPublic ? 'deleted' : 'silent'
}

/** A record is in a set it was in before, as deleted from it. */
function wordInSet(head: RecordHead, set: string | undefined, now: string): OaiWord {
  const word = wordOf(head, now)
  if (word === 'silent' || isInSet(head, set)) return word
  return head.former.some(
    (facets) => facets.isPublic && isInSet({ ...facets, type: head.type }, set),
  )
    ? 'deleted'
    : 'silent'
}

async function findPublic(
  identifier: string,
  { reader, site, now }: OaiPorts,
): Promise<{ readonly head: RecordHead; readonly word: OaiWord }> {
  const document = documentOf(site, identifier)
  const head = document && (await reader.find(document))
  const word = head ? wordOf(head, now.toISOString()) : 'silent'
  if (!head || word === 'silent') throw new OaiError('idDoesNotExist')
  return { head, word }
}

function formatOf(prefix: string | undefined): MetadataFormat {
  const format =
    prefix !== undefined && Object.hasOwn(METADATA_FORMATS, prefix)
      ? METADATA_FORMATS[prefix]
      : undefined
  if (!format) throw new OaiError('cannotDisseminateFormat')
  return format
}

async function getRecord({ values }: OaiRequest, ports: OaiPorts): Promise<string> {
  const format = formatOf(values['metadataPrefix'])
  const { head, word } = await findPublic(values['identifier'] ?? '', ports)
  const items = await ports.reader.items([head.document])
  return `<GetRecord>\n${recordXml(head, word, undefined, items.get(head.document), format, ports)}\n</GetRecord>`
}

async function list({ values }: OaiRequest, ports: OaiPorts, isWhole: boolean): Promise<string> {
  const { reader } = ports
  const place = await placeOf(values, reader)
  const format = formatOf(place.prefix)
  const most = isWhole ? OAI_LIMITS.records : OAI_LIMITS.identifiers
  const now = ports.now.toISOString()
  const found: { readonly head: RecordHead; readonly word: OaiWord }[] = []
  let seq = place.seq
  let hasMore = false
  for await (const head of headsFrom(reader, { after: place.seq, ...rangeIn(place) })) {
    const word = wordInSet(head, place.set, now)
    if (word === 'silent') continue
    if (found.length === most) {
      hasMore = true
      break
    }
    found.push({ head, word })
    seq = head.seq
  }
  if (found.length === 0 && place.count === 0) throw new OaiError('noRecordsMatch')
  const items = isWhole
    ? await reader.items(found.map(({ head }) => head.document))
    : new Map<DocumentKey, Item>()
  const name = isWhole ? 'ListRecords' : 'ListIdentifiers'
  const entries = found.map(({ head, word }) =>
    isWhole
      ? recordXml(head, word, place.set, items.get(head.document), format, ports)
      : headerXml(head, word, place.set, ports.site),
  )
  return `<${name}>\n${entries.join('\n')}\n${tokenXml(place, seq, found.length, hasMore)}</${name}>`
}

/** The last part of several says that it is the last by an empty token. */
function tokenXml(place: OaiPlace, seq: number, found: number, hasMore: boolean): string {
  const cursor = ` cursor="${String(place.count)}"`
  if (!hasMore) return place.count === 0 ? '' : `<resumptionToken${cursor}/>\n`
  const token = writeOaiToken({ ...place, seq, count: place.count + found })
  return `<resumptionToken${cursor}>${token}</resumptionToken>\n`
}

const rangeIn = ({ from, before }: OaiPlace): { from?: string; before?: string } => ({
  ...(from === undefined ? {} : { from }),
  ...(before === undefined ? {} : { before }),
})

async function placeOf(
  { resumptionToken, metadataPrefix = '', set, from, until }: OaiRequest['values'],
  reader: SyndicationReader,
): Promise<OaiPlace> {
  const { epoch, last } = await reader.facts()
  if (resumptionToken !== undefined) {
    const place = readOaiToken(resumptionToken)
    if (
      place?.epoch !== epoch ||
      place.seq > last ||
      !Object.hasOwn(METADATA_FORMATS, place.prefix)
    ) {
      throw new OaiError('badResumptionToken')
    }
    return place
  }
  const range = rangeOf({ from, until })
  formatOf(metadataPrefix)
  if (set !== undefined && !isSetSpec(set)) throw new OaiError('noRecordsMatch')
  return {
    ...{ epoch, seq: 0, prefix: metadataPrefix, count: 0 },
    ...(set === undefined ? {} : { set }),
    ...range,
  }
}

/** In the order of places, some at a time. */
async function* headsFrom(
  reader: SyndicationReader,
  from: { readonly after: number; readonly from?: string; readonly before?: string },
): AsyncGenerator<RecordHead> {
  let { after } = from
  for (;;) {
    const heads = await reader.scan({ ...from, after, most: OAI_LIMITS.scanned })
    yield* heads
    after = heads.at(-1)?.seq ?? after
    if (heads.length < OAI_LIMITS.scanned) return
  }
}

/** What left the set asked for is named in it as deleted; otherwise a record's sets are those of now. */
function headerXml(head: RecordHead, word: OaiWord, set: string | undefined, site: Site): string {
  const status = word === 'deleted' ? ' status="deleted"' : ''
  const sets = setsOf(head)
  const all = set === undefined || isInSet(head, set) ? sets : [...sets, set]
  return `<header${status}><identifier>${escapeXml(identifierOf(site, head.document))}</identifier><datestamp>${seconds(head.changedAt)}</datestamp>${all
    .map((spec) => `<setSpec>${escapeXml(spec)}</setSpec>`)
    .join('')}</header>`
}

/** What was withdrawn between two reads is told as deleted; it comes again later in the order. */
function recordXml(
  head: RecordHead,
  word: OaiWord,
  set: string | undefined,
  item: Item | undefined,
  format: MetadataFormat,
  { site }: OaiPorts,
): string {
  const isShown = word === 'shown' && item !== undefined
  const header = headerXml(head, isShown ? 'shown' : 'deleted', set, site)
  return isShown
    ? `<record>${header}<metadata>${format.render(item, site)}</metadata></record>`
    : `<record>${header}</record>`
}
