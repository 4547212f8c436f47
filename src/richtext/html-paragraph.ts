/** Inline content as a block of its own, and the pictures that stood in it. */
import type { Element } from 'hast'

import { readInline } from './html-inline'
import { element, type Reading } from './html-reading'
import type { Content } from './html-tree'
import type { Node } from './nodes'
import { trimmed } from './white-space'

/** Inline content as one paragraph; pictures inside it follow it. */
export function paragraph(reading: Reading, contents: readonly Content[]): Node[] {
  return split(
    reading,
    contents,
    (children) =>
      ({ ...element, type: 'paragraph', textFormat: 0, textStyle: '', children }) as Node,
  )
}

/** The block `make` makes of the inline content; pictures inside it follow it. */
export function split(
  reading: Reading,
  contents: readonly Content[],
  make: (inline: Node[]) => Node,
): Node[] {
  const pictures: Element[] = []
  const inline = trimmed(readInline(reading, contents, 0, pictures))
  return [
    ...(inline.length > 0 ? [make(inline)] : []),
    ...pictures.flatMap((picture) => readImage(reading, picture)),
  ]
}

export function readImage(reading: Reading, node: Element, caption = ''): Node[] {
  const { src, title } = node.properties
  const value = typeof src === 'string' ? reading.lookups.media(src) : undefined
  if (!value) return []
  const text = caption || (typeof title === 'string' ? title : '')
  const fields = text ? { caption: text } : {}
  return [
    {
      type: 'upload',
      version: 3,
      format: '',
      id: reading.nextId(),
      relationTo: 'media',
      value,
      fields,
    } as Node,
  ]
}
