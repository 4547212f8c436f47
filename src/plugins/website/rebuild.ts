/**
 * Makes every artefact again from the library: what publishing made step by step, byte for byte. It reads the library
 * twice, once for the lists and once for the pages, which show their neighbours. In memory it keeps a list entry per
 * document and the users of each file, never a document's text. Cut short, it is begun again: what is already as it should
 * be is not written a second time.
 */
import { DeliveryError, documentKey, itemPath, type DocumentKey, type Item } from '@/core'

import { Catalogue, topicsIn } from './catalogue'
import { lookOf, type Context } from './deliver'
import { redraw, refusalOrThrow } from './documents'
import { drawFront, drawMonth, drawOverviews } from './draw'
import { entryOf, listsOf, type Listed, type Position } from './entries'
import { drawFixtures, noteFixtures } from './fixtures'
import { LOADED_AT_ONCE } from './limits'
import { INDEXES, memberOf, monthInName, shelvedEntries } from './ordered'
import { dependentsOf } from './neighbours'
import { planPublication, planWithdrawal } from './plan'
import { Files, withdrawals } from './rebuild-files'
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

  const canvas = { look: lookOf(context), artefacts, now: context.now() }
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
      refused.set(revision.document, refusalOrThrow(error))
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
  const { shelf, artefacts, search, site } = context
  const failed = new Map<DocumentKey, DeliveryError>()
  let done = 0
  /** Gives every document that is drawn. */
  async function* draw(some: Iterable<Listed>, from: Catalogue): AsyncGenerator<Item> {
    for await (const { revision, error } of redraw(some, from, lookOf(context), context)) {
      if (error) {
        failed.set(revision.document, error)
        continue
      }
      const { uploads, formerPaths } = planPublication(revision, [])
      files.use(revision, uploads)
      for (const path of formerPaths) await artefacts.move(path, itemPath(revision.item))
      yield revision.item
      done += 1
      if (done % LOADED_AT_ONCE === 0) progress(done)
    }
  }

  const catalogue = new Catalogue(entries.values(), site.timeZone)
  await search.replaceAll(searched(draw(catalogue.entries, catalogue)))
  if (failed.size === 0) return catalogue

  // What can't be drawn is shown as it was before, and so are the pages that point to it.
  for (const [document, error] of failed) if (!refused.has(document)) refused.set(document, error)
  const documents = new Set(failed.keys())
  const before = [...entries.values()].filter((entry) => documents.has(documentKey(entry)))
  await restore(entries, documents, shelf)
  const restored = [...entries.values()].filter((entry) => documents.has(documentKey(entry)))
  const corrected = new Catalogue(entries.values(), site.timeZone)
  const dependents = await dependentsOf(placesOf([...before, ...restored]), corrected)
  const redrawn = draw(new Set([...restored, ...dependents.values()]), corrected)
  for await (const item of searched(redrawn)) await search.put([item])
  return corrected
}

/** Editions repeat what is found already. */
async function* searched(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  for await (const item of items) if (item.type !== 'editions') yield item
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
