/** Text as XML 1.0 and the feed validators accept it. */

/** Control characters, lone surrogates, non-characters and the replacement character stand for nothing. */
const FORBIDDEN = new RegExp(
  `[${[
    [0x00, 0x08],
    [0x0b, 0x0c],
    [0x0e, 0x1f],
    [0x7f, 0x9f],
    [0xd800, 0xdfff],
    [0xfdd0, 0xfdef],
    [0xfffd, 0xffff],
  ]
    .map(([from = 0, to = 0]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`)
    .join('')}]`,
  'gu',
)

/** On one line, without what XML forbids. */
export const line = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/\s+/g, ' ').trim()

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)

type Attributes = Readonly<Record<string, string | number | undefined>>

/** One element; attributes without a value are left out. `content` is finished XML. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('')
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`
}

/** An element of one line of text. */
export const textElement = (name: string, text: string, attributes: Attributes = {}): string =>
  element(name, attributes, escapeXml(line(text)))
