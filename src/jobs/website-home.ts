import type { ArtefactStore } from '@/artefacts'
import type { Site } from '@/core'
import type { LeaseStore } from '@/outbox/types'
import { configuredChannels, settingsOf } from '@/plugins/distribution/channel-rows'
import { inFreeLane } from '@/plugins/distribution/holding-lane'
import type { ReconcileContext } from '@/plugins/distribution/reconcile'
import { refreshHome } from '@/plugins/website/refresh'
import type { WebsiteSettings } from '@/plugins/website/settings'

import type { Job } from './job'

export interface WebsiteHomeServices {
  readonly reconciling: ReconcileContext
  readonly artefacts: ArtefactStore
  readonly leases: LeaseStore
  readonly worker: string
  readonly site: () => Promise<Site>
}

/** Moves what the home page says of television on with the hour. A lane that is busy draws it anyway, or next hour does. */
export const websiteHome = (services: WebsiteHomeServices): Job => ({
  name: 'website-home',
  label: { zh: '首页电视播出', en: 'Television on the home page' },
  schedule: '0 * * * *',
  async run({ now }) {
    const { artefacts, reconciling, leases, worker } = services
    const { payload, kinds } = reconciling
    const site = await services.site()
    const outcomes: Record<string, unknown> = {}
    for (const configured of await configuredChannels(payload, kinds)) {
      const { id, kind } = configured.row
      if (kind !== 'website') continue
      const settings = settingsOf(configured) as WebsiteSettings
      outcomes[id] =
        (await inFreeLane({ leases, worker, now }, id, async () => {
          await refreshHome({ artefacts, shelf: artefacts.shelf(id), site, settings, now })
          return 'drawn'
        })) ?? 'busy'
    }
    return outcomes
  },
})
