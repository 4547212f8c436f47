/** The files one document refers to: found, checked and planned before anything of the document is stored. */
import { Refusal, type Finding } from './errors'
import type { ImportFolder } from './import-folder-files'
import type { MediaDetails, MediaLibrary, PlannedMedia } from './media-library'
import type { DocumentMetadata } from './metadata'
import type { ReadSource } from './read-source'
import { picturesOf } from './sources/body'

export interface DocumentMedia {
  /** By field path (`cover`, `attachments.0.file`) or, for pictures in the text, by `src`. */
  readonly fields: ReadonlyMap<string, PlannedMedia>
  readonly pictures: ReadonlyMap<string, PlannedMedia>
}

export interface MediaContext {
  readonly folder: ImportFolder
  readonly media: MediaLibrary
  readonly warn: (finding: Finding) => void
}

/** Faults are collected, not thrown one by one, so that one report names them all. */
export async function planMedia(
  { metadata, body, file }: ReadSource & { metadata: DocumentMetadata },
  { folder, media, warn }: MediaContext,
  fail: (findings: readonly Finding[]) => void,
): Promise<DocumentMedia> {
  const fields = new Map<string, PlannedMedia>()
  const pictures = new Map<string, PlannedMedia>()
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      fail(error.findings)
    }
  }
  const from = file.path
  const { title } = metadata

  for (const [field, path] of pictureFields(metadata)) {
    await attempt(async () => {
      const found = await folder.resolve(from, path, field)
      fields.set(field, await media.picture(found, field, { title }, warn))
    })
  }
  for (const [field, path, details] of fileFields(metadata, media)) {
    await attempt(async () => {
      fields.set(field, await media.file(await folder.resolve(from, path, field), field, details))
    })
  }
  for (const { src, alt, caption } of picturesOf(body.root)) {
    if (src === '' || pictures.has(src)) continue
    const texts = { alt, caption, title }
    await attempt(async () => {
      const embedded = body.pictures.find(({ name }) => name === src)
      if (embedded) {
        const name = `${metadata.slug}-${embedded.name}`
        pictures.set(
          src,
          await media.embedded(`${from}#${src}`, { ...embedded, name }, texts, warn),
        )
      } else if (/^(?:https?:)?\/\//i.test(src))
        warn({ code: 'remote-picture-left-out', value: src })
      else {
        const found = await folder.resolve(from, decodePath(src), 'body')
        pictures.set(src, await media.picture(found, 'body', texts, warn))
      }
    })
  }
  return { fields, pictures }
}

function* pictureFields(metadata: DocumentMetadata): Generator<[field: string, path: string]> {
  if (metadata.cover !== undefined) yield ['cover', metadata.cover]
  if (metadata.type === 'video' && metadata.poster !== undefined) yield ['poster', metadata.poster]
  if (metadata.type === 'explainer' && metadata.explainingPicture !== undefined) {
    yield ['explainingPicture', metadata.explainingPicture]
  }
  if (metadata.type === 'article') {
    for (const [index, path] of metadata.gallery.entries()) yield [`gallery.${String(index)}`, path]
  }
}

function* fileFields(
  metadata: DocumentMetadata,
  media: MediaLibrary,
): Generator<[field: string, path: string, details: MediaDetails]> {
  for (const [index, { file, title }] of metadata.attachments.entries()) {
    yield [`attachments.${String(index)}.file`, file, title === undefined ? {} : { title }]
  }
  if (metadata.type !== 'video') return
  const credit = creditOf(metadata.imageCredits, media)
  yield ['video', metadata.file, { title: metadata.title, ...(credit === '' ? {} : { credit }) }]
  for (const [index, { file, language }] of metadata.subtitles.entries()) {
    yield [`captions.${String(index)}.file`, file, { title: metadata.title, language }]
  }
}

/** A video shows the credits of the pictures in it. They are named by file name, as credits.yaml lists them. */
function creditOf(names: readonly string[], media: MediaLibrary): string {
  const credits = names.flatMap((name) => {
    const credit = media.creditByName(name)
    return credit?.author === undefined
      ? []
      : [[credit.author, credit.license].filter(Boolean).join(', ')]
  })
  return [...new Set(credits)].join('; ')
}

/** Addresses in texts are percent-encoded, file names are not. */
function decodePath(src: string): string {
  try {
    return decodeURIComponent(src)
  } catch (error) {
    if (error instanceof URIError) return src
    throw error
  }
}

/** What the rich text converter asks for: the media id of a `src`. */
export const pictureIds = (
  pictures: DocumentMedia['pictures'],
): { media: (src: string) => string | undefined } => ({
  media: (src) => pictures.get(src)?.id,
})
