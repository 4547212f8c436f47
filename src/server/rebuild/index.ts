/**
 * Makes channels' artefacts again. On SQLite several channels are rebuilt side by side, each on a thread of its own that
 * reads the files itself; elsewhere, where reading needs Payload's connection, they take turns.
 */
import type { ArtefactStore } from '@/artefacts'
import type { Channel } from '@/core'
import type { LaneWork } from '@/plugins/distribution/holding-lane'

import { rebuildChannel, type RebuildParts, type RebuildReport, type RebuildTask } from './task'
import { rebuildOnThread } from './threads'

export type { RebuildReport }

export interface RebuildOptions {
  /** `false`: compressed copies are left to whoever calls `compressPending`. Default true. */
  readonly compress?: boolean
  /** `false`: the search index stays as it is. Default true. */
  readonly index?: boolean
}

/**
 * All channels when none is named. One that fails keeps no other from being rebuilt; its error is thrown at the end.
 * Throws a RangeError for a channel there is none of.
 */
export type Rebuild = (
  channel: string | undefined,
  progress: (channel: string, done: number) => void,
  options?: RebuildOptions,
) => Promise<RebuildReport[]>

interface Candidate extends Omit<RebuildTask, 'index'> {
  readonly channel: Channel
}

export interface RebuildServices {
  readonly artefacts: ArtefactStore
  /** The built thread.ts; undefined where threads can't read the database. */
  readonly thread: URL | undefined
  /** Every configured channel, once all revisions are written. */
  readonly candidates: () => Promise<readonly Candidate[]>
  readonly parts: (row: string) => Pick<RebuildParts, 'library' | 'search' | 'syndication'>
  readonly inLane: <Result>(row: string, work: LaneWork<Result>) => Promise<Result>
  readonly now: () => Date
}

export function createRebuild(services: RebuildServices): Rebuild {
  const { artefacts, thread, candidates, parts, inLane, now } = services
  return async (only, progress, { compress = true, index = true } = {}) => {
    const known = await candidates()
    const chosen = known.filter(({ row }) => only === undefined || row.id === only)
    if (only !== undefined && chosen.length === 0)
      throw new RangeError(`没有叫 ${only} 的渠道 / There is no channel called ${only}`)
    const pulled = chosen.filter(({ channel }) => 'rebuild' in channel)
    const side = thread !== undefined && pulled.length > 1 ? thread : undefined

    const rebuild = ({ row, site, channel }: Candidate): Promise<RebuildReport> =>
      inLane(row.id, (signal) => {
        const task = { row, site, index }
        const tell = (done: number): void => {
          progress(row.id, done)
        }
        return side
          ? rebuildOnThread(side, task, signal, tell)
          : rebuildChannel(task, channel, { ...parts(row.id), artefacts, now, signal }, tell)
      })
    const ends = await (side ? allAtOnce(pulled, rebuild) : oneByOne(pulled, rebuild))
    if (compress) await artefacts.compressPending()
    const errors = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
    if (errors.length > 1) throw new AggregateError(errors, errors.map(String).join('; '))
    if (errors.length === 1) throw errors[0]
    return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
  }
}

const allAtOnce = <Task, Result>(
  tasks: readonly Task[],
  work: (task: Task) => Promise<Result>,
): Promise<PromiseSettledResult<Result>[]> => Promise.allSettled(tasks.map(work))

async function oneByOne<Task, Result>(
  tasks: readonly Task[],
  work: (task: Task) => Promise<Result>,
): Promise<PromiseSettledResult<Result>[]> {
  const ends: PromiseSettledResult<Result>[] = []
  for (const task of tasks) ends.push(...(await Promise.allSettled([work(task)])))
  return ends
}
