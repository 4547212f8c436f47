/** Tells the delivery plane what partners may take, and sums up what they took. */
import type { Payload } from 'payload'

import type { ArtefactStore } from '@/artefacts'
import type { StillFetched, Uninformed, UsageRow, PartnerRow } from '@/collections/partners/records'
import type { PartnerFetch } from '@/core'
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
import { findByIds } from '@/plugins/distribution/gather'
import type { ReconcileContext } from '@/plugins/distribution/reconcile'
import type { Settings } from '@/settings'

import type { Job } from './job'
import { problemsOf, stillFetchedBy, uninformedOf, withdrawalsOf } from './partner-findings'
import { partnerRows, tellGrants } from './partner-grants'

export interface PartnerServices {
  readonly payload: Payload
  readonly reconciling: ReconcileContext
  readonly artefacts: ArtefactStore
  readonly settings: Pick<Settings, 'partnerLogDir' | 'partnerLogDays' | 'partnerLogBytes'>
}

export const TV_PARTNERS = 'tv-partners'

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
