/** The server: one process with the roles of HUB_ROLES on one port. */
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import { openArtefactStore } from '@/artefacts'
import type { Site } from '@/core'
import { createDeliveryServer, type ReadinessCheck } from '@/delivery'
import type { Settings } from '@/settings'

import type { HubServices } from './hub-services'
import type { Logger } from './log'
import { createMetrics } from './metrics'

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

  const site = async (): Promise<Pick<Site, 'title' | 'publicUrl' | 'language'>> => {
    const known = (await store.shelf('site').read('site')) as Site | undefined
    return {
      title: known?.title ?? '',
      language: known?.language ?? 'zh-CN',
      publicUrl: settings.publicUrl,
    }
  }

  const server = createDeliveryServer({
    store,
    site: await site(),
    registry: metrics.registry,
    proxies: settings.trustedProxies,
    publicAddresses: settings.roles.has('delivery'),
    readiness,
    log: (event) => {
      log.warn(event)
    },
    ...(settings.roles.has('author') ? { fallback: await openAuthor(settings) } : {}),
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
      await closeHub(hub)
      log.info({ msg: 'stopped' })
    },
  }
}

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
