/**
 * What WeChat keeps of an article's HTML: elements, attributes and declarations that were seen to survive (channel facts
 * A5). The last step of every rendering, so that nothing else can leave the house, whatever wrote it.
 */
import type { Element, Root } from 'hast'
import { sanitize, type Schema } from 'hast-util-sanitize'
import { SKIP, visit } from 'unist-util-visit'

import { cleanText } from '@/core'

export const ELEMENTS = [
  ...['section', 'p', 'span', 'strong', 'em', 'br', 'img', 'hr', 'a'],
  ...['table', 'tbody', 'tr', 'td', 'ul', 'ol', 'li', 'blockquote', 'sub', 'sup', 'pre', 'code'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
] as const

const LENGTH = String.raw`-?(?:\d+(?:\.\d+)?|\.\d+)(?:px|em|%)?`
const COLOUR = '#[0-9a-f]{6}'
const SPACES = String.raw`${LENGTH}(?: ${LENGTH}){0,3}`
const LINE = String.raw`0|${LENGTH} solid ${COLOUR}`

/** Declarations by property, with what their value may be. Nothing that loads, moves over other things, or runs. */
export const DECLARATIONS: Readonly<Record<string, RegExp>> = Object.fromEntries(
  Object.entries({
    'background-color': COLOUR,
    border: LINE,
    'border-bottom': LINE,
    'border-collapse': 'collapse',
    'border-left': LINE,
    'border-radius': LENGTH,
    'border-top': LINE,
    color: COLOUR,
    'font-size': LENGTH,
    'font-weight': 'bold|normal',
    height: 'auto',
    'line-height': LENGTH,
    'list-style-type': 'circle|disc|decimal|none',
    margin: SPACES,
    'margin-right': LENGTH,
    'max-width': '100%',
    'overflow-x': 'auto',
    padding: SPACES,
    'padding-bottom': LENGTH,
    'padding-left': LENGTH,
    'text-align': 'left|center|right|justify',
    'text-decoration': 'underline|line-through',
    'text-indent': LENGTH,
    'vertical-align': 'top',
    'white-space': 'pre-wrap',
    width: LENGTH,
    'word-break': 'break-word|break-all',
  }).map(([property, value]) => [property, new RegExp(`^(?:${value})$`)]),
)

/** Articles of WeChat's own, the only addresses that open from an article. */
export const WECHAT_ARTICLE = /^https:\/\/mp\.weixin\.qq\.com\/[\w\-./?=&%#]*$/

/** Where pictures may come from: our own uploads, until they are hosted by WeChat, and then there. */
const PICTURE_SOURCE = /^(?:\/media\/[^/\s"]+|https?:\/\/mmbiz\.(?:qpic|qlogo)\.cn\/[^\s"]+)$/

const SCHEMA: Schema = {
  ancestors: { tbody: ['table'], tr: ['table'], td: ['table'] },
  attributes: {
    '*': ['style'],
    a: [['href', WECHAT_ARTICLE]],
    img: [['src', PICTURE_SOURCE], 'alt'],
    td: [
      ['colSpan', /^\d{1,3}$/],
      ['rowSpan', /^\d{1,3}$/],
    ],
  },
  clobber: [],
  protocols: {},
  required: {},
  strip: ['script', 'style', 'iframe', 'object', 'embed', 'svg', 'math', 'form', 'template'],
  tagNames: [...ELEMENTS],
}

/** A new tree of what is allowed; a picture without an allowed address and a link without one leave no element. */
export function onlyAllowed(tree: Root): Root {
  const kept = sanitize(tree, SCHEMA) as Root
  visit(kept, 'text', (node) => {
    node.value = cleanText(node.value)
  })
  visit(kept, 'element', (node, index, parent) => {
    if (index === undefined || !parent) return undefined
    if (node.tagName === 'img' && node.properties['src'] === undefined) {
      parent.children.splice(index, 1)
      return [SKIP, index]
    }
    if (node.tagName === 'a' && node.properties['href'] === undefined) {
      parent.children.splice(index, 1, ...node.children)
      return [SKIP, index]
    }
    const { alt } = node.properties
    if (typeof alt === 'string') node.properties['alt'] = cleanText(alt)
    keepDeclarations(node)
    return undefined
  })
  return kept
}

function keepDeclarations({ properties }: Element): void {
  const { style } = properties
  if (style === undefined) return
  const kept = typeof style === 'string' ? allowedStyle(style) : ''
  if (kept === '') delete properties['style']
  else properties['style'] = kept
}

/** Of a style attribute, the declarations that are allowed. */
export const allowedStyle = (style: string): string =>
  style
    .split(';')
    .filter((declaration) => {
      const colon = declaration.indexOf(':')
      return DECLARATIONS[declaration.slice(0, colon)]?.test(declaration.slice(colon + 1)) === true
    })
    .join(';')
