/** Inline content: texts with their formats, links, footnotes, line breaks. Pictures are handed out: they stand beside. */
import type { Element } from 'hast'

import { element, type Reading } from './html-reading'
import type { Content } from './html-tree'
import { FORMAT, type Node } from './nodes'
import { safeUrl } from './to-html'
import { merged } from './white-space'

const FORMATS: Readonly<Record<string, number>> = {
  strong: FORMAT.bold,
  b: FORMAT.bold,
  em: FORMAT.italic,
  i: FORMAT.italic,
  u: FORMAT.underline,
  s: FORMAT.strikethrough,
  del: FORMAT.strikethrough,
  strike: FORMAT.strikethrough,
  code: FORMAT.code,
  sub: FORMAT.subscript,
  sup: FORMAT.superscript,
}

/** Nodes in the given format; pictures found on the way are added to `pictures`. */
export function readInline(
  reading: Reading,
  contents: readonly Content[],
  format: number,
  pictures: Element[],
): Node[] {
  const nodes = contents.flatMap((content): Node[] => {
    if (content.type === 'text') {
      const text = content.value.replace(/[ \t\n\r\f]+/g, ' ')
      return text === '' ? [] : [textNode(text, format)]
    }
    if (content.type !== 'element') return []
    const { tagName, properties, children } = content
    if (tagName === 'br') return [{ type: 'linebreak', version: 1 } as Node]
    if (tagName === 'img') {
      pictures.push(content)
      return []
    }
    if (tagName === 'a') return readLink(reading, content, format, pictures)
    if (tagName === 'sup' && typeof properties['dataFootnote'] === 'string') {
      const fields = {
        id: reading.nextId(),
        blockType: 'footnote' as const,
        blockName: '',
        text: properties['dataFootnote'],
      }
      return [{ type: 'inlineBlock', version: 1, fields } as Node]
    }
    return readInline(reading, children, format | (FORMATS[tagName] ?? 0), pictures)
  })
  return merged(nodes)
}

function readLink(reading: Reading, node: Element, format: number, pictures: Element[]): Node[] {
  const url =
    typeof node.properties['href'] === 'string' ? safeUrl(node.properties['href']) : undefined
  const children = readInline(reading, node.children, format, pictures)
  if (!url || url.startsWith('#') || children.length === 0) return children
  const fields = { linkType: 'custom' as const, url, newTab: false }
  return [{ ...element, type: 'link', version: 3, id: reading.nextId(), fields, children } as Node]
}

const textNode = (text: string, format: number): Node =>
  ({ type: 'text', version: 1, detail: 0, format, mode: 'normal', style: '', text }) as Node
