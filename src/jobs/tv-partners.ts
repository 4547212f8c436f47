/** Tells the delivery plane what partners may take, and sums up what they took. */
import type { Payload } from 'payload'

import type { ArtefactStore } from '@/artefacts'
import type { StillFetched, Uninformed, UsageRow, PartnerRow } from '@/collections/partners/records'
import {
  countIn,
  cursorsAfter,
  listFiles,
  newFetches,
  prune,
  readParts,
  readUsage,
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
    const read = await readParts(
      settings.partnerLogDir,
      files,
      [...usages.values()].map(({ usage }) => usage.cursors),
    )
    for (const grant of grants) {
      signal.throwIfAborted()
      const { row, usage } = usages.get(grant.id) ?? { row: undefined, usage: readUsage(undefined) }
      const own = newFetches(read, grant.id, usage.cursors)
      const fresh = countIn(usage, own, cursorsAfter(read), services.reconciling.timeZone)
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
