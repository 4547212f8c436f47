/** Lists, un-nested: WeChat draws a list inside an item wrongly, and one that stands after the item rightly. */
import type { Element, ElementContent } from 'hast'

import { phrases, trimmed, type Reading } from './convert'
import { part } from './tree'

export function list(node: Element, reading: Reading, depth = 0): Element {
  const made = part(
    reading,
    depth === 0 ? 'list' : 'sublist',
    node.tagName,
    node.children.flatMap((child) => (child.type === 'element' ? item(child, reading, depth) : [])),
  )
  if (depth > 0 && node.tagName === 'ol') made.properties['style'] = orderedStyle(made)
  return made
}

/** An item, then the lists that were in it as its siblings; the outer numbering goes on behind them. */
function item(node: Element, reading: Reading, depth: number): ElementContent[] {
  if (isList(node)) return [list(node, reading, depth + 1)]
  const lists = node.children.filter((child) => child.type === 'element' && isList(child))
  const rest = node.children.filter((child) => !lists.includes(child))
  const content = trimmed(phrases(rest, reading))
  return [
    ...(content.length === 0 ? [] : [part(reading, 'item', 'li', content)]),
    ...lists.map((nested) => list(nested as Element, reading, depth + 1)),
  ]
}

const isList = ({ tagName }: Element): boolean => tagName === 'ul' || tagName === 'ol'

const orderedStyle = ({ properties: { style } }: Element): string =>
  String(style).replace('list-style-type:circle', 'list-style-type:decimal')
