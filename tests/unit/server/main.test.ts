/** The server put together, in the roles that need no database; the others are tested with one. */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { openArtefactStore } from '@/artefacts'
import { keyDigest } from '@/core'
import { fetchesOf, listFiles } from '@/partner-log'
import { PARTNER_SHELF, writeGrants } from '@/plugins/tv/partner'
import { createLog } from '@/server/log'
import { startServer, type RunningServer } from '@/server/main'
import { readSettings, type Environment } from '@/settings'

let directory: string
const running: RunningServer[] = []

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'quanmei-server-'))
})

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()))
  await rm(directory, { recursive: true, force: true })
})

/** Starts a process that only delivers; answers its address. */
async function start(env: Environment = {}): Promise<string> {
  const settings = readSettings({
    PORT: '0',
    DATA_DIR: directory,
    MEDIA_DIR: join(directory, 'media'),
    HUB_ROLES: 'delivery',
    ...env,
  })
  const server = await startServer(settings, createLog('silent'))
  running.push(server)
  return `http://127.0.0.1:${String(server.port)}`
}

describe('TRUSTED_PROXIES', () => {
  /** How many calls of the minute are left, as the answer says it. */
  const left = async (origin: string, forwarded: string): Promise<number> => {
    const answer = await fetch(`${origin}/changes.json`, {
      headers: { 'x-forwarded-for': forwarded },
    })
    return Number(/\br=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1])
  }

  it('gives every reader behind the proxy calls of their own', async () => {
    const origin = await start({ TRUSTED_PROXIES: '127.0.0.1' })
    const first = await left(origin, '192.0.2.1')
    expect(first).toBeGreaterThan(0)
    expect(await left(origin, '192.0.2.2')).toBe(first)
    expect(await left(origin, '192.0.2.1')).toBe(first - 1)
  })

  it('unset, believes nobody', async () => {
    const origin = await start()
    const first = await left(origin, '192.0.2.1')
    expect(await left(origin, '192.0.2.2')).toBe(first - 1)
  })
})

describe('a TV partner', () => {
  it('is answered and noted by a process without a database', async () => {
    const store = await openArtefactStore({
      directory: join(directory, 'artefacts'),
      uploads: join(directory, 'media'),
      now: () => new Date(),
    })
    const key = 'tv_a-key-of-a-test'
    await writeGrants(store.shelf(PARTNER_SHELF), {
      settings: {},
      partners: [
        {
          id: 'north',
          name: '北方台',
          columns: [],
          kinds: ['video'],
          original: true,
          country: 'CN',
          keys: [{ id: 'k1', digest: keyDigest(key) }],
        },
      ],
    })
    const origin = await start()
    const answer = await fetch(`${origin}/tv/p/${key}/index.json`)
    expect(await answer.json()).toMatchObject({ partner: '北方台' })
    expect((await fetch(`${origin}/tv/p/tv_wrong/index.json`)).status).toBe(403)
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    // Stopping waits for what was noted.
    await Promise.all(running.splice(0).map((server) => server.stop()))
    const noted = []
    for await (const one of fetchesOf(join(directory, 'partner-log'), 'north')) noted.push(one)
    expect(noted).toMatchObject([{ key: 'k1', method: 'GET', path: '/index.json', status: 200 }])
    const [file] = await listFiles(join(directory, 'partner-log'))
    const { mode } = await stat(join(directory, 'partner-log', file?.name ?? ''))
    expect(mode & 0o077).toBe(0)
  })
})
