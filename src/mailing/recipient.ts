/**
 * One recipient of one mailing, and how it moves.
 *
 * queued ─claim→ sending ─accepted─→ sent ─report→ delivered
 *    ↑              ├─ deferred, tries left → queued, later          bounced ←─ a report, from any state that left the house
 *    │              │                                                failed ←── a report, unless it was delivered
 *    └──────────────┤─ refused, or tries spent → failed, or bounced where the address is at fault
 *                   └─ nobody knows ─→ unknown (never repeated by itself: the promise is at most one copy)
 * A report may come before the far side's answer; the later answer then changes nothing.
 */
export const RECIPIENT_STATES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'unknown',
  'bounced',
  'suppressed',
  'failed',
] as const
export type RecipientState = (typeof RECIPIENT_STATES)[number]

export interface Recipient {
  readonly state: RecipientState
  readonly attempts: number
  /** Milliseconds; a queued row waits until then. */
  readonly notBefore: number
  /** Why it is where it is; a code of MAILING_CODES or of the far side. Empty where nothing is wrong. */
  readonly code: string
}

/** `bounced`: the address is at fault; `failed`: this message only. */
export type ReportedOutcome = 'delivered' | 'bounced' | 'failed'

export type RecipientEvent =
  | { readonly type: 'claimed' }
  /** `receipt`: what the far side will name it by in its reports. */
  | { readonly type: 'accepted'; readonly receipt?: string }
  /** Not handed over; trying again may help. */
  | { readonly type: 'deferred'; readonly code: string; readonly waitMs: number }
  /** Refused for good; `address` says that it will be refused the next time too. */
  | { readonly type: 'refused'; readonly code: string; readonly address: boolean }
  /** It left, or its sender died, and no answer came. */
  | { readonly type: 'lost'; readonly code: string }
  /** Left, unsubscribed or was suppressed before it was sent. */
  | { readonly type: 'withheld'; readonly code: string }
  | { readonly type: 'reported'; readonly outcome: ReportedOutcome; readonly code: string }
  /** A person decided to send once more. */
  | { readonly type: 'repeated' }

/** First try included. */
export const MAX_ATTEMPTS = 8

/** Answers the same object when the event changes nothing, as a late one does. */
export function advance(row: Recipient, event: RecipientEvent, now: number): Recipient {
  const to = (state: RecipientState, code = ''): Recipient => ({ ...row, state, code })
  const isSending = row.state === 'sending'
  switch (event.type) {
    case 'claimed':
      return row.state === 'queued' && row.notBefore <= now
        ? { ...to('sending'), attempts: row.attempts + 1 }
        : row
    case 'accepted':
      return isSending ? to('sent') : row
    case 'deferred':
      if (!isSending) return row
      if (row.attempts >= MAX_ATTEMPTS) return to('failed', event.code)
      return { ...to('queued', event.code), notBefore: now + event.waitMs }
    case 'refused':
      if (!isSending) return row
      return to(event.address ? 'bounced' : 'failed', event.code)
    case 'lost':
      return isSending ? to('unknown', event.code) : row
    case 'withheld':
      return row.state === 'queued' || isSending ? to('suppressed', event.code) : row
    case 'reported':
      return reported(row, event.outcome, event.code)
    case 'repeated':
      return ['unknown', 'failed', 'bounced'].includes(row.state)
        ? { state: 'queued', attempts: 0, notBefore: now, code: '' }
        : row
  }
}

/** A bounce outlives a delivery, since a mailbox may refuse what its server took; the other way round nothing changes. */
function reported(row: Recipient, outcome: ReportedOutcome, code: string): Recipient {
  const left: readonly RecipientState[] = ['sending', 'sent', 'unknown']
  if (row.state === 'delivered' && outcome === 'bounced') return { ...row, state: outcome, code }
  if (!left.includes(row.state) || row.state === outcome) return row
  return { ...row, state: outcome, code }
}
