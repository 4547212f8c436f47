/** Block content: headings, lists, quotations, tables, figures. What is none is read for what it holds. */
import type { Element, ElementContent } from 'hast'

import { readInline } from './html-inline'
import { paragraph, readImage, split } from './html-paragraph'
import { element, type Reading } from './html-reading'
import { find, isList, plainText, type Content } from './html-tree'
import type { Node } from './nodes'
import { trimmed } from './white-space'

const BLOCKS = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'blockquote',
  'table',
  'figure',
  'hr',
  'div',
  'section',
  'article',
  'pre',
  'dl',
  'dt',
  'dd',
  'img',
  'li',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'td',
  'th',
  'caption',
  'figcaption',
])

const HEADINGS: Readonly<Record<string, string>> = {
  h1: 'h2',
  h2: 'h2',
  h3: 'h3',
  h4: 'h4',
  h5: 'h4',
  h6: 'h4',
}

export function readBlocks(reading: Reading, contents: readonly Content[]): Node[] {
  const nodes: Node[] = []
  let run: Content[] = []
  const flush = (): void => {
    nodes.push(...paragraph(reading, run))
    run = []
  }
  for (const content of contents) {
    if (content.type === 'element' && BLOCKS.has(content.tagName)) {
      flush()
      nodes.push(...readBlock(reading, content))
    } else run.push(content)
  }
  flush()
  return nodes
}

function readBlock(reading: Reading, node: Element): Node[] {
  const { tagName, children } = node
  switch (tagName) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return split(reading, children, (inline) => ({
        ...element,
        type: 'heading',
        tag: HEADINGS[tagName] ?? 'h4',
        children: inline,
      }))
    case 'ul':
    case 'ol':
      return [readList(reading, node)]
    case 'blockquote':
      return readQuote(reading, children)
    case 'table':
      return readTable(reading, node)
    case 'figure':
      return readFigure(reading, node)
    case 'img':
      return readImage(reading, node)
    case 'hr':
      return [{ type: 'horizontalrule', version: 1 } as Node]
    case 'p':
    case 'pre':
    case 'dt':
    case 'dd':
    case 'caption':
      return paragraph(reading, children)
    default:
      return readBlocks(reading, children)
  }
}

function readList(reading: Reading, node: Element): Node {
  const tag = node.tagName === 'ol' ? 'ol' : 'ul'
  const start = Number(node.properties['start'] ?? 1)
  const items: Node[] = []
  const item = (children: Node[]): void => {
    items.push({ ...element, type: 'listitem', value: items.length + 1, children } as Node)
  }
  for (const child of node.children) {
    if (child.type !== 'element') continue
    const nested = child.children.filter(isList)
    const own = child.children.filter((content) => !isList(content))
    const pictures: Element[] = []
    const inline = trimmed(readInline(reading, own.flatMap(unwrapParagraph), 0, pictures))
    if (inline.length > 0) item(inline)
    for (const list of nested) item([readList(reading, list)])
  }
  return {
    ...element,
    type: 'list',
    tag,
    listType: tag === 'ol' ? 'number' : 'bullet',
    start,
    children: items,
  } as Node
}

function readQuote(reading: Reading, contents: readonly Content[]): Node[] {
  return readBlocks(reading, contents).map((node) =>
    node.type === 'paragraph' ? { ...element, type: 'quote', children: node.children } : node,
  )
}

function readTable(reading: Reading, node: Element): Node[] {
  const caption: Node[] = []
  const rows: Node[] = []
  const read = (contents: readonly ElementContent[], inHead: boolean): void => {
    for (const child of contents) {
      if (child.type !== 'element') continue
      if (child.tagName === 'caption') caption.push(...paragraph(reading, child.children))
      else if (child.tagName === 'tr') rows.push(readRow(reading, child, inHead))
      else read(child.children, child.tagName === 'thead')
    }
  }
  read(node.children, false)
  return rows.length === 0 ? caption : [...caption, { ...element, type: 'table', children: rows }]
}

function readRow(reading: Reading, node: Element, inHead: boolean): Node {
  const children = node.children.flatMap((cell): Node[] => {
    if (cell.type !== 'element') return []
    const content = readBlocks(reading, cell.children)
    return [
      {
        ...element,
        type: 'tablecell',
        headerState: cell.tagName === 'th' ? (inHead ? 1 : 2) : 0,
        colSpan: Number(cell.properties['colSpan'] ?? 1),
        rowSpan: Number(cell.properties['rowSpan'] ?? 1),
        backgroundColor: null,
        children: content.length > 0 ? content : [{ ...element, type: 'paragraph', children: [] }],
      } as Node,
    ]
  })
  return { ...element, type: 'tablerow', children }
}

function readFigure(reading: Reading, node: Element): Node[] {
  const picture = find(node, 'img')
  const caption = find(node, 'figcaption')
  const text = caption ? plainText(caption).trim() : ''
  if (picture) return readImage(reading, picture, text)
  return readBlocks(reading, node.children)
}

/** A loose list item's paragraphs, joined by line breaks. */
const unwrapParagraph = (content: ElementContent, index: number): ElementContent[] =>
  content.type === 'element' && content.tagName === 'p'
    ? [
        ...(index > 1
          ? [{ type: 'element' as const, tagName: 'br', properties: {}, children: [] }]
          : []),
        ...content.children,
      ]
    : [content]
