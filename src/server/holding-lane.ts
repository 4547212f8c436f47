import { DeliveryError } from '@/core'
import type { LeaseStore } from '@/outbox/types'
import { LANE_LEASE_MS } from '@/plugins/distribution/hub'

/** A batch under way is over long before this. */
const LANE_WAIT_MS = 2 * 60_000

/** Waits for the lane's lease, holds it while working, gives it back. */
export async function holdingLane<T>(
  { leases, worker, now }: { leases: LeaseStore; worker: string; now: () => Date },
  name: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const holder = `${worker}:rebuild`
  const deadline = now().getTime() + LANE_WAIT_MS
  while (!(await leases.acquire(name, holder, now().getTime(), LANE_LEASE_MS))) {
    if (now().getTime() > deadline) {
      throw new DeliveryError(
        'STORAGE_UNAVAILABLE',
        `${name} stayed busy for ${String(LANE_WAIT_MS / 1000)} s`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const lost = new AbortController()
  const timer = setInterval(() => {
    leases.renew(name, holder, now().getTime(), LANE_LEASE_MS).then(
      (held) => {
        if (!held) lost.abort(new DeliveryError('WORKER_LOST', 'The lease was lost'))
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
