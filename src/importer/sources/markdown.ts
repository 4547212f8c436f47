/** Markdown → HTML tree: CommonMark and GitHub's tables, strikethrough, footnotes. */
import type { Element, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { FootnoteDefinition, FootnoteReference, Root as Markdown } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toHast, type Handler } from 'mdast-util-to-hast'
import { gfm } from 'micromark-extension-gfm'
import { visit } from 'unist-util-visit'

import { element } from './hast'
import { parseUntrustedHtml, withoutOverflow } from './parse-html'

export interface FrontMatter {
  /** YAML between the first two `---` lines. */
  readonly yaml: string
  readonly body: string
}

/** Takes a text apart; undefined when it has no front matter. */
export function splitFrontMatter(source: string): FrontMatter | undefined {
  const match = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(source)
  return match ? { yaml: match[1] ?? '', body: source.slice(match[0].length) } : undefined
}

/** HTML inside the Markdown is parsed with it, and refused when it is active. */
export function markdownToHast(source: string): Root {
  return withoutOverflow(() => {
    const markdown = fromMarkdown(source, {
      extensions: [gfm()],
      mdastExtensions: [gfmFromMarkdown()],
    })
    const hast = toHast(markdown, {
      allowDangerousHtml: true,
      handlers: { footnoteReference: footnotes(markdown) },
    })
    return parseUntrustedHtml(toHtml(hast, { allowDangerousHtml: true }), true)
  })
}

/** A reference becomes `<sup data-footnote="…">` with the text of its definition. */
function footnotes(markdown: Markdown): Handler {
  const definitions = new Map<string, FootnoteDefinition>()
  visit(markdown, 'footnoteDefinition', (definition) => {
    definitions.set(definition.identifier, definition)
  })
  return (_state, reference: FootnoteReference): Element => {
    const definition = definitions.get(reference.identifier)
    return element('sup', [], {
      dataFootnote: definition ? textOf(definition) : reference.identifier,
    })
  }
}

function textOf(definition: FootnoteDefinition): string {
  const texts: string[] = []
  visit(definition, (node) => {
    if (node.type === 'text' || node.type === 'inlineCode') texts.push(node.value)
  })
  return texts.join('').trim()
}
