/** The rich text nodes our editor (src/collections/editor.ts) can produce, as stored. */
import type { SerializedEditorState } from 'lexical'

export type { SerializedEditorState }

/** Bits of a text node's `format`. */
export const FORMAT = {
  bold: 1,
  italic: 2,
  strikethrough: 4,
  underline: 8,
  code: 16,
  subscript: 32,
  superscript: 64,
} as const

export interface TextNode {
  type: 'text'
  text: string
  format?: number
}
export interface LinkFields {
  linkType?: 'custom' | 'internal'
  url?: string
  newTab?: boolean
  doc?: { relationTo: string; value: string | { id: string } } | null
}
interface FileRow {
  file?: string
  title?: string | null
}
export type BlockFields =
  | {
      blockType: 'callout'
      style?: string
      title?: string | null
      content?: SerializedEditorState | null
    }
  | { blockType: 'qa'; question?: string; answer?: SerializedEditorState | null }
  | { blockType: 'video'; file?: string; poster?: string | null; caption?: string | null }
  | ({ blockType: 'attachment' } & FileRow)
  | { blockType: 'download'; title?: string | null; files?: FileRow[] }
  | { blockType: 'footnote'; text?: string }

export type Node =
  | TextNode
  | { type: 'linebreak' | 'tab' | 'horizontalrule' }
  | { type: 'paragraph' | 'quote' | 'tablerow' | 'root'; children: Node[] }
  | { type: 'heading'; tag: string; children: Node[] }
  | { type: 'list'; tag: 'ul' | 'ol'; start?: number; children: Node[] }
  | { type: 'listitem'; children: Node[] }
  | { type: 'table'; children: Node[] }
  | {
      type: 'tablecell'
      headerState?: number
      colSpan?: number
      rowSpan?: number
      children: Node[]
    }
  | { type: 'link' | 'autolink'; fields: LinkFields; children: Node[] }
  | {
      type: 'upload'
      value: string | { id: string }
      fields?: { caption?: string | null; credit?: string | null } | null
    }
  | { type: 'block' | 'inlineBlock'; fields: BlockFields }

/** The top-level nodes of a stored text. */
export const nodesOf = (state: SerializedEditorState): Node[] =>
  state.root.children as unknown as Node[]

export const idOf = (value: string | { id: string }): string =>
  typeof value === 'string' ? value : value.id
