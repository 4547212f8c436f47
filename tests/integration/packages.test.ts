/** The sample lessons and their course as packages, from a real hub with the files editors uploaded. */
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { HubServices } from '@/server/hub-services'

import { openServices, startPayload, type TestHub } from '../helpers/hub'

let test: TestHub
let hub: HubServices
beforeAll(async () => {
  test = await startPayload({ env: { PUBLIC_URL: 'https://hub.example.org' } })
  hub = await openServices(test)
  const { importFolder } = await import('@/importer')
  await importFolder({
    payload: test.payload,
    directory: 'samples',
    publish: true,
    now: () => new Date('2026-01-01T00:00:00.000Z'),
  })
  await hub.hub.drain()
})
afterAll(async () => {
  await hub.stop()
  await test[Symbol.asyncDispose]()
})

const PATHS = [
  'lessons/small-group-discussion',
  'lessons/three-minute-clip',
  'courses/study-organiser',
].flatMap((document) =>
  ['html.zip', 'scorm12.zip', 'cmi5.zip', 'common-cartridge.imscc'].map(
    (file) => `/packages/${document}/${file}`,
  ),
)

async function digests(): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const path of PATHS) {
    const pointer = await hub.artefacts.lookup(path)
    found[path] = pointer?.kind === 'file' ? pointer.digest : String(pointer?.kind)
  }
  return found
}

describe('the sample course', () => {
  it('is packed with its lessons’ files, and rebuilt to the same bytes', async () => {
    const failed = (await hub.ledger.list({ channel: 'packages' })).filter(
      ({ delivery: { state } }) => state !== 'delivered' && state !== 'superseded',
    )
    expect(failed).toEqual([])
    const before = await digests()
    for (const digest of Object.values(before)) expect(digest).toMatch(/^[0-9a-f]{64}$/)

    const archive = await hub.artefacts.readBlob(
      before['/packages/courses/study-organiser/html.zip'] ?? '',
    )
    const files = unzipSync(archive)
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['index.html', 'lesson-01.html', 'lesson-02.html']),
    )
    const pages = ['lesson-01.html', 'lesson-02.html'].map((name) =>
      Buffer.from(files[name] ?? []).toString(),
    )
    const packed = pages.flatMap((page) =>
      [...page.matchAll(/"(files\/[^"]+)"/g)].map(([, name]) => name),
    )
    expect(packed.length).toBeGreaterThan(0)
    for (const name of packed) expect(files[String(name)]?.length).toBeGreaterThan(0)

    await hub.rebuild('packages', () => undefined)
    expect(await digests()).toEqual(before)
  })
})
