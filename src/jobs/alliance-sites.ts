/** Tells the delivery plane what alliance sites may take, sums up what they took, and finds who is out of step. */
import type { Payload } from 'payload'

import type { ArtefactStore } from '@/artefacts'
import type { SiteMonthRow, SiteRow, SiteUsageRow } from '@/collections/alliance/records'
import type { PartnerFetch, SyndicationReader, SyndicationWriter } from '@/core'
import type { LeaseStore } from '@/outbox/types'
import { cursorsAfter, listFiles, newFetches, prune, readParts } from '@/partner-log'
import { ALLIANCE } from '@/plugins/alliance'
import { findByIds } from '@/plugins/distribution/gather'
import { inFreeLane } from '@/plugins/distribution/holding-lane'
import type { Settings } from '@/settings'

import { siteRows, tellSiteGrants } from './alliance-grants'
import { countSite, EMPTY_SITE_USAGE, monthsOf, staleAt } from './alliance-usage'
import type { Job } from './job'

export interface AllianceServices {
  readonly payload: Payload
  readonly artefacts: ArtefactStore
  readonly leases: LeaseStore
  readonly worker: string
  readonly syndicationOf: (row: string) => SyndicationWriter
  readonly syndicated: SyndicationReader
  readonly settings: Pick<Settings, 'allianceLogDir' | 'partnerLogDays' | 'partnerLogBytes'>
}

export const ALLIANCE_SITES = 'alliance-sites'

/** Runs every minute; doing it again changes nothing. */
export const allianceSites = (services: AllianceServices): Job => ({
  name: ALLIANCE_SITES,
  label: { zh: '联盟网站', en: 'Alliance sites' },
  schedule: '* * * * *',
  async run({ now, signal }) {
    const { payload, settings, syndicated, leases, worker } = services
    const ended =
      (await inFreeLane({ leases, worker, now }, ALLIANCE, () =>
        services.syndicationOf(ALLIANCE).turn(now()),
      )) ?? 'busy'
    const rows = await siteRows(payload)
    const usages = await usagesOf(payload, rows)
    const files = await listFiles(settings.allianceLogDir)
    const read = await readParts(
      settings.allianceLogDir,
      files,
      [...usages.values()].map((row) => row?.usage?.cursors ?? {}),
    )
    // Keys first: what is revoked must not wait for the counting.
    const today = now().toISOString().slice(0, 10)
    const counted = rows.map((row) => {
      const before = usages.get(row.id)?.usage ?? EMPTY_SITE_USAGE
      const own = newFetches(read, row.id, before.cursors)
      return { row, own, usage: countSite(before, own, cursorsAfter(read)) }
    })
    const usedUp = new Map(
      counted.flatMap(({ row, usage }) =>
        (usage.days[today]?.documents ?? 0) >= (row.perDay ?? Infinity)
          ? [[row.id, today] as const]
          : [],
      ),
    )
    const { grants, changed } = await tellSiteGrants(services, rows, usedUp)
    const { last } = await syndicated.facts()
    let fetches = 0
    const outOfStep: object[] = []
    for (const { row, own, usage } of counted) {
      signal.throwIfAborted()
      const grant = grants.find(({ id }) => id === row.id)
      const stale = grant
        ? await staleAt(grant, usage, syndicated, now().toISOString())
        : { documents: [], count: 0 }
      const known = usages.get(row.id)
      await addMonths(payload, row.id, own)
      await save(payload, row.id, known, {
        usage,
        stale: stale.documents,
        staleCount: stale.count,
        last,
      })
      fetches += own.length
      if (stale.count > 0) outOfStep.push({ site: row.name, documents: stale.count })
    }
    const removed = await prune(
      settings.allianceLogDir,
      { days: settings.partnerLogDays, bytes: settings.partnerLogBytes },
      now(),
    )
    return {
      sites: rows.length,
      changed,
      ended,
      fetches,
      outOfStep,
      quotasUsedUp: usedUp.size,
      damaged: read.reduce((sum, { damaged }) => sum + damaged, 0),
      removed,
    }
  },
})

async function usagesOf(
  payload: Payload,
  rows: readonly SiteRow[],
): Promise<ReadonlyMap<string, SiteUsageRow | undefined>> {
  const ids = rows.map(({ id }) => id)
  const found = await findByIds<SiteUsageRow>(payload, 'alliance-usage', ids)
  const byId = new Map(found.map((row) => [row.id, row]))
  return new Map(ids.map((id) => [id, byId.get(id)]))
}

/**
 * Adds to what the months say. It comes before the record with the places read to: after a crash between the two, this one
 * run's documents are counted twice rather than never.
 */
async function addMonths(
  { db }: Payload,
  site: string,
  fetches: readonly PartnerFetch[],
): Promise<void> {
  for (const [month, documents] of monthsOf(fetches)) {
    const id = `${site}.${month}`
    const where = { id: { equals: id } }
    const row = await db.findOne<SiteMonthRow>({ collection: 'alliance-months', where })
    const sums: Record<string, number> = { ...row?.documents }
    for (const [document, times] of documents) sums[document] = (sums[document] ?? 0) + times
    if (row) {
      await db.updateOne({ collection: 'alliance-months', where, data: { documents: sums } })
    } else {
      await db.create({ collection: 'alliance-months', data: { id, site, month, documents: sums } })
    }
  }
}

async function save(
  { db }: Payload,
  id: string,
  row: SiteUsageRow | undefined,
  data: Required<Omit<SiteUsageRow, 'id'>>,
): Promise<void> {
  const collection = 'alliance-usage'
  if (!row) {
    await db.create({ collection, data: { id, ...data } })
    return
  }
  const { usage, stale, staleCount, last } = row
  if (JSON.stringify({ usage, stale, staleCount, last }) === JSON.stringify(data)) return
  await db.updateOne({ collection, where: { id: { equals: id } }, data: { ...data } })
}
