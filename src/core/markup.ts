/** Text as it may stand in HTML and XML. */

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** For text and double-quoted attribute values. */
export const escapeHtml = (text: string): string =>
  /[&<>"]/.test(text)
    ? text.replace(/[&<>"]/g, (character) => REFERENCES[character] ?? character)
    : text

/** For text and attribute values, whichever quotes stand around them. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => REFERENCES[character] ?? character)

const range = (from: number, to: number): string =>
  `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`

// Built from code points: as characters nobody could read the expression.
const FORBIDDEN = new RegExp(
  `[${range(0x00, 0x08)}${range(0x0b, 0x0c)}${range(0x0e, 0x1f)}${range(0x7f, 0x9f)}` +
    `${range(0xd800, 0xdfff)}${range(0xfdd0, 0xfdef)}${range(0xfffd, 0xffff)}]`,
  'gu',
)

/**
 * Without characters XML 1.0 forbids or feed validators refuse: controls (C0 but tab and line breaks, DEL, C1), lone
 * surrogates, non-characters and the replacement character, which only ever stands for something lost.
 */
export const cleanText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(FORBIDDEN, '')

/** The same on one line, for titles and names. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim()
