import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { payloadSecret, SettingsError } from '@/settings'

let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'quanmei-secret-'))
})

afterEach(async () => {
  await rm(dataDir, { recursive: true })
})

describe('payloadSecret', () => {
  it('prefers the one that is set, and writes nothing', async () => {
    const givenSecret = 'x'.repeat(32)
    expect(payloadSecret({ dataDir, givenSecret })).toBe(givenSecret)
    expect(await readdir(dataDir)).toEqual([])
  })

  it('makes one once, readable by its owner alone', async () => {
    const secret = payloadSecret({ dataDir })
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(payloadSecret({ dataDir })).toBe(secret)
    expect(await readdir(dataDir)).toEqual(['secret'])
    expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600)
  })

  it('makes the directory where there is none', () => {
    expect(payloadSecret({ dataDir: join(dataDir, 'a', 'b') })).toHaveLength(64)
  })

  it('makes a different one for every installation', () => {
    expect(payloadSecret({ dataDir: join(dataDir, 'a') })).not.toBe(
      payloadSecret({ dataDir: join(dataDir, 'b') }),
    )
  })

  it('refuses a kept one that was cut short', async () => {
    await writeFile(join(dataDir, 'secret'), 'short')
    expect(() => payloadSecret({ dataDir })).toThrow(SettingsError)
  })
})
