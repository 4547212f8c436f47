/**
 * The composition root of everything that needs the database: stores, hub, timetable. Used by the server, the command
 * line and the tests; each decides what to start.
 */
import { hostname } from 'node:os'

import type { Payload } from 'payload'

import { openArtefactStore, uploadsOf, type ArtefactStore } from '@/artefacts'
import type { Channel, Library, Ports, Site } from '@/core'
import { allJobs } from '@/jobs'
import { createJobRecords } from '@/jobs/records'
import { SEND_MAILINGS } from '@/jobs/send-mailings'
import { TV_PARTNERS } from '@/jobs/tv-partners'
import { createTimetable, type Timetable } from '@/jobs/timetable'
import type { MailingEngine } from '@/mailing'
import type { LeaseStore, LedgerStore } from '@/outbox/types'
import { ALLIANCE } from '@/plugins/alliance'
import { channels as installed } from '@/plugins/channels'
import { configuredChannels, ensureChannels } from '@/plugins/distribution/channel-rows'
import { inLane } from '@/plugins/distribution/holding-lane'
import { createHub, type Hub } from '@/plugins/distribution/hub'
import { createLibrary } from '@/plugins/distribution/library'
import { isOnSqlite, revisionRows } from '@/plugins/distribution/revision-rows'
import { completeRevisions, type ReconcileContext } from '@/plugins/distribution/reconcile'
import { shipmentsOf } from '@/plugins/distribution/shipments'
import { onPublish } from '@/plugins/distribution/signals'
import { ensureSite, readSite } from '@/plugins/distribution/site'
import { storesOf } from '@/plugins/distribution/stores'
import { openSearchWriter, type SearchWriter } from '@/search'
import type { Settings } from '@/settings'
import {
  openSyndicationReader,
  openSyndicationWriter,
  type SyndicationStoreWriter,
} from '@/syndication'

import { configuredBy, fetchFor } from './far-sides'
import type { Logger } from './log'
import { openMailings } from './mailings'
import type { WorkerMetrics } from './metrics'
import { createRebuild, type Rebuild } from './rebuild'
import { searchDirectory } from './search-directory'
import { syndicationFile } from './syndication-file'

/** How often a worker looks for rows that another process wrote. A publish in the same process wakes it at once. */
const POLL_MS = 1000

export interface HubServices {
  readonly payload: Payload
  readonly settings: Settings
  readonly artefacts: ArtefactStore
  readonly ledger: LedgerStore
  readonly leases: LeaseStore
  readonly reconciling: ReconcileContext
  readonly mailing: MailingEngine
  readonly hub: Hub
  readonly timetable: Timetable
  readonly site: () => Promise<Site>
  /** What a channel row's settings name: secrets and addresses. */
  readonly configured: (row: string) => Ports['configured']
  /** Calls far sides; refuses internal addresses but the administrator's. */
  readonly http: typeof fetch
  /** Starts working: wakes on publishes, polls, runs the timetable. */
  start(): Promise<void>
  /** Makes a channel's artefacts again, all channels when none is named. */
  readonly rebuild: Rebuild
  /** Stops in the order that loses nothing: no new work, wait for what is under way. Leaves the database open. */
  stop(): Promise<void>
}

export interface HubServicesOptions {
  readonly payload: Payload
  readonly settings: Settings
  readonly log: Logger
  readonly metrics?: WorkerMetrics
  readonly channels?: readonly Channel[]
  readonly now?: () => Date
  readonly worker?: string
  /** The built rebuild/thread.ts: on SQLite channels are then rebuilt side by side, each on a thread. */
  readonly rebuildThread?: URL
}

export async function openHubServices(options: HubServicesOptions): Promise<HubServices> {
  const { payload, settings, log, metrics } = options
  const kinds = options.channels ?? installed
  const now = options.now ?? ((): Date => new Date())
  const worker =
    options.worker ?? `${hostname()}:${String(process.pid)}:${crypto.randomUUID().slice(0, 8)}`
  const { ledger, leases } = storesOf(payload)
  const artefacts = await openArtefactStore({
    directory: settings.artefactsDir,
    uploads: settings.mediaDir,
    now,
  })
  const siteOptions = { publicUrl: settings.publicUrl, timeZone: settings.timeZone, now }
  const site = (): Promise<Site> => readSite(payload, siteOptions)
  const reconciling: ReconcileContext = { payload, ledger, kinds, now, timeZone: settings.timeZone }

  await ensureSite(payload, siteOptions)
  await ensureChannels(payload, kinds)
  // The delivery plane may run without the database: it reads the site's name from here.
  await artefacts.shelf('site').write('site', await site())

  const mailing = await openMailings({ settings, log, now, ...(metrics ? { metrics } : {}) })

  const indexes = new Map<string, SearchWriter>()
  const searchOf = (row: string): SearchWriter => {
    const known = indexes.get(row)
    if (known) return known
    const made = openSearchWriter(searchDirectory(settings, row))
    indexes.set(row, made)
    return made
  }

  const libraryOf = (row: string): Library => createLibrary(revisionRows(payload), ledger, row)
  const syndications = new Map<string, SyndicationStoreWriter>()
  const syndicationOf = (row: string): SyndicationStoreWriter => {
    const known = syndications.get(row)
    if (known) return known
    const made = openSyndicationWriter(syndicationFile(settings, row))
    syndications.set(row, made)
    return made
  }

  const syndicated = openSyndicationReader(syndicationFile(settings, ALLIANCE))

  const uploads = uploadsOf(artefacts)
  const http = fetchFor(settings)
  const configured = (_row: string): Ports['configured'] => configuredBy(settings)
  const ports = (row: string): Omit<Ports, 'now' | 'signal'> => ({
    artefacts,
    shelf: artefacts.shelf(row),
    changes: artefacts.changes,
    library: libraryOf(row),
    search: searchOf(row),
    syndication: syndicationOf(row),
    uploads,
    mailings: mailing,
    http,
    configured: configured(row),
  })

  const compress = (): void => {
    artefacts.compressPending().catch((error: unknown) => {
      log.error({ err: error, msg: 'artefacts stay uncompressed until the next run' })
    })
  }

  const hub = createHub({
    worker,
    ledger,
    leases,
    now,
    timeZone: settings.timeZone,
    site,
    channels: () => configuredChannels(payload, kinds),
    ports: (_channel, row) => ports(row),
    shipments: (rows) => shipmentsOf({ payload, ledger }, rows),
    onBatch: compress,
    onAttempt(record) {
      metrics?.attempt(record)
      log[record.outcome === 'delivered' || record.outcome === 'submitted' ? 'info' : 'warn']({
        ...record,
        msg: 'attempt',
      })
    },
    onError(error, lane) {
      log.error({ err: error, ...lane, msg: 'hub' })
    },
  })

  const timetable = createTimetable({
    worker,
    jobs: allJobs({
      payload,
      hub,
      reconciling,
      artefacts,
      leases,
      worker,
      site,
      searchOf,
      syndicationOf,
      syndicated,
      settings,
      mailing,
    }),
    leases,
    records: createJobRecords(payload),
    timeZone: settings.timeZone,
    now,
    onRun(job, outcome, durationMs, detail) {
      metrics?.job(job, outcome, durationMs, now())
      if (job.name === TV_PARTNERS && outcome === 'ok') {
        metrics?.partners(detail as Readonly<Record<string, unknown>>)
      }
      if (outcome === 'ok') log.info({ job: job.name, durationMs, result: detail, msg: 'job' })
      else log.error({ job: job.name, durationMs, err: detail, msg: 'job' })
    },
  })

  let poll: NodeJS.Timeout | undefined
  let unsubscribe: (() => void) | undefined
  let forgetMailings: (() => void) | undefined

  return {
    payload,
    settings,
    artefacts,
    ledger,
    leases,
    reconciling,
    mailing,
    hub,
    timetable,
    site,
    configured,
    http,
    async start() {
      unsubscribe = onPublish.subscribe(() => {
        hub.wake()
      })
      // The lease of the job's tick keeps other workers from sending meanwhile; what came during a run is its own next tick.
      forgetMailings = mailing.onWork(() => {
        timetable.tick(SEND_MAILINGS, now()).catch((error: unknown) => {
          log.error({ err: error, msg: 'mailings wait for the timetable' })
        })
      })
      poll = setInterval(() => {
        hub.wake()
      }, POLL_MS)
      await timetable.start()
      // What a crash left undone does not wait for the timetable.
      await completeRevisions(reconciling)
      hub.wake()
    },
    rebuild: createRebuild({
      artefacts,
      thread: isOnSqlite(payload) ? options.rebuildThread : undefined,
      async candidates() {
        await completeRevisions(reconciling)
        const configured = await configuredChannels(payload, kinds)
        const shown = await site()
        return configured.map(({ row: { id, kind, settings }, channel }) => ({
          ...{ row: { id, kind, settings }, channel, site: shown },
        }))
      },
      parts: (row) => ({
        library: libraryOf(row),
        search: searchOf(row),
        syndication: syndicationOf(row),
      }),
      inLane: (row, work) => inLane({ leases, worker, now }, row, work),
      now,
    }),
    async stop() {
      unsubscribe?.()
      forgetMailings?.()
      clearInterval(poll)
      await timetable.stop()
      await hub.stop()
      for (const index of indexes.values()) await index.close()
      for (const records of syndications.values()) await records.close()
      syndicated.close()
      await mailing.close()
      await artefacts.compressPending()
    },
  }
}
