/**
 * Decides what is to be delivered. Compares what a document says now with its newest revision and, where they differ,
 * writes a revision and its ledger rows. The publish hook calls it to be fast, the sweep to be true; calling it when
 * nothing changed changes nothing.
 */
import type { Payload } from 'payload'

import {
  contentHash,
  documentKey,
  messageOf,
  type Channel,
  type ContentType,
  type DeliveryAction,
  type DocumentKey,
  type Item,
} from '@/core'
import type { LedgerStore, NewDelivery } from '@/outbox/types'

import { configuredChannels, settingsOf, type ConfiguredChannel } from './channel-rows'
import { findByIds, findRaw, gather, type Request } from './gather'
import { carried, movedAgain } from './new-rows'
import { dueTime } from './quiet-hours'
import type { SourceDocument } from './source-document'
import { toItem } from './to-item'

/** Stands for the destination of a channel whose settings can't be read; its deliveries fail with SETTINGS_INVALID. */
const UNKNOWN_DESTINATION = 'unknown'

export interface Destination {
  readonly channel: string
  readonly destination: string
}

/** A row of the `revisions` collection. */
export interface RevisionRow {
  readonly id: string
  readonly key: string
  readonly document: DocumentKey
  readonly title: string
  readonly number: number
  readonly action: DeliveryAction
  readonly hash: string
  readonly current: boolean
  readonly enqueued: boolean
  readonly publishedAt: string
  readonly signedOffAt: string
  readonly signedOffBy?: string | null
  readonly reason?: string | null
  readonly destinations: readonly Destination[]
  readonly item: Item
}

export interface Reference {
  readonly type: ContentType
  readonly id: string
}

export interface ReconcileContext {
  readonly payload: Payload
  readonly ledger: LedgerStore
  readonly kinds: readonly Channel[]
  readonly now: () => Date
  readonly timeZone: string
}

export interface ReconcileResult {
  readonly revisions: number
  readonly deliveries: number
  /** Documents that could not be turned into items, with the reason. */
  readonly refused: readonly { readonly document: DocumentKey; readonly message: string }[]
}

export interface ReconcileOptions {
  /** The publish's request: its transaction is written in, its user signs off. */
  readonly req?: Request
  /** Why it is corrected or withdrawn; shown to readers. */
  readonly reason?: string
}

/**
 * Reconciles the documents, all in one go. Documents that no longer exist count as withdrawn.
 * When another process wrote one of the revisions first, looks again once.
 */
export async function reconcile(
  context: ReconcileContext,
  references: readonly Reference[],
  options: ReconcileOptions = {},
): Promise<ReconcileResult> {
  const documents = references.map(documentKey)
  const before = await newestRevisions(context.payload, documents, options.req)
  try {
    return await reconcileOnce(context, references, options, before)
  } catch (error) {
    const after = await newestRevisions(context.payload, documents, options.req)
    const overtaken = documents.some((key) => after.get(key)?.id !== before.get(key)?.id)
    if (!overtaken || transactionOf(options.req)) throw error
    return reconcileOnce(context, references, options, after)
  }
}

async function reconcileOnce(
  context: ReconcileContext,
  references: readonly Reference[],
  options: ReconcileOptions,
  newest: ReadonlyMap<string, RevisionRow>,
): Promise<ReconcileResult> {
  const { payload, ledger, kinds } = context
  const { req } = options
  if (references.length === 0) return { revisions: 0, deliveries: 0, refused: [] }
  const channels = await configuredChannels(payload, kinds, req)
  const published = await publishedDocuments(payload, references, req)
  const lookups = await gather(payload, published, req)
  const refused: { document: DocumentKey; message: string }[] = []

  const rows: RevisionRow[] = []
  const redirected: { row: RevisionRow; deliveries: NewDelivery[] }[] = []
  for (const reference of references) {
    const key = documentKey(reference)
    const last = newest.get(key)
    const found = published.find(({ type, document }) => `${type}/${document.id}` === key)
    try {
      const item = found && toItem(found.type, found.document, lookups)
      const next = item
        ? publication(context, options, last, item, channels)
        : withdrawal(context, options, last)
      if (next) rows.push(next)
      else if (item && last) redirected.push(...redirection(context, last, channels))
    } catch (error) {
      refused.push({ document: key, message: messageOf(error) })
    }
  }

  const deliveries = await carried(
    context,
    rows.flatMap((row) => deliveriesOf(context, row, newest.get(row.document), channels)),
    channels,
    req,
  )
  for (const row of rows)
    await payload.db.create({ collection: 'revisions', data: { ...row }, ...withReq(req) })
  const transaction = transactionOf(req)
  await ledger.enqueue(deliveries, context.now().getTime(), transaction)
  for (const row of rows) await complete(payload, row, newest.get(row.document), req)
  for (const { row, deliveries: there } of redirected) {
    const moved = await movedAgain(
      context,
      row,
      await carried(context, there, channels, req),
      channels,
    )
    await ledger.enqueue(moved, context.now().getTime(), transaction)
    await payload.db.updateOne({
      collection: 'revisions',
      id: row.id,
      data: { destinations: row.destinations },
      ...withReq(req),
    })
    deliveries.push(...moved)
  }
  return { revisions: rows.length, deliveries: deliveries.length, refused }
}

/**
 * Finishes revisions whose ledger rows a crash may have left out. Safe at any time: keys are unique.
 * Answers how many were completed.
 */
export async function completeRevisions(context: ReconcileContext): Promise<number> {
  const { payload, ledger, kinds } = context
  const open = await findRaw<RevisionRow>(
    payload,
    'revisions',
    { enqueued: { equals: false } },
    undefined,
    {
      sort: 'createdAt',
      limit: 500,
    },
  )
  if (open.length === 0) return 0
  const channels = await configuredChannels(payload, kinds)
  for (const row of open) {
    const previous = await revisionBefore(payload, row)
    const deliveries = await carried(
      context,
      deliveriesOf(context, row, previous, channels),
      channels,
    )
    await ledger.enqueue(deliveries, context.now().getTime())
    await complete(payload, row, previous)
  }
  return open.length
}

function publication(
  { now }: ReconcileContext,
  { req, reason }: ReconcileOptions,
  last: RevisionRow | undefined,
  fresh: Item,
  channels: readonly ConfiguredChannel[],
): RevisionRow | undefined {
  const hash = contentHash(fresh)
  const published = last && last.action !== 'withdraw'
  if (published && last.hash === hash) return undefined
  // A first publication is dated by its editors; a later change without an editorial date is dated now.
  const dated =
    last && fresh.updatedAt <= last.item.updatedAt
      ? { ...fresh, updatedAt: now().toISOString() }
      : fresh
  return {
    ...identity(documentKey(fresh), last),
    title: fresh.title,
    action: published ? 'correct' : 'publish',
    hash,
    current: true,
    publishedAt: fresh.publishedAt,
    signedOffAt: now().toISOString(),
    ...signature(req),
    ...(reason ? { reason } : {}),
    destinations: channels.flatMap((configured) => destinationsOf(configured, dated)),
    item: dated,
  }
}

/** Where a channel wants the item. Broken settings still make a row, so that the failure is on the board. */
function destinationsOf(configured: ConfiguredChannel, item: Item): Destination[] {
  const channel = configured.row.id
  let settings: unknown
  try {
    settings = settingsOf(configured)
  } catch {
    return [{ channel, destination: UNKNOWN_DESTINATION }]
  }
  return configured.channel.selects(item, settings).map((destination) => ({ channel, destination }))
}

/**
 * The document is unchanged, but channels were added or now choose otherwise: the same revision goes to the new
 * destinations and is taken back from those it left.
 */
function redirection(
  context: ReconcileContext,
  last: RevisionRow,
  channels: readonly ConfiguredChannel[],
): { row: RevisionRow; deliveries: NewDelivery[] }[] {
  const destinations = channels.flatMap((configured) => destinationsOf(configured, last.item))
  const added = destinations.filter((each) => !includes(last.destinations, each))
  const left = last.destinations.filter((each) => !includes(destinations, each))
  if (added.length === 0 && left.length === 0) return []
  const row = { ...last, destinations }
  const moved = deliveriesOf(context, { ...row, destinations: added }, undefined, channels)
  const withdrawn = deliveriesOf(
    context,
    { ...row, destinations: [] },
    { ...last, destinations: left },
    channels,
  )
  return [{ row, deliveries: [...moved, ...withdrawn] }]
}

const includes = (list: readonly Destination[], one: Destination): boolean =>
  list.some((other) => other.channel === one.channel && other.destination === one.destination)

function withdrawal(
  { now }: ReconcileContext,
  { req, reason }: ReconcileOptions,
  last: RevisionRow | undefined,
): RevisionRow | undefined {
  if (!last || last.action === 'withdraw') return undefined
  return {
    ...identity(last.document, last),
    title: last.title,
    action: 'withdraw',
    hash: '',
    current: false,
    publishedAt: last.publishedAt,
    signedOffAt: now().toISOString(),
    ...signature(req),
    ...(reason ? { reason } : {}),
    destinations: [],
    item: last.item,
  }
}

function identity(
  document: DocumentKey,
  last: RevisionRow | undefined,
): Pick<RevisionRow, 'id' | 'key' | 'document' | 'number' | 'enqueued'> {
  const number = (last?.number ?? 0) + 1
  return {
    id: crypto.randomUUID(),
    key: `${document}#${String(number)}`,
    document,
    number,
    enqueued: false,
  }
}

const signature = (req: Request | undefined): Pick<RevisionRow, 'signedOffBy'> => {
  const email = req?.user?.email
  return email ? { signedOffBy: email } : {}
}

/** One row per destination: the revision's own, and a withdrawal where an earlier one was sent but this one is not. */
function deliveriesOf(
  { now, timeZone }: ReconcileContext,
  row: RevisionRow,
  previous: RevisionRow | undefined,
  channels: readonly ConfiguredChannel[],
): NewDelivery[] {
  const delivery = (
    { channel, destination }: Destination,
    action: DeliveryAction,
  ): NewDelivery => ({
    id: crypto.randomUUID(),
    key: [channel, destination, row.key, action].join('|'),
    channel,
    destination,
    document: row.document,
    title: row.title,
    revision: row.id,
    revisionNumber: row.number,
    action,
    dueAt: dueTime(channels.find((each) => each.row.id === channel)?.row.schedule, now(), timeZone),
  })
  const before = previous?.destinations ?? []
  return [
    // Where the document was not shown before, a correction is a first publication.
    ...row.destinations.map((each) =>
      delivery(each, includes(before, each) ? row.action : 'publish'),
    ),
    ...before
      .filter((each) => !includes(row.destinations, each))
      .map((each) => delivery(each, 'withdraw')),
  ]
}

/** Last of three steps (revision, rows, this): from here on the sweep leaves the revision alone. */
async function complete(
  payload: Payload,
  row: RevisionRow,
  previous: RevisionRow | undefined,
  req?: Request,
): Promise<void> {
  if (previous?.current) {
    await payload.db.updateOne({
      collection: 'revisions',
      id: previous.id,
      data: { current: false },
      ...withReq(req),
    })
  }
  await payload.db.updateOne({
    collection: 'revisions',
    id: row.id,
    data: { enqueued: true },
    ...withReq(req),
  })
}

async function publishedDocuments(
  payload: Payload,
  references: readonly Reference[],
  req?: Request,
): Promise<{ type: ContentType; document: SourceDocument }[]> {
  const types = [...new Set(references.map(({ type }) => type))]
  const found: { type: ContentType; document: SourceDocument }[] = []
  for (const type of types) {
    const ids = references.filter((reference) => reference.type === type).map(({ id }) => id)
    for (const document of await findByIds<SourceDocument>(payload, type, ids, req)) {
      if (document._status === 'published') found.push({ type, document })
    }
  }
  return found
}

async function newestRevisions(
  payload: Payload,
  documents: readonly DocumentKey[],
  req?: Request,
): Promise<Map<string, RevisionRow>> {
  const rows = await findRaw<RevisionRow>(
    payload,
    'revisions',
    { document: { in: [...documents] } },
    req,
    {
      sort: 'number',
    },
  )
  return new Map(rows.map((row) => [row.document, row]))
}

async function revisionBefore(
  payload: Payload,
  row: RevisionRow,
): Promise<RevisionRow | undefined> {
  const [previous] = await findRaw<RevisionRow>(
    payload,
    'revisions',
    { and: [{ document: { equals: row.document } }, { number: { less_than: row.number } }] },
    undefined,
    { sort: '-number', limit: 1 },
  )
  return previous
}

const withReq = (req: Request | undefined): { req?: Request } => (req ? { req } : {})

function transactionOf(req: Request | undefined): { id: string | number } | undefined {
  // Payload sets a promise while the transaction is being opened; a hook always sees the id.
  const id = req?.transactionID
  return typeof id === 'string' || typeof id === 'number' ? { id } : undefined
}
