/** Document → Item: the one place that knows both. Pure: everything a document refers to comes as `references`. */
import type {
  ContentType,
  Credits,
  Details,
  Item,
  MediaFile,
  Picture,
  PictureSize,
  Term,
} from '@/core'
import { collectReferences, lexicalToHtml, type MediaView } from '@/richtext'

import type {
  SourceColumn,
  SourceDocument,
  SourceMedia,
  SourceSize,
  SourceVideoFile,
} from './source-document'
import { broadcastDetails } from './to-broadcast'

/** What documents refer to, by id. */
export interface References {
  readonly media: ReadonlyMap<string, SourceMedia>
  /** Themes and audiences. */
  readonly terms: ReadonlyMap<string, Term>
  /** Published documents, by `type/id`. */
  readonly documents: ReadonlyMap<string, Term>
  /** Published courses that list a lesson, by lesson id, in the order of their slugs. */
  readonly coursesOfLesson: ReadonlyMap<string, readonly Term[]>
  /** All TV columns, by slug; none where no video is converted. */
  readonly columns: readonly SourceColumn[]
  /** What is known of videos' files, by the video's id. */
  readonly videoFiles: ReadonlyMap<string, SourceVideoFile>
}

/** Something a published document refers to is missing; the document can't go out like this. */
export class IncompleteDocumentError extends Error {
  override readonly name = 'IncompleteDocumentError'
}

export function toItem(type: ContentType, document: SourceDocument, references: References): Item {
  const files = new Map<string, MediaFile>()
  const keep = (media: SourceMedia): MediaFile => {
    for (const file of filesOf(media)) files.set(file.url, file)
    return mediaFile(media)
  }
  const media = (id: string | null | undefined): SourceMedia | undefined => {
    const found = id ? references.media.get(id) : undefined
    if (found) keep(found)
    return found
  }
  const picture = (id: string | null | undefined): Picture | undefined => {
    const found = media(id)
    return found?.width && found.height ? asPicture(found) : undefined
  }
  const html = (body: SourceDocument['body']): string => {
    if (!body) return ''
    return lexicalToHtml(body, {
      media: (id) => {
        const found = media(id)
        return found && mediaView(found)
      },
      link: (relationTo, id) => {
        const target = references.documents.get(`${relationTo}/${id}`)
        return target && { path: `/${relationTo}/${target.slug}`, title: target.label }
      },
    })
  }
  const terms = (ids: readonly string[] | null | undefined): Term[] =>
    (ids ?? []).flatMap((id) => references.terms.get(id) ?? [])

  const publishedAt = iso(document.publishedAt ?? document.createdAt)
  const cover = picture(document.cover)
  const attachments = (document.attachments ?? []).flatMap(({ file, title }) => {
    const found = media(file)
    return found ? [{ ...mediaFile(found), ...optional('title', title ?? found.title) }] : []
  })
  const body = html(document.body)
  const details = detailsOf(type, document, references, { media, picture, html })
  for (const id of document.gallery ?? []) media(id)

  return {
    type,
    id: document.id,
    slug: document.slug,
    formerSlugs: document.formerSlugs ?? [],
    title: document.title,
    summary: document.summary ?? '',
    language: document.language ?? 'zh-CN',
    html: body + galleryHtml(document, references),
    publishedAt,
    updatedAt: document.revisedAt ? iso(document.revisedAt) : publishedAt,
    themes: terms(document.themes),
    audiences: terms(document.audiences),
    courses: type === 'lessons' ? [...(references.coursesOfLesson.get(document.id) ?? [])] : [],
    channels: document.channels ?? [],
    credits: credits(document),
    ...optional('cover', cover),
    attachments,
    files: [...files.values()].sort((left, right) => (left.url < right.url ? -1 : 1)),
    related: (document.related ?? []).flatMap(({ relationTo, value }) => {
      const target = references.documents.get(`${relationTo}/${value}`)
      return target ? [{ slug: `${relationTo}/${target.slug}`, label: target.label }] : []
    }),
    corrections: (document.corrections ?? []).flatMap(({ at, note }) =>
      note ? [{ at: iso(at ?? document.updatedAt), note }] : [],
    ),
    details,
  }
}

/** Ids of everything `toItem` will look up for a document. */
export function referencesOf(document: SourceDocument): { media: string[]; documents: string[] } {
  const bodies = [document.body, ...(document.questions ?? []).map(({ answer }) => answer)]
  const found = bodies.flatMap((body) => (body ? [collectReferences(body)] : []))
  return {
    media: [
      document.cover,
      document.video,
      document.poster,
      document.explainingPicture,
      ...(document.gallery ?? []),
      ...(document.attachments ?? []).map(({ file }) => file),
      ...(document.captions ?? []).map(({ file }) => file),
      ...found.flatMap(({ media }) => media),
    ].filter((id): id is string => typeof id === 'string'),
    documents: [
      ...(document.related ?? []).map(({ relationTo, value }) => `${relationTo}/${value}`),
      ...(document.lessons ?? []).map(({ lesson }) => `lessons/${lesson}`),
      ...found.flatMap(({ documents }) => documents),
    ],
  }
}

interface Lookup {
  media: (id: string | null | undefined) => SourceMedia | undefined
  picture: (id: string | null | undefined) => Picture | undefined
  html: (body: SourceDocument['body']) => string
}

function detailsOf(
  type: ContentType,
  document: SourceDocument,
  references: References,
  { media, picture, html }: Lookup,
): Details {
  switch (type) {
    case 'articles':
      return { type }
    case 'videos': {
      const file = media(document.video)
      if (!file)
        throw new IncompleteDocumentError(`视频文件缺失 / video file missing: ${document.slug}`)
      const rights = {
        ...optional('from', document.rights?.from && iso(document.rights.from)),
        ...optional('until', document.rights?.until && iso(document.rights.until)),
      }
      return {
        type,
        video: mediaFile(file),
        ...optional('durationSeconds', document.durationSeconds),
        ...optional('poster', picture(document.poster)),
        captions: (document.captions ?? []).flatMap((caption) => {
          const found = media(caption.file)
          return found ? [{ ...mediaFile(found), language: caption.language ?? 'zh-CN' }] : []
        }),
        ...optional('transcript', document.transcript),
        ...(Object.keys(rights).length > 0 ? { rights } : {}),
        ...broadcastDetails(document, references.columns, references.videoFiles.get(document.id)),
      }
    }
    case 'explainers':
      return {
        type,
        questions: (document.questions ?? []).map(({ question, answer, clause, clauseText }) => ({
          question,
          answerHtml: html(answer),
          ...optional('clause', clause),
          ...optional('clauseText', clauseText),
        })),
        ...optional('documentNumber', document.documentNumber),
        ...optional('issuer', document.issuer),
        ...optional('effectiveFrom', document.effectiveFrom && iso(document.effectiveFrom)),
        ...optional('effectiveUntil', document.effectiveUntil && iso(document.effectiveUntil)),
        ...optional('plainSummary', document.plainSummary),
        ...optional('explainingPicture', picture(document.explainingPicture)),
      }
    case 'lessons':
      return {
        type,
        objectives: (document.objectives ?? []).map(({ text }) => text),
        ...optional('creditHours', document.creditHours),
        ...optional('durationMinutes', document.durationMinutes),
        ...optional('teacher', document.teacher),
        quiz: (document.quiz ?? []).map(({ question, options, explanation }) => ({
          question,
          options: (options ?? []).map(({ key, text }) => ({ key, text })),
          answer: (options ?? []).filter(({ correct }) => correct).map(({ key }) => key),
          ...optional('explanation', explanation),
        })),
      }
    case 'courses':
      return {
        type,
        lessons: (document.lessons ?? []).flatMap(({ lesson, required }) => {
          const target = references.documents.get(`lessons/${lesson}`)
          return target ? [{ ...target, id: lesson, required: required ?? true }] : []
        }),
        ...optional('creditHours', document.creditHours),
        ...optional('lessonsRequired', document.lessonsRequired),
        ...optional('quizPassMark', document.quizPassMark),
      }
  }
}

/** The gallery as figures after the body. */
function galleryHtml(document: SourceDocument, references: References): string {
  const pictures = (document.gallery ?? []).flatMap((id) => references.media.get(id) ?? [])
  if (pictures.length === 0) return ''
  const state = {
    root: {
      type: 'root',
      version: 1,
      direction: null,
      format: '',
      indent: 0,
      children: pictures.map(({ id }) => ({
        type: 'upload',
        version: 3,
        relationTo: 'media',
        value: id,
        fields: {},
      })),
    },
  } as unknown as NonNullable<SourceDocument['body']>
  return lexicalToHtml(state, {
    media: (id) => {
      const found = references.media.get(id)
      return found && mediaView(found)
    },
    link: () => undefined,
  })
}

function credits(document: SourceDocument): Credits {
  const { source } = document
  return {
    author: document.authorUnit ?? '',
    ...(source?.name
      ? {
          source: {
            name: source.name,
            ...optional('url', source.url),
            ...optional('date', source.date),
          },
        }
      : {}),
    ...optional('responsibleEditor', document.responsibleEditor),
    ...optional('proofreader', document.proofreader),
    ...optional('reviewer', document.reviewer),
  }
}

const publicUrl = (filename: string): string => `/media/${encodeURIComponent(filename)}`

const mediaFile = (media: SourceMedia): MediaFile => ({
  url: publicUrl(media.filename ?? ''),
  mediaType: media.mimeType ?? 'application/octet-stream',
  bytes: media.filesize ?? 0,
  ...optional('title', media.title),
})

const creditOf = (media: SourceMedia): string | undefined =>
  [media.credit, media.license].filter(Boolean).join(' · ') || undefined

function sizesOf(media: SourceMedia): PictureSize[] {
  return Object.values(media.sizes ?? {})
    .flatMap((size) =>
      size?.filename && size.width && size.height && !isStrip(size, media)
        ? [
            {
              url: publicUrl(size.filename),
              mediaType: size.mimeType ?? media.mimeType ?? 'image/jpeg',
              bytes: size.filesize ?? 0,
              width: size.width,
              height: size.height,
            },
          ]
        : [],
    )
    .sort((left, right) => left.width - right.width)
}

/** AVIF as `sharp` writes it has one frame: those of an animation stand in it one below the other. */
const isStrip = (size: SourceSize, { width, height }: SourceMedia): boolean =>
  size.mimeType === 'image/avif' &&
  Boolean(width && height && size.width && size.height) &&
  (size.height ?? 0) / (size.width ?? 1) > (1.5 * (height ?? 0)) / (width ?? 1)

const asPicture = (media: SourceMedia): Picture => ({
  ...mediaFile(media),
  alt: media.alt ?? '',
  width: media.width ?? 0,
  height: media.height ?? 0,
  ...optional('credit', creditOf(media)),
  ...optional('focal', focalOf(media)),
  sizes: sizesOf(media),
})

/** Per cent from the left and the top; the middle, which Payload sets for every picture, is nobody's choice. */
function focalOf({ focalX, focalY }: SourceMedia): Picture['focal'] {
  const [x, y] = [focalX ?? 50, focalY ?? 50]
  return x === 50 && y === 50 ? undefined : { x, y }
}

const mediaView = (media: SourceMedia): MediaView => ({
  ...mediaFile(media),
  ...optional('width', media.width),
  ...optional('height', media.height),
  alt: media.alt ?? '',
  ...optional('credit', creditOf(media)),
  sizes: sizesOf(media),
})

const filesOf = (media: SourceMedia): MediaFile[] => [
  mediaFile(media),
  ...sizesOf(media).map(({ url, mediaType, bytes }) => ({ url, mediaType, bytes })),
]

/** A member only where there is a value, so equal content has equal JSON. */
function optional<Key extends string, Value>(
  key: Key,
  value: Value | null | undefined | '',
): { [K in Key]?: NonNullable<Value> } {
  return (value === null || value === undefined || value === '' ? {} : { [key]: value }) as {
    [K in Key]?: NonNullable<Value>
  }
}

/** ISO 8601 in UTC of what a database gave (text or Date). */
function iso(value: string | Date | null | undefined): string {
  if (!value) throw new IncompleteDocumentError('发布日期缺失 / publication date missing')
  return new Date(value).toISOString()
}
