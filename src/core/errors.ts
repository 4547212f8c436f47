/**
 * Delivery errors. A stable code for programs, a sentence for people, the original as `cause`.
 * The code fixes the kind; the kind decides the ledger's move (see delivery.ts); nobody parses messages.
 */
export const DELIVERY_ERRORS = {
  /** 408, 425, 429, 5xx, refused connection: nothing was handed over, trying again may help. Honours Retry-After. */
  DESTINATION_BUSY: 'transient',
  /** Any other 4xx, or the far side says the content is wrong. */
  DESTINATION_REFUSED: 'permanent',
  /** The request left and no answer came. */
  OUTCOME_UNKNOWN: 'unknown',
  /** The worker that held the row died or lost its lease. */
  WORKER_LOST: 'unknown',
  /** The channel's settings are wrong; nothing is sent until somebody corrects them. */
  SETTINGS_INVALID: 'permanent',
  /** The content cannot be turned into what this channel needs. */
  RENDERING_FAILED: 'permanent',
  /** Our own disk, database or network did not answer. */
  STORAGE_UNAVAILABLE: 'transient',
  /** A fault nobody foresaw, raised before anything left the house. */
  UNEXPECTED: 'transient',
} as const satisfies Record<string, 'transient' | 'permanent' | 'unknown'>

export type DeliveryErrorCode = keyof typeof DELIVERY_ERRORS
export type DeliveryErrorKind = (typeof DELIVERY_ERRORS)[DeliveryErrorCode]

export class DeliveryError extends Error {
  override readonly name = 'DeliveryError'
  readonly code: DeliveryErrorCode
  readonly kind: DeliveryErrorKind
  /** Milliseconds the far side asked us to wait (Retry-After), if it did. */
  readonly retryAfterMs?: number

  constructor(
    code: DeliveryErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.kind = DELIVERY_ERRORS[code]
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs
  }
}

/** The sentence of any thrown value, for logs and ledger rows. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

/** Wraps what a channel threw, so that the ledger always sees a code. */
export const asDeliveryError = (error: unknown): DeliveryError =>
  error instanceof DeliveryError
    ? error
    : new DeliveryError('UNEXPECTED', messageOf(error), { cause: error })
