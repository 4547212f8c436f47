/** A rebuild of every channel, on threads where the database is SQLite: what was public is public again, byte for byte. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { HubServices } from '@/server/hub-services'

import { buildServer } from '../../scripts/build.mjs'
import { startPayload, type TestHub } from '../helpers/hub'

let test: TestHub
let hub: HubServices

beforeAll(async () => {
  await buildServer()
  test = await startPayload({ env: { PUBLIC_URL: 'https://hub.example.org' } })
  const { openHubServices } = await import('@/server/hub-services')
  const { createLog } = await import('@/server/log')
  hub = await openHubServices({
    ...{ payload: test.payload, settings: test.settings, log: createLog('error') },
    rebuildThread: new URL('../../dist/rebuild-thread.mjs', import.meta.url),
  })
  for (const number of [1, 2, 3]) {
    await test.payload.create({
      collection: 'articles',
      data: {
        ...{ title: `停水通知${String(number)}`, slug: `notice-${String(number)}` },
        ...{ summary: '请提前备水。', authorUnit: '后勤组', language: 'zh-CN' },
        _status: 'published',
      },
    })
  }
  await hub.hub.drain()
  await test.payload.update({
    collection: 'articles',
    where: { slug: { equals: 'notice-2' } },
    data: { _status: 'draft' },
  })
  await hub.hub.drain()
  // No film was delivered, so television has drawn nothing yet; a rebuild draws its empty index.
  await hub.rebuild('tv', () => undefined)
})
afterAll(async () => {
  await hub.stop()
  await test[Symbol.asyncDispose]()
})

describe('a rebuild', () => {
  it('of everything makes the same answers for every public path', async () => {
    const before = await answers()
    expect(before['/articles/notice-1']).toMatch(/^[0-9a-f]{64}$/)
    expect(before['/articles/notice-2']).toBe('gone')
    for (const part of ['pointers', 'blobs', 'shelves']) {
      await rm(join(test.settings.artefactsDir, part), { recursive: true })
    }
    const told = new Set<string>()
    const reports = await hub.rebuild(undefined, (channel) => told.add(channel))
    expect(await answers()).toEqual(before)
    expect(reports.map(({ channel }) => channel)).toEqual(
      expect.arrayContaining(['feeds', 'tv', 'website']),
    )
    expect(reports.find(({ channel }) => channel === 'feeds')?.documents).toBe(2)
    expect(told).toContain('website')
  })

  it('of a channel whose settings are wrong fails, and the others are rebuilt all the same', async () => {
    const settings = { itemsPerFeed: 'many' }
    await test.payload.db.updateOne({ collection: 'channels', id: 'feeds', data: { settings } })
    const before = await answers()
    await rm(join(test.settings.artefactsDir, 'pointers', 'articles'), { recursive: true })
    await expect(hub.rebuild(undefined, () => undefined)).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      message: expect.stringContaining('feeds') as string,
    })
    expect(await answers()).toEqual(before)
  })

  it('of a channel there is none of is refused by name', async () => {
    await expect(hub.rebuild('radio', () => undefined)).rejects.toThrow('radio')
  })
})

/** Digest or kind of every public path. */
async function answers(): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for await (const pointer of hub.artefacts.pointers()) {
    found[pointer.path] = pointer.kind === 'file' ? pointer.digest : pointer.kind
  }
  return found
}
