/** What a Word document holds that the import can't keep, read from its XML before conversion. */
import type { Finding } from '../errors'

const count = (xml: string, pattern: RegExp): number => xml.match(pattern)?.length ?? 0

/** Styles that change nothing about structure, so losing them is no loss. */
const PLAIN_STYLES =
  /^(?:Title|First Paragraph|Compact|Body Text.*|Normal.*|正文.*|List Paragraph|Captioned Figure|Table .*|标题|Subtitle|Header|Footer)$/i

export function wordLosses(parts: ReadonlyMap<string, string>): Finding[] {
  const body = parts.get('word/document.xml') ?? ''
  const comments = parts.get('word/comments.xml') ?? ''
  const findings: Finding[] = []
  const add = (code: Finding['code'], times: number): void => {
    if (times > 0) findings.push({ code, detail: String(times) })
  }
  // Word writes each text box twice: as DrawingML and as VML for old versions.
  add('lost-text-box', count(body, /<wps:txbx\b/g) || count(body, /<v:textbox\b/g))
  add('lost-tracked-changes', count(body, /<w:(?:ins|del|moveFrom|moveTo)\s[^>]*w:id=/g))
  add('lost-comments', count(comments, /<w:comment\s/g))
  const margins = [...parts].filter(([name]) => /^word\/(?:header|footer)\d*\.xml$/.test(name))
  if (margins.some(([, xml]) => /<w:t[ >]/.test(xml))) findings.push({ code: 'lost-header-footer' })
  return findings
}

/** Mammoth's messages that tell of a loss; about a style only when the style means something. */
export function messageLosses(messages: readonly { readonly message: string }[]): Finding[] {
  const losses = new Set<string>()
  for (const { message } of messages) {
    const style = /Unrecognised (?:paragraph|run|table) style: '([^']*)'/.exec(message)?.[1]
    if (style === undefined) losses.add(message)
    else if (!PLAIN_STYLES.test(style)) losses.add(style)
  }
  return [...losses].map((detail) => ({ code: 'lost-style', detail }))
}
