import type { Hub } from '@/plugins/distribution/hub'

import type { Job } from './job'

/** The safety net: publishing wakes the hub at once; this finds retries that fell due and whatever a wake missed. */
export const drainLedger = (hub: Hub): Job => ({
  name: 'drain-ledger',
  label: { zh: '投递台账', en: 'Deliver the ledger' },
  schedule: '* * * * *',
  run: async () => ({ ...(await hub.drain()) }),
})
