import type { LeaseStore } from '@/outbox/types'
import { configuredChannels } from '@/plugins/distribution/channel-rows'
import { inFreeLane } from '@/plugins/distribution/holding-lane'
import type { ReconcileContext } from '@/plugins/distribution/reconcile'
import type { SearchWriter } from '@/search'

import type { Job } from './job'

export interface WebsiteSearchServices {
  readonly reconciling: ReconcileContext
  readonly leases: LeaseStore
  readonly worker: string
  /** The index of a channel's row. */
  readonly searchOf: (row: string) => Pick<SearchWriter, 'compact'>
}

/**
 * Joins what a day's batches left of the search index in parts, so that it answers as fast as after a rebuild. Deliveries to
 * the website wait meanwhile; a lane that is busy is left alone until the next night.
 */
export const websiteSearch = (services: WebsiteSearchServices): Job => ({
  name: 'website-search',
  label: { zh: '整理检索索引', en: 'Compact the search index' },
  schedule: '45 4 * * *',
  async run({ now, signal }) {
    const { reconciling, leases, worker, searchOf } = services
    const outcomes: Record<string, string> = {}
    for (const { row } of await configuredChannels(reconciling.payload, reconciling.kinds)) {
      if (row.kind !== 'website') continue
      const whole = await inFreeLane({ leases, worker, now }, row.id, (lost) =>
        searchOf(row.id).compact(AbortSignal.any([signal, lost])),
      )
      outcomes[row.id] = whole === undefined ? 'busy' : whole ? 'whole' : 'stopped'
    }
    return outcomes
  },
})
