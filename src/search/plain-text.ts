/** Plain text of an item's sanitised HTML: tags are well-formed, a bare `<` does not occur. */

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)(?:"[^"]*"|'[^']*'|[^'"<>])*>|<!--[\s\S]*?-->/g
/** They stand inside a sentence, so words on both sides of them may be one. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
)
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

export const plainText = (html: string): string =>
  clean(
    html
      .replace(TAG, (_, _close, name: string | undefined) =>
        name !== undefined && INLINE.has(name.toLowerCase()) ? '' : '\n',
      )
      .replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, entity),
  )

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name] ?? whole
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole
}

/** One space or line break between words, and no control characters: SQLite ends strings at NUL. */
export const clean = (text: string): string =>
  text

    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u3000 ]+/g, ' ')
    .replace(/ ?\n[\n ]*/g, '\n')
    .trim()
