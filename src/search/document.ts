/** What the index holds of an item: a row to show and columns of words to find it by. */
import { createHash } from 'node:crypto'

import { documentKey, type DocumentKey, type Item } from '@/core'

import { MAX_TEXT_LENGTH, OFTEN } from './limits'
import { pinyinOf } from './pinyin'
import { clean, plainText } from './plain-text'
import { segment, type Chunk } from './segment'

export interface SearchDocument {
  readonly key: DocumentKey
  readonly type: Item['type']
  readonly slug: string
  readonly title: string
  readonly summary: string
  readonly language: string
  readonly publishedAt: string
  readonly themes: Item['themes']
  readonly audiences: readonly string[]
  /** Everything after the summary. */
  readonly text: string
}

export function searchDocument(item: Item): SearchDocument {
  return {
    key: documentKey(item),
    type: item.type,
    slug: item.slug,
    title: clean(item.title),
    summary: clean(item.summary),
    language: item.language,
    publishedAt: item.publishedAt,
    themes: item.themes.map(({ slug, label }) => ({ slug, label })),
    audiences: item.audiences.map(({ slug }) => slug),
    text: [plainText(item.html), ...detailsOf(item), ...creditsOf(item)]
      .filter((line) => line !== '')
      .join('\n')
      .slice(0, MAX_TEXT_LENGTH),
  }
}

function detailsOf({ details }: Item): string[] {
  switch (details.type) {
    case 'articles':
      return []
    case 'videos':
      return [clean(details.transcript ?? '')]
    case 'explainers':
      return [
        ...[details.plainSummary, details.documentNumber, details.issuer].map((each) =>
          clean(each ?? ''),
        ),
        ...details.questions.flatMap(({ question, answerHtml, clause, clauseText }) => [
          clean(question),
          plainText(answerHtml),
          clean(clause ?? ''),
          clean(clauseText ?? ''),
        ]),
      ]
    case 'lessons':
      // Not the quiz: its wrong answers are no content, and its right ones are not to be read in an excerpt.
      return [...details.objectives.map(clean), clean(details.teacher ?? '')]
    case 'courses':
      return details.lessons.map(({ label }) => clean(label))
    case 'editions':
      // They repeat what is found already and are not indexed.
      return []
  }
}

const creditsOf = ({ credits }: Item): string[] =>
  [credits.author, credits.source?.name ?? ''].map(clean)

/** Equal for documents that are found and shown alike. */
export const digestOf = (document: SearchDocument): string =>
  createHash('sha256').update(JSON.stringify(document)).digest('base64url')

/** Texts of words with a space between them, one for each column of the two FTS5 tables; see database.ts. */
export interface Columns {
  readonly tags: string
  readonly title: string
  readonly titleParts: string
  readonly summary: string
  readonly summaryParts: string
  readonly often: string
  readonly pinyin: string
  readonly words: string
  readonly parts: string
}

export function columnsOf(document: SearchDocument): Columns {
  const title = segment(document.title)
  const summary = segment(document.summary)
  const text = segment(document.text)
  const all = [...title, ...summary, ...text]
  return {
    tags: [
      tag('type', document.type),
      ...document.themes.map(({ slug }) => tag('theme', slug)),
      ...document.audiences.map((slug) => tag('audience', slug)),
    ].join(' '),
    title: wordsOf(title),
    titleParts: partsOf(title),
    summary: wordsOf(summary),
    summaryParts: partsOf(summary),
    often: oftenIn(text),
    pinyin: pinyinOf(title).join(' '),
    words: wordsOf(all),
    parts: partsOf(all),
  }
}

/** One word of the column `tags`. Slugs have no spaces; whatever else is in them stays. */
export const tag = (kind: 'type' | 'theme' | 'audience', slug: string): string =>
  `${kind}:${slug.replace(/\s/g, '_')}`

const wordsOf = (chunks: readonly Chunk[]): string =>
  chunks
    .flat()
    .map(({ text }) => text)
    .join(' ')

/** Words within words, and every Chinese character of a longer word: those who type one character mean it. */
function partsOf(chunks: readonly Chunk[]): string {
  const found = new Set<string>()
  for (const { text, han, parts } of chunks.flat()) {
    for (const part of parts) found.add(part.text)
    if (han) for (const character of text) if (character !== text) found.add(character)
  }
  return [...found].join(' ')
}

function oftenIn(chunks: readonly Chunk[]): string {
  const counts = new Map<string, number>()
  for (const { text, parts } of chunks.flat()) {
    for (const each of [text, ...parts.map((part) => part.text)]) {
      if (each.length > 1) counts.set(each, (counts.get(each) ?? 0) + 1)
    }
  }
  return [...counts].flatMap(([word, count]) => (count >= OFTEN ? [word] : [])).join(' ')
}
