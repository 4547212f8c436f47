/**
 * Content documents as the database adapter returns them: relations are ids, nothing is populated, absent is null.
 * Only what an Item is made of; the collections (src/collections) are the full definition.
 */
import type { SerializedEditorState } from 'lexical'

type Optional<T> = T | null | undefined

export interface SourceMedia {
  id: string
  filename?: Optional<string>
  mimeType?: Optional<string>
  filesize?: Optional<number>
  width?: Optional<number>
  height?: Optional<number>
  alt?: Optional<string>
  title?: Optional<string>
  credit?: Optional<string>
  license?: Optional<string>
  focalX?: Optional<number>
  focalY?: Optional<number>
  sizes?: Optional<Record<string, Optional<SourceSize>>>
}

export interface SourceSize {
  filename?: Optional<string>
  mimeType?: Optional<string>
  filesize?: Optional<number>
  width?: Optional<number>
  height?: Optional<number>
}

/** A TV column as the database has it; only what decides which videos are its episodes. */
export interface SourceColumn {
  id: string
  slug: string
  title: string
  rule?: Optional<{
    themes?: Optional<string[]>
    audiences?: Optional<string[]>
    keywords?: Optional<string[]>
  }>
}

/** A record of src/collections/video-files.ts. */
export interface SourceVideoFile {
  id: string
  measured?: unknown
  renditions?: unknown
  blocked?: unknown
}

export interface SourceDocument {
  id: string
  _status?: Optional<string>
  title: string
  slug: string
  formerSlugs?: Optional<string[]>
  summary?: Optional<string>
  language?: Optional<string>
  body?: Optional<SerializedEditorState>
  cover?: Optional<string>
  gallery?: Optional<string[]>
  themes?: Optional<string[]>
  audiences?: Optional<string[]>
  channels?: Optional<string[]>
  authorUnit?: Optional<string>
  source?: Optional<{ name?: Optional<string>; url?: Optional<string>; date?: Optional<string> }>
  responsibleEditor?: Optional<string>
  proofreader?: Optional<string>
  reviewer?: Optional<string>
  attachments?: Optional<{ file: string; title?: Optional<string> }[]>
  related?: Optional<{ relationTo: string; value: string }[]>
  publishedAt?: Optional<string>
  revisedAt?: Optional<string>
  updatedAt?: Optional<string>
  createdAt?: Optional<string>
  corrections?: Optional<{ at?: Optional<string>; note?: Optional<string> }[]>
  withdrawal?: Optional<{ reason?: Optional<string>; at?: Optional<string> }>
  // videos
  video?: Optional<string>
  poster?: Optional<string>
  durationSeconds?: Optional<number>
  captions?: Optional<{ file: string; language?: Optional<string>; kind?: Optional<string> }[]>
  transcript?: Optional<string>
  rights?: Optional<{ from?: Optional<string>; until?: Optional<string> }>
  region?: Optional<{ relationship?: Optional<string>; countries?: Optional<string[]> }>
  rating?: Optional<string>
  keywords?: Optional<string[]>
  chapters?: Optional<{ seconds: number; title: string }[]>
  producer?: Optional<string>
  productionNumber?: Optional<string>
  approvalNumber?: Optional<string>
  column?: Optional<string>
  episode?: Optional<number>
  airings?: Optional<{ at: string; repeat?: Optional<boolean> }[]>
  // explainers
  questions?: Optional<
    {
      question: string
      answer?: Optional<SerializedEditorState>
      clause?: Optional<string>
      clauseText?: Optional<string>
    }[]
  >
  documentNumber?: Optional<string>
  issuer?: Optional<string>
  effectiveFrom?: Optional<string>
  effectiveUntil?: Optional<string>
  plainSummary?: Optional<string>
  explainingPicture?: Optional<string>
  // lessons and courses
  objectives?: Optional<{ text: string }[]>
  creditHours?: Optional<number>
  durationMinutes?: Optional<number>
  teacher?: Optional<string>
  quiz?: Optional<
    {
      question: string
      options?: Optional<{ key: string; text: string; correct?: Optional<boolean> }[]>
      explanation?: Optional<string>
    }[]
  >
  lessons?: Optional<{ lesson: string; required?: Optional<boolean> }[]>
  lessonsRequired?: Optional<number>
  quizPassMark?: Optional<number>
}
