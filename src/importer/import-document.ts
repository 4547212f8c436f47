/** Imports one document: reads it whole, checks it whole, and only then stores its media and hands it to the writer. */
import type { Payload } from 'payload'

import type { ContentType } from '@/core'

import { planMedia } from './document-media'
import type { DocumentIndex, StoredDocument } from './document-index'
import { Refusal, type Finding } from './errors'
import { digestText, type ImportFolder } from './import-folder-files'
import type { MediaLibrary } from './media-library'
import { SOURCE_TYPES, isSourceType, type DocumentMetadata } from './metadata'
import { keepOriginal } from './originals'
import type { ReadSource } from './read-source'
import type { Taxonomy } from './taxonomy'
import { collectionOf, lessonsOf, toFields } from './to-fields'
import type { DocumentChange } from './writer'

/** Counts in every digest: raise it when the same files would be read differently, so that they are read again. */
const READING_VERSION = '2'

export interface ImportContext {
  readonly payload: Payload
  readonly folder: ImportFolder
  readonly media: MediaLibrary
  readonly taxonomy: Taxonomy
  readonly documents: DocumentIndex
  /** Ids of audio by slug. */
  readonly audio: ReadonlyMap<string, string>
  readonly publish: boolean
  readonly isDryRun: boolean
  readonly now: () => Date
  readonly isInFolder: (path: string) => boolean
}

/** A document ready to be stored, with what its second pass needs. */
export interface PreparedDocument {
  readonly change: DocumentChange
  readonly slug: string
  /** Documents it refers to that are not stored yet. */
  readonly open: readonly string[]
  /** Writes the references again once everything is stored. */
  readonly relink: () => Promise<{ change: DocumentChange; missing: readonly string[] }>
}

export type Prepared = PreparedDocument | 'unchanged'

type DocumentSource = ReadSource & { readonly metadata: DocumentMetadata }

/** Throws a Refusal naming every fault; warnings go to `warn`. */
export async function prepareDocument(
  source: DocumentSource,
  context: ImportContext,
  warn: (finding: Finding) => void,
): Promise<Prepared> {
  const { metadata, file } = source
  const { payload, folder, media, taxonomy, documents, isDryRun } = context
  const collection = collectionOf(metadata)
  const faults: Finding[] = []
  const fail = (findings: readonly Finding[]): void => {
    for (const finding of findings) {
      const line =
        finding.line ?? (finding.field === undefined ? undefined : source.lineOf(finding.field))
      faults.push(line === undefined ? finding : { ...finding, line })
    }
  }
  const failOne = (finding: Finding): void => {
    fail([finding])
  }

  documents.claim(collection, metadata.slug)
  const themes = taxonomy.idsOf('themes', metadata.themes, failOne)
  const audiences = taxonomy.idsOf('audiences', metadata.audiences, failOne)
  const [column] =
    metadata.type === 'video' && metadata.column !== undefined
      ? taxonomy.idsOf('columns', [metadata.column], failOne)
      : []
  const planned = await planMedia(source, { folder, media, warn }, fail)
  const lessons = await lessonIds(metadata, documents, failOne)
  if (faults.length > 0) throw new Refusal(faults)

  const previous = await documents.previous(
    collection,
    metadata.slug,
    file.path,
    context.isInFolder,
  )
  const id = previous?.id ?? crypto.randomUUID()
  const related = await resolveRelated(metadata.related, context)
  const files = [...planned.fields.values(), ...planned.pictures.values()]
  const digestOf = (ids: readonly string[]): string =>
    digestText(
      READING_VERSION,
      source.digest,
      source.sidecarDigest,
      ...files.map(({ digest }) => digest),
      ...ids,
    )
  const digest = digestOf(related.ids)
  const target = await writeTarget(collection, previous, context)
  if (target.digest === digest && !target.mustPublish) {
    documents.add(collection, metadata.slug, { id, path: file.path, isStored: true })
    return 'unchanged'
  }

  const fields = toFields({
    source,
    media: planned,
    themes,
    audiences,
    column,
    lessons,
    relatedAudio: related.audio,
  })
  await media.store(files)
  const original =
    isDryRun || metadata.type === 'video' ? null : await keepOriginal(payload, file, source.digest)
  const publishedAt =
    previous === undefined && context.publish && metadata.publishedAt === undefined
      ? { publishedAt: context.now().toISOString() }
      : {}
  const change: DocumentChange = {
    file: file.path,
    collection,
    id,
    isNew: previous === undefined,
    asDraft: target.asDraft,
    data: {
      ...fields,
      ...publishedAt,
      related: related.links,
      origin: { path: file.path, digest, original },
      _status: target.status,
    },
  }
  documents.add(collection, metadata.slug, { id, path: file.path, isStored: false })
  return {
    change,
    slug: metadata.slug,
    open: related.missing,
    relink: async () => {
      const again = await resolveRelated(metadata.related, context)
      const origin = { path: file.path, digest: digestOf(again.ids), original }
      const data = { related: again.links, origin, _status: target.status }
      return { change: { ...change, isNew: false, data }, missing: again.missing }
    },
  }
}

interface WriteTarget {
  readonly digest: string | undefined
  readonly status: 'draft' | 'published'
  /** The text is as it was, but it is to be published now. */
  readonly mustPublish: boolean
  readonly asDraft: boolean
}

/** What was withdrawn stays withdrawn: only an editor brings it back. */
async function writeTarget(
  collection: ContentType,
  previous: StoredDocument | undefined,
  { publish, documents }: ImportContext,
): Promise<WriteTarget> {
  const isPublished = previous?._status === 'published'
  const isWithdrawn = Boolean(previous?.withdrawal?.at)
  if (previous && isPublished && !publish) {
    const draft = await documents.newestDraft(collection, previous.id)
    return {
      digest: draft?.origin?.digest ?? undefined,
      status: 'draft',
      mustPublish: false,
      asDraft: true,
    }
  }
  const publishes = publish && !isWithdrawn
  return {
    digest: previous?.origin?.digest ?? undefined,
    status: publishes ? 'published' : 'draft',
    mustPublish: publishes && !isPublished,
    asDraft: false,
  }
}

async function lessonIds(
  metadata: DocumentMetadata,
  documents: DocumentIndex,
  fail: (finding: Finding) => void,
): Promise<string[]> {
  if (metadata.type !== 'course') return []
  const ids: string[] = []
  for (const [index, { slug }] of lessonsOf(metadata).entries()) {
    const id = await documents.idOf('lessons', slug)
    if (id === undefined)
      fail({ code: 'unknown-lesson', field: `lessons.${String(index)}.slug`, value: slug })
    else ids.push(id)
  }
  return ids
}

interface Related {
  readonly links: readonly { readonly relationTo: ContentType; readonly value: string }[]
  readonly audio: readonly string[]
  readonly ids: readonly string[]
  readonly missing: readonly string[]
}

/** `video:village-night-class` → the document it names. Audio has no page of its own and is attached instead. */
async function resolveRelated(
  references: readonly string[],
  { documents, audio }: ImportContext,
): Promise<Related> {
  const links: { relationTo: ContentType; value: string }[] = []
  const sounds: string[] = []
  const missing: string[] = []
  for (const reference of references) {
    const [type = '', slug = ''] = reference.split(':')
    const collection = isSourceType(type) ? SOURCE_TYPES[type] : undefined
    const id =
      collection === undefined
        ? undefined
        : collection === 'media'
          ? audio.get(slug)
          : await documents.idOf(collection, slug)
    if (id === undefined || collection === undefined) missing.push(reference)
    else if (collection === 'media') sounds.push(id)
    else links.push({ relationTo: collection, value: id })
  }
  return { links, audio: sounds, ids: [...links.map(({ value }) => value), ...sounds], missing }
}
