/** What the log of sites comes to: per site one record, and one per site and month. */
import type { SiteUsage, StaleDocument } from '@/collections/alliance/records'
import type { PartnerFetch, RecordHead, SiteGrant, SyndicationReader } from '@/core'
import { wordOn } from '@/plugins/alliance'

/** Entries kept of each kind, the newest ones. */
const KEPT = { newest: 100, days: 400 } as const
/** Out-of-date documents listed by name; more are counted. */
export const STALE_LISTED = 200
/** Records looked at in one go. */
const SCANNED = 1000

export const EMPTY_SITE_USAGE: SiteUsage = { cursors: {}, newest: [], days: {}, keys: {} }

const documentIn = (handed: string): string => handed.slice(0, handed.lastIndexOf('#'))

/** The record with further fetches, in the order in which they were made. */
export function countSite(
  usage: SiteUsage,
  fetches: readonly PartnerFetch[],
  cursors: SiteUsage['cursors'],
): SiteUsage {
  const days = { ...usage.days }
  const keys = { ...usage.keys }
  let { acknowledged } = usage
  for (const { at, key, bytes, documents = [], acknowledged: place } of fetches) {
    const day = at.slice(0, '2026-11-24'.length)
    const before = days[day] ?? { calls: 0, bytes: 0, documents: 0 }
    days[day] = {
      calls: before.calls + 1,
      bytes: before.bytes + bytes,
      documents: before.documents + documents.length,
    }
    keys[key] = at > (keys[key] ?? '') ? at : (keys[key] ?? at)
    const [epoch, seq] = place?.split('.') ?? []
    // A site that starts over from an old token has what it said it had.
    if (epoch !== undefined && seq !== undefined) {
      const isNewer = acknowledged?.epoch !== epoch || Number(seq) >= acknowledged.seq
      if (isNewer) acknowledged = { epoch, seq: Number(seq), at }
    }
  }
  return {
    cursors: { ...cursors },
    newest: [...fetches.toReversed(), ...usage.newest].slice(0, KEPT.newest),
    days: Object.fromEntries(
      Object.entries(days)
        .sort(([left], [right]) => (left < right ? 1 : -1))
        .slice(0, KEPT.days),
    ),
    keys,
    ...(acknowledged ? { acknowledged } : {}),
  }
}

/** By month (UTC): document → times. */
export function monthsOf(
  fetches: readonly PartnerFetch[],
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const months = new Map<string, Map<string, number>>()
  for (const { at, documents = [] } of fetches) {
    const month = at.slice(0, '2026-11'.length)
    const ofMonth = months.get(month) ?? new Map<string, number>()
    for (const handed of documents) {
      const document = documentIn(handed)
      ofMonth.set(document, (ofMonth.get(document) ?? 0) + 1)
    }
    if (ofMonth.size > 0) months.set(month, ofMonth)
  }
  return months
}

/**
 * What a site that syncs may still show in a former form: corrected, withdrawn or ended after the place it acknowledged, and
 * known to it before. A site that never synced holds nothing by it.
 */
export async function staleAt(
  { entitlement }: SiteGrant,
  { acknowledged }: SiteUsage,
  reader: SyndicationReader,
  now: string,
): Promise<{ readonly documents: readonly StaleDocument[]; readonly count: number }> {
  const documents: StaleDocument[] = []
  let count = 0
  const { epoch } = await reader.facts()
  if (acknowledged?.epoch !== epoch) return { documents, count }
  let after = acknowledged.seq
  for (;;) {
    const heads = await reader.scan({ after, most: SCANNED })
    for (const head of heads) {
      after = head.seq
      if (head.firstSeq > acknowledged.seq) continue
      const word = wordOn(head, entitlement, now)
      if (word === 'silent') continue
      count += 1
      if (documents.length < STALE_LISTED) documents.push(staleOf(head, word === 'gone'))
    }
    if (heads.length < SCANNED) return { documents, count }
  }
}

const staleOf = (
  { document, title, revision, changedAt }: RecordHead,
  isGone: boolean,
): StaleDocument => ({
  document,
  title,
  action: isGone ? 'withdraw' : 'correct',
  revision,
  at: changedAt,
})
