/** What office documents show by looks alone → structure: headings, captions, table heads. */
import type { Element, ElementContent, Root } from 'hast'

import {
  element,
  elementsOf,
  find,
  isBlank,
  isElement,
  normalised,
  rebuild,
  trimmedText,
  type Content,
} from './hast'
import { isCentred } from './word-html'

/** How official documents number their headings, by level below the title. */
const NUMBERED_HEADINGS: readonly {
  readonly tagName: string
  readonly pattern: RegExp
  readonly needsBold: boolean
}[] = [
  { tagName: 'h2', pattern: /^[一二三四五六七八九十百]+、/, needsBold: false },
  { tagName: 'h3', pattern: /^[（(][一二三四五六七八九十百]+[）)]/, needsBold: false },
  { tagName: 'h4', pattern: /^\d{1,2}[.．、](?!\d)/, needsBold: true },
]

/** Characters a heading may have; longer ones are paragraphs that happen to be numbered. */
const LONGEST_HEADING = 50
const CAPTION_CLASS = 'caption'

/** Drops the first block when it repeats the title. */
export function withoutTitle(root: Root, title: string): Root {
  const index = root.children.findIndex((node) => !isBlank(node))
  const first = root.children[index]
  return first &&
    isElement(first, 'p', 'h1', 'h2') &&
    normalised(trimmedText(first)) === normalised(title)
    ? { ...root, children: root.children.slice(index + 1) }
    : root
}

/** The title is the page's h1: where the text uses h1 too, all its headings go down one level. */
export function lowerHeadings(root: Root): Root {
  if (![...elementsOf(root)].some(({ tagName }) => tagName === 'h1')) return root
  return rebuild(root, (node) => {
    const level = /^h([1-6])$/.exec(node.tagName)
    return [level ? { ...node, tagName: `h${String(Math.min(4, Number(level[1]) + 1))}` } : node]
  })
}

/** 一、 → h2, （一） → h3, bold 1. → h4. */
export function numberedHeadings(root: Root): Root {
  return { ...root, children: root.children.map((node) => headingOf(node) ?? node) }
}

function headingOf(node: Content): Element | undefined {
  if (!isElement(node, 'p')) return undefined
  const text = trimmedText(node)
  if (text === '' || text.length > LONGEST_HEADING || /[。；！，：;,]$/.test(text)) return undefined
  const bold = isAllBold(node)
  const heading = NUMBERED_HEADINGS.find(
    ({ pattern, needsBold }) => pattern.test(text) && (bold || !needsBold),
  )
  // A sentence in the middle means a paragraph that merely begins with a number.
  if (!heading || /[。；]/.test(text)) return undefined
  return element(heading.tagName, node.children.map(withoutBold))
}

/** Whether every character of an element is bold. */
export function isAllBold(node: Content): boolean {
  if (node.type === 'text') return node.value.trim() === ''
  if (node.type !== 'element' || ['b', 'strong'].includes(node.tagName)) return true
  return trimmedText(node) === '' || node.children.every(isAllBold)
}

/** A picture alone in its paragraph, then a caption → figure. */
export function foldCaptions(root: Root): Root {
  const children: Content[] = []
  for (const node of root.children) {
    if (isBlank(node)) continue
    const before = children.at(-1)
    const picture = before && loosePicture(before)
    if (picture && isCaption(node, before)) {
      const caption = element('figcaption', (node as Element).children)
      children[children.length - 1] = element('figure', [picture, caption])
    } else children.push(node)
  }
  return { type: 'root', children: children }
}

function loosePicture(node: Content): Element | undefined {
  if (!isElement(node, 'p') || trimmedText(node) !== '') return undefined
  const picture = find(node, (child) => isElement(child, 'img'))
  return isElement(picture) ? picture : undefined
}

const isCaption = (node: Content, picture: Content): boolean =>
  isElement(node, 'p') &&
  trimmedText(node) !== '' &&
  (hasClass(node, CAPTION_CLASS) ||
    (isCentred(node) && isCentred(picture)) ||
    /^图\s*[\d一二三四五六七八九十]*[：:　 ]/.test(trimmedText(node)))

const hasClass = (node: Element, name: string): boolean =>
  [node.properties['className']].flat().includes(name)

/** A table without header cells whose first row is all bold has its head there. */
export function tableHeads(root: Root): Root {
  return rebuild(root, (table) => {
    if (table.tagName !== 'table') return [table]
    const rows = [...elementsOf(table)].filter(({ tagName }) => tagName === 'tr')
    const [first] = rows
    const cells =
      first?.children.filter((cell): cell is Element => isElement(cell, 'td', 'th')) ?? []
    const isHead =
      rows.length > 1 &&
      cells.every((cell) => cell.tagName === 'td' && trimmedText(cell) !== '' && isAllBold(cell)) &&
      cells.length > 0
    if (!isHead || !first) return [table]
    const head = element('thead', [
      element(
        'tr',
        cells.map((cell) => ({ ...cell, tagName: 'th', children: cell.children.map(withoutBold) })),
      ),
    ])
    return [{ ...table, children: [head, element('tbody', rows.slice(1))] }]
  })
}

/** Headings and header cells are bold by themselves. */
function withoutBold(node: ElementContent): ElementContent {
  if (node.type !== 'element') return node
  const children = node.children.map(withoutBold)
  return ['b', 'strong'].includes(node.tagName) ? element('span', children) : { ...node, children }
}
