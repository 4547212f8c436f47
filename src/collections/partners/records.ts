/** Rows as the database holds them: a partner, and what the job `tv-partners` (src/jobs) found out about it. */
import type { AccessKey, PartnerFetch } from '@/core'

export interface PartnerRow {
  readonly id: string
  readonly name: string
  readonly columns?: readonly string[] | null
  readonly kinds?: readonly string[] | null
  readonly original?: boolean | null
  readonly minHeight?: number | null
  readonly maxHeight?: number | null
  readonly country: string
  readonly from?: string | null
  readonly until?: string | null
  readonly days?: number | null
  readonly keys?: readonly AccessKey[] | null
  readonly keysVersion?: number | null
}

interface Counted {
  readonly fetches: number
  readonly bytes: number
}

/** A withdrawn video whose files the partner still asks for. */
export interface StillFetched {
  readonly video: string
  readonly title: string
  /** When it was withdrawn or its rights ended; absent where that is no longer known. */
  readonly at?: string
  readonly first: string
  readonly last: string
  readonly count: number
}

/** A withdrawal since which the partner has not read its feed. */
export interface Uninformed {
  readonly video: string
  readonly title: string
  readonly at: string
  /** When it last did. */
  readonly polled: string
}

export interface UsageRow {
  readonly id: string
  readonly usage?: {
    readonly newest: readonly PartnerFetch[]
    readonly days: Readonly<Record<string, Counted>>
    readonly files: Readonly<Record<string, Counted & { readonly last: string }>>
    readonly keys: Readonly<Record<string, string>>
  } | null
  readonly stillFetched?: readonly StillFetched[] | null
  readonly uninformed?: readonly Uninformed[] | null
  /** Video → when an operator noted that the partner was told. */
  readonly told?: Readonly<Record<string, string>> | null
}
