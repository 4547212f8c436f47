/** A published edition → one order to the mailing engine. */
import { DeliveryError, type MailingOrder, type Revision, type Site, type Uploads } from '@/core'

import { editionOf } from './edition'
import { messagesOf, picturesOf } from './messages'
import type { NewspaperSettings } from './settings'

const HOUR_MS = 60 * 60_000

/** What the keys of an edition's orders begin with. */
export const keysOf = ({ document }: Pick<Revision, 'document'>): string => `${document}#`

/** Of the revision, not of the ledger row: sending a row again is still the same order. */
export const orderKey = (revision: Pick<Revision, 'document' | 'number'>): string =>
  keysOf(revision) + String(revision.number)

/** ISO 8601: from then on it is not sent by itself any more. */
export function staleAfter({ at, item }: Pick<Revision, 'at' | 'item'>): string {
  const hours = item.details.type === 'editions' ? item.details.mailing.staleHours : 0
  return new Date(Date.parse(at) + hours * HOUR_MS).toISOString()
}

/** Throws RENDERING_FAILED. */
export async function orderOf(
  revision: Revision,
  instead: readonly string[],
  {
    site,
    settings,
    uploads,
  }: { readonly site: Site; readonly settings: NewspaperSettings; readonly uploads: Uploads },
): Promise<MailingOrder> {
  const { item, document } = revision
  const edition = editionOf(item, site)
  if (!edition || item.details.type !== 'editions') {
    throw new DeliveryError('RENDERING_FAILED', `${document} 不是一期手机报 / is no edition`)
  }
  const { newspaper, mailing } = item.details
  if (edition.entries.length === 0) {
    throw new DeliveryError(
      'RENDERING_FAILED',
      `${item.title}: 没有条目，不寄 / has no entries and is not sent`,
    )
  }
  return {
    key: orderKey(revision),
    newspaper: { slug: newspaper.slug, title: newspaper.label },
    edition: { id: item.id, title: item.title },
    segments: mailing.segments,
    messages: await messagesOf(edition, settings.forms, await picturesOf(edition, uploads, site)),
    ...(instead.length > 0 ? { instead } : {}),
    staleAfter: staleAfter(revision),
  }
}
