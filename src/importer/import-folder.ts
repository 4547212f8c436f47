/** Imports a folder, one document at a time: taxonomy, media, documents, then the links between them. */
import type { Payload } from 'payload'

import { messageOf } from '@/core'

import { readCredits, type PictureCredit } from './credits'
import { DocumentIndex } from './document-index'
import { Refusal, type Finding } from './errors'
import { inspectMedia } from './file-kinds'
import { prepareDocument, type ImportContext, type PreparedDocument } from './import-document'
import { ImportFolder } from './import-folder-files'
import { MediaLibrary } from './media-library'
import type { DocumentMetadata, MetadataOf } from './metadata'
import { readSource, type ReadSource } from './read-source'
import { ReportBook, type ImportReport, type Outcome } from './report'
import { scanFolder, type Scan, type Source } from './scan'
import { NO_TERMS, readTaxonomy, Taxonomy } from './taxonomy'
import { plainWriter, type DocumentWriter, type WriteResult } from './writer'

export interface ImportRequest {
  readonly payload: Payload
  readonly directory: string
  readonly publish: boolean
  /** Checks and reports, writes nothing. */
  readonly dryRun?: boolean
  readonly now: () => Date
  readonly onProgress?: (done: number, total: number, file: string) => void
  readonly signal?: AbortSignal
  /** How documents are stored; by default one by one. */
  readonly writer?: DocumentWriter
}

/** Running it again changes nothing; after a kill it goes on where it was. */
export async function importFolder(request: ImportRequest): Promise<ImportReport> {
  const folder = await ImportFolder.open(request.directory)
  const scan = await scanFolder(folder)
  return new FolderImport(request, folder, scan).run()
}

class FolderImport {
  private readonly book = new ReportBook()
  private readonly audio = new Map<string, string>()
  private readonly documents: DocumentIndex
  private readonly writer: DocumentWriter
  /** Handed to the writer, not answered yet. */
  private readonly waiting = new Map<string, PreparedDocument>()
  /** Stored, but with references to documents that came later. */
  private readonly unlinked: PreparedDocument[] = []
  private done = 0

  constructor(
    private readonly request: ImportRequest,
    private readonly folder: ImportFolder,
    private readonly scan: Scan,
  ) {
    this.documents = new DocumentIndex(request.payload)
    this.writer = request.dryRun ? DRY_RUN : (request.writer ?? plainWriter(request.payload))
  }

  async run(): Promise<ImportReport> {
    const { payload, publish, now } = this.request
    const isDryRun = this.request.dryRun ?? false
    for (const { path, finding } of this.scan.skipped) {
      this.book.note(path, finding)
      this.book.count('skipped')
    }
    for (const { path, refusal } of this.scan.refused) this.refuse(path, refusal)
    const taxonomy = await this.openTaxonomy(isDryRun)
    const credits = await this.readCredits()
    const media = new MediaLibrary(payload, credits, isDryRun)
    const inFolder = new Set(this.scan.sources.map(({ path }) => path))
    const context: ImportContext = {
      payload,
      folder: this.folder,
      media,
      taxonomy,
      documents: this.documents,
      audio: this.audio,
      publish,
      isDryRun,
      now,
      isInFolder: (path) => inFolder.has(path),
    }
    const credited = this.scan.pictures.filter((path) => credits.has(path))
    for (const path of credited) await this.step(path, () => this.importPicture(path, media))
    for (const source of this.scan.sources) {
      await this.step(source.path, () => this.importSource(source, context))
    }
    this.settle(await this.writer.flush())
    for (const document of this.unlinked) await this.link(document)
    this.settle(await this.writer.flush())
    for (const path of this.scan.pictures.filter((each) => !credits.has(each))) {
      await this.step(path, () => this.checkStray(path, media))
    }
    return this.book.close(this.scan.files)
  }

  /** Runs one file's work; its faults go to the report and no further. */
  private async step(path: string, work: () => Promise<Outcome | undefined>): Promise<void> {
    this.request.signal?.throwIfAborted()
    try {
      const outcome = await work()
      if (outcome) this.book.count(outcome)
    } catch (error) {
      this.refuse(path, error)
    }
    this.done += 1
    this.request.onProgress?.(this.done, this.scan.sources.length + this.scan.pictures.length, path)
  }

  private refuse(path: string, error: unknown): void {
    const findings: readonly Finding[] =
      error instanceof Refusal ? error.findings : [{ code: 'not-stored', detail: messageOf(error) }]
    this.book.note(path, ...findings)
    this.book.count('refused')
  }

  private async openTaxonomy(isDryRun: boolean): Promise<Taxonomy> {
    const { taxonomy: path } = this.scan
    let terms = NO_TERMS
    if (path !== undefined) {
      try {
        terms = await readTaxonomy(await this.folder.file(path))
      } catch (error) {
        this.refuse(path, error)
      }
    }
    return Taxonomy.open(this.request.payload, terms, isDryRun)
  }

  private async readCredits(): Promise<Map<string, PictureCredit>> {
    const credits = new Map<string, PictureCredit>()
    for (const path of this.scan.credits) {
      try {
        const found = await readCredits(await this.folder.file(path))
        for (const [picture, credit] of found) credits.set(picture, credit)
      } catch (error) {
        this.refuse(path, error)
      }
    }
    return credits
  }

  private async importPicture(path: string, media: MediaLibrary): Promise<Outcome> {
    const warn = (finding: Finding): void => {
      this.book.note(path, finding)
    }
    const plan = await media.picture(await this.folder.file(path), 'file', undefined, warn)
    await media.store([plan])
    return plan.state
  }

  /** A picture nothing refers to: of no use without a description, but a damaged one is worth telling about. */
  private async checkStray(path: string, media: MediaLibrary): Promise<Outcome | undefined> {
    if (media.has(path)) return undefined
    await inspectMedia(await this.folder.file(path), 'file')
    this.book.note(path, { code: 'picture-without-alt' })
    return 'skipped'
  }

  private async importSource(source: Source, context: ImportContext): Promise<Outcome | undefined> {
    const warn = (finding: Finding): void => {
      this.book.note(source.path, finding)
    }
    // Courses refer to lessons, which must be stored by then.
    if (source.type === 'course') this.settle(await this.writer.flush())
    const read = await readSource(this.folder, source, warn)
    if (isAudio(read)) return this.importAudio(read, context)
    const prepared = await prepareDocument(
      read as ReadSource & { metadata: DocumentMetadata },
      context,
      warn,
    )
    if (prepared === 'unchanged') return 'unchanged'
    this.waiting.set(prepared.change.id, prepared)
    this.settle(await this.writer.write(prepared.change))
    return undefined
  }

  private async importAudio(
    { metadata, file }: ReadSource & { metadata: MetadataOf<'audio'> },
    { media, taxonomy }: ImportContext,
  ): Promise<Outcome> {
    const faults: Finding[] = []
    const fail = (finding: Finding): void => void faults.push(finding)
    const details = {
      title: metadata.title,
      themes: taxonomy.idsOf('themes', metadata.themes, fail),
      audiences: taxonomy.idsOf('audiences', metadata.audiences, fail),
      ...(metadata.authorUnit === undefined ? {} : { credit: metadata.authorUnit }),
      ...(metadata.language === undefined ? {} : { language: metadata.language }),
      ...(metadata.transcript === undefined ? {} : { transcript: metadata.transcript }),
      ...(metadata.durationSeconds === undefined
        ? {}
        : { durationSeconds: metadata.durationSeconds }),
    }
    if (faults.length > 0) throw new Refusal(faults)
    const plan = await media.file(
      await this.folder.resolve(file.path, metadata.file, 'file'),
      'file',
      details,
    )
    await media.store([plan])
    this.audio.set(metadata.slug, plan.id)
    return plan.state
  }

  /** Second pass: everything there is to refer to is stored now. */
  private async link(document: PreparedDocument): Promise<void> {
    const { change, missing } = await document.relink()
    this.book.note(
      change.file,
      ...missing.map((value): Finding => ({ code: 'related-not-found', field: 'related', value })),
    )
    if (missing.length < document.open.length) this.settle(await this.writer.write(change))
  }

  private settle(results: readonly WriteResult[]): void {
    for (const { change, findings } of results) {
      const prepared = this.waiting.get(change.id)
      this.waiting.delete(change.id)
      if (findings.length > 0) {
        if (prepared) this.documents.drop(change.collection, prepared.slug)
        this.refuse(change.file, new Refusal(findings))
        continue
      }
      // The second write of a document, which only adds its references, is not counted again.
      if (!prepared) continue
      this.documents.stored(change.collection, prepared.slug)
      this.book.count(change.isNew ? 'created' : 'updated')
      if (prepared.open.length > 0) this.unlinked.push(prepared)
    }
  }
}

const isAudio = (read: ReadSource): read is ReadSource & { metadata: MetadataOf<'audio'> } =>
  read.metadata.type === 'audio'

/** Says yes and writes nothing. */
const DRY_RUN: DocumentWriter = {
  write: (change) => Promise.resolve([{ change, findings: [] }]),
  flush: () => Promise.resolve([]),
}
