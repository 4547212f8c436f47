/** What a rebuild finds out of files and of withdrawn documents: who shows which file, and what was taken away when. */
import type { DocumentKey, Revision } from '@/core'

import type { Context } from './deliver'
import { GONE, goneIn } from './plan'
import {
  filenameOf,
  forgetFile,
  isShown,
  knownFiles,
  later,
  pathOfFile,
  salvageUsage,
  sameUsage,
  showFile,
  takeFile,
  uploadsOf,
  writeUsage,
  type Upload,
  type Usage,
} from './uploads'

/**
 * The last withdrawal of each document that was withdrawn; on the way every file that was taken away is noted. History
 * comes in the order of the receipts, so those that take something away are together and the rest need not be read.
 */
export async function withdrawals({ library, signal }: Context, files: Files): Promise<Revision[]> {
  const last = new Map<DocumentKey, Revision>()
  for await (const { revision, receipt } of library.history()) {
    signal.throwIfAborted()
    if (!receipt.startsWith(GONE)) {
      if (receipt > GONE) break
      continue
    }
    const { action, document, item, at } = revision
    const own = action === 'withdraw' ? uploadsOf(item) : []
    files.drop([...own.map(({ path }) => path), ...goneIn(receipt)], at)
    if (action !== 'withdraw') continue
    if (revision.number > (last.get(document)?.number ?? 0)) last.set(document, revision)
  }
  return [...last.values()]
}

/** Who uses which file, and when files were dropped. */
export class Files {
  private readonly uploads = new Map<string, Upload>()
  private readonly users = new Map<string, Record<DocumentKey, string>>()
  private readonly dropped = new Map<string, string>()
  private readonly documents = new Set<string>()

  use({ document, item }: Revision, uploads: readonly Upload[]): void {
    this.documents.add(document)
    for (const upload of uploads) {
      this.uploads.set(upload.filename, upload)
      const users = this.users.get(upload.filename) ?? {}
      users[document] = item.publishedAt
      this.users.set(upload.filename, users)
    }
  }

  drop(paths: readonly string[], at: string): void {
    for (const path of paths) {
      const filename = filenameOf(path)
      if (filename !== undefined) this.dropped.set(filename, later(this.dropped.get(filename), at))
    }
  }

  /** Makes shelf and addresses say the same. Of the given documents those that were not drawn keep the files they had. */
  async settle({ shelf, artefacts }: Context, documents: ReadonlySet<DocumentKey>): Promise<void> {
    const known = [...this.users.keys(), ...this.dropped.keys(), ...(await knownFiles(shelf))]
    for (const filename of new Set(known)) {
      const before = await salvageUsage(shelf, filename)
      const kept = Object.entries(before.users).filter(
        ([document]) => documents.has(document as DocumentKey) && !this.documents.has(document),
      )
      const users = { ...Object.fromEntries(kept), ...this.users.get(filename) }
      const droppedAt = this.dropped.get(filename) ?? before.droppedAt
      const usage: Usage = { users, ...(droppedAt === undefined ? {} : { droppedAt }) }
      const upload = this.uploads.get(filename)
      if (!isShown(usage) && droppedAt === undefined) {
        await artefacts.remove(pathOfFile(filename))
        await forgetFile(shelf, filename)
        continue
      }
      if (!sameUsage(before, usage)) await writeUsage(shelf, filename, usage)
      if (upload) await showFile(artefacts, upload, users)
      else if (!isShown(usage) && droppedAt !== undefined) {
        await takeFile(artefacts, pathOfFile(filename), droppedAt)
      }
    }
  }
}
