/** Loads everything a set of documents refers to, in a handful of queries however many documents there are. */
import type { CollectionSlug, Payload, PayloadRequest, Where } from 'payload'

import {
  CONTENT_TYPES,
  isDocumentType,
  type ContentType,
  type DocumentType,
  type Term,
} from '@/core'

import type { SourceColumn, SourceDocument, SourceMedia, SourceVideoFile } from './source-document'
import { referencesOf, type References } from './to-item'

/** SQLite allows some 32,000 variables in one statement; more ids than this are asked for in parts. */
const IDS_PER_QUERY = 1000

export type Request = Partial<PayloadRequest>

/** Rows of a collection as the adapter returns them: no hooks, no access, no population. */
export async function findRaw<Row>(
  payload: Payload,
  collection: CollectionSlug,
  where: Where,
  req?: Request,
  options: { sort?: string | string[]; limit?: number; select?: Record<string, true> } = {},
): Promise<Row[]> {
  const { docs } = await payload.db.find({
    collection,
    where,
    pagination: false,
    limit: options.limit ?? 0,
    ...(options.sort ? { sort: options.sort } : {}),
    ...(options.select ? { select: options.select } : {}),
    ...(req ? { req } : {}),
  })
  return docs as Row[]
}

export async function findByIds<Row>(
  payload: Payload,
  collection: CollectionSlug,
  ids: Iterable<string>,
  req?: Request,
  select?: Record<string, true>,
): Promise<Row[]> {
  const unique = [...new Set(ids)]
  const parts: Row[] = []
  for (let start = 0; start < unique.length; start += IDS_PER_QUERY) {
    const where = { id: { in: unique.slice(start, start + IDS_PER_QUERY) } }
    parts.push(...(await findRaw<Row>(payload, collection, where, req, select ? { select } : {})))
  }
  return parts
}

export async function gather(
  payload: Payload,
  documents: readonly { type: ContentType; document: SourceDocument }[],
  req?: Request,
): Promise<References> {
  const needed = documents.map(({ document }) => referencesOf(document))
  const mediaIds = needed.flatMap(({ media }) => media)
  const themeIds = documents.flatMap(({ document }) => document.themes ?? [])
  const audienceIds = documents.flatMap(({ document }) => document.audiences ?? [])
  const lessonIds = documents.flatMap(({ type, document }) =>
    type === 'lessons' ? document.id : [],
  )

  const videoIds = documents.flatMap(({ type, document }) => (type === 'videos' ? document.id : []))

  const media = await findByIds<SourceMedia>(payload, 'media', mediaIds, req)
  const terms = [
    ...(await findByIds<Term & { id: string }>(payload, 'themes', themeIds, req)),
    ...(await findByIds<Term & { id: string }>(payload, 'audiences', audienceIds, req)),
  ]
  return {
    media: new Map(media.map((row) => [row.id, row])),
    terms: new Map(terms.map(({ id, slug, label }) => [id, { slug, label }])),
    documents: await publishedDocuments(
      payload,
      needed.flatMap((each) => each.documents),
      req,
    ),
    coursesOfLesson: await coursesOfLessons(payload, lessonIds, req),
    columns: videoIds.length > 0 ? await allColumns(payload, req) : [],
    videoFiles: await videoFilesOf(payload, videoIds, req),
  }
}

/** An office has a few dozen columns, so their rules are read whole. */
const allColumns = (payload: Payload, req?: Request): Promise<SourceColumn[]> =>
  findRaw<SourceColumn>(payload, 'columns', {}, req, { sort: 'slug' })

async function videoFilesOf(
  payload: Payload,
  ids: readonly string[],
  req?: Request,
): Promise<Map<string, SourceVideoFile>> {
  if (ids.length === 0) return new Map()
  const rows = await findByIds<SourceVideoFile>(payload, 'video-files', ids, req)
  return new Map(rows.map((row) => [row.id, row]))
}

async function publishedDocuments(
  payload: Payload,
  keys: readonly string[],
  req?: Request,
): Promise<Map<string, Term>> {
  const found = new Map<string, Term>()
  for (const type of CONTENT_TYPES) {
    const ids = keys.flatMap((key) =>
      key.startsWith(`${type}/`) ? key.slice(type.length + 1) : [],
    )
    if (ids.length === 0) continue
    const rows = await findByIds<SourceDocument>(payload, type, ids, req, {
      slug: true,
      title: true,
      _status: true,
    })
    for (const { id, slug, title, _status } of rows) {
      if (_status === 'published') found.set(`${type}/${id}`, { slug, label: title })
    }
  }
  return found
}

async function coursesOfLessons(
  payload: Payload,
  lessonIds: readonly string[],
  req?: Request,
): Promise<Map<string, Term[]>> {
  const courses = new Map<string, Term[]>()
  if (lessonIds.length === 0) return courses
  const rows = await findRaw<SourceDocument>(
    payload,
    'courses',
    { and: [{ 'lessons.lesson': { in: [...lessonIds] } }, { _status: { equals: 'published' } }] },
    req,
    { sort: 'slug' },
  )
  for (const course of rows) {
    for (const { lesson } of course.lessons ?? []) {
      const list = courses.get(lesson) ?? []
      if (!list.some(({ slug }) => slug === course.slug)) {
        courses.set(lesson, [...list, { slug: course.slug, label: course.title }])
      }
    }
  }
  return courses
}

/** `articles/ID` → its parts; throws on what is no document key. */
export function splitKey(key: string): { type: DocumentType; id: string } {
  const slash = key.indexOf('/')
  const type = key.slice(0, slash)
  if (!isDocumentType(type)) throw new TypeError(`${key} names no document`)
  return { type, id: key.slice(slash + 1) }
}
