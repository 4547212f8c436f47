import { describe, expect, it } from 'vitest'

import type { Job } from '@/jobs/job'
import {
  createTimetable,
  JOB_LEASE_MS,
  type JobRecord,
  type JobRecords,
  type Timetable,
} from '@/jobs/timetable'
import { createMemoryLeases, type LeaseStore } from '@/outbox'

const START = Date.parse('2016-07-01T00:00:00Z')
const tick = (minutes: number): Date => new Date(START + minutes * 60_000)

function records(): JobRecords & { saved: Map<string, JobRecord>; runs: number; failures: number } {
  const saved = new Map<string, JobRecord>()
  const store = {
    saved,
    runs: 0,
    failures: 0,
    save(record: JobRecord, counted: { run?: boolean; failure?: boolean } = {}) {
      saved.set(record.name, { ...saved.get(record.name), ...record })
      store.runs += counted.run ? 1 : 0
      store.failures += counted.failure ? 1 : 0
      return Promise.resolve()
    },
    lastResult: (name: string) => Promise.resolve(saved.get(name)?.lastResult),
  }
  return store
}

interface Worker {
  readonly timetable: Timetable
  readonly clock: { now: number }
}

function worker(name: string, leases: LeaseStore, store: JobRecords, run: Job['run']): Worker {
  const clock = { now: START }
  const job: Job = { name: 'job', label: { zh: '任务', en: 'Job' }, schedule: '* * * * *', run }
  const timetable = createTimetable({
    worker: name,
    jobs: [job],
    leases,
    records: store,
    timeZone: 'Asia/Shanghai',
    now: () => new Date(clock.now),
  })
  return { timetable, clock }
}

describe('the timetable', () => {
  it('runs each tick in exactly one of several workers', async () => {
    const leases = createMemoryLeases()
    const store = records()
    let runs = 0
    const workers = Array.from({ length: 5 }, (_, index) =>
      worker(`w${String(index)}`, leases, store, () => {
        runs += 1
        return Promise.resolve({})
      }),
    )
    for (const minute of [1, 2, 3]) {
      const ran = await Promise.all(
        workers.map(({ timetable }) => timetable.tick('job', tick(minute))),
      )
      expect(ran.filter(Boolean)).toHaveLength(1)
    }
    expect(runs).toBe(3)
    expect(store.runs).toBe(3)
  })

  it('starts no run while an earlier one goes on anywhere', async () => {
    const leases = createMemoryLeases()
    const store = records()
    let release = (): void => undefined
    const hanging = new Promise<void>((resolve) => {
      release = resolve
    })
    const first = worker('first', leases, store, async () => {
      await hanging
      return {}
    })
    const second = worker('second', leases, store, () => Promise.resolve({}))
    const running = first.timetable.tick('job', tick(1))
    expect(await second.timetable.tick('job', tick(2))).toBe(false)
    release()
    expect(await running).toBe(true)
    expect(await second.timetable.tick('job', tick(3))).toBe(true)
  })

  it('lets another worker take over from one that died in the middle', async () => {
    const leases = createMemoryLeases()
    const store = records()
    await leases.acquire('job:job', 'the dead worker', START, JOB_LEASE_MS, START / 1000)
    const heir = worker('heir', leases, store, () => Promise.resolve({}))
    expect(await heir.timetable.tick('job', tick(0.5))).toBe(false)
    heir.clock.now = START + JOB_LEASE_MS
    expect(await heir.timetable.tick('job', tick(1))).toBe(true)
    expect(store.saved.get('job')).toMatchObject({ worker: 'heir', lastOutcome: 'ok' })
  })

  it('keeps the error of a failed run, and what the last good one answered', async () => {
    const leases = createMemoryLeases()
    const store = records()
    const seen: unknown[] = []
    let fail = false
    const { timetable } = worker('w', leases, store, ({ previous }) => {
      seen.push(previous)
      return fail ? Promise.reject(new Error('no disk')) : Promise.resolve({ n: seen.length })
    })
    await timetable.tick('job', tick(1))
    fail = true
    await timetable.tick('job', tick(2))
    expect(store.saved.get('job')).toMatchObject({
      lastOutcome: 'failed',
      lastError: 'no disk',
      lastResult: { n: 1 },
    })
    expect(store.failures).toBe(1)
    fail = false
    await timetable.tick('job', tick(3))
    expect(seen).toEqual([undefined, { n: 1 }, { n: 1 }])
    expect(store.saved.get('job')).toMatchObject({ lastOutcome: 'ok', lastError: null })
  })

  it('says which jobs there are and when they run next', async () => {
    const store = records()
    const { timetable } = worker('w', createMemoryLeases(), store, () => Promise.resolve({}))
    await timetable.start()
    await timetable.stop()
    expect(store.saved.get('job')).toMatchObject({ label: '任务 Job', schedule: '* * * * *' })
    expect(Date.parse(store.saved.get('job')?.nextRunAt ?? '')).toBeGreaterThan(Date.now())
  })
})
