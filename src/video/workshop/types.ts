import type { Job, Renditions, VideoToRender } from '../types'

/** Everything the workshop needs from outside. */
export interface WorkshopOptions {
  /** Its own folder: jobs, leases, unfinished work, results. */
  readonly directory: string
  /** Where finished files go, flat; on the same file system as `directory`. Default `directory/out`. */
  readonly output?: string
  /** Answer of `findFfmpeg`; without it nothing can be run, but jobs can be enqueued and looked at. */
  readonly ffmpeg: Ffmpeg | undefined
  readonly now: () => Date
  /** Threads of each encoder; a job keeps those it was enqueued with. Default 2. */
  readonly threads?: number
  /** How long a silent worker is waited for; default `LIMITS.work.leaseMs`. */
  readonly leaseMs?: number
}

/** An ffmpeg that was tried and can do the work. */
export interface Ffmpeg {
  /** Absolute path, or a name found on the PATH. */
  readonly path: string
  /** Such as `5.1.9`; development builds have other names. */
  readonly version: string
}

export interface Workshop {
  /**
   * Asks for a video's renditions. The same file and wants are one job, whoever asks: a job that is there is answered
   * as it is, one that failed or was cancelled is queued again.
   */
  enqueue(video: VideoToRender): Promise<Job>
  /**
   * Takes one queued job, or one whose worker died, and works on it until it is done, has failed, was cancelled or
   * `signal` says stop; stopped by the signal it is queued again, and the attempt is not counted. Answers the job as it
   * is then; `undefined` where there was nothing to do. Throws `VideoError` NO_FFMPEG where there is no ffmpeg.
   */
  runNext(signal?: AbortSignal, onProgress?: (job: Job) => void): Promise<Job | undefined>
  /** All jobs, the oldest first. */
  jobs(): Promise<readonly Job[]>
  job(id: string): Promise<Job | undefined>
  /** Stops a job that waits or runs, in whatever process, within a second or two. Settled jobs stay as they are. */
  cancel(id: string): Promise<Job | undefined>
  /** What a finished job made; `undefined` as long as it is not done. */
  result(id: string): Promise<Renditions | undefined>
  /** Forgets a job and removes what it made; `false` where it is being worked on. */
  remove(id: string): Promise<boolean>
}
