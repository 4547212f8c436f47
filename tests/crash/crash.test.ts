/**
 * Real worker processes are killed again and again at random moments while documents are published, corrected and
 * withdrawn. Afterwards ledger, change log, pages and feeds must say exactly what is true. Needs the built server.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Article } from '@/payload-types'

import { buildServer } from '../../scripts/build.mjs'
import { startPayload, type TestHub } from '../helpers/hub'
import { startWorker } from './worker-process'

const KILLS = 30
const DOCUMENTS = 500
const CORRECTIONS = 60
const WITHDRAWALS = 30
/** The worker lives this long at most after it is ready; often it is killed while still starting. */
const LONGEST_LIFE_MS = 900

/** A small generator, so that a failing run can be repeated: CRASH_SEED. */
const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
function* randomNumbers(): Generator<number> {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    yield state / 2 ** 32
  }
}
const numbers = randomNumbers()
const random = (): number => numbers.next().value as number

let hub: TestHub
beforeAll(async () => {
  await buildServer()
  hub = await startPayload({
    schema: 'migrations',
    env: { PUBLIC_URL: 'https://hub.example.org' },
  })
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
})

const text = (words: string): NonNullable<Article['body']> => ({
  root: {
    type: 'root',
    version: 1,
    direction: null,
    format: '' as const,
    indent: 0,
    children: [
      {
        type: 'paragraph',
        version: 1,
        direction: null,
        format: '',
        indent: 0,
        children: [
          {
            type: 'text',
            version: 1,
            text: words,
            format: 0,
            detail: 0,
            mode: 'normal',
            style: '',
          },
        ],
      },
    ],
  },
})

describe(`workers killed ${String(KILLS)} times, seed ${String(seed)}`, () => {
  it('lose nothing and repeat nothing', async () => {
    const { payload, settings } = hub
    const { openHubServices } = await import('@/server/hub-services')
    const { createLog } = await import('@/server/log')
    const services = await openHubServices({
      ...{ payload, settings, log: createLog('error') },
      rebuildThread: new URL('../../dist/rebuild-thread.mjs', import.meta.url),
    })
    const ids: string[] = []
    const corrected = new Set<string>()
    const withdrawn = new Set<string>()

    const publish = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) {
        const number = ids.length + 1
        const { id } = await payload.create({
          collection: 'articles',
          data: {
            title: `第${String(number)}篇`,
            slug: `article-${String(number)}`,
            summary: `第${String(number)}篇的摘要`,
            authorUnit: '内容编辑组',
            body: text(`第${String(number)}篇的正文`),
            publishedAt: new Date(Date.UTC(2014, number % 24, 1 + (number % 28))).toISOString(),
            language: 'zh-CN',
            _status: 'published',
          },
        })
        ids.push(id)
      }
    }
    const some = (not: ReadonlySet<string>): string | undefined =>
      ids.filter((id) => !not.has(id))[Math.floor(random() * (ids.length - not.size))]
    const correct = async (): Promise<void> => {
      const id = some(withdrawn)
      if (id === undefined) return
      corrected.add(id)
      const title = `更正过的 ${id} ${String(random())}`
      await payload.update({ collection: 'articles', id, data: { title, _status: 'published' } })
    }
    const withdraw = async (): Promise<void> => {
      const id = some(withdrawn)
      if (id === undefined) return
      withdrawn.add(id)
      await payload.update({ collection: 'articles', id, data: { _status: 'draft' } })
    }

    for (let kill = 0; kill < KILLS; kill += 1) {
      const worker = startWorker(process.env)
      // One in four dies while it is starting.
      const life = random() < 0.25 ? Promise.resolve() : worker.ready
      await publish(Math.ceil((DOCUMENTS - ids.length) / (KILLS - kill)))
      for (let n = 0; n < CORRECTIONS / KILLS; n += 1) await correct()
      for (let n = 0; n < WITHDRAWALS / KILLS; n += 1) await withdraw()
      await life
      await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_LIFE_MS))
      await worker.kill()
    }

    const last = startWorker(process.env)
    await last.ready
    const deadline = Date.now() + 180_000
    for (;;) {
      const open = (await services.ledger.counts()).filter(
        ({ state }) => state === 'pending' || state === 'sending',
      )
      if (open.length === 0) break
      if (Date.now() > deadline)
        throw new Error(`${JSON.stringify(open)} is still open:\n${last.output()}`)
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    expect(await last.stop()).toBe(0)

    // What the hook could not write, for a killed worker held the database's lock, the sweep does.
    await services.timetable.tick('sweep-ledger', new Date())
    await services.hub.drain()
    // Television's standing documents are a job's, not a delivery's.
    await services.timetable.tick('tv-rights', new Date())

    // The ledger: nothing failed or waits for a person, and every document's newest revision was delivered everywhere.
    const counts = await services.ledger.counts()
    expect(counts.filter(({ state }) => state !== 'delivered' && state !== 'superseded')).toEqual(
      [],
    )
    for (const id of ids) {
      const rows = await services.ledger.list({ document: `articles/${id}` })
      for (const channel of ['website', 'feeds']) {
        const newest = rows
          .filter((row) => row.channel === channel)
          .sort((left, right) => right.revisionNumber - left.revisionNumber)[0]
        expect(newest?.delivery.state, `articles/${id}`).toBe('delivered')
        expect(newest?.action === 'withdraw').toBe(withdrawn.has(id))
      }
    }

    // The change log: no gap, no key twice, and its last word on each document is the truth.
    const changes = await services.artefacts.changes.read(0, 1_000_000)
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1))
    expect(new Set(changes.map(({ key }) => key)).size).toBe(changes.length)
    const lastWord = new Map(changes.map((change) => [change.slug, change.action]))
    expect(lastWord.size).toBe(DOCUMENTS)
    expect([...lastWord.values()].filter((action) => action === 'withdraw')).toHaveLength(
      withdrawn.size,
    )

    // Pages: there or gone; and everything is, byte for byte, what a rebuild from the database makes.
    for (const [index, id] of ids.entries()) {
      const pointer = await services.artefacts.lookup(`/articles/article-${String(index + 1)}`)
      expect(pointer?.kind).toBe(withdrawn.has(id) ? 'gone' : 'file')
    }
    const before = await pointersOf(services.artefacts)
    await services.rebuild(undefined, () => undefined)
    expect(await pointersOf(services.artefacts)).toEqual(before)
    expect((await services.artefacts.verify({ repair: false })).damaged).toEqual([])
    expect(corrected.size).toBeGreaterThan(0)
  }, 600_000)
})

/** Digest or kind of every public path. */
async function pointersOf(store: {
  pointers(): AsyncIterable<{ path: string; kind: string; digest?: string }>
}): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for await (const { path, kind, digest } of store.pointers()) found[path] = digest ?? kind
  return found
}
