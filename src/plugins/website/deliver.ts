/**
 * Carries a batch. Everything is drawn before anything is touched; then documents, then the lists they are in, then the
 * pages beside theirs. Every step says what shall be, not what shall change, so a batch that was cut short anywhere is
 * finished by its repetition.
 */
import {
  documentKey,
  type Artefact,
  type PullContext,
  type DeliveryError,
  type DocumentKey,
  type Item,
  type Outcome,
  type Shipment,
} from '@/core'

import { finish, redraw, refusalOrThrow, renderDocument } from './documents'
import { drawFront, drawMonth, drawOverviews } from './draw'
import { entryOf, memberIn, topicOf, type Listed } from './entries'
import { areStale, drawFixtures, noteFixtures } from './fixtures'
import type { Look } from './html'
import { Lists } from './lists'
import { dependentsOf } from './neighbours'
import { lastOf, planShipment, type Plan } from './plan'
import type { WebsiteSettings } from './settings'
import { readTopics, topicsOf, writeTopics } from './topics'
import { dropFiles, publishFiles } from './uploads'
import { TOPIC_KINDS } from './views'

export type Context = PullContext<WebsiteSettings>
/** What lists are drawn with. */
export type Standing = Pick<Context, 'site' | 'settings' | 'shelf' | 'artefacts' | 'now'>

export const lookOf = ({ site, settings }: Standing): Look => ({
  site,
  showEnglish: settings.showEnglish,
})

export async function deliverToWebsite(
  shipments: readonly Shipment[],
  context: Context,
): Promise<readonly Outcome[]> {
  // A document that can't be drawn fails alone. What fails further below is the storage's fault, and the whole batch's.
  const { lists, plans, pages, refused } = await prepare(shipments, context)
  for (const [shipment, plan] of plans) {
    context.signal.throwIfAborted()
    await carry(plan, pages.get(shipment), context)
  }
  await lists.save()
  await drawLists(lists, context)
  const last = lastOf([...plans.values()])
  await drawNeighbours(lists, last, context)
  await index(last, context)
  return shipments.map((shipment) => {
    const error = refused.get(shipment)
    return error ? { ok: false, error } : { ok: true, receipt: plans.get(shipment)?.receipt ?? '' }
  })
}

interface Prepared {
  /** As they will be; nothing is written yet. */
  readonly lists: Lists
  readonly plans: ReadonlyMap<Shipment, Plan>
  /** Of publications. */
  readonly pages: ReadonlyMap<Shipment, Artefact>
  readonly refused: ReadonlyMap<Shipment, DeliveryError>
}

/** Draws the batch's pages from the lists as they will be. One that can't be drawn changes these, so all begins anew. */
async function prepare(shipments: readonly Shipment[], context: Context): Promise<Prepared> {
  const look = lookOf(context)
  const plans = new Map<Shipment, Plan>()
  const refused = new Map<Shipment, DeliveryError>()
  const orRefuse = async (shipment: Shipment, work: () => void | Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      refused.set(shipment, refusalOrThrow(error))
      plans.delete(shipment)
    }
  }
  for (const shipment of shipments) {
    await orRefuse(shipment, () => void plans.set(shipment, planShipment(shipment, look)))
  }
  for (;;) {
    const { size } = plans
    const lists = new Lists(context.shelf, context.site.timeZone)
    for (const plan of plans.values()) await enlist(plan, lists)
    const pages = new Map<Shipment, Artefact>()
    for (const [shipment, { kind, revision }] of [...plans]) {
      if (kind === 'withdrawal') continue
      await orRefuse(shipment, async () => {
        pages.set(shipment, await renderDocument(revision, lists, look))
      })
    }
    if (plans.size === size) return { lists, plans, pages, refused }
  }
}

async function enlist({ kind, revision, earlier }: Plan, lists: Lists): Promise<void> {
  for (const item of kind === 'withdrawal' ? [...earlier, revision.item] : earlier) {
    await lists.remove(memberIn(item))
    await lists.airings.take(item)
  }
  if (kind !== 'publication') return
  const entry = entryOf(revision)
  await lists.put(entry)
  await lists.airings.put(entry)
}

/** The document's own addresses. Its files are public before the page that shows them, and go after it. */
async function carry(plan: Plan, page: Artefact | undefined, context: Context): Promise<void> {
  const { artefacts } = context
  const { document, at, item } = plan.revision
  if (plan.kind === 'withdrawal') {
    for (const gone of plan.gone) await artefacts.gone(gone)
  } else if (page) {
    await publishFiles(context, item, plan.uploads)
    await artefacts.publish(page)
    for (const path of plan.formerPaths) await artefacts.move(path, page.path)
  }
  await dropFiles(context, document, plan.dropped, at)
}

/** The pages of the lists that were edited, and what stands beside them where that is of another look or missing. */
export async function drawLists(lists: Lists, context: Standing): Promise<void> {
  const { shelf, artefacts } = context
  const canvas = { look: lookOf(context), artefacts, now: context.now() }
  const stale = await areStale(shelf, canvas.look)
  const edited = [...lists.edits.keys()]
  if (!stale && edited.length === 0) return

  const before = await readTopics(shelf)
  const topics = await topicsOf(before, edited, lists)
  if (stale) await drawFixtures(lists, canvas)
  for (const list of edited) {
    for (const month of lists.editedMonths(list)) {
      await drawMonth(list, month, await lists.unchangedEntries(list, month), lists, canvas)
    }
    await drawFront(list, lists, canvas)
  }
  const kinds = TOPIC_KINDS.filter(
    (kind) => stale || edited.some((list) => topicOf(list)?.kind === kind),
  )
  await drawOverviews(kinds, topics, lists, canvas)
  await writeTopics(shelf, before, topics)
  if (stale) await noteFixtures(shelf, canvas.look)
}

/** The documents beside those of the batch, which are drawn already. */
async function drawNeighbours(
  lists: Lists,
  drawn: ReadonlyMap<DocumentKey, Plan>,
  context: Context,
): Promise<void> {
  const dependents = await dependentsOf(lists.edits, lists)
  const others: Listed[] = [...dependents.values()].filter(
    (entry) => !drawn.has(documentKey(entry)),
  )
  // One that can't be drawn any more keeps its page until it is corrected; it was delivered, so nobody waits for it.
  await finish(redraw(others, lists, lookOf(context), context))
}

/** Comes last: whatever is found must lead somewhere. */
async function index(
  plans: ReadonlyMap<DocumentKey, Plan>,
  { search }: Pick<Context, 'search'>,
): Promise<void> {
  const published: Item[] = []
  const withdrawn: DocumentKey[] = []
  for (const [document, { kind, revision }] of plans) {
    // An edition repeats what is found already.
    if (revision.item.type === 'editions') continue
    if (kind === 'publication') published.push(revision.item)
    else withdrawn.push(document)
  }
  if (published.length > 0) await search.put(published)
  if (withdrawn.length > 0) await search.remove(withdrawn)
}
