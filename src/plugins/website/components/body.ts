/** What a page needs of a body's sanitised HTML: headings to lead to, tables that scroll by themselves. */
import { zh } from '../texts.zh'

export interface Heading {
  readonly id: string
  /** Plain text, entities resolved. */
  readonly text: string
  readonly level: 2 | 3
}

export interface Body {
  readonly html: string
  readonly headings: readonly Heading[]
}

/** The HTML was written by our own serialiser: tags are lower case, attributes quoted, and it is well formed. Ids begin with `prefix`. */
export function prepareBody(html: string, prefix = 'section'): Body {
  const headings: Heading[] = []
  // The page's title is its only h1.
  const lowered = html.replace(/<(\/?)h1(?=[ >])/g, '<$1h2')
  const withIds = lowered.replace(
    /<h([23])((?: [^>]*)?)>(.*?)<\/h\1>/gs,
    (whole: string, level: string, attributes: string, inner: string) => {
      const text = plainText(inner)
      if (text === '') return whole
      const known = / id="([^"]+)"/.exec(attributes)?.[1]
      const id = known ?? `${prefix}-${String(headings.length + 1)}`
      headings.push({ id, text, level: level === '2' ? 2 : 3 })
      return known === undefined ? `<h${level}${attributes} id="${id}">${inner}</h${level}>` : whole
    },
  )
  // Reached by the keyboard, since only then can it be scrolled by it.
  const scroll = `<div class="scroll" role="group" aria-label="${zh.table}" tabindex="0">`
  return {
    html: withIds.replaceAll('<table', `${scroll}<table`).replaceAll('</table>', '</table></div>'),
    headings,
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

/** The words of sanitised HTML, on one line. */
export const plainText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(
      /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
      (whole, hex?: string, decimal?: string, name?: string) =>
        name !== undefined
          ? (ENTITIES[name] ?? whole)
          : String.fromCodePoint(hex !== undefined ? parseInt(hex, 16) : Number(decimal)),
    )
    .replace(/\s+/g, ' ')
    .trim()
