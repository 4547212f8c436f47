/** What partners may take: from the CMS's rows to the shelf the delivery plane reads. */
import type { Payload } from 'payload'

import type { ArtefactStore } from '@/artefacts'
import type { PartnerRow } from '@/collections/partners/records'
import { FILM_KINDS, usableKeys, type PartnerGrant } from '@/core'
import { configuredChannels, settingsOf } from '@/plugins/distribution/channel-rows'
import { findByIds, findRaw } from '@/plugins/distribution/gather'
import type { ReconcileContext } from '@/plugins/distribution/reconcile'
import { PARTNER_SHELF, writeGrants } from '@/plugins/tv/partner'
import type { TvSettings } from '@/plugins/tv/settings'

export interface GrantServices {
  readonly payload: Payload
  readonly reconciling: ReconcileContext
  readonly artefacts: Pick<ArtefactStore, 'shelf'>
}

export const partnerRows = (payload: Payload): Promise<PartnerRow[]> =>
  findRaw<PartnerRow>(payload, 'tv-partners', {}, undefined, { sort: 'id' })

/** Leaves what partners may take where the delivery plane reads it; also for commands, which don't wait for the minute. */
export async function tellGrants(
  services: GrantServices,
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
}: Omit<GrantServices, 'artefacts'>): Promise<TvSettings> {
  const configured = await configuredChannels(payload, reconciling.kinds)
  const tv = configured.find(({ row }) => row.kind === 'tv')
  return tv ? (settingsOf(tv) as TvSettings) : {}
}
