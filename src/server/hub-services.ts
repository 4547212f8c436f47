/**
 * The composition root of everything that needs the database: stores, hub, timetable. Used by the server, the command
 * line and the tests; each decides what to start.
 */
import { hostname } from 'node:os'

import type { Payload } from 'payload'

import { openArtefactStore, uploadsOf, type ArtefactStore } from '@/artefacts'
import type { Channel, ChannelContext, Ports, SearchIndex, Site } from '@/core'
import { allJobs } from '@/jobs'
import { createJobRecords } from '@/jobs/records'
import { SEND_MAILINGS } from '@/jobs/send-mailings'
import { TV_PARTNERS } from '@/jobs/tv-partners'
import { createTimetable, type Timetable } from '@/jobs/timetable'
import type { MailingEngine } from '@/mailing'
import type { LeaseStore, LedgerStore } from '@/outbox/types'
import { channels as installed } from '@/plugins/channels'
import { configuredChannels, ensureChannels, settingsOf } from '@/plugins/distribution/channel-rows'
import { inLane } from '@/plugins/distribution/holding-lane'
import { createHub, type Hub } from '@/plugins/distribution/hub'
import { createLibrary } from '@/plugins/distribution/library'
import { revisionRows } from '@/plugins/distribution/revision-rows'
import { completeRevisions, type ReconcileContext } from '@/plugins/distribution/reconcile'
import { shipmentsOf } from '@/plugins/distribution/shipments'
import { onPublish } from '@/plugins/distribution/signals'
import { ensureSite, readSite } from '@/plugins/distribution/site'
import { storesOf } from '@/plugins/distribution/stores'
import { openSearchWriter, type SearchWriter } from '@/search'
import type { Settings } from '@/settings'

import { configuredBy, fetchFor } from './far-sides'
import type { Logger } from './log'
import { openMailings } from './mailings'
import type { WorkerMetrics } from './metrics'
import { searchDirectory } from './search-directory'

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
  rebuild(
    channel: string | undefined,
    progress: (channel: string, done: number) => void,
    options?: RebuildOptions,
  ): Promise<RebuildReport[]>
  /** Stops in the order that loses nothing: no new work, wait for what is under way. Leaves the database open. */
  stop(): Promise<void>
}

export interface RebuildOptions {
  /** `false`: compressed copies are left to whoever calls `compressPending`. Default true. */
  readonly compress?: boolean
  /** `false`: the search index stays as it is. Default true. */
  readonly index?: boolean
}

/** Reads what it is given, and leaves the index alone. */
const UNTOUCHED: SearchIndex = {
  put: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  async replaceAll(items) {
    let count = 0
    for await (const _item of items) count += 1
    return count
  },
}

export interface RebuildReport {
  readonly channel: string
  readonly documents: number
  readonly artefacts: number
}

export interface HubServicesOptions {
  readonly payload: Payload
  readonly settings: Settings
  readonly log: Logger
  readonly metrics?: WorkerMetrics
  readonly channels?: readonly Channel[]
  readonly now?: () => Date
  readonly worker?: string
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

  const uploads = uploadsOf(artefacts)
  const http = fetchFor(settings)
  const configured = (_row: string): Ports['configured'] => configuredBy(settings)
  const ports = (row: string): Omit<Ports, 'now' | 'signal'> => ({
    artefacts,
    shelf: artefacts.shelf(row),
    changes: artefacts.changes,
    library: createLibrary(revisionRows(payload), ledger, row),
    search: searchOf(row),
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
    async rebuild(only, progress, { compress = true, index = true } = {}) {
      await completeRevisions(reconciling)
      const configured = await configuredChannels(payload, kinds)
      const chosen = configured.filter(({ row }) => only === undefined || row.id === only)
      if (only !== undefined && chosen.length === 0)
        throw new RangeError(`没有叫 ${only} 的渠道 / There is no channel called ${only}`)
      const reports: RebuildReport[] = []
      for (const each of chosen) {
        const { channel, row } = each
        if (!channel.rebuild) continue
        const rebuild = channel.rebuild.bind(channel)
        const report = await inLane({ leases, worker, now }, row.id, async (signal) => {
          const context: ChannelContext<unknown> = {
            ...ports(row.id),
            ...(index ? {} : { search: UNTOUCHED }),
            site: await site(),
            settings: settingsOf(each),
            now,
            signal,
          }
          return rebuild(context, (done) => {
            progress(row.id, done)
          })
        })
        reports.push({ channel: row.id, ...report })
      }
      if (compress) await artefacts.compressPending()
      return reports
    },
    async stop() {
      unsubscribe?.()
      forgetMailings?.()
      clearInterval(poll)
      await timetable.stop()
      await hub.stop()
      for (const index of indexes.values()) await index.close()
      await mailing.close()
      await artefacts.compressPending()
    },
  }
}
