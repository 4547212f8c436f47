/**
 * Makes every artefact again from the library: what publishing made step by step, byte for byte. It reads the library
 * twice, once for the lists and once for the pages, which show their neighbours. In memory it keeps a list entry per
 * document and the users of each file, never a document's text. Cut short, it is begun again: what is already as it should
 * be is not written a second time.
 */
import { DeliveryError, documentKey, itemPath, type DocumentKey, type Revision } from '@/core'

import { Catalogue, topicsIn } from './catalogue'
import { lookOf, type Context } from './deliver'
import { isRefusal, redraw } from './documents'
import { drawFront, drawMonth, drawOverviews } from './draw'
import { entryOf, listsOf, type Listed, type Position } from './entries'
import { drawFixtures, noteFixtures } from './fixtures'
import { LOADED_AT_ONCE } from './limits'
import { INDEXES, memberOf, monthInName, shelvedEntries } from './lists'
import { dependentsOf } from './neighbours'
import { GONE, goneIn, planPublication, planWithdrawal } from './plan'
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
import { TOPIC_KINDS, type Entry, type List } from './views'

type Refused = Map<DocumentKey, DeliveryError>

export async function rebuildWebsite(
  context: Context,
  progress: (done: number) => void,
): Promise<{ readonly documents: number; readonly artefacts: number }> {
  const { shelf, artefacts } = context
  const refused: Refused = new Map()
  const files = new Files()
  const entries = await published(context, refused)
  const catalogue = await drawDocuments(entries, files, refused, context, progress)

  const owned = new Set(catalogue.entries.flatMap(pathsOf))
  for (const revision of await withdrawals(context, files)) {
    if (entries.has(revision.document)) continue
    for (const gone of planWithdrawal(revision, [], lookOf(context)).gone) {
      if (owned.has(gone.path)) continue
      await artefacts.gone(gone)
      owned.add(gone.path)
    }
  }
  await files.settle(context, new Set([...entries.keys(), ...refused.keys()]))
  // What the old lists name and nobody owns; they are replaced only at the end, so a crash forgets nothing.
  for await (const entry of shelvedEntries(shelf)) {
    for (const path of pathsOf(entry)) if (!owned.has(path)) await artefacts.remove(path)
  }

  const canvas = { look: lookOf(context), artefacts }
  let drawn = entries.size + (await drawFixtures(catalogue, canvas))
  for (const [list, months] of await periodsOf(catalogue, context)) {
    context.signal.throwIfAborted()
    drawn += await drawFront(list, catalogue, canvas)
    for (const month of months) drawn += await drawMonth(list, month, 0, catalogue, canvas)
  }
  const topics = await topicsIn(catalogue)
  drawn += await drawOverviews(TOPIC_KINDS, topics, catalogue, canvas)
  await catalogue.write(shelf, topics)
  await noteFixtures(shelf, canvas.look)
  progress(entries.size)
  if (refused.size > 0) throw refusal([...refused.values()])
  return { documents: entries.size, artefacts: drawn }
}

/**
 * What is published, as lists know it. A document that can't be shown doesn't keep the others from being made: it is
 * shown as it was before, and told at the end.
 */
async function published(
  { library, shelf, signal }: Context,
  refused: Refused,
): Promise<Map<DocumentKey, Listed>> {
  const entries = new Map<DocumentKey, Listed>()
  for await (const revision of library.current()) {
    signal.throwIfAborted()
    try {
      planPublication(revision, [])
      entries.set(revision.document, entryOf(revision))
    } catch (error) {
      if (!isRefusal(error)) throw error
      refused.set(revision.document, error)
    }
  }
  await restore(entries, new Set(refused.keys()), shelf)
  return entries
}

/** Gives documents the entries the shelf has of them, or none. */
async function restore(
  entries: Map<DocumentKey, Listed>,
  documents: ReadonlySet<DocumentKey>,
  shelf: Context['shelf'],
): Promise<void> {
  if (documents.size === 0) return
  for (const document of documents) entries.delete(document)
  for await (const entry of shelvedEntries(shelf)) {
    if (documents.has(documentKey(entry))) entries.set(documentKey(entry), entry)
  }
}

/** Draws every document's page, and answers the lists they are drawn from. */
async function drawDocuments(
  entries: Map<DocumentKey, Listed>,
  files: Files,
  refused: Refused,
  context: Context,
  progress: (done: number) => void,
): Promise<Catalogue> {
  const { shelf, artefacts, site } = context
  const failed = new Map<DocumentKey, DeliveryError>()
  let done = 0
  const draw = (some: Iterable<Listed>, from: Catalogue): Promise<void> =>
    redraw(some, from, lookOf(context), context, async (revision, error) => {
      if (error) {
        failed.set(revision.document, error)
        return
      }
      const { uploads, formerPaths } = planPublication(revision, [])
      files.use(revision, uploads)
      for (const path of formerPaths) await artefacts.move(path, itemPath(revision.item))
      done += 1
      if (done % LOADED_AT_ONCE === 0) progress(done)
    })

  const catalogue = new Catalogue(entries.values(), site.timeZone)
  await draw(catalogue.entries, catalogue)
  if (failed.size === 0) return catalogue

  // What can't be drawn is shown as it was before, and so are the pages that point to it.
  for (const [document, error] of failed) if (!refused.has(document)) refused.set(document, error)
  const documents = new Set(failed.keys())
  const before = [...entries.values()].filter((entry) => documents.has(documentKey(entry)))
  await restore(entries, documents, shelf)
  const restored = [...entries.values()].filter((entry) => documents.has(documentKey(entry)))
  const corrected = new Catalogue(entries.values(), site.timeZone)
  const dependents = await dependentsOf(placesOf([...before, ...restored]), corrected)
  await draw(new Set([...restored, ...dependents.values()]), corrected)
  return corrected
}

function placesOf(entries: readonly Listed[]): ReadonlyMap<List, readonly Position[]> {
  const places = new Map<List, Position[]>()
  for (const entry of entries) {
    for (const list of listsOf(entry)) memberOf(places, list, () => []).push(entry)
  }
  return places
}

/** The months each list has now or had before. */
async function periodsOf(
  catalogue: Catalogue,
  { shelf }: Context,
): Promise<ReadonlyMap<List, ReadonlySet<string>>> {
  const periods = new Map<List, Set<string>>()
  for (const list of catalogue.lists) {
    periods.set(list, new Set((await catalogue.months(list)).keys()))
  }
  for (const name of await shelf.list(INDEXES)) {
    const known = monthInName(name)
    if (known) memberOf(periods, known.list, () => new Set<string>()).add(known.month)
  }
  return periods
}

const pathsOf = ({ type, slug, formerSlugs }: Entry): string[] =>
  [slug, ...formerSlugs].map((each) => itemPath({ type, slug: each }))

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
