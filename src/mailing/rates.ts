/** How fast each domain is written to. Data, since every provider has its own mind and changes it. */
export interface RateRule {
  /** `*` for all that have no rule of their own. */
  readonly domain: string
  readonly perSecond: number
}

/** Careful beginnings; a domain that answers 421 or 450 is slowed down further by itself. */
export const RATE_RULES: readonly RateRule[] = [
  { domain: 'qq.com', perSecond: 20 },
  { domain: '163.com', perSecond: 20 },
  { domain: '126.com', perSecond: 20 },
  { domain: 'sina.com', perSecond: 10 },
  { domain: 'gmail.com', perSecond: 20 },
  { domain: '*', perSecond: 50 },
]

/** A slowed domain gets half of its rate, down to this part of it. */
const SLOWEST = 1 / 64
/** Accepted messages after which a slowed domain gets twice its rate again. */
const RECOVERS_AFTER = 200

interface Bucket {
  tokens: number
  at: number
  factor: number
  accepted: number
  closedUntil: number
}

export interface Rates {
  /** How many may be sent to the domain now, at most `wanted`; they count as sent. */
  take(domain: string, wanted: number, now: number): number
  /** Closed for a while because the far side asked for patience; otherwise a moment's wait brings the next. */
  isClosed(domain: string, now: number): boolean
  accepted(domain: string): void
  /** The far side asked for patience. */
  slowed(domain: string, waitMs: number, now: number): void
}

export function createRates(rules: readonly RateRule[] = RATE_RULES): Rates {
  const buckets = new Map<string, Bucket>()
  const ruleOf = (domain: string): number =>
    (rules.find((rule) => rule.domain === domain) ?? rules.find((rule) => rule.domain === '*'))
      ?.perSecond ?? Infinity
  const bucketOf = (domain: string, now: number): Bucket => {
    const known = buckets.get(domain)
    if (known) return known
    const made = { tokens: ruleOf(domain), at: now, factor: 1, accepted: 0, closedUntil: 0 }
    buckets.set(domain, made)
    return made
  }
  return {
    take(domain, wanted, now) {
      const rate = ruleOf(domain)
      if (rate === Infinity) return wanted
      const bucket = bucketOf(domain, now)
      if (now < bucket.closedUntil) return 0
      const grown = ((now - bucket.at) / 1000) * rate * bucket.factor
      bucket.tokens = Math.min(rate, bucket.tokens + grown)
      bucket.at = now
      const given = Math.min(wanted, Math.floor(bucket.tokens))
      bucket.tokens -= given
      return given
    },
    isClosed: (domain, now) => now < (buckets.get(domain)?.closedUntil ?? 0),
    accepted(domain) {
      const bucket = buckets.get(domain)
      if (!bucket || bucket.factor === 1) return
      bucket.accepted += 1
      if (bucket.accepted < RECOVERS_AFTER) return
      bucket.factor = Math.min(1, bucket.factor * 2)
      bucket.accepted = 0
    },
    slowed(domain, waitMs, now) {
      const bucket = bucketOf(domain, now)
      bucket.factor = Math.max(SLOWEST, bucket.factor / 2)
      bucket.accepted = 0
      bucket.closedUntil = Math.max(bucket.closedUntil, now + Math.min(waitMs, 60_000))
    },
  }
}
