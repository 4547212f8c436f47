/**
 * MM7 between a service and a relay (3GPP TS 23.140, REL-6-MM7-1-4): SOAP 1.1 over HTTP, the message beside it as the
 * second part of a multipart/related (SOAP Messages with Attachments). Values in, text and bytes out.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser'

import { escapeXml, type MmsMessage } from '@/core'

import type { Mm7Gateway } from './settings'

const NAMESPACE = 'http://www.3gpp.org/ftp/Specs/archive/23_series/23.140/schema/REL-6-MM7-1-4'
const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/'
export const MM7_VERSION = '6.8.0'

/** Fixed, since the parts hold no line that begins with it: each is either text of ours or checked against it. */
const OUTER = 'quanmei-mm7-7c1f0e5b9a3d4826'
const INNER = 'quanmei-mms-2e8d64b1f0975ac3'
export const MM7_CONTENT_TYPE = `multipart/related; boundary="${OUTER}"; type="text/xml"; start="<mm7-submit>"`

/** The message as it is attached: SMIL first, every part under the name the SMIL calls it by. */
export function mm7Attachment({ smil, parts }: MmsMessage): Buffer {
  const part = (id: string, mediaType: string, body: Uint8Array): Buffer[] => [
    Buffer.from(
      `--${INNER}\r\nContent-Type: ${mediaType}\r\nContent-Transfer-Encoding: binary\r\n` +
        `Content-ID: <${id}>\r\nContent-Location: ${id}\r\n\r\n`,
    ),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ]
  for (const { body } of parts) {
    if (Buffer.from(body).includes(INNER) || Buffer.from(body).includes(OUTER))
      throw new RangeError('A part of an MMS holds the words that part it from the others')
  }
  return Buffer.concat([
    Buffer.from(
      `--${OUTER}\r\nContent-Type: multipart/related; boundary="${INNER}"; type="application/smil"; start="<start.smil>"\r\n` +
        'Content-Transfer-Encoding: binary\r\nContent-ID: <mms-content>\r\n\r\n',
    ),
    ...part('start.smil', 'application/smil; charset=utf-8', Buffer.from(smil)),
    ...parts.flatMap(({ id, mediaType, body }) => part(id, mediaType, body)),
    Buffer.from(`--${INNER}--\r\n\r\n--${OUTER}--\r\n`),
  ])
}

export interface Mm7Submission {
  readonly gateway: Mm7Gateway
  readonly subject: string
  readonly number: string
  /** The same on every try. */
  readonly transaction: string
  /** Nothing arrives after it. */
  readonly expires: Date
  readonly wantsReport: boolean
}

/** The first part, to be followed by the attachment. Element order is the schema's. */
export function mm7Submit(submission: Mm7Submission): Buffer {
  const { gateway, subject, number, transaction, expires, wantsReport } = submission
  const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`
  const soap = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<env:Envelope xmlns:env="${ENVELOPE}"><env:Header>`,
    `<TransactionID xmlns="${NAMESPACE}" env:mustUnderstand="1">${escapeXml(transaction)}</TransactionID>`,
    `</env:Header><env:Body><SubmitReq xmlns="${NAMESPACE}">`,
    element('MM7Version', MM7_VERSION),
    '<SenderIdentification>',
    element('VASPID', gateway.vaspId),
    element('VASID', gateway.vasId),
    `<SenderAddress>${element('ShortCode', gateway.sender)}</SenderAddress>`,
    '</SenderIdentification>',
    `<Recipients><To>${element('Number', number)}</To></Recipients>`,
    gateway.serviceCode === undefined ? '' : element('ServiceCode', gateway.serviceCode),
    element('MessageClass', 'Informational'),
    element('ExpiryDate', expires.toISOString()),
    element('DeliveryReport', String(wantsReport)),
    element('ReadReply', 'false'),
    element('Priority', 'Normal'),
    element('Subject', subject),
    '<Content href="cid:mms-content" allowAdaptations="true"/>',
    '</SubmitReq></env:Body></env:Envelope>',
  ].join('')
  return Buffer.from(
    `--${OUTER}\r\nContent-Type: text/xml; charset=utf-8\r\nContent-ID: <mm7-submit>\r\n\r\n${soap}\r\n`,
  )
}

/** What an MM7 message says, whatever prefixes it uses. */
export interface Mm7Message {
  /** `SubmitRsp`, `DeliveryReportReq`, `RSErrorRsp` … */
  readonly name: string
  readonly transaction: string
  /** By the element's name; those of inner elements too. */
  readonly fields: Readonly<Record<string, string>>
}

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
})
/** Deeper answers are no MM7. */
const DEEPEST = 12

/** `undefined` for anything that is no MM7 message. Document types are not read, so there are no entities but the five. */
export function readMm7(text: string): Mm7Message | undefined {
  const xml = soapIn(text)
  if (/<!DOCTYPE/i.test(xml) || XMLValidator.validate(xml) !== true) return undefined
  const envelope = member(parser.parse(xml), 'Envelope')
  const body = member(envelope, 'Body')
  if (typeof body !== 'object' || body === null) return undefined
  const fault = member(member(body, 'Fault'), 'detail')
  const [entry] = Object.entries(Object(fault ?? body) as Record<string, unknown>)
  if (!entry) return undefined
  const [name, content] = entry
  const fields: Record<string, string> = {}
  gather(content, fields, 0)
  return { name, transaction: textOf(member(member(envelope, 'Header'), 'TransactionID')), fields }
}

/** Some relays answer in a multipart too: the SOAP is what stands between the first and the last angle bracket. */
function soapIn(text: string): string {
  const from = text.search(/<(?:\?xml|[\w-]*:?Envelope\b)/)
  const to = text.lastIndexOf('>')
  return from < 0 ? '' : text.slice(from, to + 1)
}

function gather(value: unknown, fields: Record<string, string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string') fields[name] ??= inner
    else gather(inner, fields, depth + 1)
  }
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What a relay is answered: to a `DeliveryReportReq` a `DeliveryReportRsp`. */
export const mm7Answer = (
  name: string,
  transaction: string,
  status: number,
  text: string,
): string =>
  `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="${ENVELOPE}"><env:Header>` +
  `<TransactionID xmlns="${NAMESPACE}" env:mustUnderstand="1">${escapeXml(transaction)}</TransactionID>` +
  `</env:Header><env:Body><${name} xmlns="${NAMESPACE}"><MM7Version>${MM7_VERSION}</MM7Version>` +
  `<Status><StatusCode>${String(status)}</StatusCode><StatusText>${escapeXml(text)}</StatusText></Status>` +
  `</${name}></env:Body></env:Envelope>`
