/** Small helpers for HTML trees. */
import type { Element, ElementContent, Root, RootContent } from 'hast'

import { plainText } from '@/richtext'

export type Content = RootContent | ElementContent

export const element = (
  tagName: string,
  children: ElementContent[] = [],
  properties: Element['properties'] = {},
): Element => ({ type: 'element', tagName, properties, children })

export const text = (value: string): ElementContent => ({ type: 'text', value })

export const isElement = (node: Content | undefined, ...names: string[]): node is Element =>
  node?.type === 'element' && (names.length === 0 || names.includes(node.tagName))

/** The text without white space at its ends; full-width indents count as white space. */
export const trimmedText = (node: Content): string => plainText(node).replace(/\s+/g, ' ').trim()

/** For comparing texts as readers see them. */
export const normalised = (value: string): string => value.normalize('NFKC').replace(/\s+/g, '')

export const isBlank = (node: Content): boolean =>
  node.type === 'comment' ||
  node.type === 'doctype' ||
  (trimmedText(node) === '' && !find(node, (found) => isElement(found, 'img', 'table', 'hr')))

/** The first node, in document order, that passes; the node itself counts. */
export function find(node: Content, passes: (node: Content) => boolean): Content | undefined {
  if (passes(node)) return node
  if (node.type !== 'element') return undefined
  for (const child of node.children) {
    const found = find(child, passes)
    if (found) return found
  }
  return undefined
}

/** All elements of a tree in document order. */
export function* elementsOf(parent: Root | Element): Generator<Element> {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    yield child
    yield* elementsOf(child)
  }
}

/**
 * Rebuilds a tree from its leaves up: `change` gets each element with its children already changed and answers what
 * stands in its place.
 */
export function rebuild(root: Root, change: (node: Element) => ElementContent[]): Root {
  const inside = (nodes: readonly Content[]): ElementContent[] =>
    nodes.flatMap((node) => {
      if (node.type === 'element') return change({ ...node, children: inside(node.children) })
      return node.type === 'doctype' ? [] : [node]
    })
  return { type: 'root', children: inside(root.children) }
}
