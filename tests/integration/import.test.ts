import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ImportReport } from '@/importer'

import { startPayload, type TestHub } from '../helpers/hub'

const now = (): Date => new Date('2026-01-05T00:00:00Z')

describe('importing a folder', () => {
  let hub: TestHub
  let directory: string
  let first: ImportReport
  const run = async (more: { publish?: boolean } = {}): Promise<ImportReport> => {
    const { importFolder } = await import('@/importer')
    return importFolder({ payload: hub.payload, directory, publish: true, now, ...more })
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'quanmei-import-'))
    await cp('samples', directory, { recursive: true })
    await cp('tests/fixtures/invalid', join(directory, 'invalid'), { recursive: true })
    hub = await startPayload()
    first = await run()
  })
  afterAll(async () => {
    await hub[Symbol.asyncDispose]()
    await rm(directory, { recursive: true, force: true })
  })

  it('x', async () => {
    console.log(JSON.stringify(first, null, 1))
    const t = Date.now()
    const second = await run()
    console.log(second, Date.now()-t)
    expect(first.refused).toBe(9)
  })
})
