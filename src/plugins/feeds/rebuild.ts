/**
 * Makes everything again from what was published. Lists hold a few hundred bytes per document and are built in memory;
 * texts pass through the bounded cache, month by month. New documents are written before old ones are removed, and
 * heads last, so a rebuild that was stopped is simply started again.
 */
import {
  type Change,
  type PullContext,
  type DeliveryReceipt,
  documentKey,
  type DocumentKey,
  type Library,
  monthOf,
  type Revision,
} from '@/core'

import { archiveRef } from './archives'
import { publishArchive, publishSubscription, type Composer } from './compose'
import { listing, seqOf } from './deliver'
import { Fragments, type FragmentCache } from './fragments'
import { Gathered } from './gathered'
import { indexArtefacts } from './index-page'
import { LOAD_AT_ONCE } from './limits'
import { documentsOf, type Head, type Month } from './lists'
import type { FeedSettings } from './settings'
import { changeOf, graveOf, isOwnTopic, memberOf } from './shipment-edits'
import { TopicShelf } from './topic-shelf'
import {
  archiveName,
  burialsOf,
  compareTopics,
  feedPath,
  FIXED_TOPICS,
  FORMATS,
  formerTopics,
  membershipsOf,
  type Topic,
} from './topics'

type Topics = Map<Topic, Gathered>

export async function rebuildFeeds(
  context: PullContext<FeedSettings>,
  progress: (done: number) => void,
  cache: FragmentCache,
): Promise<{ documents: number; artefacts: number }> {
  const { artefacts, library, settings, site } = context
  const fragments = new Fragments(cache, library, site, settings)
  let written = 0
  const composer: Composer = {
    fragments,
    site,
    settings,

    artefacts: {
      ...forwarding(artefacts),
      publish: (artefact) => {
        context.signal.throwIfAborted()
        written++
        return artefacts.publish(artefact)
      },
    },
  }
  for (;;) {
    const known = fragments.unrenderable.size
    try {
      const documents = await rebuildOnce(context, composer, progress)
      return { documents, artefacts: written }
    } catch (error) {
      // One document cannot be rendered, so it was never delivered either: once more, without it.
      if (fragments.unrenderable.size === known) throw error
    }
  }
}

async function rebuildOnce(
  context: PullContext<FeedSettings>,
  composer: Composer,
  progress: (done: number) => void,
): Promise<number> {
  const { library, settings, site } = context
  const topics: Topics = new Map()
  for (const topic of FIXED_TOPICS) gatheredOf(topics, topic)
  const current = await gatherCurrent(context, topics, composer, progress)
  const { withdrawn, newestSeq } = await gatherHistory(library, topics, current)
  await mendChangeLog(context, newestSeq)
  gatherGraves(context, topics, withdrawn)

  const heads = new Map<Topic, Head>()
  for (const topic of [...topics.keys()].sort(compareTopics)) {
    heads.set(topic, gatheredOf(topics, topic).settle(settings.itemsPerFeed))
  }
  await publishMonths(composer, topics, heads)
  for (const [topic, head] of heads) await publishSubscription(composer, topic, head)
  const listed = [...heads]
    .filter(([, { state }]) => state.kind === 'open')
    .map(([topic, head]) => listing(topic, head))
  for (const artefact of indexArtefacts(site, listed)) await composer.artefacts.publish(artefact)

  const shelf = new TopicShelf(context.shelf)
  await removeStrays(context, shelf, heads)
  await writeLists(shelf, topics, heads)
  await shelf.writeTopics(listed)
  return current.documents.size
}

const gatheredOf = (topics: Topics, topic: Topic): Gathered => {
  const known = topics.get(topic)
  if (known) return known
  const made = new Gathered(topic)
  topics.set(topic, made)
  return made
}

/** The writer's methods as plain functions, so that one of them can be counted. */
const forwarding = (
  artefacts: PullContext<FeedSettings>['artefacts'],
): PullContext<FeedSettings>['artefacts'] => ({
  publish: (artefact) => artefacts.publish(artefact),
  publishUpload: (upload) => artefacts.publishUpload(upload),
  gone: (pointer) => artefacts.gone(pointer),
  move: (from, to) => artefacts.move(from, to),
  remove: (path) => artefacts.remove(path),
  lookup: (path) => artefacts.lookup(path),
})

/** The receipts know what the log must hold. A log that ends before the newest receipt was lost or damaged. */
async function mendChangeLog(
  { changes, library, site }: PullContext<FeedSettings>,
  newestSeq: number,
): Promise<void> {
  if ((await changes.last()) >= newestSeq) return
  async function* fromHistory(): AsyncIterable<Change> {
    // Counted anew: where a receipt was lost the log closes the gap and tells its readers to start again.
    let seq = 0
    for await (const { revision, key } of library.history()) {
      seq++
      yield { seq, ...changeOf(site, revision, revision.action, key) }
    }
  }
  await changes.rewrite(fromHistory())
}

type Withdrawal = Pick<Revision, 'item' | 'at' | 'reason'>

/** What is published now. */
interface Current {
  readonly documents: ReadonlySet<DocumentKey>
  readonly revisions: ReadonlySet<string>
}

async function gatherCurrent(
  { library, site, signal }: PullContext<FeedSettings>,
  topics: Topics,
  { fragments }: Composer,
  progress: (done: number) => void,
): Promise<Current> {
  const documents = new Set<DocumentKey>()
  const revisions = new Set<string>()
  const waiting: Revision[] = []
  for await (const revision of library.current()) {
    signal.throwIfAborted()
    const { item } = revision
    const document = documentKey(item)
    if (fragments.unrenderable.has(document)) continue
    // Texts are here now; those for which there is no room will have to be read again.
    waiting.push(revision)
    if (waiting.length === LOAD_AT_ONCE) fragments.renderAhead(waiting.splice(0))
    documents.add(document)
    revisions.add(revision.id)
    for (const { topic, label } of membershipsOf(item)) {
      const gathered = gatheredOf(topics, topic)
      add(gathered.members, monthOf(item.publishedAt, site.timeZone), memberOf(revision, label))
      if (isOwnTopic(item, topic)) gathered.owners.set(document, { document, kind: 'here' })
    }
    for (const topic of formerTopics(item)) {
      const to = `courses/${item.slug}`
      gatheredOf(topics, topic).owners.set(document, { document, kind: 'moved', to })
    }
    progress(documents.size)
  }
  fragments.renderAhead(waiting)
  return { documents, revisions }
}

interface History {
  /** The documents whose last delivery was a withdrawal. */
  readonly withdrawn: ReadonlyMap<DocumentKey, Withdrawal>
  /** The newest number of the change log a receipt tells of. */
  readonly newestSeq: number
}

/**
 * Feeds that ever had an entry stay, be they empty. Of the revisions only those of the past are read: those of today told
 * all there is to tell.
 */
async function gatherHistory(library: Library, topics: Topics, current: Current): Promise<History> {
  const withdrawn = new Map<DocumentKey, Withdrawal>()
  let newestSeq = 0
  async function* receipts(): AsyncIterable<DeliveryReceipt> {
    for await (const receipt of library.receipts()) {
      newestSeq = Math.max(newestSeq, seqOf(receipt.receipt))
      if (receipt.action === 'withdraw' || !current.revisions.has(receipt.revision)) yield receipt
    }
  }
  for await (const { item, at, reason, action } of revisionsOf(library, receipts())) {
    for (const { topic } of membershipsOf(item)) gatheredOf(topics, topic)
    for (const topic of formerTopics(item)) gatheredOf(topics, topic)
    const document = documentKey(item)
    if (action !== 'withdraw') withdrawn.delete(document)
    else if (!current.documents.has(document)) {
      // The text is not needed any more, only where it was.
      const place = { ...item, html: '', files: [], attachments: [], related: [] }
      withdrawn.set(document, { item: place, at, ...(reason === undefined ? {} : { reason }) })
    }
  }
  return { withdrawn, newestSeq }
}

/** What was delivered, in that order. */
async function* revisionsOf(
  library: Library,
  receipts: AsyncIterable<DeliveryReceipt>,
): AsyncIterable<Revision> {
  async function* load(some: readonly DeliveryReceipt[]): AsyncIterable<Revision> {
    const found = await library.load(some.map(({ revision }) => revision))
    const byId = new Map(found.map((revision) => [revision.id, revision]))
    for (const { revision: id, action } of some) {
      const revision = byId.get(id)
      if (revision) yield { ...revision, action }
    }
  }
  const waiting: DeliveryReceipt[] = []
  for await (const receipt of receipts) {
    waiting.push(receipt)
    if (waiting.length === LOAD_AT_ONCE) yield* load(waiting.splice(0))
  }
  yield* load(waiting)
}

function gatherGraves(
  { site }: PullContext<FeedSettings>,
  topics: Topics,
  withdrawn: ReadonlyMap<DocumentKey, Withdrawal>,
): void {
  for (const [document, revision] of withdrawn) {
    for (const { topic, label } of burialsOf(revision.item)) {
      const gathered = gatheredOf(topics, topic)
      const grave = graveOf(revision, label)
      add(gathered.graves, monthOf(grave.published, site.timeZone), grave)
      if (!isOwnTopic(revision.item, topic)) continue
      const { at, reason } = grave
      gathered.owners.set(document, {
        document,
        kind: 'gone',
        at,
        ...(reason === undefined ? {} : { reason }),
      })
    }
  }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** All feeds of a month together, so that its texts are read once. */
async function publishMonths(
  composer: Composer,
  topics: Topics,
  heads: ReadonlyMap<Topic, Head>,
): Promise<void> {
  const months = new Set(
    [...heads.values()].flatMap(({ months }) => months.map(({ month }) => month)),
  )
  for (const month of [...months].sort()) {
    for (const [topic, head] of heads) {
      const summary = head.months.find((one) => one.month === month)
      if (!summary) continue
      for (let part = 1; part <= documentsOf(summary); part++) {
        await publishArchive(composer, gatheredOf(topics, topic), head, archiveRef(month, part))
      }
    }
  }
}

/** Removes the documents the old heads tell of and the new ones don't. */
async function removeStrays(
  { artefacts }: PullContext<FeedSettings>,
  shelf: TopicShelf,
  heads: ReadonlyMap<Topic, Head>,
): Promise<void> {
  for (const { topic, head: before } of await shelf.heads()) {
    const after = heads.get(topic)
    if (!after) for (const format of FORMATS) await artefacts.remove(feedPath(topic, format))
    const kept = new Set(after ? archivesOf(after) : [])
    for (const archive of archivesOf(before)) {
      if (kept.has(archive)) continue
      for (const format of FORMATS) await artefacts.remove(feedPath(topic, format, archive))
    }
  }
}

const archivesOf = ({ months }: Head): string[] =>
  months.flatMap((summary) =>
    Array.from({ length: documentsOf(summary) }, (_, index) =>
      archiveName(summary.month, index + 1),
    ),
  )

async function writeLists(
  shelf: TopicShelf,
  topics: Topics,
  heads: ReadonlyMap<Topic, Head>,
): Promise<void> {
  const kept = new Map<Topic, ReadonlyMap<string, Month>>()
  for (const [topic, head] of heads) {
    const gathered = gatheredOf(topics, topic)
    kept.set(topic, gathered.lists)
    for (const [name, month] of gathered.lists) {
      for (const part of month.parts) {
        await shelf.writePart(topic, name, part.name, await gathered.membersOf(name, part))
      }
      await shelf.writeMonth(topic, name, month)
    }
    await shelf.writeHead(topic, head)
  }
  await shelf.keepOnly(kept)
}
