/** The edition as an MMS: one page per entry, a picture and a text each (SMIL of the OMA conformance document). */
import { DeliveryError, escapeXml, type Edition, type MmsMessage, type MmsProfile } from '@/core'

import { KILOBYTE, MMS_MESSAGE_HEADERS, MMS_PAGE_MS, MMS_PART_HEADERS, MMS_SUBJECT } from './limits'
import { address, cut, plain } from './words'

type Part = MmsMessage['parts'][number]

interface Page {
  readonly text: Part
  readonly picture?: Part
}

/** Bytes of the whole message, headers allowed for. */
export const mmsBytes = ({ smil, parts }: Pick<MmsMessage, 'smil' | 'parts'>): number =>
  parts.reduce(
    (sum, { body }) => sum + body.byteLength + MMS_PART_HEADERS,
    MMS_MESSAGE_HEADERS + MMS_PART_HEADERS + new TextEncoder().encode(smil).byteLength,
  )

/**
 * Texts come first: every entry keeps its words, pictures are added in the entries' order while they fit. `jpegs` are
 * finished pictures by the entry's document key. Throws RENDERING_FAILED when the words alone are too many.
 */
export function renderMms(
  edition: Edition,
  profile: MmsProfile,
  jpegs: ReadonlyMap<string, Uint8Array> = new Map(),
): MmsMessage {
  const budget = profile * KILOBYTE
  const subject = cut(plain(edition.title), MMS_SUBJECT)
  const greeting = [edition.title, edition.greeting].map(plain).filter(Boolean).join('\n')
  const texts = [
    greeting,
    ...edition.entries.map(({ headline, summary, url, credits }) =>
      [plain(headline), plain(summary), plain(credits), address(url)].filter(Boolean).join('\n'),
    ),
  ]
  let pages: Page[] = texts.map((text, index) => ({
    text: part(`text${String(index)}.txt`, 'text/plain; charset=utf-8', text),
  }))
  const words = mmsBytes(message(subject, pages))
  if (words > budget) {
    throw new DeliveryError(
      'RENDERING_FAILED',
      `彩信 ${String(profile)} KB：文字 ${String(words)} 字节，超出 ${String(budget)} / MMS of ${String(profile)} KB: the words are ${String(words)} bytes, ${String(budget)} at most`,
    )
  }
  for (const [index, { document }] of edition.entries.entries()) {
    const body = jpegs.get(document)
    if (!body) continue
    const picture: Part = { id: `image${String(index + 1)}.jpg`, mediaType: 'image/jpeg', body }
    const richer = pages.map((page, at) => (at === index + 1 ? { ...page, picture } : page))
    if (mmsBytes(message(subject, richer)) <= budget) pages = richer
  }
  return message(subject, pages)
}

const part = (id: string, mediaType: string, text: string): Part => ({
  id,
  mediaType,
  body: new TextEncoder().encode(text),
})

const message = (subject: string, pages: readonly Page[]): MmsMessage => ({
  subject,
  smil: smilOf(pages),
  parts: pages.flatMap(({ text, picture }) => (picture ? [picture, text] : [text])),
})

const smilOf = (pages: readonly Page[]): string =>
  [
    '<smil><head><layout><root-layout width="100%" height="100%"/>',
    '<region id="Image" left="0" top="0" width="100%" height="50%" fit="meet"/>',
    '<region id="Text" left="0" top="50%" width="100%" height="50%" fit="scroll"/>',
    '</layout></head><body>',
    ...pages.map(
      ({ text, picture }) =>
        `<par dur="${String(MMS_PAGE_MS)}ms">${picture ? `<img src="${escapeXml(picture.id)}" region="Image"/>` : ''}` +
        `<text src="${escapeXml(text.id)}" region="Text"/></par>`,
    ),
    '</body></smil>',
  ].join('')
