/** How often a day each call may be made, and who may spend what is left. Pure: counts come in, a decision comes out. */

/** Of a new account (API_Call_Limits). `reserve` is kept for what is urgent: corrections, withdrawals, marked documents. */
export const QUOTAS = {
  draft: { day: 1000, reserve: 50 },
  draftGet: { day: 500, reserve: 25 },
  publish: { day: 100, reserve: 10 },
  status: { day: 100, reserve: 10 },
  publishList: { day: 100, reserve: 10 },
  publishDelete: { day: 10, reserve: 0 },
  mass: { day: 1, month: 31, reserve: 0 },
  upload: { day: 100_000, reserve: 100 },
} as const satisfies Record<string, Quota>

/** A service account reaches each follower four times a calendar month. */
export const MASS_OF_SERVICE_ACCOUNT: Quota = { day: 4, month: 4, reserve: 0 }

export interface Quota {
  readonly day: number
  readonly month?: number
  readonly reserve: number
}
export type QuotaName = keyof typeof QUOTAS

export const quotaOf = (
  name: QuotaName,
  of: { readonly isService: boolean; readonly quotas: Readonly<Record<QuotaName, Quota>> },
): Quota => (name === 'mass' && of.isService ? MASS_OF_SERVICE_ACCOUNT : of.quotas[name])

/** Calls made so far. Days and months are Shanghai's: `2026-11-24`, `2026-11`. */
export interface Spent {
  readonly day: string
  readonly month: string
  readonly today: number
  readonly thisMonth: number
}

export type Verdict =
  | { readonly allowed: true; readonly left: number; readonly spent: Spent }
  | { readonly allowed: false; readonly until: Date; readonly reason: 'day' | 'month' | 'reserve' }

/** Spends one call if the quota and the urgency allow it; else says until when to wait, and why. */
export function spend(
  quota: Quota,
  before: Spent | undefined,
  urgent: boolean,
  now: Date,
): Verdict {
  const { day, month, reserve } = quota
  const spent = current(before, now)
  if (month !== undefined && spent.thisMonth >= month) {
    return { allowed: false, until: nextMonth(now), reason: 'month' }
  }
  const left = day - spent.today
  if (left <= 0) return { allowed: false, until: nextDay(now), reason: 'day' }
  if (!urgent && left <= reserve) return { allowed: false, until: nextDay(now), reason: 'reserve' }
  return {
    allowed: true,
    left: left - 1,
    spent: { ...spent, today: spent.today + 1, thisMonth: spent.thisMonth + 1 },
  }
}

/** What was spent, as of now: a new day and a new month begin with nothing. */
export function current(before: Spent | undefined, now: Date): Spent {
  const day = shanghaiDay(now)
  const month = day.slice(0, 7)
  return {
    day,
    month,
    today: before?.day === day ? before.today : 0,
    thisMonth: before?.month === month ? before.thisMonth : 0,
  }
}

/** The far side counts by Shanghai's clock, which has no summer time. */
const SHANGHAI_MS = 8 * 3_600_000
/** Five past midnight: clocks differ a little. */
const AFTER_MIDNIGHT_MS = 5 * 60_000

export const shanghaiDay = (now: Date): string =>
  new Date(now.getTime() + SHANGHAI_MS).toISOString().slice(0, 10)

const shanghaiMidnight = (year: number, month: number, day: number): Date =>
  new Date(Date.UTC(year, month, day) - SHANGHAI_MS + AFTER_MIDNIGHT_MS)

export function nextDay(now: Date): Date {
  const local = new Date(now.getTime() + SHANGHAI_MS)
  return shanghaiMidnight(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + 1)
}

function nextMonth(now: Date): Date {
  const local = new Date(now.getTime() + SHANGHAI_MS)
  return shanghaiMidnight(local.getUTCFullYear(), local.getUTCMonth() + 1, 1)
}
