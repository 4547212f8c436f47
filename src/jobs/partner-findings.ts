/** Which partners still fetch what was withdrawn, and which may not know of a withdrawal. */
import type { ArtefactStore } from '@/artefacts'
import type { StillFetched, Uninformed } from '@/collections/partners/records'
import type { PartnerGrant } from '@/core'
import type { PartnerUsage } from '@/partner-log'
import { findByIds, findRaw } from '@/plugins/distribution/gather'
import { createLibrary } from '@/plugins/distribution/library'
import { revisionRows } from '@/plugins/distribution/revision-rows'
import type { ReconcileContext } from '@/plugins/distribution/reconcile'
import { PARTNER_FILES, publicFile } from '@/plugins/tv/partner'

export interface FindingServices {
  readonly payload: ReconcileContext['payload']
  readonly reconciling: ReconcileContext
  readonly artefacts: Pick<ArtefactStore, 'lookup'>
}

const DAY_MS = 24 * 60 * 60_000
/** A partner that has not asked for a withdrawn file for so long has stopped. */
const STOPPED_AFTER_MS = 7 * DAY_MS
/** Withdrawals looked at: so far back, and at most so many. */
const WITHDRAWN_WITHIN_MS = 30 * DAY_MS
const MOST_WITHDRAWALS = 500

/** Those of the last days whose files still answer 410: what was published again is no problem any more. */
export async function stillFetchedBy(
  { payload, artefacts }: FindingServices,
  { gone }: PartnerUsage,
  now: Date,
): Promise<readonly StillFetched[]> {
  const recent = Object.entries(gone).filter(
    ([, { last }]) => now.getTime() - Date.parse(last) < STOPPED_AFTER_MS,
  )
  const videos = await findByIds<{ id: string; title?: string | null }>(
    payload,
    'videos',
    recent.map(([video]) => video),
    undefined,
    { title: true },
  )
  const titles = new Map(videos.map(({ id, title }) => [id, title ?? '']))
  const found: StillFetched[] = []
  for (const [video, { path, first, last, count }] of recent) {
    const pointer = path.startsWith(PARTNER_FILES)
      ? await artefacts.lookup(publicFile(path))
      : undefined
    const at = pointer?.kind === 'gone' ? { at: pointer.at } : {}
    found.push({ video, title: titles.get(video) ?? '', ...at, first, last, count })
  }
  return found.sort((left, right) => (left.last < right.last ? 1 : -1))
}

export interface Withdrawal {
  readonly video: string
  readonly title: string
  readonly at: string
  readonly columns: readonly string[]
}

/** What the TV channel withdrew of late and does not show again. */
export async function withdrawalsOf(
  { payload, reconciling, artefacts }: FindingServices,
  now: Date,
): Promise<readonly Withdrawal[]> {
  const rows = await findRaw<{ revision: string; deliveredAt?: number | null }>(
    payload,
    'deliveries',
    {
      and: [
        { channel: { equals: 'tv' } },
        { action: { equals: 'withdraw' } },
        { state: { equals: 'delivered' } },
        { deliveredAt: { greater_than: now.getTime() - WITHDRAWN_WITHIN_MS } },
      ],
    },
    undefined,
    { sort: '-deliveredAt', limit: MOST_WITHDRAWALS },
  )
  const times = new Map(rows.map(({ revision, deliveredAt }) => [revision, deliveredAt ?? 0]))
  const library = createLibrary(revisionRows(payload), reconciling.ledger, 'tv')
  const found: Withdrawal[] = []
  for (const { id, item } of await library.load([...times.keys()])) {
    if (item.details.type !== 'videos') continue
    const { video, columns = [] } = item.details
    const path = publicFile(
      `${PARTNER_FILES}${encodeURIComponent(item.id)}/${video.url.slice('/media/'.length)}`,
    )
    if ((await artefacts.lookup(path))?.kind !== 'gone') continue
    found.push({
      video: item.id,
      title: item.title,
      at: new Date(times.get(id) ?? 0).toISOString(),
      columns: columns.map(({ slug }) => slug),
    })
  }
  return found
}

/** A partner that reads a column's feed and has not done so since something left it. One that never read it knew nothing. */
export const uninformedOf = (
  { columns }: PartnerGrant,
  { polls }: PartnerUsage,
  withdrawals: readonly Withdrawal[],
): readonly Uninformed[] =>
  withdrawals.flatMap(({ video, title, at, columns: of }) => {
    const polled = of
      .filter((slug) => columns.includes(slug))
      .flatMap((slug) => polls[slug] ?? [])
      .sort()
      .at(-1)
    return polled !== undefined && polled < at ? [{ video, title, at, polled }] : []
  })

export const problemsOf = (
  { name }: PartnerGrant,
  stillFetched: readonly StillFetched[],
  uninformed: readonly Uninformed[],
  told: Readonly<Record<string, string>>,
): readonly object[] => [
  ...stillFetched
    .filter(({ video }) => told[video] === undefined)
    .map(({ title, at, last, count }) => ({
      kind: 'still-fetching',
      partner: name,
      title,
      at,
      last,
      count,
    })),
  ...uninformed
    .filter(({ video }) => told[video] === undefined)
    .map(({ title, at, polled }) => ({ kind: 'not-informed', partner: name, title, at, polled })),
]
