/** What a site of the alliance (联盟网站) may take and send. Plain data: the CMS writes it, the API reads it without the CMS. */
import type { AccessKey } from './access-key'
import type { ContentType } from './item'

/** What a key may be used for. */
export const SITE_KEY_SCOPES = ['read'] as const
export type SiteKeyScope = (typeof SITE_KEY_SCOPES)[number]

/** What a site may take. An empty list of themes, audiences or languages: whichever. */
export interface Entitlement {
  /** Empty: none. */
  readonly types: readonly ContentType[]
  /** Slugs, like `audiences`. */
  readonly themes: readonly string[]
  readonly audiences: readonly string[]
  /** BCP 47. */
  readonly languages: readonly string[]
}

export interface SiteGrant {
  readonly id: string
  readonly name: string
  readonly entitlement: Entitlement
  /** The agreement's first and last moment, ISO 8601 UTC. */
  readonly from?: string
  readonly until?: string
  readonly isSuspended: boolean
  /** Calls per key and minute. */
  readonly perMinute: number
  /** Documents handed over per day (UTC). */
  readonly perDay: number
  /** The day (UTC, `2026-11-24`) for which that is used up. */
  readonly usedUp?: string
  /** Also revoked ones, so that whoever still uses them is known. */
  readonly keys: readonly (Pick<AccessKey, 'id' | 'digest'> & {
    readonly scopes: readonly SiteKeyScope[]
    readonly isRevoked: boolean
  })[]
}

/** Default limits of a site. */
export const SITE_LIMITS = { perMinute: 600, perDay: 200_000 } as const
