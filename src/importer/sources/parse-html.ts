/** HTML text → tree, with bounded depth and no active content. */
import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'

import { Refusal } from '../errors'
import { LIMITS } from '../limits'
import { refuseActiveContent } from './active-content'

/** Elements without an end tag, or whose end tag people leave out; they don't nest by themselves. */
const NOT_COUNTED = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
  'p',
  'li',
  'dt',
  'dd',
  'tr',
  'td',
  'th',
  'thead',
  'tbody',
  'tfoot',
  'option',
  'colgroup',
])

/** Parses a document or a fragment and refuses what it must not hold. */
export function parseUntrustedHtml(html: string, fragment: boolean): Root {
  refuseDepth(html)
  const root = withoutOverflow(() => fromHtml(html, { fragment }))
  refuseActiveContent(root)
  return root
}

/** Trees deeper than the call stack end in a RangeError, wherever it happens. */
export function withoutOverflow<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(error)
    throw error
  }
}

/** Counts open tags before parsing, since the parsers that follow recurse. */
function refuseDepth(html: string): void {
  let depth = 0
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-zA-Z][^\s/>]*)/g)) {
    if (NOT_COUNTED.has((name ?? '').toLowerCase())) continue
    depth = slash ? Math.max(0, depth - 1) : depth + 1
    if (depth > LIMITS.html.depth) throw tooDeep()
  }
}

const tooDeep = (cause?: unknown): Refusal =>
  new Refusal({ code: 'nested-too-deep', detail: String(LIMITS.html.depth) }, { cause })
