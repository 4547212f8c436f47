/** HTML as Word writes it, on disk or on the clipboard → plain structure. Works on the tree before sanitising. */
import type { Element, ElementContent, Root } from 'hast'

import type { Finding } from '../errors'
import {
  element,
  elementsOf,
  find,
  isBlank,
  isElement,
  rebuild,
  trimmedText,
  type Content,
} from './hast'

/** Whether the document came from Word or WPS. */
export function isFromWord(root: Root): boolean {
  for (const { tagName, properties } of elementsOf(root)) {
    if (/^(?:o|w|v|st1):/.test(tagName)) return true
    if (styleOf(properties).includes('mso-') || /\bMso[A-Z]/.test(classOf(properties))) return true
  }
  return false
}

/** The body of a document, with Word's lists, notes and captions turned into elements of HTML. */
export function cleanWordHtml(root: Root): { root: Root; findings: Finding[] } {
  const removed = new Map<string, number>()
  const count = (what: string): void => void removed.set(what, (removed.get(what) ?? 0) + 1)
  const unwrapped = rebuild(root, (node) => {
    if (['head', 'style', 'link', 'meta', 'xml', 'title'].includes(node.tagName)) {
      if (node.tagName === 'style' || node.tagName === 'xml') count(`<${node.tagName}>`)
      return []
    }
    if (node.tagName.includes(':')) {
      count(`<${node.tagName}>`)
      return node.children
    }
    if (node.tagName === 'font') {
      count('<font>')
      return node.children
    }
    if (['html', 'body', 'div', 'section', 'center', 'article', 'main'].includes(node.tagName)) {
      return /^(?:edn|ftn)\d+$/.test(String(node.properties['id'] ?? '')) ? [node] : node.children
    }
    return [node]
  })
  const withNotes = wordNotes(unwrapped)
  const lists = wordLists(withNotes.children as ElementContent[])
  const detail = [...removed].map(([what, times]) => `${what} × ${String(times)}`).join(', ')
  return {
    root: { type: 'root', children: lists },
    findings: detail === '' ? [] : [{ code: 'lost-word-markup', detail }],
  }
}

/** `<a href="#_ftn1">` with its text in `<div id="ftn1">`; endnotes likewise. */
function wordNotes(root: Root): Root {
  const notes = new Map<string, string>()
  for (const node of elementsOf(root)) {
    const id = String(node.properties['id'] ?? '')
    if (/^(?:ftn|edn)\d+$/.test(id)) {
      notes.set(`#_${id}`, trimmedText(node).replace(/^\[?\d+\]?\s*/, ''))
    }
  }
  if (notes.size === 0) return root
  return rebuild(root, (node) => {
    if (/^(?:ftn|edn)\d+$/.test(String(node.properties['id'] ?? ''))) return []
    const note = node.tagName === 'a' ? notes.get(String(node.properties['href'] ?? '')) : undefined
    return note === undefined ? [node] : [element('sup', [], { dataFootnote: note })]
  })
}

interface ListParagraph {
  readonly level: number
  readonly isOrdered: boolean
  readonly children: ElementContent[]
}

/** Paragraphs that only look like list items become lists; levels nest. */
function wordLists(nodes: readonly ElementContent[]): ElementContent[] {
  const result: ElementContent[] = []
  let run: ListParagraph[] = []
  const flush = (): void => {
    if (run.length > 0) result.push(...nest(run))
    run = []
  }
  for (const node of nodes) {
    const item = isElement(node, 'p') ? listParagraph(node) : undefined
    if (item) run.push(item)
    else if (!isBlank(node)) {
      flush()
      result.push(node)
    }
  }
  flush()
  return result
}

function listParagraph(node: Element): ListParagraph | undefined {
  const style = /mso-list:\s*l\d+\s+level(\d+)/i.exec(styleOf(node.properties))
  if (!style) return undefined
  const marker = find(node, (child) => isElement(child) && isMarker(child))
  const label = marker ? trimmedText(marker) : ''
  return {
    level: Number(style[1]),
    isOrdered: /^[（(]?[\da-z一二三四五六七八九十]+[.、．)）]/i.test(label),
    children: node.children.flatMap(withoutMarkers),
  }
}

const isMarker = (node: Element): boolean => /mso-list:\s*ignore/i.test(styleOf(node.properties))

function withoutMarkers(node: ElementContent): ElementContent[] {
  if (!isElement(node)) return [node]
  return isMarker(node) ? [] : [{ ...node, children: node.children.flatMap(withoutMarkers) }]
}

/** A flat run of items → lists in lists. */
function nest(items: readonly ListParagraph[]): Element[] {
  const lists: Element[] = []
  let index = 0
  while (index < items.length) {
    const first = items[index]
    if (!first) break
    const list = element(first.isOrdered ? 'ol' : 'ul')
    while (index < items.length) {
      const item = items[index]
      if (
        !item ||
        item.level < first.level ||
        (item.level === first.level && item.isOrdered !== first.isOrdered)
      )
        break
      if (item.level === first.level) {
        list.children.push(element('li', [...item.children]))
        index += 1
        continue
      }
      const deeper: ListParagraph[] = []
      for (let next = items[index]; next && next.level > first.level; next = items[index]) {
        deeper.push(next)
        index += 1
      }
      const parent = list.children.at(-1)
      const owner = isElement(parent, 'li') ? parent : element('li')
      if (owner !== parent) list.children.push(owner)
      owner.children.push(...nest(deeper))
    }
    lists.push(list)
  }
  return lists
}

export const styleOf = (properties: Element['properties']): string =>
  [properties['style']].flat().join(';')

const classOf = (properties: Element['properties']): string =>
  [properties['className']].flat().join(' ')

/** Whether a paragraph is centred, as captions are. */
export const isCentred = (node: Content): boolean =>
  isElement(node) &&
  (String(node.properties['align'] ?? '') === 'center' ||
    /text-align:\s*center/i.test(styleOf(node.properties)))
