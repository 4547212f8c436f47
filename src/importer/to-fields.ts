/** A read document → the fields of its collection. Absent values are written as null, so that an update clears them. */
import type { Root } from 'hast'

import type { ContentType } from '@/core'
import { hastToLexical } from '@/richtext'

import type { DocumentMedia } from './document-media'
import { pictureIds } from './document-media'
import { SOURCE_TYPES, type DocumentMetadata, type MetadataOf } from './metadata'
import type { ReadSource } from './read-source'
import { splitQuestions } from './sources/body'

export type Fields = Readonly<Record<string, unknown>>

export interface ToFields {
  readonly source: ReadSource & { readonly metadata: DocumentMetadata }
  readonly media: DocumentMedia
  readonly themes: readonly string[]
  readonly audiences: readonly string[]
  /** Id of a video's TV column. */
  readonly column: string | undefined
  /** Ids of a course's lessons, in the order of `lessonsOf`. */
  readonly lessons: readonly string[]
  /** Audio the document is related to: our model attaches it. */
  readonly relatedAudio: readonly string[]
}

export const collectionOf = (metadata: DocumentMetadata): ContentType => SOURCE_TYPES[metadata.type]

export function toFields(input: ToFields): Fields {
  const { metadata, body } = input.source
  const isExplainer = metadata.type === 'explainer'
  const { body: text, questions } = isExplainer
    ? splitQuestions(body.root)
    : { body: body.root, questions: [] }
  const seed = `${collectionOf(metadata)}/${metadata.slug}`
  const lookups = pictureIds(input.media.pictures)
  const rich = (root: Root, part: string): unknown =>
    root.children.length === 0 ? null : hastToLexical(root, lookups, `${seed}${part}`)
  return {
    ...commonFields(input),
    body: rich(text, ''),
    ...(isExplainer
      ? {
          questions: questions.map(({ question, answer }, index) => ({
            question,
            answer: hastToLexical(answer, lookups, `${seed}?${String(index)}`),
          })),
        }
      : {}),
    ...fieldsOfType(input),
  }
}

function commonFields({
  source: { metadata },
  media,
  themes,
  audiences,
  relatedAudio,
}: ToFields): Fields {
  const id = (field: string): string | null => media.fields.get(field)?.id ?? null
  return {
    title: metadata.title,
    slug: metadata.slug,
    summary: metadata.summary,
    ...(metadata.language === undefined ? {} : { language: metadata.language }),
    themes,
    audiences,
    channels: metadata.channels,
    authorUnit: metadata.authorUnit,
    source: {
      name: metadata.source?.name ?? null,
      url: metadata.source?.url ?? null,
      date: metadata.source?.date ?? null,
    },
    responsibleEditor: metadata.responsibleEditor ?? null,
    proofreader: metadata.proofreader ?? null,
    reviewer: metadata.reviewer ?? null,
    cover: id('cover'),
    attachments: [
      ...metadata.attachments.map(({ title }, index) => ({
        file: id(`attachments.${String(index)}.file`),
        title: title ?? null,
      })),
      ...relatedAudio.map((file) => ({ file, title: null })),
    ],
    ...(metadata.publishedAt === undefined ? {} : { publishedAt: metadata.publishedAt }),
    revisedAt: metadata.updatedAt ?? null,
    corrections: metadata.corrections,
  }
}

function fieldsOfType(input: ToFields): Fields {
  const { metadata } = input.source
  switch (metadata.type) {
    case 'article':
      return {
        gallery: metadata.gallery.map(
          (_, index) => input.media.fields.get(`gallery.${String(index)}`)?.id,
        ),
      }
    case 'video':
      return { ...videoFields(metadata, input.media), column: input.column ?? null }
    case 'explainer':
      return {
        documentNumber: metadata.documentNumber ?? null,
        issuer: metadata.issuer ?? null,
        effectiveFrom: metadata.effectiveFrom ?? null,
        effectiveUntil: metadata.effectiveUntil ?? null,
        plainSummary: metadata.plainSummary ?? null,
        explainingPicture: input.media.fields.get('explainingPicture')?.id ?? null,
      }
    case 'lesson':
      return lessonFields(metadata)
    case 'course':
      return {
        lessons: lessonsOf(metadata).map(({ required }, index) => ({
          lesson: input.lessons[index],
          required,
        })),
        creditHours: metadata.creditHours ?? null,
        lessonsRequired: metadata.completion?.lessonsRequired ?? null,
        quizPassMark: metadata.completion?.quizPassMark ?? null,
      }
  }
}

function videoFields(metadata: MetadataOf<'video'>, { fields }: DocumentMedia): Fields {
  return {
    video: fields.get('video')?.id,
    poster: fields.get('poster')?.id ?? null,
    durationSeconds: metadata.durationSeconds ?? fields.get('video')?.durationSeconds ?? null,
    captions: metadata.subtitles.map(({ language, kind }, index) => ({
      file: fields.get(`captions.${String(index)}.file`)?.id,
      language,
      kind,
    })),
    transcript: metadata.transcript ?? null,
    rights: { from: metadata.rights?.from ?? null, until: metadata.rights?.until ?? null },
    episode: metadata.episode ?? null,
    airings: metadata.airings,
    chapters: metadata.chapters,
    producer: metadata.producer ?? null,
    productionNumber: metadata.productionNumber ?? null,
    approvalNumber: metadata.approvalNumber ?? null,
    region: metadata.region ?? { relationship: 'allow', countries: [] },
    rating: metadata.rating ?? null,
    keywords: metadata.keywords,
  }
}

function lessonFields(metadata: MetadataOf<'lesson'>): Fields {
  return {
    objectives: metadata.objectives.map((text) => ({ text })),
    creditHours: metadata.creditHours ?? null,
    durationMinutes: metadata.durationMinutes ?? null,
    teacher: metadata.teacher ?? metadata.teacherRole ?? null,
    producer: metadata.producer ?? null,
    validUntil: metadata.validUntil ?? null,
    quiz: metadata.quiz.map(({ question, options, answer, explanation }) => ({
      question,
      options: Object.entries(options).map(([key, text]) => ({
        key,
        text,
        correct: answer.includes(key),
      })),
      explanation: explanation ?? null,
    })),
  }
}

/** A course's lessons in teaching order. */
export const lessonsOf = ({ lessons }: MetadataOf<'course'>): MetadataOf<'course'>['lessons'] =>
  lessons
    .map((lesson, index) => ({ lesson, order: lesson.order ?? index + 1 }))
    .sort((a, b) => a.order - b.order)
    .map(({ lesson }) => lesson)
