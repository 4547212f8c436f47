import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

import { describe, expect, it } from 'vitest'

import { CONTENT_TYPES } from '@/core'

import { startPayload, type TestHub } from '../helpers/hub'

const now = (): Date => new Date('2026-01-05T00:00:00Z')

/** 12 pictures, one of the HTML page, two inside Word files, 2 videos with captions, 1 audio, 2 attachments. */
const SAMPLE_MEDIA = 22

describe('an import that is killed', () => {
  it('goes on where it was and ends with the same documents', { timeout: 180_000 }, async () => {
    await using hub = await startPayload({ database: 'sqlite' })
    const kills = [4, 13, 22]
    for (const steps of kills) await importAndKill(hub, steps)
    const { importFolder } = await import('@/importer')
    const request = { payload: hub.payload, directory: 'samples', publish: true, now }
    const rest = await importFolder(request)
    expect(rest.refused).toBe(0)
    expect(rest.unchanged).toBeGreaterThanOrEqual(Math.max(...kills) - 1)
    const again = await importFolder(request)
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 27 })
    const counts = await Promise.all(
      [...CONTENT_TYPES, 'media' as const].map(
        async (collection) => (await hub.payload.db.count({ collection })).totalDocs,
      ),
    )
    // A kill between a file's upload and its row may leave the file, never a second row.
    expect(counts).toEqual([6, 2, 3, 2, 1, SAMPLE_MEDIA])
  })
})

/** Runs an import in a process of its own and kills it after so many files. */
async function importAndKill(hub: TestHub, steps: number): Promise<void> {
  const child = spawn(
    process.execPath,
    ['-C', 'production', '--import', 'tsx', 'tests/fixtures/import/run-import.ts', 'samples'],
    {
      env: { ...process.env, DATABASE_URL: hub.settings.databaseUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = once(child, 'exit')
  let seen = 0
  for await (const line of createInterface({ input: child.stdout })) {
    if (/\.\w+$/.test(line)) seen += 1
    if (seen >= steps) child.kill('SIGKILL')
  }
  const [, signal] = (await ended) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
}
