/** HTML → rich text. Sanitises first; what our editor has no node for is unwrapped, never lost silently as text. */
import type { Element, ElementContent, Root, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { sanitize } from 'hast-util-sanitize'

import { FORMAT, type Node, type SerializedEditorState } from './nodes'
import { SCHEMA } from './schema'
import { safeUrl } from './to-html'

/** Parses a fragment and sanitises it. */
export const parseHtml = (html: string): Root =>
  sanitize(fromHtml(html, { fragment: true }), SCHEMA) as Root

export interface LexicalLookups {
  /** The media id of an image's `src`; undefined leaves the picture out. */
  readonly media: (src: string) => string | undefined
}

/**
 * Node ids are made from `seed` and their place, so the same HTML gives the same rich text: importing twice is no change.
 */
export function hastToLexical(
  root: Root,
  lookups: LexicalLookups,
  seed: string,
): SerializedEditorState {
  const clean = sanitize(root, SCHEMA) as Root
  const reader = new Reader(lookups, seed)
  const children = reader.blocks(clean.children)
  return {
    root: { type: 'root', version: 1, direction: null, format: '', indent: 0, children },
  } as unknown as SerializedEditorState
}

export const htmlToLexical = (
  html: string,
  lookups: LexicalLookups,
  seed: string,
): SerializedEditorState => hastToLexical(fromHtml(html, { fragment: true }), lookups, seed)

type Content = RootContent | ElementContent

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

const element = { version: 1, direction: null, format: '', indent: 0 } as const

class Reader {
  private count = 0
  constructor(
    private readonly lookups: LexicalLookups,
    private readonly seed: string,
  ) {}

  /** Twenty-four hex digits like the editor's own ids, but always the same for the same place of the same text. */
  private id(): string {
    this.count += 1
    let hash = 0xcbf29ce484222325n
    for (const character of `${this.seed}#${String(this.count)}`) {
      hash = BigInt.asUintN(96, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n)
    }
    return hash.toString(16).padStart(24, '0')
  }

  blocks(contents: readonly Content[]): Node[] {
    const nodes: Node[] = []
    let run: Content[] = []
    const flush = (): void => {
      nodes.push(...this.paragraph(run))
      run = []
    }
    for (const content of contents) {
      if (content.type === 'element' && BLOCKS.has(content.tagName)) {
        flush()
        nodes.push(...this.block(content))
      } else run.push(content)
    }
    flush()
    return nodes
  }

  private block(node: Element): Node[] {
    const { tagName, children } = node
    switch (tagName) {
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        return this.split(children, (inline) => ({
          ...element,
          type: 'heading',
          tag: HEADINGS[tagName] ?? 'h4',
          children: inline,
        }))
      case 'ul':
      case 'ol':
        return [this.list(node)]
      case 'blockquote':
        return this.quote(children)
      case 'table':
        return this.table(node)
      case 'figure':
        return this.figure(node)
      case 'img':
        return this.image(node)
      case 'hr':
        return [{ type: 'horizontalrule', version: 1 } as Node]
      case 'p':
      case 'pre':
      case 'dt':
      case 'dd':
      case 'caption':
        return this.paragraph(children)
      default:
        return this.blocks(children)
    }
  }

  /** Inline content as one paragraph; pictures inside it follow it. */
  private paragraph(contents: readonly Content[]): Node[] {
    return this.split(
      contents,
      (children) =>
        ({ ...element, type: 'paragraph', textFormat: 0, textStyle: '', children }) as Node,
    )
  }

  private split(contents: readonly Content[], make: (inline: Node[]) => Node): Node[] {
    const pictures: Element[] = []
    const inline = trimmed(this.inline(contents, 0, pictures))
    return [
      ...(inline.length > 0 ? [make(inline)] : []),
      ...pictures.flatMap((picture) => this.image(picture)),
    ]
  }

  private inline(contents: readonly Content[], format: number, pictures: Element[]): Node[] {
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
      if (tagName === 'a') return this.link(content, format, pictures)
      if (tagName === 'sup' && typeof properties['dataFootnote'] === 'string') {
        const fields = {
          id: this.id(),
          blockType: 'footnote' as const,
          blockName: '',
          text: properties['dataFootnote'],
        }
        return [{ type: 'inlineBlock', version: 1, fields } as Node]
      }
      return this.inline(children, format | (FORMATS[tagName] ?? 0), pictures)
    })
    return merged(nodes)
  }

  private link(node: Element, format: number, pictures: Element[]): Node[] {
    const url =
      typeof node.properties['href'] === 'string' ? safeUrl(node.properties['href']) : undefined
    const children = this.inline(node.children, format, pictures)
    if (!url || url.startsWith('#') || children.length === 0) return children
    const fields = { linkType: 'custom' as const, url, newTab: false }
    return [{ ...element, type: 'link', version: 3, id: this.id(), fields, children } as Node]
  }

  private list(node: Element): Node {
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
      const inline = trimmed(this.inline(own.flatMap(unwrapParagraph), 0, pictures))
      if (inline.length > 0) item(inline)
      for (const list of nested) item([this.list(list)])
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

  private quote(contents: readonly Content[]): Node[] {
    return this.blocks(contents).map((node) =>
      node.type === 'paragraph' ? { ...element, type: 'quote', children: node.children } : node,
    )
  }

  private table(node: Element): Node[] {
    const caption: Node[] = []
    const rows: Node[] = []
    const read = (contents: readonly ElementContent[], inHead: boolean): void => {
      for (const child of contents) {
        if (child.type !== 'element') continue
        if (child.tagName === 'caption') caption.push(...this.paragraph(child.children))
        else if (child.tagName === 'tr') rows.push(this.row(child, inHead))
        else read(child.children, child.tagName === 'thead')
      }
    }
    read(node.children, false)
    return rows.length === 0 ? caption : [...caption, { ...element, type: 'table', children: rows }]
  }

  private row(node: Element, inHead: boolean): Node {
    const children = node.children.flatMap((cell): Node[] => {
      if (cell.type !== 'element') return []
      const content = this.blocks(cell.children)
      return [
        {
          ...element,
          type: 'tablecell',
          headerState: cell.tagName === 'th' ? (inHead ? 1 : 2) : 0,
          colSpan: Number(cell.properties['colSpan'] ?? 1),
          rowSpan: Number(cell.properties['rowSpan'] ?? 1),
          backgroundColor: null,
          children:
            content.length > 0 ? content : [{ ...element, type: 'paragraph', children: [] }],
        } as Node,
      ]
    })
    return { ...element, type: 'tablerow', children }
  }

  private figure(node: Element): Node[] {
    const picture = find(node, 'img')
    const caption = find(node, 'figcaption')
    const text = caption ? plainText(caption).trim() : ''
    if (picture) return this.image(picture, text)
    return this.blocks(node.children)
  }

  private image(node: Element, caption = ''): Node[] {
    const { src, title } = node.properties
    const value = typeof src === 'string' ? this.lookups.media(src) : undefined
    if (!value) return []
    const text = caption || (typeof title === 'string' ? title : '')
    const fields = text ? { caption: text } : {}
    return [
      {
        type: 'upload',
        version: 3,
        format: '',
        id: this.id(),
        relationTo: 'media',
        value,
        fields,
      } as Node,
    ]
  }
}

const textNode = (text: string, format: number): Node =>
  ({ type: 'text', version: 1, detail: 0, format, mode: 'normal', style: '', text }) as Node

const isList = (content: Content): content is Element =>
  content.type === 'element' && (content.tagName === 'ul' || content.tagName === 'ol')

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

/** Texts that meet with the same format are one, and white space where they meet is one space, as browsers show it. */
function merged(nodes: readonly Node[]): Node[] {
  const result: Node[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    if (node.type === 'text' && last?.type === 'text' && node.format === last.format) {
      const text = last.text.endsWith(' ')
        ? last.text + node.text.trimStart()
        : last.text + node.text
      result[result.length - 1] = { ...last, text }
    } else result.push(node)
  }
  return result
}

/** No white space at the ends of a block; nothing when nothing is left. */
function trimmed(nodes: Node[]): Node[] {
  const result = [...nodes]
  for (;;) {
    const first = result[0]
    if (first?.type === 'text' && first.text.trimStart() === '') result.shift()
    else if (first?.type === 'linebreak') result.shift()
    else {
      if (first?.type === 'text') result[0] = { ...first, text: first.text.trimStart() }
      break
    }
  }
  for (;;) {
    const last = result.at(-1)
    if (last?.type === 'text' && last.text.trimEnd() === '') result.pop()
    else if (last?.type === 'linebreak') result.pop()
    else {
      if (last?.type === 'text') result[result.length - 1] = { ...last, text: last.text.trimEnd() }
      break
    }
  }
  return result
}

function find(node: Element, tagName: string): Element | undefined {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    const found = child.tagName === tagName ? child : find(child, tagName)
    if (found) return found
  }
  return undefined
}

/** The text of an element and everything in it. */
export const plainText = (content: Content): string =>
  content.type === 'text'
    ? content.value
    : content.type === 'element'
      ? content.children.map(plainText).join('')
      : ''
