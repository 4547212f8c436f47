import { createDeliveryServer, type DeliveryEvent, type DeliveryOptions } from '@/delivery'

import { newStore, type TestStore } from '../artefacts/new-store'
import { listen, type Client } from './http-client'

export const SITE = { title: '示例 <网>', publicUrl: 'https://example.org', language: 'zh-CN' }

export interface TestPlane extends TestStore {
  readonly client: Client
  readonly events: DeliveryEvent[]
  /** Lets the plane's own clock go on. */
  pass(milliseconds: number): void
}

const started: Client[] = []

/** A delivery server over a new store, on a free port. */
export async function newPlane(options: Partial<DeliveryOptions> = {}): Promise<TestPlane> {
  const made = await newStore()
  const events: DeliveryEvent[] = []
  let time = 1000
  const server = createDeliveryServer({
    store: made.store,
    site: SITE,
    log: (event) => events.push(event),
    clock: () => time,
    ...options,
  })
  const client = await listen(server)
  started.push(client)
  return {
    ...made,
    client,
    events,
    pass(milliseconds) {
      time += milliseconds
    },
  }
}

/** For `afterEach`. */
export async function stopPlanes(): Promise<void> {
  await Promise.all(started.splice(0).map((client) => client.stop()))
}
