/** A mailing as people want to see it: how far, how fast, when it ends, what failed and why. Pure but for the store's reading. */
import type { MailingDesk } from './desk'
import { RECIPIENT_STATES, type RecipientState } from './recipient'
import type { Departure, Mailing } from './store'

type Counts = Readonly<Record<RecipientState, number>>

export interface MailingBoard {
  readonly mailing: Mailing
  readonly counts: Counts
  /** Recipients nothing more happens to by itself. */
  readonly done: number
  /** A second, while it runs. */
  readonly rate: number | undefined
  /** Milliseconds since the epoch; undefined where it can't be said. */
  readonly endsAt: number | undefined
  /** What failed or waits, by cause, most frequent first. */
  readonly causes: readonly {
    readonly state: RecipientState
    readonly code: string
    readonly count: number
  }[]
  /** The largest first. */
  readonly domains: readonly { readonly domain: string; readonly counts: Counts }[]
  readonly departures: Readonly<Record<Departure, number>>
}

/** Domains shown one by one. */
const MOST_DOMAINS = 50

export async function boardOf(
  { store, rates }: Pick<MailingDesk, 'store' | 'rates'>,
  mailing: Mailing,
  now: number,
): Promise<MailingBoard> {
  const tally = await store.tally(mailing.id)
  const counts = noCounts()
  const causes = new Map<string, { state: RecipientState; code: string; count: number }>()
  const domains = new Map<string, Record<RecipientState, number>>()
  for (const { domain, state, code, count } of tally) {
    counts[state] += count
    const ofDomain = domains.get(domain) ?? noCounts()
    ofDomain[state] += count
    domains.set(domain, ofDomain)
    if (code === '' || state === 'delivered') continue
    const key = `${state} ${code}`
    const cause = causes.get(key) ?? { state, code, count: 0 }
    causes.set(key, { ...cause, count: cause.count + count })
  }
  const open = counts.queued + counts.sending
  const done = sum(counts) - open
  const isRunning = mailing.state === 'running'
  const rate = isRunning ? rates.look(mailing.id, done, mailing.startedAt, now) : undefined
  return {
    mailing,
    counts,
    done,
    rate,
    endsAt: rate !== undefined && rate > 0 && open > 0 ? now + (open / rate) * 1000 : undefined,
    causes: [...causes.values()].sort((left, right) => right.count - left.count),
    domains: [...domains]
      .map(([domain, each]) => ({ domain, counts: each }))
      .sort((left, right) => sum(right.counts) - sum(left.counts))
      .slice(0, MOST_DOMAINS),
    departures: await store.departures(mailing.id),
  }
}

const noCounts = (): Record<RecipientState, number> =>
  Object.fromEntries(RECIPIENT_STATES.map((state) => [state, 0])) as Record<RecipientState, number>

const sum = (counts: Counts): number =>
  Object.values(counts).reduce((total, count) => total + count, 0)
