/** What is kept of a webhook endpoint beside what people fill in. */
import type { ContentType, DeliveryAction } from '@/core'

/** Sealed under PAYLOAD_SECRET: it signs, so it can't be a digest. */
export interface EndpointSecret {
  readonly id: string
  readonly sealed: string
  /** ISO 8601. */
  readonly madeAt: string
}

/** Written by the job `webhook-reports`. Times ISO 8601. */
export interface EndpointReport {
  readonly waiting: number
  readonly delivered: number
  readonly failed: number
  readonly failingSince?: string | undefined
  readonly lastSuccessAt?: string | undefined
  readonly lastAttemptAt?: string | undefined
  readonly recent: readonly {
    readonly event: string
    readonly state: string
    readonly attempts: number
    readonly code?: string | undefined
    readonly status?: number | undefined
    readonly at: string
  }[]
}

export interface EndpointRow {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly contact?: string | null
  readonly actions?: readonly DeliveryAction[] | null
  readonly types?: readonly ContentType[] | null
  readonly enabled?: boolean | null
  readonly enabledAt?: string | null
  readonly disabledReason?: string | null
  /** Newest first, at most two. */
  readonly secrets?: readonly EndpointSecret[] | null
  readonly secretsVersion?: number | null
  readonly test?: string | null
  readonly replay?: { readonly id: string; readonly from: string } | null
  readonly report?: EndpointReport | null
}
