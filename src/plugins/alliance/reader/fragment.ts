/**
 * A body's HTML as it may stand outside our own pages: no scripts, no frames, no styles, one address per picture, and every
 * address as the place it goes to wants it.
 */
import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { defaultSchema, sanitize, type Schema } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { SKIP, visit } from 'unist-util-visit'

import { cleanText } from '@/core'

/** Where addresses of a body lead to. */
export interface Addresses {
  /** Of a picture, film or sound; undefined leaves it out. */
  readonly file: (url: string) => string | undefined
  /** Of a link; undefined leaves its words without one. */
  readonly link: (url: string) => string | undefined
}

const SCHEMA: Schema = {
  ...defaultSchema,
  clobberPrefix: 'text-',
  strip: ['script', 'style', 'iframe', 'object', 'embed', 'template', 'noscript', 'form'],
  tagNames: [
    ...(defaultSchema.tagNames ?? []).filter(
      (name) => !['input', 'picture', 'source'].includes(name),
    ),
    ...['figure', 'figcaption', 'video', 'audio', 'track', 'aside'],
    ...['mark', 'small', 'u', 'abbr', 'time', 'cite', 'caption', 'col', 'colgroup'],
  ],
  attributes: {
    '*': ['lang', 'dir', 'id', 'title', 'colSpan', 'rowSpan', 'scope', 'headers', 'span'],
    a: ['href', 'hrefLang'],
    img: ['src', 'alt', 'width', 'height'],
    video: ['src', 'poster', 'controls', 'preload', 'width', 'height'],
    audio: ['src', 'controls', 'preload'],
    track: ['src', 'kind', 'srcLang', 'label', 'default'],
    time: ['dateTime'],
    ol: ['start', 'reversed', 'type'],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'], src: ['http', 'https'], poster: [] },
}

const parse = (html: string): Root =>
  sanitize(fromHtml(cleanText(html), { fragment: true }), SCHEMA) as Root

const FILE_ATTRIBUTES = ['src', 'poster'] as const

/** The body with its addresses changed. Ids begin with `text-`, so that none of ours is taken. */
export function fragment(html: string, { file, link }: Addresses): string {
  const tree = parse(html)
  visit(tree, 'element', (node, index, parent) => {
    const { properties } = node
    for (const name of FILE_ATTRIBUTES) {
      const value = properties[name]
      if (typeof value !== 'string') continue
      const address = file(value)
      if (address !== undefined) properties[name] = address
      else if (name === 'poster') delete properties[name]
      else if (parent && index !== undefined) {
        parent.children.splice(index, 1)
        return [SKIP, index]
      }
    }
    const { href } = properties
    if (node.tagName !== 'a' || typeof href !== 'string') return undefined
    // Ids got a prefix, so links to them do too.
    const address = href.startsWith('#') ? `#text-${href.slice(1)}` : link(href)
    if (address === undefined) delete properties['href']
    else properties['href'] = address
    if (address?.startsWith('http') === true) properties['rel'] = ['noopener']
    return undefined
  })
  return toHtml(tree).trim()
}

/** Files of ours a body shows or links to, in the order of the text, each once. */
export function filesIn(html: string): readonly string[] {
  const found = new Set<string>()
  visit(parse(html), 'element', ({ properties }) => {
    for (const value of [properties['src'], properties['poster'], properties['href']]) {
      if (typeof value === 'string' && value.startsWith('/media/')) found.add(value)
    }
  })
  return [...found]
}
