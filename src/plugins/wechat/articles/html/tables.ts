/**
 * Tables for a column of 375 pixels. Up to three columns stay a table; wider ones become a card per row when their columns
 * have names, and scroll sideways when they have none or cells span.
 */
import type { Element, ElementContent } from 'hast'

import { phrases, textOf, trimmed, type Reading } from './convert'
import { part, plain } from './tree'

/** Columns that fit beside each other at the table's type size. */
const NARROW_COLUMNS = 3

interface Row {
  readonly cells: readonly Element[]
  readonly isHead: boolean
}

export function table(node: Element, reading: Reading): ElementContent[] {
  const rows = rowsOf(node)
  if (rows.length === 0) return []
  const columns = Math.max(
    ...rows.map(({ cells }) => cells.reduce((sum, cell) => sum + span(cell, 'colSpan'), 0)),
  )
  const spans = rows.some(({ cells }) =>
    cells.some((cell) => span(cell, 'colSpan') > 1 || span(cell, 'rowSpan') > 1),
  )
  const caption = captionOf(node, reading)
  if (columns <= NARROW_COLUMNS) return [...caption, ...grid(rows, reading, 'table')]
  const [head, ...rest] = rows
  if (head?.isHead && !spans && rest.length > 0)
    return [...caption, ...rest.map((row) => card(head, row, reading))]
  return [...caption, part(reading, 'scroll', 'section', grid(rows, reading, 'wide'))]
}

const isElement = (node: ElementContent): node is Element => node.type === 'element'

function rowsOf(node: Element, inHead = false): Row[] {
  return node.children.filter(isElement).flatMap((child): Row[] => {
    if (child.tagName !== 'tr')
      return child.tagName === 'caption' ? [] : rowsOf(child, child.tagName === 'thead')
    const cells = child.children.filter(isElement)
    const isHead = inHead || cells.every(({ tagName }) => tagName === 'th')
    return cells.length === 0 ? [] : [{ cells, isHead }]
  })
}

const span = (cell: Element, name: 'colSpan' | 'rowSpan'): number => {
  const value = Number(cell.properties[name] ?? 1)
  return Number.isInteger(value) && value > 0 ? value : 1
}

function captionOf(node: Element, reading: Reading): Element[] {
  const caption = node.children.filter(isElement).find(({ tagName }) => tagName === 'caption')
  const content = caption ? trimmed(phrases(caption.children, reading)) : []
  return content.length === 0 ? [] : [part(reading, 'caption', 'p', content)]
}

const grid = (rows: readonly Row[], reading: Reading, kind: 'table' | 'wide'): Element[] => [
  part(reading, kind, 'table', [
    plain(
      'tbody',
      rows.map(({ cells }) =>
        plain(
          'tr',
          cells.map((cell) => {
            const made = part(
              reading,
              cell.tagName === 'th' ? 'head' : 'cell',
              'td',
              trimmed(phrases(cell.children, reading)),
            )
            for (const name of ['colSpan', 'rowSpan'] as const)
              if (span(cell, name) > 1) made.properties[name] = span(cell, name)
            return made
          }),
        ),
      ),
    ),
  ]),
]

/** A row as lines of `column：value`, its first cell as the title. */
function card(head: Row, row: Row, reading: Reading): Element {
  const [first, ...rest] = row.cells
  const title = first ? trimmed(phrases(first.children, reading)) : []
  return part(reading, 'card', 'section', [
    ...(title.length === 0 ? [] : [part(reading, 'row', 'p', [plain('strong', title)])]),
    ...rest.flatMap((cell, index) => {
      const value = trimmed(phrases(cell.children, reading))
      const name = head.cells[index + 1]
      if (value.length === 0) return []
      const label = name ? textOf(name).trim() : ''
      return [
        part(reading, 'row', 'p', [
          ...(label === '' ? [] : [part(reading, 'name', 'span', `${label}：`)]),
          ...value,
        ]),
      ]
    }),
  ])
}
