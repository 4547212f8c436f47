import type { ArtefactStore } from '@/artefacts'
import type { Site } from '@/core'
import type { LeaseStore } from '@/outbox/types'
import { configuredChannels, settingsOf } from '@/plugins/distribution/channel-rows'
import { findRaw } from '@/plugins/distribution/gather'
import { inFreeLane } from '@/plugins/distribution/holding-lane'
import type { Hub } from '@/plugins/distribution/hub'
import { reconcile, type ReconcileContext } from '@/plugins/distribution/reconcile'
import { refreshTv } from '@/plugins/tv/refresh'
import type { TvSettings } from '@/plugins/tv/settings'

import type { Job } from './job'
import { readColumns } from './tv-columns'

/** Videos looked at in one go when a column's rule changed. */
const PAGE = 100

export interface TvServices {
  readonly reconciling: ReconcileContext
  readonly hub: Hub
  readonly artefacts: ArtefactStore
  readonly leases: LeaseStore
  readonly worker: string
  readonly site: () => Promise<Site>
}

/**
 * Lets episodes in and out as their rights begin and end, moves the schedule on with the day, and tells the TV channel what
 * editors changed about columns. Where a column's rule or name changed, its videos are looked at again.
 */
export const tvRights = (services: TvServices): Job => ({
  name: 'tv-rights',
  label: { zh: '电视版权与栏目', en: 'TV rights and columns' },
  schedule: '* * * * *',
  async run({ now, previous, signal }) {
    const { artefacts, reconciling, leases, worker } = services
    const { payload, kinds } = reconciling
    const { columns, membership } = await readColumns(payload)
    const isSame = (previous as { membership?: unknown } | undefined)?.membership === membership
    const deliveries = isSame ? 0 : await lookAgain(services, signal)
    const site = await services.site()
    const refreshed: Record<string, unknown> = {}
    for (const configured of await configuredChannels(payload, kinds)) {
      const { id, kind } = configured.row
      if (kind !== 'tv') continue
      const settings = settingsOf(configured) as TvSettings
      refreshed[id] =
        (await inFreeLane({ leases, worker, now }, id, () =>
          refreshTv({ artefacts, shelf: artefacts.shelf(id), site, settings }, columns, now()),
        )) ?? 'busy'
    }
    return { ...refreshed, deliveries, membership }
  },
})

/** Every published video; reconciling one that belongs where it did changes nothing. */
async function lookAgain({ reconciling, hub }: TvServices, signal: AbortSignal): Promise<number> {
  let deliveries = 0
  let after = ''
  for (;;) {
    signal.throwIfAborted()
    const rows = await findRaw<{ id: string }>(
      reconciling.payload,
      'videos',
      { and: [{ _status: { equals: 'published' } }, { id: { greater_than: after } }] },
      undefined,
      { sort: 'id', limit: PAGE, select: { slug: true } },
    )
    const references = rows.map(({ id }) => ({ type: 'videos' as const, id }))
    deliveries += (await reconcile(reconciling, references)).deliveries
    after = rows.at(-1)?.id ?? ''
    if (rows.length < PAGE) break
  }
  if (deliveries > 0) hub.wake()
  return deliveries
}
