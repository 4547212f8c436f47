/**
 * The media of an import: each file is checked once, found again by path or digest, and stored only when the document
 * that needs it is known to be good. Ids are given before anything is stored, so texts can refer to them.
 */
import { basename } from 'node:path'

import type { Payload } from 'payload'

import type { PictureCredit } from './credits'
import { Refusal, type Finding } from './errors'
import { checkImage, extensionOf, imageFormats, inspectMedia } from './file-kinds'
import { digestBytes, digestFile, digestText, type ImportFile } from './import-folder-files'

/** Fields of a media document, beyond those Payload reads off the file. */
export interface MediaDetails {
  readonly alt?: string
  readonly title?: string
  readonly credit?: string
  readonly language?: string
  readonly transcript?: string
  readonly durationSeconds?: number
  readonly themes?: readonly string[]
  readonly audiences?: readonly string[]
}

export interface PlannedMedia {
  readonly id: string
  /** Of bytes and details: when it changes, whatever shows the file changed. */
  readonly digest: string
  readonly state: 'created' | 'updated' | 'unchanged'
  readonly durationSeconds?: number
}

/** Where the alternative text of a picture comes from, best first. */
export interface AltSources {
  readonly alt?: string
  readonly caption?: string
  readonly title: string
}

interface Pending {
  readonly plan: PlannedMedia
  readonly path: string
  readonly details: Readonly<Record<string, unknown>>
  readonly file:
    { filePath: string } | { file: { data: Buffer; name: string; mimetype: string; size: number } }
}

export class MediaLibrary {
  /** Everything met in this run, by path; first come, first served. */
  private readonly plans = new Map<string, PlannedMedia>()
  private readonly idsByDigest = new Map<string, string>()
  private readonly pending = new Map<string, Pending>()

  constructor(
    private readonly payload: Payload,
    private readonly credits: ReadonlyMap<string, PictureCredit>,
    private readonly isDryRun: boolean,
  ) {}

  /** Whether a file was wanted by anything in this run. */
  has(path: string): boolean {
    return this.plans.has(path)
  }

  /** The credit of a picture named by its file name alone. */
  creditByName(name: string): PictureCredit | undefined {
    return [...this.credits].find(([path]) => basename(path) === name)?.[1]
  }

  /** A picture on disk. Without an entry in credits.yaml the text that shows it must describe it. */
  async picture(
    file: ImportFile,
    field: string,
    texts: AltSources | undefined,
    warn: (finding: Finding) => void,
  ): Promise<PlannedMedia> {
    const known = this.plans.get(file.path)
    if (known) return known
    const { kind } = await inspectMedia(file, field)
    if (kind !== 'image') throw new Refusal({ code: 'unsupported-file', field, value: file.path })
    const credit = this.credits.get(file.path)
    const alt = credit?.alt ?? (texts ? altText(file.path, texts, warn) : undefined)
    if (alt === undefined) throw new Refusal({ code: 'missing-alt', value: file.path })
    const { author, ...rest } = credit ?? {}
    const details = { ...rest, alt, ...(author === undefined ? {} : { credit: author }) }
    return this.plan(file.path, await digestFile(file.absolute), details, {
      filePath: file.absolute,
    })
  }

  /** A picture inside a Word document. */
  async embedded(
    path: string,
    { name, bytes }: { name: string; bytes: Buffer },
    texts: AltSources,
    warn: (finding: Finding) => void,
  ): Promise<PlannedMedia> {
    const known = this.plans.get(path)
    if (known) return known
    const extension = extensionOf(name)
    await checkImage(bytes, path, imageFormats(extension))
    const mimetype = `image/${extension === 'jpg' ? 'jpeg' : extension}`
    const file = { data: bytes, name, mimetype, size: bytes.length }
    return this.plan(path, digestBytes(bytes), { alt: altText(path, texts, warn) }, { file })
  }

  /** Video, audio, captions, attachments. */
  async file(file: ImportFile, field: string, details: MediaDetails): Promise<PlannedMedia> {
    const known = this.plans.get(file.path)
    if (known) return known
    const { durationSeconds } = await inspectMedia(file, field)
    const all = { ...(durationSeconds === undefined ? {} : { durationSeconds }), ...details }
    return this.plan(file.path, await digestFile(file.absolute), all, { filePath: file.absolute })
  }

  /** Stores what is new or changed of these. */
  async store(plans: readonly PlannedMedia[]): Promise<void> {
    for (const { id } of plans) {
      const pending = this.pending.get(id)
      if (!pending) continue
      if (!this.isDryRun) await this.write(pending)
      this.pending.delete(id)
    }
  }

  private async write({
    plan: { id, digest, state },
    path,
    details,
    file,
  }: Pending): Promise<void> {
    const data = { ...details, origin: { path, digest } }
    if (state === 'updated') {
      await this.payload.update({
        collection: 'media',
        id,
        data,
        overrideAccess: true,
        overwriteExistingFiles: true,
        ...file,
      })
      return
    }
    await this.payload.create({
      collection: 'media',
      data: { ...data, id },
      overrideAccess: true,
      ...file,
    })
  }

  private async plan(
    path: string,
    bytes: string,
    details: Readonly<Record<string, unknown>>,
    file: Pending['file'],
  ): Promise<PlannedMedia> {
    const digest = digestText(bytes, JSON.stringify(details))
    const existing = await this.existing(path, digest)
    const { durationSeconds } = details
    const plan: PlannedMedia = {
      id: existing?.id ?? crypto.randomUUID(),
      digest,
      state: existing === undefined ? 'created' : existing.isSame ? 'unchanged' : 'updated',
      ...(typeof durationSeconds === 'number' ? { durationSeconds } : {}),
    }
    if (plan.state !== 'unchanged') this.pending.set(plan.id, { plan, path, details, file })
    this.plans.set(path, plan)
    this.idsByDigest.set(digest, plan.id)
    return plan
  }

  private async existing(
    path: string,
    digest: string,
  ): Promise<{ id: string; isSame: boolean } | undefined> {
    const twin = this.idsByDigest.get(digest)
    if (twin !== undefined) return { id: twin, isSame: true }
    const find = (where: Record<string, { equals: string }>): Promise<StoredMedia | null> =>
      this.payload.db.findOne<StoredMedia>({ collection: 'media', where })
    const atPath = await find({ 'origin.path': { equals: path } })
    if (atPath) return { id: atPath.id, isSame: atPath.origin?.digest === digest }
    const same = await find({ 'origin.digest': { equals: digest } })
    return same ? { id: same.id, isSame: true } : undefined
  }
}

interface StoredMedia {
  readonly id: string
  readonly origin?: { readonly digest?: string | null }
}

function altText(
  value: string,
  { alt, caption, title }: AltSources,
  warn: (finding: Finding) => void,
): string {
  if (alt) return alt
  if (caption) {
    warn({ code: 'alt-from-caption', value })
    return caption
  }
  warn({ code: 'alt-from-title', value })
  return title
}
