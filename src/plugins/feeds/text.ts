/** Text as XML 1.0 and the feed validators accept it. */

/**
 * Without characters XML forbids or validators refuse: controls (C0 but tab and line breaks, DEL, C1), lone surrogates,
 * non-characters and the replacement character, which only ever stands for something lost.
 */
export const cleanText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(
    // eslint's no-control-regex is what this expression is about, hence the code points are built.
    FORBIDDEN,
    '',
  )

/** On one line, for titles and names. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim()

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const range = (from: number, to: number): string =>
  `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`

const FORBIDDEN = new RegExp(
  `[${range(0x00, 0x08)}${range(0x0b, 0x0c)}${range(0x0e, 0x1f)}${range(0x7f, 0x9f)}` +
    `${range(0xd800, 0xdfff)}${range(0xfdd0, 0xfdef)}${range(0xfffd, 0xffff)}]`,
  'gu',
)
