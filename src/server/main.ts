/** The server: one process with the roles of HUB_ROLES on one port. */
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import { openArtefactStore } from '@/artefacts'
import type { Site } from '@/core'
import { createDeliveryServer, type ReadinessCheck } from '@/delivery'
import { openPartnerLog, type PartnerLog } from '@/partner-log'
import { NOT_FOUND_PATH } from '@/plugins/website'
import { ALLIANCE } from '@/plugins/alliance'
import { openSearchReader } from '@/search'
import type { Settings } from '@/settings'
import { openSyndicationReader } from '@/syndication'

import type { HubServices } from './hub-services'
import type { Logger } from './log'
import { bounceSecret } from './mailings'
import { createMetrics } from './metrics'
import { allianceRoute } from './alliance-routes'
import { partnerRoute } from './partner-routes'
import { bounceRoutes, newspaperRoutes, readCatalogue, reportRoutes } from './newspaper'
import { oaiRoute } from './oai-route'
import { qrRoute } from './qr-route'
import { searchDirectory } from './search-directory'
import { SEARCHED_CHANNEL, searchRoutes } from './search-routes'
import { websubRoute } from './websub-route'
import { wechatRoute } from './wechat-routes'
import { syndicationFile } from './syndication-file'

export interface RunningServer {
  readonly settings: Settings
  /** The port it really got: PORT may be 0. */
  readonly port: number
  /** Everything that needs the database; undefined where this process only delivers. */
  readonly hub: HubServices | undefined
  /** No new connections, no new work; waits for what is under way, then closes the database. */
  stop(): Promise<void>
}

export async function startServer(settings: Settings, log: Logger): Promise<RunningServer> {
  const metrics = createMetrics()
  const hub = needsDatabase(settings) ? await openHub(settings, log, metrics) : undefined
  const store =
    hub?.artefacts ??
    (await openArtefactStore({
      directory: settings.artefactsDir,
      uploads: settings.mediaDir,
      now: () => new Date(),
    }))
  const readiness: Record<string, ReadinessCheck> = hub
    ? {
        database: async () => {
          await hub.payload.db.find({ collection: 'leases', limit: 1, pagination: false })
        },
      }
    : {}

  // The worker leaves it there; before the first start of one there is nothing to say of the site.
  const site = async (): Promise<Site> => ({
    ...UNNAMED_SITE,
    tagAuthority: new URL(settings.publicUrl).hostname,
    timeZone: settings.timeZone,
    ...((await store.shelf('site').read('site')) as Site | undefined),
    publicUrl: settings.publicUrl,
  })
  const search = openSearchReader(searchDirectory(settings, SEARCHED_CHANNEL))

  const syndicated = openSyndicationReader(syndicationFile(settings, ALLIANCE))

  const writer = `${String(process.pid)}x${crypto.randomUUID().slice(0, 8)}`
  const now = (): Date => new Date()
  const logOf = (directory: string): PartnerLog =>
    openPartnerLog({
      directory,
      writer,
      now,
      onError(error, dropped) {
        log.error({ err: error, dropped, msg: 'what partners fetched could not be noted' })
      },
    })
  const fetches = logOf(settings.partnerLogDir)
  const taken = logOf(settings.allianceLogDir)

  const server = createDeliveryServer({
    store,
    site: await site(),
    registry: metrics.registry,
    proxies: settings.trustedProxies,
    publicAddresses: settings.roles.has('delivery'),
    readiness,
    computed: [
      ...searchRoutes({
        store,
        reader: search,
        site,
        onError(error) {
          log.error({ err: error, msg: 'the search index could not be read' })
        },
      }),
      qrRoute(store, settings),
    ],
    ...(hub
      ? {
          hooks: [
            websubRoute(hub.push.hub),
            wechatRoute({
              ...hub,
              kinds: hub.reconciling.kinds,
              now: hub.reconciling.now,
              log: (event) => {
                log.warn(event)
              },
            }),
          ],
          forms: newspaperRoutes({
            mailing: hub.mailing,
            catalogue: () => readCatalogue(hub.payload),
            now: () => new Date(),
          }),
          inboxes: [
            ...reportRoutes(hub.mailing, metrics),
            ...bounceRoutes(hub.mailing, bounceSecret(settings), metrics),
          ],
        }
      : {}),
    guarded: [partnerRoute({ store, site, log: fetches, now })],
    apis: [
      allianceRoute({
        store,
        reader: syndicated,
        site,
        log: taken,
        now,
        onRefused(path) {
          log.warn({ path, msg: 'the alliance API refused an unknown key' })
        },
      }),
      oaiRoute({ reader: syndicated, site, now }),
    ],
    log: (event) => {
      log.warn(event)
    },
    missingPage: NOT_FOUND_PATH,
    ...(settings.roles.has('author')
      ? { fallback: await openAuthor(settings), fallbackPaths: AUTHOR_PATHS }
      : {}),
  })

  server.listen(settings.port, settings.host)
  await once(server, 'listening')
  if (hub && settings.roles.has('worker')) await hub.start()
  const { port } = server.address() as AddressInfo
  log.info({ port, host: settings.host, roles: [...settings.roles], msg: 'listening' })

  return {
    settings,
    port,
    hub,
    async stop() {
      log.info({ msg: 'stopping' })
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      await hub?.stop()
      server.closeAllConnections()
      await closed
      search.close()
      syndicated.close()
      await fetches.close()
      await taken.close()
      await closeHub(hub)
      log.info({ msg: 'stopped' })
    },
  }
}

/** Payload's admin and REST API, and the files of the admin. */
const AUTHOR_PATHS = ['/admin', '/api', '/_next']

const UNNAMED_SITE = {
  title: '',
  description: '',
  publisher: '',
  language: 'zh-CN',
  tagYear: 2014,
} as const satisfies Partial<Site>

const needsDatabase = ({ roles }: Settings): boolean => roles.has('author') || roles.has('worker')

/** Imported only where it is wanted: a process that only delivers never loads Payload. */
async function openHub(
  settings: Settings,
  log: Logger,
  metrics: ReturnType<typeof createMetrics>,
): Promise<HubServices> {
  const { openPayload } = await import('./payload')
  const { openHubServices } = await import('./hub-services')
  return openHubServices({ payload: await openPayload(settings), settings, log, metrics })
}

async function closeHub(hub: HubServices | undefined): Promise<void> {
  if (!hub) return
  const { closePayload } = await import('./payload')
  await closePayload(hub.payload)
}

/** The admin and Payload's REST API, by Next. Payload must have been opened before. */
async function openAuthor(settings: Settings): Promise<RequestListener> {
  const { default: next } = await import('next')
  const app = next({ dev: false, dir: process.cwd(), hostname: settings.host, port: settings.port })
  await app.prepare()
  const handle = app.getRequestHandler()
  return (request, response) => {
    void handle(request, response)
  }
}
