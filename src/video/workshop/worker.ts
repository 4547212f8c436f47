/** One attempt at one job, its lease in hand: the source is checked, the steps are done, the job says how it went. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { VideoError, type VideoErrorCode } from '../errors'
import { LIMITS } from '../limits'
import { probe } from '../probe'
import { endOrphan } from '../renditions/ffmpeg'
import { planOf } from '../renditions/plan'
import type { Job } from '../types'

import { completeJob } from './complete'
import { namesIn, readIfThere, replaceFile } from './files'
import type { Lease } from './leases'
import type { Places } from './places'
import { removeWork, type Bench } from './receipts'
import type { Ffmpeg } from './types'
import { doStep, nameOf } from './workbench'

/** Trying again gives the same answer. */
const PERMANENT: ReadonlySet<VideoErrorCode> = new Set<VideoErrorCode>([
  'NOT_A_VIDEO',
  'TRUNCATED',
  'UNSUPPORTED',
  'SOURCE_CHANGED',
])

/** Why work stopped before its end. */
type Halt = 'cancelled' | 'stopped' | 'lost'

export interface Attempt {
  readonly job: Job
  readonly lease: Lease
  readonly places: Places
  readonly ffmpeg: Ffmpeg
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly onProgress: (job: Job) => void
}

/** Works until the job is settled or work must stop; answers the job as it is then. */
export async function attempt(options: Attempt): Promise<Job> {
  const { lease, places, ffmpeg, now, onProgress } = options
  const { id } = options.job
  let job: Job = { ...without(options.job), state: 'running', attempts: options.job.attempts + 1 }
  const write = async (change: Partial<Job>): Promise<Job> => {
    job = { ...job, ...change, updatedAt: now().toISOString() }
    await replaceFile(places.job(id), JSON.stringify(job))
    onProgress(job)
    return job
  }
  await write({})
  const halt = new AbortController()
  const stop = (): void => {
    halt.abort('stopped' satisfies Halt)
  }
  options.signal.addEventListener('abort', stop, { once: true })
  if (options.signal.aborted) stop()
  const beat = watch({ ...options, halt, write: () => write({}) })
  const work = places.work(id, lease.turn)
  try {
    await clearWork(id, places)
    await mkdir(work, { recursive: true })
    const found = await probe(job.video.file, halt.signal, job.video.digest)
    const steps = planOf(found, job.video.wants)
    const total = steps.reduce((sum, { cost }) => sum + cost, 0)
    let [done, cost] = [0, 0]
    const bench: Bench = {
      ...{ job, probe: found, places, ffmpeg, work, signal: halt.signal },
      onShare: (share) => {
        job = { ...job, percent: percentOf((done + share * cost) / total) }
      },
    }
    for (const step of steps) {
      cost = step.cost
      halt.signal.throwIfAborted()
      await write({ step: nameOf(step), percent: percentOf(done / total) })
      await doStep(step, bench)
      done += step.cost
    }
    await beat.last()
    halt.signal.throwIfAborted()
    await completeJob(bench)
    job = without(job)
    return await write({ state: 'done', percent: 100 })
  } catch (error) {
    await beat.last()
    return await settle(error)
  } finally {
    beat.end()
    options.signal.removeEventListener('abort', stop)
    await rm(work, { recursive: true, force: true })
  }

  async function settle(error: unknown): Promise<Job> {
    const why = halt.signal.aborted ? (halt.signal.reason as Halt) : undefined
    // Somebody else has the job: what it says is theirs to write.
    if (why === 'lost') return job
    job = without(job)
    if (why === 'cancelled') {
      await removeWork(id, places)
      await rm(places.cancellation(id), { force: true })
      return write({ state: 'cancelled', percent: 0 })
    }
    if (why === 'stopped') return write({ state: 'queued', attempts: job.attempts - 1 })
    const message = errorText(error)
    const isPermanent = error instanceof VideoError && PERMANENT.has(error.code)
    if (isPermanent || job.attempts >= LIMITS.work.attempts) {
      return write({ state: 'failed', error: message })
    }
    const wait = LIMITS.work.retryMs * 2 ** (job.attempts - 1)
    const notBefore = new Date(now().getTime() + wait).toISOString()
    return write({ state: 'queued', error: message, notBefore })
  }
}

/** Gives signs of life, and looks for reasons to stop, once a second. */
function watch(
  options: Pick<Attempt, 'job' | 'lease' | 'places'> & {
    readonly halt: AbortController
    readonly write: () => Promise<unknown>
  },
): { last(): Promise<void>; end(): void } {
  const { job, lease, places, halt, write } = options
  let running: Promise<void> = Promise.resolve()
  let isBusy = false
  let isOver = false
  const look = async (): Promise<void> => {
    if (!(await lease.renew())) halt.abort('lost' satisfies Halt)
    else if ((await readIfThere(places.cancellation(job.id))) !== undefined) {
      halt.abort('cancelled' satisfies Halt)
    } else if (!isOver) await write()
  }
  const timer = setInterval(() => {
    if (isBusy || halt.signal.aborted) return
    isBusy = true
    running = look()
      // A disk that can't be written ends the attempt: the step under way would fail the same way.
      .catch((error: unknown) => {
        halt.abort(error)
      })
      .finally(() => {
        isBusy = false
      })
  }, LIMITS.work.heartbeatMs)
  return {
    /** No more writing; waits for what is under way, and looks once more. */
    async last() {
      isOver = true
      clearInterval(timer)
      await running
      if (!halt.signal.aborted) await look()
    },
    end() {
      clearInterval(timer)
    },
  }
}

/** Removes what dead attempts left, and ends what they left running. */
async function clearWork(id: string, places: Places): Promise<void> {
  for (const name of await namesIn(places.allWork)) {
    if (!name.startsWith(`${id}.`)) continue
    const left = join(places.allWork, name)
    await endOrphan(left)
    await rm(left, { recursive: true, force: true })
  }
}

/** The job without what only holds for a while. */
function without({ step: _step, error: _error, notBefore: _notBefore, ...job }: Job): Job {
  return job
}

const percentOf = (share: number): number => Math.min(99, Math.floor(share * 100))

const errorText = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, LIMITS.work.errorLength)
