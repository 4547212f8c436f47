/** The timetable: every scheduled job there is. */
import type { Payload } from 'payload'

import type { ArtefactStore } from '@/artefacts'
import type { Site } from '@/core'
import type { MailingEngine } from '@/mailing'
import type { Push } from '@/push'
import type { LeaseStore } from '@/outbox/types'
import type { Hub } from '@/plugins/distribution/hub'
import type { ReconcileContext } from '@/plugins/distribution/reconcile'

import { allianceSites, type AllianceServices } from './alliance-sites'
import { compressArtefacts, verifyArtefacts } from './artefact-care'
import { drainLedger } from './drain-ledger'
import type { Job } from './job'
import { newspaperCompile } from './newspaper-compile'
import { pushOut } from './push'
import { scheduledPublishing } from './scheduled-publishing'
import { sendMailings } from './send-mailings'
import { sweepEverything, sweepLedger } from './sweep-ledger'
import { tvCheck } from './tv-check'
import { tvPartners, type PartnerServices } from './tv-partners'
import { tvRights } from './tv-rights'
import { videoChecks, videoRenditions, type VideoServices } from './video-renditions'
import { webhookReports } from './webhook-reports'
import { websiteHome } from './website-home'
import { websiteSearch, type WebsiteSearchServices } from './website-search'

export interface JobServices {
  readonly payload: Payload
  readonly hub: Hub
  readonly reconciling: ReconcileContext
  readonly artefacts: ArtefactStore
  readonly leases: LeaseStore
  readonly worker: string
  readonly site: () => Promise<Site>
  readonly searchOf: WebsiteSearchServices['searchOf']
  readonly mailing: MailingEngine
  readonly push: Push
  readonly syndicationOf: AllianceServices['syndicationOf']
  readonly syndicated: AllianceServices['syndicated']
  readonly settings: VideoServices['settings'] &
    PartnerServices['settings'] &
    AllianceServices['settings']
}

export const allJobs = (services: JobServices): readonly Job[] => [
  scheduledPublishing(services.payload),
  drainLedger(services.hub),
  sendMailings(services.mailing),
  pushOut(services.push),
  webhookReports(services.payload, services.push),
  sweepLedger(services),
  compressArtefacts(services.artefacts),
  sweepEverything(services),
  verifyArtefacts(services.artefacts),
  tvRights(services),
  tvCheck(services.payload, services.reconciling.timeZone),
  tvPartners(services),
  allianceSites(services),
  videoChecks(services),
  videoRenditions(services),
  websiteHome(services),
  websiteSearch(services),
  newspaperCompile(services.payload, services.reconciling.timeZone),
]
