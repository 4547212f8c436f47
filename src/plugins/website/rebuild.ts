/**
 * Makes every artefact again from the library: what publishing made step by step, byte for byte. In memory it keeps a
 * list entry per document and the users of each file, never a document's text.
 */
import { DeliveryError, documentKey, itemPath, type DocumentKey, type Revision } from '@/core'

import { lookOf, type Context } from './deliver'
import { drawFixtures, drawFront, drawMonth } from './draw'
import { PROGRESS_EVERY } from './limits'
import { allEntries, entryOf, Lists, replaceLists, type Entry } from './lists'
import { GONE, goneIn, planPublication, planWithdrawal, type Publication } from './plan'
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

export async function rebuildWebsite(
  context: Context,
  progress: (done: number) => void,
): Promise<{ readonly documents: number; readonly artefacts: number }> {
  const { shelf, artefacts, site } = context
  const look = lookOf(context)
  const files = new Files()
  const entries = new Map<DocumentKey, Entry>()
  const refused = new Map<DocumentKey, DeliveryError>()

  for await (const revision of context.library.current()) {
    context.signal.throwIfAborted()
    const plan = planOrRefuse(revision, refused, context)
    if (!plan) continue
    files.use(revision, plan.uploads)
    await artefacts.publish(plan.page)
    for (const path of plan.formerPaths) await artefacts.move(path, plan.page.path)
    entries.set(revision.document, entryOf(revision.item))
    if (entries.size % PROGRESS_EVERY === 0) progress(entries.size)
  }

  // A document that was refused is shown as it was before.
  if (refused.size > 0) {
    for await (const entry of allEntries(shelf)) {
      if (refused.has(documentKey(entry))) entries.set(documentKey(entry), entry)
    }
  }

  const owned = new Set([...entries.values()].flatMap(pathsOf))
  for (const revision of await withdrawals(context, files)) {
    if (entries.has(revision.document)) continue
    for (const gone of planWithdrawal(revision, [], look).gone) {
      if (owned.has(gone.path)) continue
      await artefacts.gone(gone)
      owned.add(gone.path)
    }
  }
  await files.settle(context, new Set(refused.keys()))
  // What the old lists name and nobody owns; they are replaced only afterwards, so a crash forgets nothing.
  for await (const entry of allEntries(shelf)) {
    for (const path of pathsOf(entry)) if (!owned.has(path)) await artefacts.remove(path)
  }

  const months = await replaceLists(shelf, site.timeZone, [...entries.values()])
  const canvas = { look, artefacts }
  let drawn = entries.size + (await drawFixtures(canvas))
  for (const [list, names] of months) {
    drawn += await drawFront(list, new Lists(shelf, site.timeZone), canvas)
    for (const month of names) {
      context.signal.throwIfAborted()
      drawn += await drawMonth(list, month, new Lists(shelf, site.timeZone), canvas)
    }
  }
  progress(entries.size)
  if (refused.size > 0) throw refusal([...refused.values()])
  return { documents: entries.size, artefacts: drawn }
}

const pathsOf = ({ type, slug, formerSlugs }: Entry): string[] =>
  [slug, ...formerSlugs].map((each) => itemPath({ type, slug: each }))

/** One document that can't be shown doesn't keep the others from being made; it is told at the end. */
function planOrRefuse(
  revision: Revision,
  refused: Map<DocumentKey, DeliveryError>,
  context: Context,
): Publication | undefined {
  try {
    return planPublication(revision, [], lookOf(context))
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error
    refused.set(revision.document, error)
    return undefined
  }
}

const refusal = (errors: readonly DeliveryError[]): DeliveryError =>
  new DeliveryError(
    'RENDERING_FAILED',
    `Everything was rebuilt but ${String(errors.length)} documents: ${errors.map(({ message }) => message).join('; ')}`,
    { cause: errors[0] },
  )

/**
 * The last withdrawal of each document that was withdrawn; on the way every file that was taken away is noted. History
 * comes in the order of the receipts, so those that take something away are together and the rest need not be read.
 */
async function withdrawals({ library, signal }: Context, files: Files): Promise<Revision[]> {
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
class Files {
  private readonly uploads = new Map<string, Upload>()
  private readonly users = new Map<string, Record<DocumentKey, string>>()
  private readonly dropped = new Map<string, string>()

  use({ document, item }: Revision, uploads: readonly Upload[]): void {
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

  /** Makes shelf and addresses say the same. Documents that were refused keep the files they had. */
  async settle({ shelf, artefacts }: Context, refused: ReadonlySet<string>): Promise<void> {
    const known = [...this.users.keys(), ...this.dropped.keys(), ...(await knownFiles(shelf))]
    for (const filename of new Set(known)) {
      const before = await salvageUsage(shelf, filename)
      const kept = Object.entries(before.users).filter(([document]) => refused.has(document))
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
