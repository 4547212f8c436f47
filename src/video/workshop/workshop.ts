/** The queue of renditions: a folder of jobs that any number of processes may work on. */
import { rm } from 'node:fs/promises'

import { VideoError } from '../errors'
import { LIMITS } from '../limits'
import { allWants } from '../renditions/plan'
import type { Job, Renditions, VideoToRender } from '../types'

import { createFile, namesIn, readIfThere, replaceFile } from './files'
import { isLeased, takeLease, type Lease, type LeaseOptions } from './leases'
import { jobIdOf, placesOf } from './places'
import { removeWork } from './receipts'
import type { Workshop, WorkshopOptions } from './types'
import { attempt } from './worker'

const DIGEST = /^[0-9a-f]{64}$/
const JOB_ID = /^[0-9a-f]{16}-[0-9a-f]{8}$/
const DEFAULT_THREADS = 2

/** Opens the folder, which is made on first use. Nothing runs until `runNext` is called. */
export function openVideoWorkshop(options: WorkshopOptions): Workshop {
  const { directory, output, ffmpeg, now, threads = DEFAULT_THREADS } = options
  const places = placesOf(directory, output)
  const leaseOptions: LeaseOptions = {
    directory: places.leases,
    leaseMs: options.leaseMs ?? LIMITS.work.leaseMs,
    now,
  }

  const jobOf = async (id: string): Promise<Job | undefined> => {
    if (!JOB_ID.test(id)) return undefined
    const text = await readIfThere(places.job(id))
    return text === undefined ? undefined : (JSON.parse(text) as Job)
  }

  const allJobs = async (): Promise<Job[]> => {
    const names = (await namesIn(places.jobs)).filter((name) => name.endsWith('.json'))
    const jobs = await Promise.all(names.map((name) => jobOf(name.slice(0, -'.json'.length))))
    return jobs
      .filter((job) => job !== undefined)
      .sort((left, right) => (left.queuedAt + left.id < right.queuedAt + right.id ? -1 : 1))
  }

  /** Does something with a job nobody works on; `undefined` where somebody does. */
  const holding = async <T>(
    id: string,
    act: (lease: Lease) => Promise<T>,
  ): Promise<T | undefined> => {
    const lease = await takeLease(id, leaseOptions)
    if (!lease) return undefined
    try {
      return await act(lease)
    } finally {
      await lease.release()
    }
  }

  const isDue = ({ state, notBefore }: Job): boolean =>
    (state === 'queued' || state === 'running') &&
    (notBefore === undefined || Date.parse(notBefore) <= now().getTime())

  async function enqueue(video: VideoToRender): Promise<Job> {
    if (!DIGEST.test(video.digest)) throw new RangeError('The digest is no SHA-256 in hex')
    const wants = allWants(video.wants)
    const id = jobIdOf(video.digest, wants)
    const at = now().toISOString()
    const job: Job = {
      id,
      video: { ...video, wants },
      threads,
      state: 'queued',
      attempts: 0,
      percent: 0,
      queuedAt: at,
      updatedAt: at,
    }
    if (await createFile(places.job(id), JSON.stringify(job))) return job
    const isOver = ({ state }: Job): boolean => state === 'failed' || state === 'cancelled'
    const known = await jobOf(id)
    if (known && !isOver(known)) return known
    await holding(id, async () => {
      const latest = await jobOf(id)
      if (latest && !isOver(latest)) return
      // A cancellation that came as the last attempt ended is not meant for this one.
      await rm(places.cancellation(id), { force: true })
      await replaceFile(
        places.job(id),
        JSON.stringify({ ...job, threads: latest?.threads ?? threads }),
      )
    })
    return (await jobOf(id)) ?? job
  }

  async function runNext(
    signal: AbortSignal = new AbortController().signal,
    onProgress: (job: Job) => void = () => undefined,
  ): Promise<Job | undefined> {
    if (!ffmpeg) throw new VideoError('NO_FFMPEG')
    for (const candidate of await allJobs()) {
      if (signal.aborted) return undefined
      if (!isDue(candidate)) continue
      const after = await holding(candidate.id, async (lease) => {
        // Between the list and the lease somebody may have finished it.
        const job = await jobOf(candidate.id)
        if (!job || !isDue(job)) return undefined
        if (job.attempts >= LIMITS.work.attempts) return giveUp(job)
        return attempt({ job, lease, places, ffmpeg, now, signal, onProgress })
      })
      if (after) return after
    }
    return undefined
  }

  /** Its workers died so often that the next one would, too. */
  async function giveUp(job: Job): Promise<Job> {
    const { step, notBefore: _notBefore, ...rest } = job
    const error = `Given up: ${String(job.attempts)} attempts ended without a word${step ? `, the last at ${step}` : ''}`
    const failed: Job = { ...rest, state: 'failed', error, updatedAt: now().toISOString() }
    await replaceFile(places.job(job.id), JSON.stringify(failed))
    return failed
  }

  async function cancel(id: string): Promise<Job | undefined> {
    const job = await jobOf(id)
    if (!job || (job.state !== 'queued' && job.state !== 'running')) return job
    await replaceFile(places.cancellation(id), now().toISOString())
    await holding(id, async () => {
      const latest = await jobOf(id)
      if (latest && (latest.state === 'queued' || latest.state === 'running')) {
        const { step: _step, notBefore: _notBefore, ...rest } = latest
        const change = { state: 'cancelled', percent: 0, updatedAt: now().toISOString() } as const
        await replaceFile(places.job(id), JSON.stringify({ ...rest, ...change }))
        await removeWork(id, places)
      }
      await rm(places.cancellation(id), { force: true })
    })
    return jobOf(id)
  }

  return {
    enqueue,
    runNext,
    cancel,
    jobs: allJobs,
    job: jobOf,
    async result(id) {
      if ((await jobOf(id))?.state !== 'done') return undefined
      const text = await readIfThere(places.result(id))
      return text === undefined ? undefined : (JSON.parse(text) as Renditions)
    },
    async remove(id) {
      if (!JOB_ID.test(id)) return false
      if (await isLeased(id, leaseOptions)) return false
      const removed = await holding(id, async () => {
        await rm(places.job(id), { force: true })
        await removeWork(id, places)
        return true
      })
      return removed ?? false
    },
  }
}
