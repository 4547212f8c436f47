/** Rows as the database holds them: a site, and what the job `alliance-sites` (src/jobs) found out about it. */
import type { AccessKey, PartnerFetch } from '@/core'

export interface SiteRow {
  readonly id: string
  readonly name: string
  readonly types?: readonly string[] | null
  /** Ids, like `audiences`. */
  readonly themes?: readonly string[] | null
  readonly audiences?: readonly string[] | null
  readonly languages?: readonly string[] | null
  readonly from?: string | null
  readonly until?: string | null
  readonly perMinute?: number | null
  readonly perDay?: number | null
  readonly suspended?: boolean | null
  readonly keys?: readonly AccessKey[] | null
  readonly keysVersion?: number | null
}

/** A document of which the site has not said that it has the newest revision. */
export interface StaleDocument {
  readonly document: string
  readonly title: string
  readonly action: 'correct' | 'withdraw'
  readonly revision: number
  readonly at: string
}

export interface SiteUsage {
  /** File of the log → bytes of it that are counted. */
  readonly cursors: Readonly<Record<string, number>>
  /** Newest first. */
  readonly newest: readonly PartnerFetch[]
  /** By day, UTC: calls, bytes, documents handed over. */
  readonly days: Readonly<
    Record<string, { readonly calls: number; readonly bytes: number; readonly documents: number }>
  >
  /** Key → when it was last used, revoked ones included. */
  readonly keys: Readonly<Record<string, string>>
  /** The place up to which the site has said that it is in step, and when. */
  readonly acknowledged?: { readonly epoch: string; readonly seq: number; readonly at: string }
}

export interface SiteUsageRow {
  readonly id: string
  readonly usage?: SiteUsage | null
  readonly stale?: readonly StaleDocument[] | null
  readonly staleCount?: number | null
  /** Of the store's places, when this was written. */
  readonly last?: number | null
}

/** What one site took in one month (UTC). */
export interface SiteMonthRow {
  /** `SITE.2026-11` */
  readonly id: string
  readonly site: string
  readonly month: string
  /** `lessons/ID` → how often it was handed over. */
  readonly documents?: Readonly<Record<string, number>> | null
}
