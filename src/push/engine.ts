/**
 * The loop that sends. It takes what is due, one request per destination at a time, healthy destinations apart from failing
 * ones, and goes on while any request is under way, so that one that hangs holds up nobody. One runner at a time, anywhere:
 * the timetable's lease sees to that. A crash leaves rows due, and they are sent again.
 */
import { FAILING_AT_ONCE, HEALTHY_AT_ONCE, KEEP_SETTLED, LOOK_EVERY } from './limits'
import { retryAt } from './retry'
import type { PushStore } from './store'
import type { Result, Work } from './types'

/** One way of pushing: WebSub or webhooks. */
export interface Way {
  /** Writes down what is to be sent since the last call; answers how many there are who might be sent something. */
  plan(now: Date): Promise<number>
  handles(work: Work): boolean
  /** One attempt. Throws only when aborted, or for a fault of our own. */
  send(work: Work, signal: AbortSignal): Promise<Result>
  /** After the row was settled or put off. */
  settled(work: Work, result: Result, isLast: boolean): Promise<void>
}

export interface EngineOptions {
  readonly store: PushStore
  readonly ways: readonly Way[]
  readonly now: () => Date
  /** From 0 up to 1. */
  readonly random: () => number
  readonly onAttempt?: (work: Work, result: Result, durationMs: number) => void
  readonly onError: (error: unknown) => void
  /** Waits so long, or until the signal; default really waits. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface Ran {
  readonly sent: number
  readonly failed: number
}

export interface Engine {
  /** Sends until nothing is due and nothing is under way. */
  drain(signal: AbortSignal): Promise<Ran>
  /** Something may have come up: a drain that is waiting looks again. */
  wake(): void
  /** Whether anybody is to be told of anything, as of the last run; true before the first. */
  hasListeners(): boolean
}

export function createEngine(options: EngineOptions): Engine {
  const { store, ways, now } = options
  const pause = options.pause ?? realPause
  const time = (): number => now().getTime()
  let stir: (() => void) | undefined
  let isAwake = false
  let listeners = Number.POSITIVE_INFINITY

  async function attempt(work: Work, signal: AbortSignal): Promise<boolean> {
    const way = ways.find((each) => each.handles(work))
    if (!way) throw new TypeError(`Nothing sends ${work.kind}`)
    const started = time()
    const result = await way.send(work, signal)
    const ended = time()
    let isLast = true
    if (result.ok) await store.done(work, ended, result.status)
    else {
      const again = retryAt(work, result, ended, options.random())
      isLast = again === undefined
      await store.failed(work, ended, result.code, result.status, again)
    }
    await way.settled(work, result, isLast)
    options.onAttempt?.(work, result, ended - started)
    return result.ok
  }

  async function drain(signal: AbortSignal): Promise<Ran> {
    const flying = new Map<string, { isFailing: boolean; work: Promise<void> }>()
    let [sent, failed] = [0, 0]
    const start = (work: Work, isFailing: boolean): void => {
      const running = attempt(work, signal)
        .then(
          (ok) => {
            if (ok) sent += 1
            else failed += 1
          },
          (error: unknown) => {
            // The row stays due; a fault of ours must not be tried again and again within one run.
            if (!signal.aborted) {
              faulty.add(work.destination)
              options.onError(error)
            }
          },
        )
        .finally(() => {
          flying.delete(work.destination)
          stir?.()
        })
      flying.set(work.destination, { isFailing, work: running })
    }
    const faulty = new Set<string>()

    try {
      let isPlanned = false
      while (!signal.aborted) {
        if (!isPlanned || isAwake) {
          isAwake = false
          isPlanned = true
          let planned = 0
          for (const way of ways) planned += await way.plan(now())
          listeners = planned
        }
        for (const [isFailing, most] of [
          [false, HEALTHY_AT_ONCE],
          [true, FAILING_AT_ONCE],
        ] as const) {
          const under = [...flying.values()].filter((one) => one.isFailing === isFailing).length
          if (under >= most) continue
          const busy = [...flying.keys(), ...faulty]
          for (const work of await store.due(time(), isFailing, most - under, busy)) {
            start(work, isFailing)
          }
        }
        if (flying.size === 0) break
        if (!isAwake) isPlanned = !(await stirred(signal))
      }
    } finally {
      await Promise.allSettled([...flying.values()].map(({ work }) => work))
    }
    await store.prune(time() - KEEP_SETTLED)
    return { sent, failed }
  }

  /** Until a request ends or somebody wakes us; true when neither did, and another process may have written something. */
  async function stirred(signal: AbortSignal): Promise<boolean> {
    const stopped = new AbortController()
    const isLate = await new Promise<boolean>((resolve) => {
      stir = () => {
        resolve(false)
      }
      const late = (): void => {
        resolve(true)
      }
      pause(LOOK_EVERY, AbortSignal.any([signal, stopped.signal])).then(late, late)
    })
    stir = undefined
    stopped.abort()
    // What ends at the same moment is looked after at once.
    await new Promise((resolve) => setImmediate(resolve))
    return isLate
  }

  let draining: Promise<unknown> = Promise.resolve()
  return {
    drain(signal) {
      const run = draining.then(() => drain(signal))
      draining = run.catch(() => undefined) // its caller is told; the next run starts all the same
      return run
    },
    hasListeners: () => listeners > 0,
    wake() {
      isAwake = true
      stir?.()
    },
  }
}

const realPause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
