/**
 * A column of 10,000 episodes: a rebuild of its feeds from the library, against a bare loop that writes the same bytes to as
 * many files, in the same run, the notes of what each film's address answers included; and one more episode among 10,000,
 * against one more among 1,000 of the same cadence, and among 1,000 of the same five years, whose months are shorter. The
 * store is the real one, on disk; the library is in memory, since reading the database is what bench/rebuild.ts measures.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openArtefactStore } from '@/artefacts'
import type { ChannelContext, Item, Library, Revision, Shipment } from '@/core'
import { contentHash, documentKey } from '@/core'
import { createTv } from '@/plugins/tv/channel'
import { MEMORY, openSyndicationWriter } from '@/syndication'

import { site } from '../tests/helpers/items'
import type { BenchRow } from './types'

const EPISODES = Number(process.env['BENCH_TV_EPISODES'] ?? 10_000)
const FEWER = EPISODES / 10
const PUBLICATIONS = 30
/** The five years the other benchmarks seed. */
const FIRST = Date.parse('2014-01-01T00:00:00Z')
const DAY = 24 * 60 * 60_000
const SPAN = 5 * 365 * DAY
/** About a tenth of it, and like it up to the end of a month, so that the last months are equally long. */
const SHORT_SPAN = 180 * DAY
const NOW = new Date('2019-01-02T00:00:00Z')

export async function run(): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-bench-tv-'))
  try {
    const many = await measure(join(directory, 'many'), EPISODES, SPAN)
    const few = await measure(join(directory, 'few'), FEWER, SHORT_SPAN)
    const thin = await measure(join(directory, 'thin'), FEWER, SPAN)
    const bare = await writeLoop(join(directory, 'bare'), many.bodies)
    return [
      {
        ...ratio(many.rebuildMs, bare),
        name: `TV feeds of ${String(EPISODES)} episodes (${String(many.bodies.length)} files) against a loop of writeFile`,
        unit: 'ms',
        target: '',
      },
      {
        ...ratio(many.publishMs, few.publishMs),
        name: `one more episode among ${String(EPISODES)}, against among ${String(FEWER)} of the same cadence (median of ${String(PUBLICATIONS)})`,
        unit: 'ms',
        target: '≤ 1.2 ×',
        ok: many.publishMs <= 1.2 * few.publishMs,
      },
      {
        ...ratio(many.publishMs, thin.publishMs),
        name: `the same, against among ${String(FEWER)} of the same five years, a tenth of them a month`,
        unit: 'ms',
        target: '',
      },
    ]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

interface Measured {
  readonly rebuildMs: number
  /** Median. */
  readonly publishMs: number
  readonly bodies: readonly Buffer[]
}

async function measure(directory: string, episodes: number, span: number): Promise<Measured> {
  await mkdir(join(directory, 'media'), { recursive: true })
  const store = await openArtefactStore({
    directory: join(directory, 'artefacts'),
    uploads: join(directory, 'media'),
    now: () => NOW,
  })
  const revisions = Array.from({ length: episodes }, (_, index) =>
    revisionOf(index, FIRST + (index / episodes) * span),
  )
  const channel = createTv()
  const context = {
    artefacts: store,
    shelf: store.shelf('tv'),
    changes: store.changes,
    library: libraryOf(revisions),
    uploads: { read: () => Promise.reject(new Error('TV feeds need no bytes')) },
    search: NO_SEARCH,
    syndication: openSyndicationWriter(MEMORY),
    mailings: {
      start: () => Promise.reject(new Error('TV has no subscribers')),
      stop: () => Promise.reject(new Error('TV has no subscribers')),
      placed: () => Promise.reject(new Error('TV has no subscribers')),
    },
    http: fetch,
    configured: () => undefined,
    now: () => NOW,
    signal: new AbortController().signal,
    site,
    settings: channel.settings({}),
  } satisfies ChannelContext<unknown>

  const rebuildMs = await timed(() => channel.rebuild?.(context, () => undefined))
  const bodies: Buffer[] = []
  for await (const pointer of store.pointers()) {
    bodies.push(
      pointer.kind === 'file'
        ? await store.readBlob(pointer.digest)
        : Buffer.from(JSON.stringify(pointer)),
    )
  }
  const times: number[] = []
  for (let turn = 0; turn < PUBLICATIONS; turn += 1) {
    const revision = revisionOf(episodes + turn, FIRST + span + turn * 60_000)
    times.push(await timed(() => channel.deliver([shipmentOf(revision)], context)))
  }
  times.sort((left, right) => left - right)
  return { rebuildMs, publishMs: times[times.length >> 1] ?? 0, bodies }
}

function revisionOf(index: number, at: number): Revision {
  const moment = new Date(at).toISOString()
  const id = `e${String(index).padStart(6, '0')}`
  const file = (name: string, mediaType: string, bytes: number) => ({
    url: `/media/${id}${name}`,
    mediaType,
    bytes,
  })
  const item: Item = {
    type: 'videos',
    id,
    slug: id,
    formerSlugs: [],
    title: `第${String(index)}期：村级夜课怎么办`,
    summary: '课前问清时间和题目，课中一次只讲一个题目，课后整理签到、问题和资料。',
    language: 'zh-CN',
    html: '',
    publishedAt: moment,
    updatedAt: moment,
    themes: [{ slug: 'methods', label: '培训组织与方法' }],
    audiences: [],
    courses: [],
    channels: [],
    credits: { author: '农村学习栏目组' },
    attachments: [],
    files: [],
    related: [],
    corrections: [],
    details: {
      type: 'videos',
      video: file('.mp4', 'video/mp4', 90_000_000),
      durationSeconds: 1500,
      captions: [{ ...file('.vtt', 'text/vtt', 9000), language: 'zh-CN' }],
      columns: [{ slug: 'night-class', label: '夜课', episode: index + 1 }],
      keywords: ['夜课', '农村'],
      renditions: [file('-720.mp4', 'video/mp4', 40_000_000), file('.m4a', 'audio/mp4', 9_000_000)],
    },
  }
  return {
    id: `${id}#1`,
    document: documentKey(item),
    number: 1,
    action: 'publish',
    hash: contentHash(item),
    at: moment,
    item,
  }
}

const shipmentOf = (revision: Revision): Shipment => ({
  id: revision.id,
  key: revision.id,
  action: 'publish',
  destination: 'public',
  attempt: 1,
  revision,
  earlier: [],
})

const libraryOf = (revisions: readonly Revision[]): Library => ({
  load: () => Promise.resolve([]),
  async *current() {
    for (const revision of revisions) yield await Promise.resolve(revision)
  },
  async *history() {
    for (const revision of revisions) {
      yield await Promise.resolve({ revision, key: revision.id, receipt: revision.id })
    }
  },
  async *receipts() {
    for (const { id, action } of revisions) {
      yield await Promise.resolve({ revision: id, action, key: id, receipt: id })
    }
  },
})

/** The TV channel has no search. */
const NO_SEARCH: ChannelContext<unknown>['search'] = {
  put: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  replaceAll: () => Promise.resolve(0),
}

async function writeLoop(directory: string, bodies: readonly Buffer[]): Promise<number> {
  await mkdir(directory, { recursive: true })
  return timed(async () => {
    for (const [index, body] of bodies.entries())
      await writeFile(join(directory, String(index)), body)
  })
}

async function timed(work: () => Promise<unknown> | undefined): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const ratio = (ours: number, baseline: number) => ({ ours, baseline, ratio: ours / baseline })
