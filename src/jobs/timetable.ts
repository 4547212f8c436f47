/**
 * The timetable: node-cron fires every job's ticks in every worker; a lease with the tick as its mark lets exactly one
 * run it, anywhere, and none while an earlier run goes on. When that worker dies, its lease runs out and another takes
 * the next tick.
 */
import cron, { type ScheduledTask } from 'node-cron'

import { messageOf } from '@/core'
import type { LeaseStore } from '@/outbox/types'

import type { Job } from './job'

/** What is known of a job's runs; shown in the admin. Times are ISO 8601. */
export interface JobRecord {
  readonly name: string
  readonly label: string
  readonly schedule: string
  readonly nextRunAt?: string
  readonly lastStartedAt?: string
  readonly lastFinishedAt?: string
  readonly lastDurationMs?: number
  readonly lastOutcome?: 'running' | 'ok' | 'failed'
  readonly lastResult?: unknown
  readonly lastError?: string | null
  readonly worker?: string
}

export interface JobRecords {
  /** Merges into the job's record; `run` and `failure` count one more. */
  save(record: JobRecord, counted?: { run?: boolean; failure?: boolean }): Promise<void>
  /** What the job's last run that ended well answered. */
  lastResult(name: string): Promise<unknown>
}

export interface TimetableOptions {
  readonly worker: string
  readonly jobs: readonly Job[]
  readonly leases: LeaseStore
  readonly records: JobRecords
  readonly timeZone: string
  readonly now: () => Date
  readonly onRun?: (job: Job, outcome: 'ok' | 'failed', durationMs: number, detail: unknown) => void
}

/** How long a dead worker's job stays taken; a living one renews its lease. */
export const JOB_LEASE_MS = 60_000

export interface Timetable {
  /** Starts the clock. */
  start(): Promise<void>
  /** One tick of one job: runs it if no other worker did or does. Answers whether it ran here. */
  tick(name: string, at: Date): Promise<boolean>
  /** Stops the clock and waits for runs under way. */
  stop(): Promise<void>
}

export function createTimetable(options: TimetableOptions): Timetable {
  const stopping = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  let tasks: ScheduledTask[] = []

  async function tick(name: string, at: Date): Promise<boolean> {
    const job = options.jobs.find((each) => each.name === name)
    if (!job) throw new TypeError(`There is no job called ${name}`)
    const lease = `job:${job.name}`
    const started = options.now()
    const mark = Math.floor(at.getTime() / 1000)
    if (
      !(await options.leases.acquire(lease, options.worker, started.getTime(), JOB_LEASE_MS, mark))
    )
      return false
    const heartbeat = setInterval(() => {
      options.leases
        .renew(lease, options.worker, options.now().getTime(), JOB_LEASE_MS)
        .catch((error: unknown) => options.onRun?.(job, 'failed', 0, error))
    }, JOB_LEASE_MS / 3)
    try {
      await run(job, started)
    } finally {
      clearInterval(heartbeat)
      await options.leases.release(lease, options.worker)
    }
    return true
  }

  async function run(job: Job, started: Date): Promise<void> {
    const base = { ...describe(job), worker: options.worker, lastStartedAt: started.toISOString() }
    await options.records.save({ ...base, lastOutcome: 'running' })
    try {
      const previous = await options.records.lastResult(job.name)
      const result = await job.run({ now: options.now, signal: stopping.signal, previous })
      const durationMs = options.now().getTime() - started.getTime()
      await options.records.save(
        {
          ...base,
          ...finished(durationMs),
          lastOutcome: 'ok',
          lastResult: result,
          lastError: null,
        },
        { run: true },
      )
      options.onRun?.(job, 'ok', durationMs, result)
    } catch (error) {
      const durationMs = options.now().getTime() - started.getTime()
      await options.records.save(
        { ...base, ...finished(durationMs), lastOutcome: 'failed', lastError: messageOf(error) },
        { run: true, failure: true },
      )
      options.onRun?.(job, 'failed', durationMs, error)
    }
  }

  const finished = (durationMs: number): Pick<JobRecord, 'lastFinishedAt' | 'lastDurationMs'> => ({
    lastFinishedAt: options.now().toISOString(),
    lastDurationMs: durationMs,
  })

  function describe(job: Job): JobRecord {
    const nextRun = tasks.find(({ name }) => name === job.name)?.getNextRun()
    return {
      name: job.name,
      label: `${job.label.zh} ${job.label.en}`,
      schedule: job.schedule,
      ...(nextRun ? { nextRunAt: nextRun.toISOString() } : {}),
    }
  }

  return {
    tick,
    async start() {
      tasks = options.jobs.map((job) =>
        cron.schedule(
          job.schedule,
          async ({ date }) => {
            const work = tick(job.name, date)
            underWay.add(work)
            await work.finally(() => underWay.delete(work))
          },
          {
            name: job.name,
            timezone: options.timeZone,
            noOverlap: true,
            suppressMissedWarning: true,
          },
        ),
      )
      for (const job of options.jobs) await options.records.save(describe(job))
    },
    async stop() {
      stopping.abort()
      for (const task of tasks) await task.destroy()
      await Promise.allSettled(underWay)
    },
  }
}
