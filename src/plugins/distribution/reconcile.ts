/**
 * Decides what is to be delivered. Compares what a document says now with its newest revision and, where they differ,
 * writes a revision and its ledger rows. The publish hook calls it to be fast, the sweep to be true; calling it when
 * nothing changed changes nothing.
 */
import type { Payload } from 'payload'

import {
  documentKey,
  isContentType,
  messageOf,
  type Channel,
  type DocumentKey,
  type DocumentType,
  type Item,
} from '@/core'
import type { LedgerStore, NewDelivery } from '@/outbox/types'

import { configuredChannels } from './channel-rows'
import { findByIds, findRaw, gather, type Request } from './gather'
import { carried, deliveriesOf, movedAgain, redirection } from './new-rows'
import { publication, withdrawal, type RevisionRow } from './revision'
import type { SourceDocument } from './source-document'
import { toEdition, type SourceEdition } from './to-edition'
import { toItem } from './to-item'

export interface Reference {
  readonly type: DocumentType
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
  const asItem = await converter(context, published, req)
  const refused: { document: DocumentKey; message: string }[] = []

  const rows: RevisionRow[] = []
  const redirected: { row: RevisionRow; deliveries: NewDelivery[] }[] = []
  for (const reference of references) {
    const key = documentKey(reference)
    const last = newest.get(key)
    const found = published.find(({ type, document }) => `${type}/${document.id}` === key)
    try {
      const item = found && (await asItem(found))
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

interface Published {
  readonly type: DocumentType
  readonly document: SourceDocument
}

/** Content in one go; editions, of which there are few, one by one. */
async function converter(
  context: ReconcileContext,
  published: readonly Published[],
  req?: Request,
): Promise<(one: Published) => Promise<Item>> {
  const content = published.flatMap(({ type, document }) =>
    isContentType(type) ? [{ type, document }] : [],
  )
  const lookups = await gather(context.payload, content, req)
  return async ({ type, document }) => {
    if (isContentType(type)) return toItem(type, document, lookups)
    return (await toEdition(context, document as unknown as SourceEdition, req)).item
  }
}

async function publishedDocuments(
  payload: Payload,
  references: readonly Reference[],
  req?: Request,
): Promise<Published[]> {
  const types = [...new Set(references.map(({ type }) => type))]
  const found: Published[] = []
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
