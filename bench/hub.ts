/** A hub over a directory, as production opens it: migrations, SQLite, the installed channels. One per process. */
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { HubServices } from '@/server/hub-services'

export interface BenchHub extends AsyncDisposable {
  readonly services: HubServices
}

/** Sets the environment, then imports the configuration: import nothing that reads it before. */
export async function openHub(directory: string): Promise<BenchHub> {
  Object.assign(process.env, {
    DATA_DIR: directory,
    MEDIA_DIR: join(directory, 'media'),
    DATABASE_URL: `file:${join(directory, 'quanmei.db')}`,
    PAYLOAD_SECRET: 'only for benchmarks, kept nowhere',
    PUBLIC_URL: 'https://hub.example.org',
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
  })
  const { readSettings } = await import('@/settings')
  const { default: config } = await import('@payload-config')
  const { getPayload } = await import('payload')
  const { openHubServices } = await import('@/server/hub-services')
  const { createLog } = await import('@/server/log')
  const { closeStores } = await import('@/plugins/distribution/stores')
  const payload = await getPayload({ config })
  const services = await openHubServices({
    payload,
    settings: readSettings(process.env),
    log: createLog('error'),
    rebuildThread: pathToFileURL(resolve('dist/rebuild-thread.mjs')),
  })
  return {
    services,
    async [Symbol.asyncDispose]() {
      await services.stop()
      closeStores(payload)
      await payload.destroy()
    },
  }
}
