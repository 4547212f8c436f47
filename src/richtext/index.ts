/** Rich text: from HTML into the editor's form, and from there to the HTML channels start from. */
export {
  hastToLexical,
  htmlToLexical,
  parseHtml,
  plainText,
  type LexicalLookups,
} from './from-html'
export { type SerializedEditorState } from './nodes'
export { collectReferences } from './references'
export {
  imageHtml,
  lexicalToHtml,
  safeUrl,
  UnknownNodeError,
  type HtmlLookups,
  type MediaView,
} from './to-html'
