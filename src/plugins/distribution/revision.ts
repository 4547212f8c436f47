/** What a document's next revision says, compared with its newest one. */
import { contentHash, documentKey, type DeliveryAction, type DocumentKey, type Item } from '@/core'

import type { ConfiguredChannel } from './channel-rows'
import { destinationsOf, type Destination } from './destinations'
import type { Request } from './gather'
import type { ReconcileContext, ReconcileOptions } from './reconcile'

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

/** The revision of a published document; nothing where the newest one says the same. */
export function publication(
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

/** The revision of a document that is no longer published; nothing where that was said, or it never was. */
export function withdrawal(
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
