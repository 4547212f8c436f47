import { LANE_LEASE_MS } from '@/plugins/distribution/hub'
import type { LeaseStore } from '@/outbox/types'

export interface LanePorts {
  readonly leases: LeaseStore
  readonly worker: string
  readonly now: () => Date
}

/**
 * Works while holding a channel's lane, so that no delivery touches its shelf. Answers undefined where somebody else holds
 * it: a job comes again. `signal` is aborted when the lease is lost.
 */
export async function inLane<Result>(
  { leases, worker, now }: LanePorts,
  channel: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  const name = `lane:${channel}|public`
  const holder = `${worker}:job`
  if (!(await leases.acquire(name, holder, now().getTime(), LANE_LEASE_MS))) return undefined
  const lost = new AbortController()
  const timer = setInterval(() => {
    leases.renew(name, holder, now().getTime(), LANE_LEASE_MS).then(
      (held) => {
        if (!held) lost.abort(new Error(`The lease ${name} was lost`))
      },
      (error: unknown) => {
        lost.abort(error)
      },
    )
  }, LANE_LEASE_MS / 3)
  try {
    return await work(lost.signal)
  } finally {
    clearInterval(timer)
    await leases.release(name, holder)
  }
}
