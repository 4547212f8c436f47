/**
 * The short way through HTML as our own rich text writes it: balanced tags, double-quoted attributes, four character
 * references. Parsing such text into a tree and back takes most of the time of a feed, so it is read in one pass; whatever
 * looks different goes the long way (body.ts), which gives the same elements, attributes and texts.
 */

import { escapeHtml } from '@/core'

/** What may stay of an element; attribute names in lower case. */
export interface PlainRules {
  /** Elements that may stay. Any other sends the text the long way. */
  readonly elements: ReadonlySet<string>
  /** `undefined` when the attribute is dropped, `'ask'` when only the long way can tell. */
  readonly attribute: (element: string, name: string) => 'keep' | 'drop' | 'ask'
  /** The attribute's new value, or `undefined` to drop it. Gets and answers plain text. */
  readonly value: (name: string, value: string) => string | undefined
}

/** A tag of ours, or a bracket or reference that is none. */
const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>|[<>]|&(?!(?:amp|lt|gt|quot);)/g
const ATTRIBUTE = / ([a-z-]+)(?:="([^"]*)")?/g

/** They have no end tag. */
const VOID = new Set(['br', 'col', 'hr', 'img', 'source', 'track', 'wbr'])

/** `undefined` for text that must go the long way. */
export function rewritePlain(html: string, rules: PlainRules): string | undefined {
  const open: string[] = []
  let result = ''
  let at = 0
  for (const match of html.matchAll(TOKEN)) {
    const [token, slash, name, attributes = ''] = match
    if (name === undefined || !rules.elements.has(name)) return undefined
    result += html.slice(at, match.index)
    at = match.index + token.length
    if (slash === '/') {
      if (open.pop() !== name || attributes !== '') return undefined
      result += token
      continue
    }
    if (!VOID.has(name)) open.push(name)
    const kept = attributes === '' ? '' : rewriteAttributes(name, attributes, rules)
    if (kept === undefined) return undefined
    result += `<${name}${kept}>`
  }
  return open.length === 0 ? result + html.slice(at) : undefined
}

function rewriteAttributes(
  element: string,
  attributes: string,
  rules: PlainRules,
): string | undefined {
  let kept = ''
  const seen = new Set<string>()
  for (const [, name = '', text] of attributes.matchAll(ATTRIBUTE)) {
    if (seen.has(name)) return undefined
    seen.add(name)
    const verdict = rules.attribute(element, name)
    if (verdict === 'ask') return undefined
    if (verdict === 'drop') continue
    if (text === undefined) {
      kept += ` ${name}`
      continue
    }
    const value = rules.value(name, unescape(text))
    if (value !== undefined) kept += ` ${name}="${escapeHtml(value)}"`
  }
  return kept
}

const CHARACTERS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
}
const unescape = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:amp|lt|gt|quot);/g, (found) => CHARACTERS[found] ?? '')
    : text
