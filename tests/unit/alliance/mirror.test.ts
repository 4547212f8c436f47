/** The example site against a real API: 1,000 lessons, killed and restarted at random, ends with what the hub has. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Item } from '@/core'
import { writeGrants } from '@/plugins/alliance'
import { allianceRoute } from '@/server/alliance-routes'

import { AllianceClient, type AllianceDocument } from '../../../examples/alliance-site/client'
import { mirror, mirrored } from '../../../examples/alliance-site/mirror'
import { itemOf, site } from '../../helpers/items'
import { MemoryShelf } from '../../helpers/ports'
import { grantOf, openTestStore, revisionOf, type TestStore } from '../../helpers/syndication'
import { newPlane, stopPlanes, type TestPlane } from '../delivery/new-plane'

const LESSONS = 1000
const KILLS = 8

let store: TestStore
let plane: TestPlane
let folder: string
let hub: string
let calls = 0
/** Told of each call before it is answered. */
let onCall: () => void = () => undefined
const shelf = new MemoryShelf()
let now = new Date('2014-07-02T00:00:00.000Z')

beforeAll(async () => {
  store = await openTestStore()
  folder = await mkdtemp(join(tmpdir(), 'quanmei-mirror-'))
  await writeGrants(shelf, {
    tokenSecret: 'a secret',
    sites: [grantOf('site', { perMinute: 100_000 })],
  })
  plane = await newPlane({
    site,
    apiPerMinute: 100_000,
    apis: [
      allianceRoute({
        store: { shelf: () => shelf },
        reader: store.reader,
        site() {
          calls += 1
          onCall()
          return Promise.resolve(site)
        },
        log: { note: () => undefined, close: () => Promise.resolve() },
        now: () => now,
        onRefused: () => undefined,
      }),
    ],
  })
  hub = `http://127.0.0.1:${String(plane.client.port)}`
})

afterAll(async () => {
  await stopPlanes()
  await store[Symbol.asyncDispose]()
  for (const made of [plane.directory, plane.uploads, folder]) await rm(made, { recursive: true })
})

const lesson = (number: number, title = `第 ${String(number)} 课`): Item =>
  itemOf('lessons', `l${String(number)}`, { title })

const clientOf = (key = 'qm_site'): AllianceClient =>
  new AllianceClient({ hub, key, pause: () => Promise.resolve() })

const titles = (documents: ReadonlyMap<string, AllianceDocument>): Record<string, string> =>
  Object.fromEntries([...documents].sort().map(([name, { title = '' }]) => [name, title]))

/** What the hub shows now. */
async function truth(): Promise<Record<string, string>> {
  const heads = await store.reader.scan({ after: 0, most: 10_000 })
  const shown = heads.filter(({ action }) => action !== 'withdraw')
  return Object.fromEntries(
    shown.map(({ document, title }) => [document as string, title] as const).sort(),
  )
}

describe('a mirror', () => {
  it('that is killed at random moments, while lessons change, ends with what the hub has', async () => {
    const program = join(folder, 'program.mjs')
    await build({
      entryPoints: ['examples/alliance-site/main.ts'],
      outfile: program,
      ...{ bundle: true, platform: 'node', format: 'esm', target: 'node20' },
    })
    const items = Array.from({ length: LESSONS }, (_, index) => lesson(index))
    await store.writer.record(
      items.map((item) => revisionOf(item)),
      now,
    )
    const target = join(folder, 'site')
    // Kept so that a failure can be run again.
    let seed = 20_141_103
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % below
    }
    const start = () =>
      spawn(process.execPath, [program, hub, target], {
        env: { ...process.env, ALLIANCE_KEY: 'qm_site' },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
    let number = 1
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = start()
      const ended = once(child, 'exit')
      const until = calls + 1 + random(4)
      await new Promise<void>((resolve) => {
        onCall = () => {
          if (calls >= until) setTimeout(resolve, random(20))
        }
        void ended.then(() => {
          resolve()
        })
      })
      child.kill('SIGKILL')
      await ended
      onCall = () => undefined
      number += 1
      now = new Date(now.getTime() + 60_000)
      const [changed, withdrawn, added] = [random(LESSONS), random(LESSONS), LESSONS + kill]
      await store.writer.record(
        [
          revisionOf(lesson(changed, `改 ${String(number)}`), { number, action: 'correct' }),
          revisionOf(lesson(withdrawn), { number: number + 1, action: 'withdraw' }),
          revisionOf(lesson(added)),
        ],
        now,
      )
      number += 1
    }
    const last = start()
    expect(await once(last, 'exit')).toEqual([0, null])
    expect(titles(await mirrored(target))).toEqual(await truth())
    expect(Object.keys(await truth()).length).toBeGreaterThan(LESSONS - KILLS)
    expect(await mirror(clientOf(), target)).toEqual({ written: 0, removed: 0 })
    // A page for each, with attribution and canonical link, and none for what is gone.
    const [name = ''] = (await mirrored(target)).keys()
    const page = await readFile(join(target, 'pages', `${name}.html`), 'utf8')
    expect(page).toContain(`<link rel="canonical" href="https://hub.example.org/${name}">`)
    const gone = (await store.reader.scan({ after: 0, most: 10_000 })).find(
      ({ action }) => action === 'withdraw',
    )
    expect(existsSync(join(target, 'pages', `${gone?.document ?? ''}.html`))).toBe(false)
  })

  it('starts over when the entitlement changes, and drops what is no longer its', async () => {
    const target = join(folder, 'other')
    const skills = [{ slug: 'skills', label: '技能' }]
    await store.writer.record([revisionOf(itemOf('articles', 'kept', { themes: skills }))], now)
    await mirror(clientOf(), target)
    const entitlement = {
      types: ['articles' as const],
      themes: ['skills'],
      audiences: [],
      languages: [],
    }
    await writeGrants(shelf, { tokenSecret: 'a secret', sites: [grantOf('site', { entitlement })] })
    now = new Date(now.getTime() + 60_000)
    await mirror(clientOf(), target)
    expect([...(await mirrored(target)).keys()]).toEqual(['articles/kept'])
  })

  it('says what the hub refuses, and does not try that again', async () => {
    const before = calls
    await expect(mirror(clientOf('qm_wrong'), join(folder, 'wrong'))).rejects.toMatchObject({
      status: 401,
      code: 'key-unknown',
    })
    expect(calls - before).toBe(1)
  })
})

describe('the client', () => {
  const answering = (...statuses: readonly number[]) => {
    const left = [...statuses]
    return () =>
      Promise.resolve(
        new Response('{"items":[]}', {
          status: left.shift() ?? 200,
          headers: { 'Retry-After': '7' },
        }),
      )
  }

  it('waits as told, and gives up after its tries', async () => {
    const waits: number[] = []
    const pause = (ms: number): Promise<void> => {
      waits.push(ms)
      return Promise.resolve()
    }
    const patient = new AllianceClient({ hub, key: 'k', pause, fetch: answering(429, 503) })
    expect(await patient.get('/lessons')).toEqual({ items: [] })
    expect(waits).toEqual([7000, 7000])
    const tired = new AllianceClient({ hub, key: 'k', pause, tries: 2, fetch: answering(503, 503) })
    await expect(tired.get('/lessons')).rejects.toMatchObject({ status: 503 })
  })

  it('refuses names that lead out of its folder', async () => {
    const page = {
      changes: [{ action: 'delete', id: 'x', type: 'lessons', documentId: '../../x', revision: 1 }],
      next: 'n',
      hasMore: false,
    }
    const evil = new AllianceClient({
      ...{ hub, key: 'k' },
      fetch: () => Promise.resolve(Response.json(page)),
    })
    await expect(mirror(evil, join(folder, 'evil'))).rejects.toThrow('../../x')
  })
})
