/** The timetable: every scheduled job there is. */
import type { Payload } from 'payload'

import type { ArtefactStore } from '@/artefacts'
import type { Hub } from '@/plugins/distribution/hub'
import type { ReconcileContext } from '@/plugins/distribution/reconcile'

import { compressArtefacts, verifyArtefacts } from './artefact-care'
import { drainLedger } from './drain-ledger'
import type { Job } from './job'
import { scheduledPublishing } from './scheduled-publishing'
import { sweepEverything, sweepLedger } from './sweep-ledger'

export interface JobServices {
  readonly payload: Payload
  readonly hub: Hub
  readonly reconciling: ReconcileContext
  readonly artefacts: ArtefactStore
}

export const allJobs = (services: JobServices): readonly Job[] => [
  scheduledPublishing(services.payload),
  drainLedger(services.hub),
  sweepLedger(services),
  compressArtefacts(services.artefacts),
  sweepEverything(services),
  verifyArtefacts(services.artefacts),
]
