/** One document's text, whatever format it came in, as an HTML tree with headings, lists and notes in place. */
import type { Element, Root } from 'hast'

import { decodeText, readBytes, type ImportFile } from '../import-folder-files'
import { extensionOf } from '../file-kinds'
import type { Finding } from '../errors'
import { docxToHast, type EmbeddedPicture } from '../word/docx-to-hast'
import { elementsOf, isBlank, isElement, trimmedText, type Content } from './hast'
import { markdownToHast } from './markdown'
import { parseUntrustedHtml, withoutOverflow } from './parse-html'
import {
  foldCaptions,
  lowerHeadings,
  numberedHeadings,
  tableHeads,
  withoutTitle,
} from './structure'
import { cleanWordHtml } from './word-html'

export interface SourceBody {
  readonly root: Root
  readonly pictures: readonly EmbeddedPicture[]
  readonly findings: readonly Finding[]
}

export const EMPTY_BODY: SourceBody = {
  root: { type: 'root', children: [] },
  pictures: [],
  findings: [],
}

/** Formats of documents, by extension. */
export const DOCUMENT_EXTENSIONS = ['md', 'markdown', 'html', 'htm', 'docx'] as const

export const isDocumentFile = (path: string): boolean =>
  (DOCUMENT_EXTENSIONS as readonly string[]).includes(extensionOf(path))

/** For Markdown: the text after the front matter. */
export function bodyOfMarkdown(text: string, title: string): SourceBody {
  return { ...EMPTY_BODY, root: tidy(markdownToHast(text), title) }
}

export async function bodyOfHtml(file: ImportFile, title: string): Promise<SourceBody> {
  const html = decodeText(await readBytes(file, 'text'))
  return withoutOverflow(() => {
    const { root, findings } = cleanWordHtml(parseUntrustedHtml(html, false))
    return { root: tidy(officeStructure(root), title), pictures: [], findings }
  })
}

export async function bodyOfWord(file: ImportFile, title: string): Promise<SourceBody> {
  const { root, pictures, findings } = await docxToHast(file.absolute)
  return { root: withoutOverflow(() => tidy(officeStructure(root), title)), pictures, findings }
}

const officeStructure = (root: Root): Root => tableHeads(foldCaptions(numberedHeadings(root)))

function tidy(root: Root, title: string): Root {
  const result = lowerHeadings(withoutTitle(root, title))
  return { ...result, children: result.children.filter((node) => !isBlank(node)) }
}

/** Pictures of a text in order, with the captions they have. */
export function picturesOf(root: Root): { src: string; alt: string; caption: string }[] {
  const captions = new Map<Element, string>()
  for (const figure of elementsOf(root)) {
    if (figure.tagName !== 'figure') continue
    const caption = figure.children.find((child) => isElement(child, 'figcaption'))
    for (const picture of elementsOf(figure))
      if (caption) captions.set(picture, trimmedText(caption))
  }
  return [...elementsOf(root)]
    .filter(({ tagName, properties }) => tagName === 'img' && typeof properties['src'] === 'string')
    .map((picture) => ({
      src: String(picture.properties['src']),
      alt: String(picture.properties['alt'] ?? '').trim(),
      caption: captions.get(picture) ?? String(picture.properties['title'] ?? ''),
    }))
}

export interface QuestionText {
  readonly question: string
  readonly answer: Root
}

/** Sections headed `问：…` are questions; what stands before the first, or under another main heading, stays body. */
export function splitQuestions(root: Root): { body: Root; questions: QuestionText[] } {
  const body: Content[] = []
  const questions: { question: string; answer: Content[] }[] = []
  let current = body
  for (const node of root.children) {
    if (isElement(node, 'h2')) {
      const question = /^问\s*[：:]\s*(.+)$/s.exec(trimmedText(node))?.[1]
      if (question === undefined) current = body
      else {
        current = []
        questions.push({ question, answer: current })
        continue
      }
    }
    current.push(node)
  }
  const tree = (children: Content[]): Root => ({
    type: 'root',
    children: children,
  })
  return {
    body: tree(body),
    questions: questions.map(({ question, answer }) => ({ question, answer: tree(answer) })),
  }
}
