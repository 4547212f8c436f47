import { idOf, nodesOf, type Node, type SerializedEditorState } from './nodes'

/** Ids of the media a text shows, and keys (`type/id`) of the documents it links to. */
export function collectReferences(state: SerializedEditorState): {
  media: string[]
  documents: string[]
} {
  const media: string[] = []
  const documents: string[] = []
  const keep = (id: string | null | undefined): void => {
    if (id) media.push(id)
  }
  const visit = (node: Node): void => {
    if (node.type === 'upload') keep(idOf(node.value))
    else if (node.type === 'link' && node.fields.doc) {
      documents.push(`${node.fields.doc.relationTo}/${idOf(node.fields.doc.value)}`)
    } else if (node.type === 'block') {
      const { fields } = node
      if (fields.blockType === 'callout' && fields.content) nodesOf(fields.content).forEach(visit)
      if (fields.blockType === 'qa' && fields.answer) nodesOf(fields.answer).forEach(visit)
      if (fields.blockType === 'video') [fields.file, fields.poster].forEach(keep)
      if (fields.blockType === 'attachment') keep(fields.file)
      if (fields.blockType === 'download')
        (fields.files ?? []).forEach(({ file }) => {
          keep(file)
        })
    }
    if ('children' in node) node.children.forEach(visit)
  }
  nodesOf(state).forEach(visit)
  return { media, documents }
}
