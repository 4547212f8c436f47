/** Work on a channel's artefacts that is no delivery: it holds the lane, so that no delivery touches its shelf meanwhile. */
import { setTimeout as delay } from 'node:timers/promises'

import { DeliveryError } from '@/core'
import type { LeaseStore } from '@/outbox/types'

import { LANE_LEASE_MS } from './hub'

export interface LanePorts {
  readonly leases: LeaseStore
  readonly worker: string
  readonly now: () => Date
}

/** `signal` is aborted when the lease is lost. */
export type LaneWork<Result> = (signal: AbortSignal) => Promise<Result>

/** A batch under way is over long before this. */
const LANE_WAIT_MS = 2 * 60_000
const LOOK_EVERY_MS = 100

/** Works now, or answers undefined where somebody else holds the lane: a job comes again. */
export async function inFreeLane<Result>(
  ports: LanePorts,
  channel: string,
  work: LaneWork<Result>,
): Promise<Result | undefined> {
  const lease = leaseOf(ports, channel)
  return (await lease.acquire()) ? lease.during(work) : undefined
}

/** Waits for the lane. Throws DeliveryError STORAGE_UNAVAILABLE when it stays busy. */
export async function inLane<Result>(
  ports: LanePorts,
  channel: string,
  work: LaneWork<Result>,
  destination = PULLED,
): Promise<Result> {
  const lease = leaseOf(ports, channel, destination)
  const deadline = ports.now().getTime() + LANE_WAIT_MS
  while (!(await lease.acquire())) {
    if (ports.now().getTime() > deadline) {
      throw new DeliveryError(
        'STORAGE_UNAVAILABLE',
        `The lane of ${channel} stayed busy for ${String(LANE_WAIT_MS / 1000)} s; try again later`,
      )
    }
    await delay(LOOK_EVERY_MS)
  }
  return lease.during(work)
}

/** Pull channels have one destination. */
const PULLED = 'public'

function leaseOf({ leases, worker, now }: LanePorts, channel: string, destination = PULLED) {
  const name = `lane:${channel}|${destination}`
  // Not the worker's own name: its hub may hold the lane.
  const holder = `${worker}:${crypto.randomUUID().slice(0, 8)}`
  return {
    acquire: () => leases.acquire(name, holder, now().getTime(), LANE_LEASE_MS),
    async during<Result>(work: LaneWork<Result>): Promise<Result> {
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
    },
  }
}
