import type { Hub } from '@/plugins/distribution/hub'
import type { ReconcileContext } from '@/plugins/distribution/reconcile'
import { sweep } from '@/plugins/distribution/sweep'

import type { Job } from './job'

/** Looks back this much further than the last sweep, for clocks that differ and writes still under way then. */
const OVERLAP_MS = 2 * 60_000

interface SweepServices {
  readonly reconciling: ReconcileContext
  readonly hub: Hub
}

/** Adds whatever published documents lack in the ledger, for everything touched since the last sweep. */
export const sweepLedger = (services: SweepServices): Job => ({
  name: 'sweep-ledger',
  label: { zh: '核对近期改动', en: 'Check recent changes' },
  schedule: '*/5 * * * *',
  async run({ now, previous }) {
    const until = now()
    const result = await sweep(services.reconciling, since(previous))
    services.hub.wake()
    return { ...result, until: until.toISOString() }
  },
})

/** The same for every document, found by reading it: pictures inside bodies, deleted documents, anything missed. */
export const sweepEverything = (services: SweepServices): Job => ({
  name: 'sweep-everything',
  label: { zh: '全面核对', en: 'Check everything' },
  schedule: '30 3 * * *',
  async run() {
    const result = await sweep(services.reconciling, undefined)
    services.hub.wake()
    return { ...result }
  },
})

function since(previous: unknown): Date | undefined {
  const until = (previous as { until?: unknown } | undefined)?.until
  return typeof until === 'string' ? new Date(Date.parse(until) - OVERLAP_MS) : undefined
}
