/** Tells the delivery plane what partners may take, and sums up what they took. */
import type { Payload } from 'payload'

import type { ArtefactStore } from '@/artefacts'
import type { PartnerRow, StillFetched, Uninformed, UsageRow } from '@/collections/partners/records'
import { FILM_KINDS, usableKeys, type PartnerFetch, type PartnerGrant } from '@/core'
import type { LedgerStore } from '@/outbox/types'
import {
  countIn,
  listFiles,
  prune,
  readFrom,
  readUsage,
  type Cursors,
  type LogFile,
  type PartnerUsage,
} from '@/partner-log'
import { configuredChannels, settingsOf } from '@/plugins/distribution/channel-rows'
import { findByIds, findRaw } from '@/plugins/distribution/gather'
import { createLibrary } from '@/plugins/distribution/library'
import type { ReconcileContext } from '@/plugins/distribution/reconcile'
import { PARTNER_FILES, PARTNER_SHELF, publicFile, writeGrants } from '@/plugins/tv/partner'
import type { TvSettings } from '@/plugins/tv/settings'
import type { Settings } from '@/settings'

import type { Job } from './job'

export interface PartnerServices {
  readonly payload: Payload
  readonly reconciling: ReconcileContext & { readonly ledger: LedgerStore }
  readonly artefacts: ArtefactStore
  readonly settings: Pick<Settings, 'partnerLogDir' | 'partnerLogDays' | 'partnerLogBytes'>
}

export const TV_PARTNERS = 'tv-partners'

const DAY_MS = 24 * 60 * 60_000
/** A partner that has not asked for a withdrawn file for so long has stopped. */
export const STOPPED_AFTER_MS = 7 * DAY_MS
/** Withdrawals looked at: so far back, and at most so many. */
const WITHDRAWN_WITHIN_MS = 30 * DAY_MS
const MOST_WITHDRAWALS = 500

/** Runs every minute; doing it again changes nothing. What is wrong stands in the timetable, as counts and sentences. */
export const tvPartners = (services: PartnerServices): Job => ({
  name: TV_PARTNERS,
  label: { zh: '播出机构', en: 'TV partners' },
  schedule: '* * * * *',
  async run({ now, signal }) {
    const { payload, settings } = services
    const rows = await partnerRows(payload)
    const { grants, changed } = await tellGrants(services, rows)
    const withdrawals = rows.length === 0 ? [] : await withdrawalsOf(services, now())
    const files = await listFiles(settings.partnerLogDir)
    let fetches = 0
    const problems: object[] = []
    const usages = await usagesOf(payload, rows)
    const read = await readLog(
      services,
      files,
      [...usages.values()].map(({ usage }) => usage),
    )
    for (const grant of grants) {
      signal.throwIfAborted()
      const { row, usage } = usages.get(grant.id) ?? { row: undefined, usage: readUsage(undefined) }
      const own = read.flatMap(({ name, lines }) =>
        lines.filter(
          ({ fetch, from }) => fetch.partner === grant.id && from >= (usage.cursors[name] ?? 0),
        ),
      )
      const cursors = Object.fromEntries(read.map(({ name, next }) => [name, next]))
      const fresh = countIn(
        usage,
        own.map(({ fetch }) => fetch),
        cursors,
        services.reconciling.timeZone,
      )
      const stillFetched = await stillFetchedBy(services, fresh, now())
      const uninformed = uninformedOf(grant, fresh, withdrawals)
      await save(payload, grant.id, row, { usage: fresh, stillFetched, uninformed })
      fetches += own.length
      problems.push(...problemsOf(grant, stillFetched, uninformed, row?.told ?? {}))
    }
    const removed = await prune(
      settings.partnerLogDir,
      { days: settings.partnerLogDays, bytes: settings.partnerLogBytes },
      now(),
    )
    const count = (kind: string): number =>
      problems.filter((problem) => 'kind' in problem && problem.kind === kind).length
    return {
      partners: rows.length,
      changed,
      fetches,
      stillFetching: count('still-fetching'),
      notInformed: count('not-informed'),
      damaged: read.reduce((sum, { damaged }) => sum + damaged, 0),
      removed,
      problems,
    }
  },
})

export const partnerRows = (payload: Payload): Promise<PartnerRow[]> =>
  findRaw<PartnerRow>(payload, 'tv-partners', {}, undefined, { sort: 'id' })

/** Leaves what partners may take where the delivery plane reads it; also for commands, which don't wait for the minute. */
export async function tellGrants(
  services: Pick<PartnerServices, 'payload' | 'reconciling' | 'artefacts'>,
  rows: readonly PartnerRow[],
): Promise<{ readonly grants: readonly PartnerGrant[]; readonly changed: boolean }> {
  const grants = await grantsOf(services.payload, rows)
  const changed = await writeGrants(services.artefacts.shelf(PARTNER_SHELF), {
    settings: await tvSettings(services),
    partners: grants,
  })
  return { grants, changed }
}

async function grantsOf(
  payload: Payload,
  rows: readonly PartnerRow[],
): Promise<readonly PartnerGrant[]> {
  const columns = await findByIds<{ id: string; slug: string }>(
    payload,
    'columns',
    rows.flatMap((row) => row.columns ?? []),
  )
  const slugs = new Map(columns.map(({ id, slug }) => [id, slug]))
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    columns: (row.columns ?? []).flatMap((id) => slugs.get(id) ?? []),
    kinds: FILM_KINDS.filter((kind) => row.kinds?.includes(kind)),
    original: row.original ?? false,
    ...(row.minHeight ? { minHeight: row.minHeight } : {}),
    ...(row.maxHeight ? { maxHeight: row.maxHeight } : {}),
    country: row.country,
    ...(row.from ? { from: new Date(row.from).toISOString() } : {}),
    ...(row.until ? { until: new Date(row.until).toISOString() } : {}),
    ...(row.days ? { days: row.days } : {}),
    keys: usableKeys(row.keys ?? []).map(({ id, digest }) => ({ id, digest })),
  }))
}

async function tvSettings({
  payload,
  reconciling,
}: Pick<PartnerServices, 'payload' | 'reconciling'>): Promise<TvSettings> {
  const configured = await configuredChannels(payload, reconciling.kinds)
  const tv = configured.find(({ row }) => row.kind === 'tv')
  return tv ? (settingsOf(tv) as TvSettings) : {}
}

interface Known {
  readonly row: UsageRow | undefined
  readonly usage: PartnerUsage
}

async function usagesOf(
  payload: Payload,
  rows: readonly PartnerRow[],
): Promise<ReadonlyMap<string, Known>> {
  const ids = rows.map(({ id }) => id)
  const found = await findByIds<UsageRow>(payload, 'tv-partner-usage', ids)
  const byId = new Map(found.map((row) => [row.id, row]))
  return new Map(
    ids.map((id) => {
      const row = byId.get(id)
      return [id, { row, usage: readUsage(row?.usage) }]
    }),
  )
}

interface LogPart {
  readonly name: string
  readonly lines: readonly { readonly fetch: PartnerFetch; readonly from: number }[]
  readonly next: number
  readonly damaged: number
}

/** What somebody's record does not have yet. `from` is where the part begins that was read together. */
async function readLog(
  { settings }: PartnerServices,
  files: readonly LogFile[],
  usages: readonly PartnerUsage[],
): Promise<readonly LogPart[]> {
  const parts: LogPart[] = []
  for (const file of files) {
    // Records are written one by one, so after a crash some are further than others: each gets its own part.
    const starts = [
      ...new Set(usages.map(({ cursors }: { cursors: Cursors }) => cursors[file.name] ?? 0)),
    ]
    const found: LogPart['lines'][number][] = []
    let next = Math.max(0, ...starts)
    let damaged = 0
    for (const [position, start] of starts.sort((left, right) => left - right).entries()) {
      const end = starts[position + 1] ?? file.bytes
      const part = await readFrom(settings.partnerLogDir, { ...file, bytes: end }, start)
      found.push(...part.fetches.map((fetch) => ({ fetch, from: start })))
      next = Math.max(next, part.next)
      damaged += part.damaged
    }
    parts.push({ name: file.name, lines: found, next, damaged })
  }
  return parts
}

async function save(
  { db }: Payload,
  id: string,
  row: UsageRow | undefined,
  data: {
    readonly usage: PartnerUsage
    readonly stillFetched: readonly StillFetched[]
    readonly uninformed: readonly Uninformed[]
  },
): Promise<void> {
  const collection = 'tv-partner-usage'
  if (!row) {
    await db.create({ collection, data: { id, ...data } })
    return
  }
  const { usage, stillFetched, uninformed } = row
  if (JSON.stringify({ usage, stillFetched, uninformed }) === JSON.stringify(data)) return
  // `told` is the operators' and stays as it is.
  await db.updateOne({ collection, where: { id: { equals: id } }, data: { ...data } })
}

/** Those of the last days whose files still answer 410: what was published again is no problem any more. */
async function stillFetchedBy(
  { payload, artefacts }: PartnerServices,
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

interface Withdrawal {
  readonly video: string
  readonly title: string
  readonly at: string
  readonly columns: readonly string[]
}

/** What the TV channel withdrew of late and does not show again. */
async function withdrawalsOf(
  { payload, reconciling, artefacts }: PartnerServices,
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
  const library = createLibrary(payload, reconciling.ledger, 'tv')
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
const uninformedOf = (
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

const problemsOf = (
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
