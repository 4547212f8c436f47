/** Carries a batch into the feeds, and tells the change log. */
import {
  asDeliveryError,
  type PullContext,
  type DeliveryError,
  type Outcome,
  type Shipment,
} from '@/core'

import { labelOf, publishArchive, publishSubscription, type Composer } from './compose'
import { Fragments, type FragmentCache } from './fragments'
import { indexArtefacts } from './index-page'
import { RECEIPT_DIGITS } from './limits'
import { documentsOf, type Head } from './lists'
import type { FeedSettings } from './settings'
import { applyShipment, changeOf, topicsOf } from './shipment-edits'
import { TopicDraft, type SettledTopic } from './topic-draft'
import { TopicShelf, type ListedTopic } from './topic-shelf'
import { compareTopics, FIXED_TOPICS, type Topic } from './topics'

export const receiptOf = (seq: number): string =>
  `change:${String(seq).padStart(RECEIPT_DIGITS, '0')}`

export const seqOf = (receipt: string): number => Number(receipt.slice('change:'.length))

/**
 * Per feed: work out the lists, show people the new feed, then write list, archives and head. Every step may be
 * repeated; the head is written last and says what is done. The shelf is read anew for every batch, since between
 * batches another process may hold the lane.
 */
export async function deliverToFeeds(
  shipments: readonly Shipment[],
  context: PullContext<FeedSettings>,
  cache: FragmentCache,
): Promise<readonly Outcome[]> {
  const { library, artefacts, site, settings, changes } = context
  const fragments = new Fragments(cache, library, site, settings)
  const composer: Composer = { artefacts, fragments, site, settings }
  const shelf = new TopicShelf(context.shelf)
  const failures = renderAll(shipments, fragments)
  const accepted = shipments.filter((shipment) => !failures.has(shipment))

  const listed = await shelf.topics()
  const names = new Set(accepted.flatMap(topicsOf))
  // The very first batch makes the feeds that are always there.
  if (!listed) FIXED_TOPICS.forEach((topic) => names.add(topic))
  const drafts = new Map<Topic, TopicDraft>()
  for (const topic of [...names].sort(compareTopics)) {
    const draft = await TopicDraft.open(topic, shelf, site)
    if (!listed && FIXED_TOPICS.some((fixed) => fixed === topic)) draft.create()
    drafts.set(topic, draft)
  }
  for (const shipment of accepted) {
    applyShipment(shipment, (topic) => {
      const draft = drafts.get(topic)
      if (!draft) throw new TypeError(`The feed ${topic} was not opened`)
      return draft
    })
  }
  const heads = new Map<Topic, Head>()
  for (const draft of drafts.values()) {
    if (!draft.exists) continue
    const settled = await draft.settle(settings.itemsPerFeed)
    await publishTopic(draft, settled, composer, shelf)
    heads.set(draft.topic, settled.head)
  }
  await publishIndex(composer, shelf, listed, heads)
  const logged = await changes.append(
    accepted.map(({ revision, action, key }) => changeOf(site, revision, action, key)),
  )
  const numbers = new Map(logged.map(({ key, seq }) => [key, seq]))
  return shipments.map((shipment) => outcomeOf(shipment, failures, numbers))
}

/** Renders what is to be shown, so that a document that cannot be rendered fails alone and before anything changes. */
function renderAll(
  shipments: readonly Shipment[],
  fragments: Fragments,
): ReadonlyMap<Shipment, DeliveryError> {
  const failures = new Map<Shipment, DeliveryError>()
  for (const shipment of shipments) {
    if (shipment.action === 'withdraw') continue
    try {
      fragments.render([shipment.revision])
    } catch (error) {
      failures.set(shipment, asDeliveryError(error))
    }
  }
  return failures
}

async function publishTopic(
  draft: TopicDraft,
  { head, changed, stale }: SettledTopic,
  composer: Composer,
  shelf: TopicShelf,
): Promise<void> {
  const { topic } = draft
  await publishSubscription(composer, topic, head)
  for (const [name, { before, after, written }] of changed) {
    const known = new Set(before.parts.map((part) => part.name))
    for (const [part, members] of written) {
      if (!known.has(part)) await shelf.writePart(topic, name, part, members)
    }
    await shelf.writeMonth(topic, name, after)
  }
  for (const ref of stale) await publishArchive(composer, draft, head, ref)
  await shelf.writeHead(topic, head)
  for (const [name, { before, after }] of changed) {
    const kept = new Set(after.parts.map((part) => part.name))
    for (const part of before.parts) {
      if (!kept.has(part.name)) await shelf.removePart(topic, name, part.name)
    }
    const summary = head.months.find(({ month }) => month === name)
    if (!summary || documentsOf(summary) === 0) await shelf.removeMonth(topic, name)
  }
}

/** How the index names a feed. */
export function listing(topic: Topic, head: Head): ListedTopic {
  const label = labelOf(head.newest, head.graves)
  return { topic, ...(label === undefined ? {} : { label }) }
}

async function publishIndex(
  { artefacts, site }: Composer,
  shelf: TopicShelf,
  before: readonly ListedTopic[] | undefined,
  heads: ReadonlyMap<Topic, Head>,
): Promise<void> {
  const topics = new Map((before ?? []).map((one) => [one.topic, one]))
  for (const [topic, head] of heads) {
    if (head.state.kind === 'open') topics.set(topic, listing(topic, head))
    else topics.delete(topic)
  }
  const after = [...topics.values()].sort((left, right) => compareTopics(left.topic, right.topic))
  if (JSON.stringify(after) === JSON.stringify(before)) return
  for (const artefact of indexArtefacts(site, after)) await artefacts.publish(artefact)
  await shelf.writeTopics(after)
}

function outcomeOf(
  shipment: Shipment,
  failures: ReadonlyMap<Shipment, DeliveryError>,
  numbers: ReadonlyMap<string, number>,
): Outcome {
  const error = failures.get(shipment)
  if (error) return { ok: false, error }
  const seq = numbers.get(shipment.key)
  if (seq === undefined) throw new TypeError(`The change log gave no number for ${shipment.key}`)
  return { ok: true, receipt: receiptOf(seq) }
}
