import { nodesOf, type Node, type SerializedEditorState } from './nodes'

/** The words of a text, a line per block. */
export const lexicalToText = (state: SerializedEditorState): string =>
  nodesOf(state).map(textOf).filter(Boolean).join('\n')

function textOf(node: Node): string {
  if (node.type === 'text') return node.text
  if (node.type === 'linebreak') return '\n'
  if (node.type === 'block') {
    const { fields } = node
    if (fields.blockType === 'callout') {
      return [fields.title, fields.content && lexicalToText(fields.content)]
        .filter(Boolean)
        .join('\n')
    }
    if (fields.blockType === 'qa') {
      return [fields.question, fields.answer && lexicalToText(fields.answer)]
        .filter(Boolean)
        .join('\n')
    }
    return ''
  }
  if (!('children' in node)) return ''
  const separator =
    node.type === 'list' || node.type === 'table' ? '\n' : node.type === 'tablerow' ? '\t' : ''
  return node.children.map(textOf).join(separator)
}
