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
import { PUSH } from '@/jobs/push'
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
import { openPush, type Push } from '@/push'
import { openSearchWriter, type SearchWriter } from '@/search'
import {
  openSyndicationReader,
  openSyndicationWriter,
  type SyndicationStoreWriter,
} from '@/syndication'
import { payloadSecret, type Settings } from '@/settings'

import { channelSecrets } from './channel-secrets'
import { configuredFor, fetchFor } from './far-sides'
import type { Logger } from './log'
import { openMailings } from './mailings'
import type { WorkerMetrics } from './metrics'
import { createRebuild, type Rebuild } from './rebuild'
import { searchDirectory } from './search-directory'
import { syndicationFile } from './syndication-file'
import { disableEndpoint, readEndpoints } from './webhook-endpoints'

/** How often a worker looks for rows that another process wrote. A publish in the same process wakes it at once. */
const POLL_MS = 1000
/** Lanes that end together wake the pushing once; where another run holds it, it is looked for so much later. */
const PUSH_TOGETHER_MS = 20
const PUSH_AGAIN_MS = 1000

export interface HubServices {
  readonly payload: Payload
  readonly settings: Settings
  readonly artefacts: ArtefactStore
  readonly ledger: LedgerStore
  readonly leases: LeaseStore
  readonly worker: string
  readonly reconciling: ReconcileContext
  readonly mailing: MailingEngine
  readonly push: Push
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
  /** What reaches other sites; default refuses addresses inside the house. */
  readonly http?: typeof fetch
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
  const http = options.http ?? fetchFor(settings)
  const push = await openPush({
    directory: settings.dataDir,
    secret: payloadSecret(settings),
    publicUrl: settings.publicUrl,
    topics: artefacts,
    changes: artefacts.changes,
    endpoints: () => readEndpoints(payload),
    disable: disableEndpoint({ payload, log, isMailing: settings.smtpUrl !== undefined }),
    http,
    now,
    random: Math.random,
    onAttempt({ kind, destination, subject, attempts }, result, durationMs) {
      const outcome = result.ok ? 'ok' : result.code
      const record = { kind, destination, subject, attempt: attempts + 1, outcome, durationMs }
      log[result.ok ? 'info' : 'warn']({ ...record, msg: 'push' })
    },
    onError(error) {
      log.error({ err: error, msg: 'push' })
    },
  })
  let isStarted = false
  let pushing: NodeJS.Timeout | undefined
  /** What came up in a moment goes together. Where a run is under way, or was in this second, it is looked for again. */
  const wakePush = (wait = PUSH_TOGETHER_MS): void => {
    push.wake()
    if (pushing || !isStarted || !push.hasListeners()) return
    pushing = setTimeout(() => {
      pushing = undefined
      timetable.tick(PUSH, now()).then(
        (ran) => {
          if (!ran) wakePush(PUSH_AGAIN_MS)
        },
        (error: unknown) => {
          log.error({ err: error, msg: 'pushes wait for the timetable' })
        },
      )
    }, wait)
  }
  const configured = configuredFor(settings, channelSecrets(payloadSecret(settings)))
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
    onBatch() {
      compress()
      wakePush()
    },
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
      push,
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
    worker,
    reconciling,
    mailing,
    push,
    hub,
    timetable,
    site,
    configured,
    http,
    async start() {
      isStarted = true
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
      isStarted = false
      unsubscribe?.()
      forgetMailings?.()
      clearTimeout(pushing)
      clearInterval(poll)
      await timetable.stop()
      await hub.stop()
      for (const index of indexes.values()) await index.close()
      for (const records of syndications.values()) await records.close()
      syndicated.close()
      await mailing.close()
      push.close()
      await artefacts.compressPending()
    },
  }
}
