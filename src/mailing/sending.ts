/** What a way out answers for one recipient, whichever way it is. */
import type { Recipient, RecipientEvent } from './recipient'
import type { Claimed } from './store'

/** Everything one copy needs: whom, and the links made for them. */
export interface Copy {
  readonly claimed: Claimed
  readonly recipient: Recipient
  /** The address or the number, in clear; it goes nowhere but to the far side. */
  readonly address: string
}

export interface Way {
  /** Never rejects for what the far side did. */
  send(copy: Copy): Promise<RecipientEvent>
  close(): Promise<void>
}

/** First wait after a deferral; doubles up to the longest. */
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 60 * 60_000

export const waitAfter = (attempts: number): number =>
  Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1), LONGEST_WAIT_MS)
