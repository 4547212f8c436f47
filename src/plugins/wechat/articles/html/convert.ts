/**
 * An item's sanitised HTML → the tree WeChat keeps. Written anew element by element: what is not named here leaves its
 * text and nothing else.
 */
import type { Element, ElementContent, Root, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { sanitize, type Schema } from 'hast-util-sanitize'

import { cleanText } from '@/core'

import { linkTo } from './links'
import { list } from './lists'
import { audioLine, figure, imageOf, videoFigure } from './media'
import { question } from './sections'
import { table } from './tables'
import { part, plain, text, type Context } from './tree'

/** What of the input is looked at; everything else is gone before the conversion starts. */
const INPUT: Schema = {
  ancestors: {},
  attributes: {
    '*': ['className', 'id', 'role'],
    a: ['href', 'type'],
    img: ['src', 'alt'],
    video: ['src', 'poster'],
    audio: ['src'],
    ol: ['start'],
    td: ['colSpan', 'rowSpan'],
    th: ['colSpan', 'rowSpan', 'scope'],
  },
  clobber: [],
  protocols: {
    href: ['http', 'https', 'mailto', 'tel'],
    src: ['http', 'https'],
    poster: ['http', 'https'],
  },
  strip: [
    ...['script', 'style', 'iframe', 'object', 'embed', 'svg', 'math', 'form', 'template'],
    ...['noscript', 'head', 'title', 'select', 'textarea', 'button'],
  ],
  tagNames: [
    ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'strong', 'b', 'em', 'i', 'u', 's', 'del'],
    ...['strike', 'sub', 'sup', 'code', 'pre', 'a', 'ul', 'ol', 'li', 'blockquote', 'hr', 'br'],
    ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption', 'dl', 'dt', 'dd'],
    ...['figure', 'figcaption', 'picture', 'img', 'video', 'audio', 'aside', 'section', 'article'],
    ...['div', 'span', 'small'],
  ],
}

/** Endnotes of one piece of HTML, by the id their references name. */
type Endnotes = ReadonlyMap<string, Element>

/** What one piece of HTML is read with. */
export interface Reading extends Context {
  readonly endnotes: Endnotes
  /** Tells the notes of one piece from those of another. */
  readonly piece: string
}

/** The blocks of a piece of HTML. `piece` names it within the article. */
export function convertHtml(html: string, context: Context, piece: string): ElementContent[] {
  const tree = sanitize(fromHtml(cleanText(html), { fragment: true }), INPUT) as Root
  const endnotes = new Map<string, Element>()
  const content = withoutEndnotes(tree.children, endnotes)
  return blocks(content, { ...context, endnotes, piece })
}

function withoutEndnotes(nodes: RootContent[], found: Map<string, Element>): RootContent[] {
  return nodes.filter((node) => {
    if (node.type !== 'element' || node.properties['role'] !== 'doc-endnotes') return true
    for (const each of listItems(node)) found.set(`#${String(each.properties['id'])}`, each)
    return false
  })
}

const listItems = (node: Element): Element[] =>
  node.children.flatMap((child) =>
    child.type !== 'element' ? [] : child.tagName === 'li' ? [child] : listItems(child),
  )

const BLOCKS = new Set([
  ...[
    'p',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'li',
    'blockquote',
    'hr',
    'table',
    'pre',
  ],
  ...[
    'figure',
    'video',
    'audio',
    'aside',
    'section',
    'article',
    'div',
    'dl',
    'dt',
    'dd',
    'picture',
  ],
  ...['figcaption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption'],
])

/** Loose text and phrases between blocks become paragraphs. */
export function blocks(nodes: readonly RootContent[], reading: Reading): ElementContent[] {
  const made: ElementContent[] = []
  let loose: RootContent[] = []
  const flush = (): void => {
    const content = trimmed(phrases(loose, reading))
    if (content.length > 0) made.push(part(reading, 'paragraph', 'p', content))
    loose = []
  }
  for (const node of nodes) {
    if (node.type === 'element' && (BLOCKS.has(node.tagName) || node.tagName === 'img')) {
      flush()
      made.push(...block(node, reading))
    } else loose.push(node)
  }
  flush()
  return made
}

const classOf = ({ properties: { className } }: Element): string =>
  Array.isArray(className) ? className.join(' ') : ''

function block(node: Element, reading: Reading): ElementContent[] {
  const within = (): ElementContent[] => trimmed(phrases(node.children, reading))
  switch (node.tagName) {
    case 'p': {
      const content = within()
      const title = classOf(node) === 'callout-title'
      return content.length === 0
        ? []
        : [part(reading, title ? 'boxTitle' : 'paragraph', 'p', content)]
    }
    case 'h1':
    case 'h2':
      return [part(reading, 'h2', 'h2', within())]
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return [part(reading, 'h3', 'h3', within())]
    case 'ul':
    case 'ol':
      return [list(node, reading)]
    case 'blockquote': {
      const inside = blocks(node.children, reading)
      return inside.length === 0 ? [] : [part(reading, 'quote', 'blockquote', inside)]
    }
    case 'hr':
      return [part(reading, 'rule', 'hr', [])]
    case 'pre':
      return [part(reading, 'pre', 'pre', textOf(node))]
    case 'table':
      return table(node, reading)
    case 'img':
    case 'picture':
    case 'figure':
      return figure(node, reading)
    case 'video':
      return videoFigure(node, reading)
    case 'audio':
      return [audioLine(node, reading)]
    case 'aside': {
      const warns = classOf(node).includes('callout-warning')
      const inside = blocks(node.children, reading)
      return inside.length === 0
        ? []
        : [part(reading, warns ? 'warning' : 'box', 'section', inside)]
    }
    case 'section':
      return section(node, reading)
    default:
      return blocks(node.children, reading)
  }
}

function section(node: Element, reading: Reading): ElementContent[] {
  const kind = classOf(node)
  const [first, ...rest] = node.children
  if (kind === 'qa' && first?.type === 'element')
    return [question(reading, textOf(first), blocks(rest, reading))]
  const inside = blocks(node.children, reading)
  return kind === 'download' && inside.length > 0
    ? [part(reading, 'box', 'section', inside)]
    : inside
}

/** What stands in a line. Blocks that strayed here leave their phrases, a line each. */
export function phrases(nodes: readonly RootContent[], reading: Reading): ElementContent[] {
  const made: ElementContent[] = []
  for (const node of nodes) {
    if (node.type === 'text') made.push(text(node.value.replace(/[\t\n\r ]+/g, ' ')))
    if (node.type !== 'element') continue
    if (BLOCKS.has(node.tagName) && made.length > 0) made.push(plain('br'))
    made.push(...phrase(node, reading))
  }
  return made
}

function phrase(node: Element, reading: Reading): ElementContent[] {
  const within = (): ElementContent[] => phrases(node.children, reading)
  switch (node.tagName) {
    case 'strong':
    case 'b':
      return [plain('strong', within())]
    case 'em':
    case 'i':
      return [plain('em', within())]
    case 'u':
      return [part(reading, 'underline', 'span', within())]
    case 's':
    case 'del':
    case 'strike':
      return [part(reading, 'struck', 'span', within())]
    case 'sub':
    case 'sup':
      return [plain(node.tagName, within())]
    case 'code':
      return [part(reading, 'code', 'code', textOf(node))]
    case 'br':
      return [plain('br')]
    case 'a':
      return linkTo(node, within(), reading)
    case 'img':
      return imageOf(node, reading)
    default:
      return within()
  }
}

/** The words of a node. */
export const textOf = (node: RootContent): string =>
  node.type === 'text'
    ? node.value
    : node.type === 'element'
      ? node.children.map(textOf).join('')
      : ''

/** Without line breaks and spaces at either end; nothing where nothing else is left. */
export function trimmed(nodes: readonly ElementContent[]): ElementContent[] {
  const isBlank = (node: ElementContent | undefined): boolean =>
    node !== undefined &&
    ((node.type === 'text' && node.value.trim() === '') ||
      (node.type === 'element' && node.tagName === 'br'))
  const kept = [...nodes]
  while (isBlank(kept[0])) kept.shift()
  while (isBlank(kept.at(-1))) kept.pop()
  const [first] = kept
  if (first?.type === 'text') kept[0] = text(first.value.trimStart())
  const last = kept.at(-1)
  if (last?.type === 'text') kept[kept.length - 1] = text(last.value.trimEnd())
  return kept
}
