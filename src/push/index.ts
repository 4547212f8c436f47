/** Pushing to other sites: the WebSub hub and webhooks over one engine and one store. */
import { join } from 'node:path'

import { openSealing, type Sealing } from '@/core'

import { createEngine, type Engine, type EngineOptions } from './engine'
import { openPushStore, type PushStore } from './store'
import { createWebhooks, type WebhooksOptions } from './webhooks/webhooks'
import { createWebSubHub, type Topics, type WebSubHub } from './websub/hub'

export { openPushStore, type Attempted, type PushStore } from './store'
export { PUSH_ERRORS, type Health, type PushErrorCode, type Result, type Work } from './types'
export { RECENT } from './limits'
export type { Endpoint } from './webhooks/endpoint'
export { createWebSubHub, type WebSubHub } from './websub/hub'

export interface PushOptions
  extends
    Omit<WebhooksOptions, 'store'>,
    Pick<EngineOptions, 'random' | 'onAttempt' | 'onError' | 'pause'> {
  /** Holds `push.sqlite`. */
  readonly directory: string
  readonly secret: string
  readonly topics: Topics
}

export interface Push extends Engine {
  readonly store: PushStore
  readonly hub: WebSubHub
  close(): void
}

export const pushFile = (directory: string): string => join(directory, 'push.sqlite')

/** Secrets of WebSub's subscribers at rest. */
export const websubSealing = (secret: string): Sealing =>
  openSealing(secret, 'quanmei/push', 'websub')

export async function openPush(options: PushOptions): Promise<Push> {
  const store = await openPushStore(pushFile(options.directory))
  const hub = createWebSubHub({ ...options, store, sealing: websubSealing(options.secret) })
  const engine = createEngine({
    ...options,
    store,
    ways: [hub.way, createWebhooks({ ...options, store })],
  })
  return {
    ...engine,
    store,
    hub,
    close() {
      store.close()
    },
  }
}
