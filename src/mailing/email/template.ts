/**
 * A message is built once by nodemailer; per recipient only what differs is put in. The merge fields' values have the
 * same length for everybody, so in the encoded text each has its fixed place: under base64 the groups of four around
 * it are encoded anew, under quoted-printable its characters stand for themselves. Nothing else is touched.
 */
import MailComposer from 'nodemailer/lib/mail-composer'

import { DeliveryError, MERGE_FIELDS, type EmailMessage } from '@/core'

type Field = keyof typeof MERGE_FIELDS
/** What stands in for a merge field; plain characters only, as long as the others of its kind. */
export type MergeValues = Readonly<Record<Field, string>>

const FIELDS = Object.keys(MERGE_FIELDS) as Field[]
/** Stand for themselves in HTML, quoted-printable and URLs. */
const PLAIN = /^[A-Za-z0-9:/?_.~-]+$/

interface Slot {
  readonly field: Field
  /** Where each character goes (quoted-printable), or each of the encoded characters (base64). */
  readonly places: readonly number[]
  /** Base64: what stands before and after the value in the groups it touches. */
  readonly around?: readonly [Buffer, Buffer]
}

export interface Template {
  /** MIME headers of the message and its parts' beginning: `Subject`, `MIME-Version`, `Content-Type` …, CRLF after each. */
  readonly headers: string
  /** The body with these values, from the first byte after the empty line. */
  fill(values: MergeValues): Buffer
}

/** `lengths`: how long each field's values are. Throws RENDERING_FAILED for a merge field in the subject. */
export async function buildTemplate(
  message: EmailMessage,
  lengths: Readonly<Record<Field, number>>,
): Promise<Template> {
  if (FIELDS.some((field) => message.subject.includes(MERGE_FIELDS[field]))) {
    throw new DeliveryError('RENDERING_FAILED', 'A merge field can’t stand in the subject')
  }
  const marks = Object.fromEntries(
    FIELDS.map((field, index) => [field, markOf(index, lengths[field])]),
  ) as Record<Field, string>
  const raw = await compose(withValues(message, marks))
  const end = raw.indexOf('\r\n\r\n')
  const headers = raw.subarray(0, end + 2).toString('latin1')
  const body = raw.subarray(end + 4)
  const slots = slotsOf(raw, end + 4, marks)
  const asked = FIELDS.reduce((sum, field) => sum + countIn(message, MERGE_FIELDS[field]), 0)
  if (slots.length !== asked) {
    throw new DeliveryError(
      'RENDERING_FAILED',
      'The merge fields were not found again in the encoded message',
    )
  }
  return {
    headers,
    fill(values) {
      const filled = Buffer.from(body)
      for (const { field, places, around } of slots) {
        const value = values[field]
        if (value.length !== lengths[field] || !PLAIN.test(value)) {
          throw new RangeError(`The merge field ${field} has no value of the length it was given`)
        }
        const text = around
          ? Buffer.concat([around[0], Buffer.from(value, 'latin1'), around[1]]).toString('base64')
          : value
        for (let index = 0; index < places.length; index += 1) {
          filled[places[index] ?? 0] = text.charCodeAt(index)
        }
      }
      return filled
    },
  }
}

const countIn = ({ html, text }: EmailMessage, field: string): number =>
  html.split(field).length + text.split(field).length - 2

/** The message with the fields' values written in: what a template's messages read as. */
export function withValues(message: EmailMessage, values: MergeValues): EmailMessage {
  const fill = (text: string): string =>
    FIELDS.reduce((filled, field) => filled.replaceAll(MERGE_FIELDS[field], values[field]), text)
  return { ...message, html: fill(message.html), text: fill(message.text) }
}

/** As nodemailer encodes it, without the headers that say from whom to whom and when. */
export async function compose({ subject, html, text, pictures }: EmailMessage): Promise<Buffer> {
  const node = new MailComposer({
    subject: subject.replace(/[\r\n\0]+/g, ' '),
    html,
    text,
    attachments: pictures.map(({ id, mediaType, body }) => ({
      cid: id,
      contentType: mediaType,
      content: Buffer.from(body),
      contentDisposition: 'inline' as const,
      filename: id,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  const raw = await node.build()
  return withoutHeaders(raw, ['date', 'message-id'])
}

function withoutHeaders(raw: Buffer, names: readonly string[]): Buffer {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .subarray(0, end)
    .toString('latin1')
    .split(/\r\n(?![ \t])/)
  const kept = lines.filter((line) => !names.includes((line.split(':')[0] ?? '').toLowerCase()))
  return Buffer.concat([Buffer.from(kept.join('\r\n'), 'latin1'), raw.subarray(end)])
}

/** A word no text contains, of that length. */
const markOf = (index: number, length: number): string => {
  const mark = `qm${String(index)}x7Zk9VwT3${String(index)}`
  if (length < mark.length) throw new RangeError('The values of merge fields are too short')
  return mark + 'x'.repeat(length - mark.length)
}

/** Goes through the text parts; positions count from the body's first byte. */
function slotsOf(raw: Buffer, bodyAt: number, marks: Readonly<Record<Field, string>>): Slot[] {
  const source = raw.toString('latin1')
  const slots: Slot[] = []
  for (const head of source.matchAll(
    /^Content-Type: text\/(?:plain|html)\b(?:[^\r]|\r\n[^\r])*\r\n\r\n/gm,
  )) {
    const before = source.lastIndexOf('\r\n\r\n', head.index)
    const block = source.slice(Math.max(0, before), head.index + head[0].length)
    const from = head.index + head[0].length
    const boundary = source.indexOf('\r\n--', from)
    const to = boundary < 0 ? source.length : boundary
    const encoding = /^Content-Transfer-Encoding: *(\S+)/im.exec(block)?.[1]?.toLowerCase()
    const part = source.slice(from, to)
    const found = encoding === 'base64' ? inBase64(part, marks) : inPrintable(part, marks)
    slots.push(
      ...found.map((slot) => ({ ...slot, places: slot.places.map((at) => at + from - bodyAt) })),
    )
  }
  return slots
}

/** Quoted-printable and 7bit: a mark may be broken by soft line ends. */
function inPrintable(part: string, marks: Readonly<Record<Field, string>>): Slot[] {
  const at: number[] = []
  let text = ''
  for (let index = 0; index < part.length; index += 1) {
    if (part.startsWith('=\r\n', index)) {
      index += 2
      continue
    }
    at.push(index)
    text += part[index] ?? ''
  }
  return occurrences(text, marks).map(({ field, start, length }) => ({
    field,
    places: at.slice(start, start + length),
  }))
}

function inBase64(part: string, marks: Readonly<Record<Field, string>>): Slot[] {
  const at = [...part.matchAll(/[A-Za-z0-9+/=]/g)].map(({ index }) => index)
  const decoded = Buffer.from(part, 'base64')
  return occurrences(decoded.toString('latin1'), marks).map(({ field, start, length }) => {
    const first = Math.floor(start / 3)
    const after = Math.min(Math.ceil((start + length) / 3) * 3, decoded.length)
    return {
      field,
      places: at.slice(first * 4, Math.ceil(after / 3) * 4),
      around: [decoded.subarray(first * 3, start), decoded.subarray(start + length, after)],
    }
  })
}

const occurrences = (text: string, marks: Readonly<Record<Field, string>>) =>
  FIELDS.flatMap((field) =>
    [...text.matchAll(new RegExp(marks[field], 'g'))].map(({ index }) => ({
      field,
      start: index,
      length: marks[field].length,
    })),
  )
