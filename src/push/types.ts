/** What is pushed: rows of work, and what became of an attempt. */

/** `verify` and `distribute` are WebSub's, `event` is a webhook's. */
export type Kind = 'verify' | 'distribute' | 'event'

export interface Work {
  readonly id: number
  readonly kind: Kind
  /** A subscription's or an endpoint's id. Never two requests to one at once. */
  readonly destination: string
  /** What it is about: an event's id, a topic, a mode. One row per kind, destination and subject. */
  readonly subject: string
  /** JSON, as the kind has it. */
  readonly data: string
  /** Attempts made before this one. */
  readonly attempts: number
  readonly createdAt: number
}

/** Codes of failed attempts. Their meaning is in docs/errors.md. */
export const PUSH_ERRORS = {
  /** No answer within the time allowed. */
  TIMEOUT: 'again',
  /** No connection, or one that broke. */
  UNREACHABLE: 'again',
  /** 408, 425, 429 and 5xx. */
  BUSY: 'again',
  /** Any other answer that is not 2xx. */
  REFUSED: 'again',
  /** 410: never again. */
  GONE: 'ends',
  /** An address inside the house. */
  ADDRESS_FORBIDDEN: 'ends',
  /** The challenge did not come back. */
  CHALLENGE_WRONG: 'ends',
  /** The subscriber said with 404 that it did not ask. */
  NOT_WANTED: 'ends',
  /** The endpoint or the subscription is not there any more, or is switched off. */
  NO_DESTINATION: 'ends',
} as const satisfies Record<string, 'again' | 'ends'>
export type PushErrorCode = keyof typeof PUSH_ERRORS

export type Result =
  | { readonly ok: true; readonly status?: number }
  | {
      readonly ok: false
      readonly code: PushErrorCode
      readonly status?: number
      /** Milliseconds the far side asked us to wait. */
      readonly retryAfter?: number
    }

/** What one destination's past says of it. Times in milliseconds since the epoch. */
export interface Health {
  readonly destination: string
  readonly failingSince?: number
  readonly lastSuccessAt?: number
  readonly lastAttemptAt?: number
  readonly lastCode?: string
  readonly lastStatus?: number
}
