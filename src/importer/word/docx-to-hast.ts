/** Word document → HTML tree with its pictures, by mammoth. The archive was checked before (check-zip.ts). */
import type { Root } from 'hast'
import mammoth from 'mammoth'

import { messageOf } from '@/core'

import { Refusal, type Finding } from '../errors'
import { element, elementsOf, isElement, rebuild, trimmedText } from '../sources/hast'
import { parseUntrustedHtml } from '../sources/parse-html'
import { readDocxParts } from './check-zip'
import { messageLosses, wordLosses } from './losses'

export interface EmbeddedPicture {
  /** Stands in `src` and in the origin: `image-1.jpg`. */
  readonly name: string
  readonly bytes: Buffer
}

export interface WordDocument {
  readonly root: Root
  readonly pictures: readonly EmbeddedPicture[]
  readonly findings: readonly Finding[]
}

/** Styles beyond mammoth's own: Chinese names of headings, captions, quotes. */
const STYLES = [
  ...[1, 2, 3, 4, 5, 6].map(
    (level) => `p[style-name='标题 ${String(level)}'] => h${String(level)}:fresh`,
  ),
  ...['Image Caption', 'Caption', 'caption', '题注', 'Figure Caption'].map(
    (name) => `p[style-name='${name}'] => p.caption:fresh`,
  ),
  ...['Quote', 'Block Text', 'Intense Quote', '引用'].map(
    (name) => `p[style-name='${name}'] => blockquote > p:fresh`,
  ),
  'u => u',
  'strike => s',
]

const PICTURE_EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

export async function docxToHast(absolute: string): Promise<WordDocument> {
  const parts = await readDocxParts(absolute)
  const pictures: EmbeddedPicture[] = []
  const vectors = new Set<string>()
  const convertImage = mammoth.images.imgElement(async (image) => {
    const extension = PICTURE_EXTENSIONS[image.contentType]
    if (extension === undefined) {
      vectors.add(image.contentType)
      return { src: '' }
    }
    const name = `image-${String(pictures.length + 1)}.${extension}`
    const index = pictures.push({ name, bytes: Buffer.alloc(0) }) - 1
    pictures[index] = { name, bytes: await image.readAsBuffer() }
    return { src: name }
  })
  let result: Awaited<ReturnType<typeof mammoth.convertToHtml>>
  try {
    result = await mammoth.convertToHtml(
      { path: absolute },
      { convertImage, styleMap: STYLES, externalFileAccess: false, idPrefix: '' },
    )
  } catch (error) {
    throw new Refusal({ code: 'not-a-valid-docx', detail: messageOf(error) }, { cause: error })
  }
  return {
    root: footnotes(parseUntrustedHtml(result.value, true)),
    pictures,
    findings: [
      ...wordLosses(parts),
      ...[...vectors].map((value): Finding => ({ code: 'lost-vector-picture', value })),
      ...messageLosses(result.messages),
    ],
  }
}

/** `<sup><a href="#footnote-1">` with its text in a list at the end → `<sup data-footnote="text">`. */
function footnotes(root: Root): Root {
  const notes = new Map<string, string>()
  for (const node of elementsOf(root)) {
    const id = String(node.properties['id'] ?? '')
    if (node.tagName === 'li' && /^(?:foot|end)note-/.test(id)) {
      notes.set(`#${id}`, trimmedText(node).replace(/\s*↑$/, ''))
    }
  }
  return rebuild(root, (node) => {
    const [only] = node.children
    if (node.tagName === 'sup' && isElement(only, 'a')) {
      const note = notes.get(String(only.properties['href'] ?? ''))
      return [note === undefined ? node : element('sup', [], { dataFootnote: note })]
    }
    const items = node.children.filter((child) => isElement(child))
    if (node.tagName === 'ol' && items.length > 0 && items.every(isNote)) return []
    // Bookmarks.
    if (node.tagName === 'a' && node.properties['href'] === undefined) return node.children
    return [node]
  })
}

const isNote = (node: Parameters<typeof trimmedText>[0]): boolean =>
  isElement(node, 'li') && /^(?:foot|end)note-/.test(String(node.properties['id'] ?? ''))
