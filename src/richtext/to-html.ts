/**
 * Rich text → the HTML every channel starts from: semantic, sanitised by construction (all text is escaped, only these
 * elements are written), our own files root-relative, no styles, no classes but those of figures, notes and boxes.
 */
import { escapeHtml, SMALLER_FORMATS, type PictureSize } from '@/core'

import {
  FORMAT,
  idOf,
  nodesOf,
  type BlockFields,
  type LinkFields,
  type Node,
  type SerializedEditorState,
} from './nodes'

/** What a text needs to know of a file it shows. */
export interface MediaView {
  /** Root-relative. */
  readonly url: string
  readonly mediaType: string
  readonly bytes: number
  readonly title?: string
  readonly alt: string
  readonly credit?: string
  readonly width?: number
  readonly height?: number
  readonly sizes: readonly PictureSize[]
}

export interface HtmlLookups {
  readonly media: (id: string) => MediaView | undefined
  /** Undefined when the document is not public: then only the link's text is kept. */
  readonly link: (relationTo: string, id: string) => { path: string; title: string } | undefined
}

/** A stored text has a node nobody knows how to show. */
export class UnknownNodeError extends Error {
  override readonly name = 'UnknownNodeError'
}

export function lexicalToHtml(state: SerializedEditorState, lookups: HtmlLookups): string {
  const footnotes: string[] = []
  const writer: Writer = { lookups, footnotes }
  const body = all(nodesOf(state), writer)
  return body + footnotesHtml(footnotes)
}

interface Writer {
  readonly lookups: HtmlLookups
  readonly footnotes: string[]
}

const all = (nodes: readonly Node[], writer: Writer): string => {
  let html = ''
  for (const node of nodes) html += one(node, writer)
  return html
}

function one(node: Node, writer: Writer): string {
  switch (node.type) {
    case 'text':
      return formatted(escapeHtml(node.text), node.format ?? 0)
    case 'linebreak':
      return '<br>'
    case 'tab':
      return '\t'
    case 'horizontalrule':
      return '<hr>'
    case 'root':
      return all(node.children, writer)
    case 'paragraph':
      return node.children.length === 0 ? '' : `<p>${all(node.children, writer)}</p>`
    case 'quote':
      return `<blockquote><p>${all(node.children, writer)}</p></blockquote>`
    case 'heading': {
      const tag = /^h[2-6]$/.test(node.tag) ? node.tag : 'h2'
      return `<${tag}>${all(node.children, writer)}</${tag}>`
    }
    case 'list': {
      const start =
        node.tag === 'ol' && node.start !== undefined && node.start !== 1
          ? ` start="${String(node.start)}"`
          : ''
      const tag = node.tag === 'ol' ? 'ol' : 'ul'
      return `<${tag}${start}>${listItems(node.children, writer)}</${tag}>`
    }
    case 'listitem':
      return `<li>${all(node.children, writer)}</li>`
    case 'table':
      return table(node.children, writer)
    case 'tablerow':
    case 'tablecell':
      return all(node.children, writer)
    case 'link':
    case 'autolink':
      return link(node.fields, all(node.children, writer), writer)
    case 'upload': {
      const media = writer.lookups.media(idOf(node.value))
      return media ? figure(media, node.fields ?? {}) : ''
    }
    case 'block':
    case 'inlineBlock':
      return block(node.fields, writer)
    default:
      throw new UnknownNodeError(
        `Nobody knows how to show a ${String((node as { type: unknown }).type)}`,
      )
  }
}

/** Lexical keeps a nested list in an item of its own; HTML wants it inside the item before. */
function listItems(nodes: readonly Node[], writer: Writer): string {
  const items: string[] = []
  for (const node of nodes) {
    const children = 'children' in node ? node.children : []
    const nested = children.length > 0 && children.every(({ type }) => type === 'list')
    const last = items.pop()
    if (nested && last !== undefined) items.push(last + all(children, writer))
    else {
      if (last !== undefined) items.push(last)
      items.push(all(children, writer))
    }
  }
  return items.map((item) => `<li>${item}</li>`).join('')
}

const TAGS = [
  [FORMAT.bold, 'strong'],
  [FORMAT.italic, 'em'],
  [FORMAT.strikethrough, 's'],
  [FORMAT.underline, 'u'],
  [FORMAT.code, 'code'],
  [FORMAT.subscript, 'sub'],
  [FORMAT.superscript, 'sup'],
] as const

function formatted(html: string, format: number): string {
  if (format === 0) return html
  let wrapped = html
  for (const [bit, tag] of TAGS) if (format & bit) wrapped = `<${tag}>${wrapped}</${tag}>`
  return wrapped
}

/** A first row of header cells becomes the head; elsewhere a header cell heads its row. */
function table(rows: readonly Node[], writer: Writer): string {
  const cellsOf = (row: Node): Node[] => ('children' in row ? row.children : [])
  const isHeader = (cell: Node): boolean => cell.type === 'tablecell' && (cell.headerState ?? 0) > 0
  const [first, ...rest] = rows
  const hasHead = first !== undefined && cellsOf(first).length > 0 && cellsOf(first).every(isHeader)
  const rowHtml = (row: Node, scope: 'col' | 'row'): string =>
    `<tr>${cellsOf(row)
      .map((cell) => {
        if (cell.type !== 'tablecell') return ''
        const span =
          (cell.colSpan && cell.colSpan > 1 ? ` colspan="${String(cell.colSpan)}"` : '') +
          (cell.rowSpan && cell.rowSpan > 1 ? ` rowspan="${String(cell.rowSpan)}"` : '')
        const inside = cellHtml(cell.children, writer)
        return isHeader(cell)
          ? `<th scope="${scope}"${span}>${inside}</th>`
          : `<td${span}>${inside}</td>`
      })
      .join('')}</tr>`
  const head = hasHead ? `<thead>${rowHtml(first, 'col')}</thead>` : ''
  const body = (hasHead ? rest : rows).map((row) => rowHtml(row, 'row')).join('')
  return `<table>${head}<tbody>${body}</tbody></table>`
}

/** A cell of one paragraph needs no paragraph. What shows nothing does not count. */
function cellHtml(children: readonly Node[], writer: Writer): string {
  const shown = children
    .map((node) => ({ type: node.type, html: one(node, writer) }))
    .filter(({ html }) => html !== '')
  const [only] = shown
  return shown.length === 1 && only?.type === 'paragraph'
    ? only.html.slice('<p>'.length, -'</p>'.length)
    : shown.map(({ html }) => html).join('')
}

function link(fields: LinkFields, inside: string, { lookups }: Writer): string {
  if (fields.linkType === 'internal' && fields.doc) {
    const target = lookups.link(fields.doc.relationTo, idOf(fields.doc.value))
    return target ? `<a href="${escapeHtml(target.path)}">${inside}</a>` : inside
  }
  const url = safeUrl(fields.url ?? '')
  return url === undefined ? inside : `<a href="${escapeHtml(url)}">${inside}</a>`
}

/** Addresses a reader may be sent to; anything else (`javascript:` and its disguises) is undefined. */
export function safeUrl(url: string): string | undefined {
  // Browsers drop these characters before they look at the scheme, so we do too.
  const plain = [...url.trim()]
    .filter((character) => character > ' ' && character !== '\u007f')
    .join('')
  if (/^[a-z][a-z0-9+.-]*:/i.test(plain))
    return /^(?:https?|mailto|tel):/i.test(plain) ? plain : undefined
  return plain.startsWith('//') ? undefined : plain
}

function figure(
  media: MediaView,
  { caption, credit }: { caption?: string | null; credit?: string | null },
): string {
  const by = credit ?? media.credit
  const lines = [
    caption ? `<span class="caption">${escapeHtml(caption)}</span>` : '',
    by ? `<small class="credit">${escapeHtml(by)}</small>` : '',
  ].filter(Boolean)
  const text = lines.length > 0 ? `<figcaption>${lines.join(' ')}</figcaption>` : ''
  if (media.mediaType.startsWith('video/'))
    return `<figure>${videoHtml(media, undefined)}${text}</figure>`
  if (media.mediaType.startsWith('audio/')) {
    return `<figure><audio controls preload="none" src="${escapeHtml(media.url)}"></audio>${text}</figure>`
  }
  if (!media.mediaType.startsWith('image/')) return `<p>${fileLink(media, media.title)}</p>`
  return `<figure>${imageHtml(media)}${text}</figure>`
}

/** Where a body's pictures stand: as wide as the text. */
const PICTURE_WIDTHS = '(max-width: 48rem) 100vw, 48rem'

/** A picture with its sizes in every format there is of it, dimensions and alternative text. */
export function imageHtml(media: Omit<MediaView, 'bytes' | 'title'>): string {
  const dimensions =
    media.width && media.height
      ? ` width="${String(media.width)}" height="${String(media.height)}"`
      : ''
  const whole = media.width ? [{ url: media.url, width: media.width }] : []
  const own = media.sizes.filter(({ mediaType }) => mediaType === media.mediaType)
  const srcset = own.length + whole.length > 1 ? candidates([...own, ...whole]) : ''
  const image = `<img src="${escapeHtml(media.url)}" alt="${escapeHtml(media.alt)}"${dimensions}${srcset} loading="lazy" decoding="async">`
  const sources = SMALLER_FORMATS.filter((format) => format !== media.mediaType).flatMap(
    (format) => {
      const sizes = media.sizes.filter(({ mediaType }) => mediaType === format)
      return sizes.length > 0 ? `<source type="${format}"${candidates(sizes)}>` : []
    },
  )
  return sources.length > 0 ? `<picture>${sources.join('')}${image}</picture>` : image
}

const candidates = (sizes: readonly { readonly url: string; readonly width: number }[]): string =>
  ` srcset="${escapeHtml(sizes.map(({ url, width }) => `${url} ${String(width)}w`).join(', '))}" sizes="${PICTURE_WIDTHS}"`

const videoHtml = (media: MediaView, poster: MediaView | undefined): string =>
  `<video controls preload="none" src="${escapeHtml(media.url)}"${poster ? ` poster="${escapeHtml(poster.url)}"` : ''}></video>`

function block(fields: BlockFields, writer: Writer): string {
  const { lookups, footnotes } = writer
  const file = (id: string | null | undefined): MediaView | undefined =>
    id ? lookups.media(id) : undefined
  switch (fields.blockType) {
    case 'callout': {
      const style = /^(?:info|tip|warning)$/.test(fields.style ?? '') ? fields.style : 'info'
      const title = fields.title
        ? `<p class="callout-title"><strong>${escapeHtml(fields.title)}</strong></p>`
        : ''
      const content = fields.content ? all(nodesOf(fields.content), writer) : ''
      return `<aside class="callout callout-${style ?? 'info'}">${title}${content}</aside>`
    }
    case 'qa':
      return `<section class="qa"><h3>${escapeHtml(fields.question ?? '')}</h3>${fields.answer ? all(nodesOf(fields.answer), writer) : ''}</section>`
    case 'video': {
      const video = file(fields.file)
      if (!video) return ''
      const caption = fields.caption ? `<figcaption>${escapeHtml(fields.caption)}</figcaption>` : ''
      return `<figure>${videoHtml(video, file(fields.poster))}${caption}</figure>`
    }
    case 'attachment': {
      const attached = file(fields.file)
      return attached ? `<p class="attachment">${fileLink(attached, fields.title)}</p>` : ''
    }
    case 'download': {
      const rows = (fields.files ?? []).flatMap((each) => {
        const found = file(each.file)
        return found ? [`<li>${fileLink(found, each.title)}</li>`] : []
      })
      const title = fields.title ? `<p><strong>${escapeHtml(fields.title)}</strong></p>` : ''
      return rows.length > 0
        ? `<section class="download">${title}<ul>${rows.join('')}</ul></section>`
        : ''
    }
    case 'footnote': {
      footnotes.push(escapeHtml(fields.text ?? ''))
      const n = String(footnotes.length)
      return `<sup><a href="#fn-${n}" id="fnref-${n}" role="doc-noteref">[${n}]</a></sup>`
    }
    default:
      throw new UnknownNodeError(
        `Nobody knows how to show a block ${String((fields as { blockType: unknown }).blockType)}`,
      )
  }
}

const fileLink = (media: MediaView, title: string | null | undefined): string =>
  `<a href="${escapeHtml(media.url)}" type="${escapeHtml(media.mediaType)}">${escapeHtml(title || media.title || decodeURIComponent(media.url.split('/').at(-1) ?? ''))}</a>`

const footnotesHtml = (notes: readonly string[]): string =>
  notes.length === 0
    ? ''
    : `<div role="doc-endnotes"><hr><ol>${notes
        .map((text, index) => {
          const n = String(index + 1)
          return `<li id="fn-${n}">${text} <a href="#fnref-${n}" role="doc-backlink">↩</a></li>`
        })
        .join('')}</ol></div>`
