/** What the delivery plane counts. Plain numbers while serving; Prometheus reads them when it comes. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export const ROUTES = [
  'file',
  'upload',
  'gone',
  'moved',
  'missing',
  'changes',
  'computed',
  'guarded',
  'api',
  'system',
  'fallback',
  'refused',
] as const
/** A class of addresses; never an address, of which there are too many. */
export type Route = (typeof ROUTES)[number]

export interface Traffic {
  /** One finished answer. */
  count(route: Route, status: number, milliseconds: number): void
  /** A read of the store that failed, whether or not an old copy could be answered. */
  readFailed(): void
}

interface Tally {
  readonly route: Route
  readonly status: number
  answers: number
  milliseconds: number
}

/** Buckets in seconds: from memory to a slow disk or a slow client. */
const BUCKETS = [0.005, 0.025, 0.1, 0.5, 2.5, 10]

export function createTraffic(registry: Registry, cachedBytes: () => number): Traffic {
  const tallies = new Map<Route, Map<number, Tally>>(ROUTES.map((route) => [route, new Map()]))
  const registers = [registry]
  let failures = 0

  const all = (): Tally[] => [...tallies.values()].flatMap((statuses) => [...statuses.values()])
  const counter = (name: string, help: string, value: (tally: Tally) => number): Counter =>
    new Counter({
      name,
      help,
      labelNames: ['route', 'status'],
      registers,
      collect() {
        this.reset()
        for (const tally of all()) {
          this.inc({ route: tally.route, status: String(tally.status) }, value(tally))
        }
      },
    })
  counter(
    'quanmei_http_answers_total',
    'Answers by class of address and status',
    (tally) => tally.answers,
  )
  counter(
    'quanmei_http_answer_seconds_total',
    'Seconds spent on answers by class of address and status',
    (tally) => tally.milliseconds / 1000,
  )
  const duration = new Histogram({
    name: 'quanmei_http_slow_answer_seconds',
    help: 'Durations of answers that took a millisecond or more',
    labelNames: ['route'],
    buckets: BUCKETS,
    registers,
  })
  new Counter({
    name: 'quanmei_delivery_read_failures_total',
    help: 'Reads of the artefact store that failed; an old copy was answered where there was one',
    registers,
    collect() {
      this.reset()
      this.inc(failures)
    },
  })
  new Gauge({
    name: 'quanmei_delivery_cached_bytes',
    help: 'Bytes of prepared answers in memory',
    registers,
    collect() {
      this.set(cachedBytes())
    },
  })

  return {
    count(route, status, milliseconds) {
      const statuses = tallies.get(route) ?? new Map<number, Tally>()
      let tally = statuses.get(status)
      if (!tally) {
        tally = { route, status, answers: 0, milliseconds: 0 }
        statuses.set(status, tally)
      }
      tally.answers += 1
      tally.milliseconds += milliseconds
      if (milliseconds >= 1) duration.observe({ route }, milliseconds / 1000)
    },
    readFailed() {
      failures += 1
    },
  }
}
