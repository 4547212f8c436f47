/** Looking around in HTML's tree. */
import type { Element, ElementContent, RootContent } from 'hast'

export type Content = RootContent | ElementContent

export const isList = (content: Content): content is Element =>
  content.type === 'element' && (content.tagName === 'ul' || content.tagName === 'ol')

/** The first descendant of this name. */
export function find(node: Element, tagName: string): Element | undefined {
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
