/** A process whose HUB_ROLES lack `delivery` answers no public address; one that has it does, from the same store. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLog } from '@/server/log'
import type { RunningServer } from '@/server/main'
import { readSettings } from '@/settings'

import { startPayload, type TestHub } from '../helpers/hub'

let hub: TestHub
let worker: RunningServer
let delivery: RunningServer

beforeAll(async () => {
  hub = await startPayload()
  const { startServer } = await import('@/server/main')
  const start = (roles: string): Promise<RunningServer> =>
    startServer(readSettings({ ...process.env, PORT: '0', HUB_ROLES: roles }), createLog('silent'))
  worker = await start('worker')
  delivery = await start('delivery')
  await worker.hub?.artefacts.publish({
    path: '/page.html',
    mediaType: 'text/html',
    body: new TextEncoder().encode('published'),
    lastModified: '2026-01-01T00:00:00.000Z',
  })
})

afterAll(async () => {
  await delivery.stop()
  await worker.stop()
  await hub[Symbol.asyncDispose]()
})

const statusOf = async ({ port }: RunningServer, path: string): Promise<number> =>
  (await fetch(`http://127.0.0.1:${String(port)}${path}`)).status

describe('HUB_ROLES without delivery', () => {
  it.each(['/page.html', '/changes.json', '/robots.txt'])('does not answer %s', async (path) => {
    expect(await statusOf(delivery, path)).toBe(200)
    expect(await statusOf(worker, path)).toBe(404)
  })

  it.each(['/healthz', '/readyz', '/metrics'])('answers %s', async (path) => {
    expect(await statusOf(worker, path)).toBe(200)
  })
})
