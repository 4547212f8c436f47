/** What the mailing store keeps: subscribers, suppressions, mailings, and a row per recipient. Times are milliseconds. */
import type { MailingForm, MmsProfile, Segment } from '@/core'

import type { Recipient, RecipientEvent, RecipientState, ReportedOutcome } from './recipient'

export const SUBSCRIBER_STATES = ['active', 'left'] as const
/** `left` unsubscribed from everything, or may not be written to. Whoever has not confirmed yet is a sign-up, no subscriber. */
export type SubscriberState = (typeof SUBSCRIBER_STATES)[number]

export const SUPPRESSION_REASONS = [
  'unsubscribed',
  'erased',
  'hard-bounce',
  'soft-bounces',
  'complaint',
  'manual',
] as const
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number]

export interface NewSubscriber {
  /** Vault.lookup of the address. */
  readonly lookup: string
  /** Vault.seal of the address. */
  readonly sealed: string
  readonly form: MailingForm
  /** Of an e-mail address; `mms` or `sms` for numbers. Kept in clear, since rate limits and the board go by it. */
  readonly domain: string
  readonly region: string
  readonly language: string
  readonly profile: MmsProfile
  readonly audiences: readonly string[]
  readonly newspapers: readonly string[]
  readonly state: SubscriberState
  readonly consentedAt: number
  readonly consentSource: string
}

/** What somebody asked for and has not confirmed. */
export type WantedSignUp = Omit<NewSubscriber, 'state' | 'consentedAt' | 'consentSource'>

export interface SignUpLimits {
  /** Milliseconds before the same address is written to again. */
  readonly pauseMs: number
  /** Confirmations of that form in an hour, whoever asks. */
  readonly perHour: number
}

export interface Subscriber extends NewSubscriber {
  readonly id: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** What became of a subscriber handed to `put`. */
export type PutOutcome = 'created' | 'updated' | 'unchanged' | 'suppressed'

export const MAILING_STATES = [
  'freezing',
  'running',
  'paused',
  'stopped',
  'stale',
  'finished',
] as const
export type MailingState = (typeof MAILING_STATES)[number]

export interface NewMailing {
  readonly key: string
  readonly newspaper: string
  readonly title: string
  /** JSON of the order, pictures in base64. */
  readonly order: string
  readonly staleAfter: number
}

export interface Mailing extends Omit<NewMailing, 'order'> {
  readonly id: number
  readonly state: MailingState
  readonly recipients: number
  readonly createdAt: number
  readonly startedAt: number | null
  readonly finishedAt: number | null
}

/** A recipient that was claimed, with what sending needs. */
export interface Claimed {
  readonly mailing: number
  readonly subscriber: number
  readonly form: MailingForm
  readonly domain: string
  readonly lookup: string
  readonly sealed: string
  readonly profile: MmsProfile
  readonly recipient: Recipient
  /** Not to be sent to any more: it left since the audience was frozen. */
  readonly withheld: boolean
}

export interface Tally {
  readonly domain: string
  readonly state: RecipientState
  readonly code: string
  readonly count: number
}

/** One subscriber's copy of one mailing. */
export interface Received {
  readonly newspaper: string
  readonly title: string
  readonly orderedAt: number
  readonly state: RecipientState
  readonly code: string
}

export interface Settling {
  readonly mailing: number
  readonly subscriber: number
  readonly event: RecipientEvent
}

/** What a reader did because of one copy. */
export const DEPARTURES = ['unsubscribed', 'complained'] as const
export type Departure = (typeof DEPARTURES)[number]

/** What a far side says of one copy, by its own name for it or by ours. */
export interface Report {
  readonly form: MailingForm
  readonly receipt?: string
  readonly copy?: Pick<Settling, 'mailing' | 'subscriber'>
  readonly outcome: ReportedOutcome
  readonly code: string
}

/** `kept`: nothing of ours has that receipt yet; it is looked at again when something gets it, for a day. */
export type ReportOutcome =
  | { readonly outcome: 'moved' | 'unchanged'; readonly subscriber: number }
  | { readonly outcome: 'kept' | 'unknown' }

export interface SubscriberFilter {
  readonly state?: SubscriberState
  readonly form?: MailingForm
  readonly newspaper?: string
  readonly lookup?: string
}

/** Who may be written to, and who may not. */
export interface PeopleStore {
  /** Adds subscribers or changes what is known of them, by look-up key; merges newspapers. Suppressed ones are left out. */
  put(subscribers: readonly NewSubscriber[], now: number): Promise<readonly PutOutcome[]>
  /** What `put` would answer. */
  preview(subscribers: readonly NewSubscriber[]): Promise<readonly PutOutcome[]>
  /** By look-up key. */
  find(lookup: string): Promise<Subscriber | undefined>
  get(id: number): Promise<Subscriber | undefined>
  /** By number, from after `after` on. */
  list(after: number, limit: number): Promise<readonly Subscriber[]>
  /** By number, downwards from before `before`, newest first; an absent condition asks nothing. */
  search(filter: SubscriberFilter, before: number, limit: number): Promise<readonly Subscriber[]>
  change(
    id: number,
    change: Partial<
      Pick<
        Subscriber,
        | 'state'
        | 'form'
        | 'domain'
        | 'region'
        | 'language'
        | 'profile'
        | 'newspapers'
        | 'audiences'
        | 'consentedAt'
        | 'consentSource'
      >
    >,
    now: number,
  ): Promise<void>
  /** Removes a person's row; what was sent keeps its number only. */
  erase(id: number): Promise<void>
  countSubscribers(): Promise<
    readonly { state: SubscriberState; form: MailingForm; count: number }[]
  >

  /**
   * Keeps what somebody asked for until they confirm it; answers its number, or undefined where `limits` are reached: then
   * nothing was kept. Asked for again, the newest counts, and older links are void.
   */
  askSignUp(wanted: WantedSignUp, limits: SignUpLimits, now: number): Promise<number | undefined>
  /** Only what was asked for at that time. */
  signUp(id: number, askedAt: number): Promise<WantedSignUp | undefined>
  removeSignUp(id: number): Promise<void>
  /** Removes what was never confirmed. Answers how many. */
  expireSignUps(before: number): Promise<number>

  /** `newspaper` empty: from everything. Survives the subscriber. */
  suppress(lookup: string, newspaper: string, reason: SuppressionReason, now: number): Promise<void>
  suppressions(
    lookup: string,
  ): Promise<readonly { newspaper: string; reason: SuppressionReason; at: number }[]>
  /** Fresh consent lifts what a person did; `manual` stays. */
  lift(lookup: string, newspaper: string): Promise<void>
}

export interface MailingStore extends PeopleStore {
  /** The mailing of that key, made now if there is none. */
  order(mailing: NewMailing, now: number): Promise<Mailing>
  /**
   * Adds the next `limit` subscribers after `after` that fit, without those a copy of a mailing of `instead` may have
   * reached; answers where to go on, or undefined at the end.
   */
  freeze(
    mailing: number,
    newspaper: string,
    segments: readonly Segment[],
    forms: readonly MailingForm[],
    after: number,
    limit: number,
    instead?: readonly number[],
  ): Promise<number | undefined>
  mailing(id: number): Promise<Mailing | undefined>
  mailingByKey(key: string): Promise<Mailing | undefined>
  /** Those whose keys begin with that prefix, oldest first. */
  mailingsUnder(prefix: string): Promise<readonly Mailing[]>
  mailings(limit: number): Promise<readonly Mailing[]>
  /** Its frozen content, as ordered. */
  content(id: number): Promise<string>
  /** Moves a mailing if it is in one of `from`; answers whether it was. */
  move(
    id: number,
    from: readonly MailingState[],
    to: MailingState,
    now: number,
    staleAfter?: number,
  ): Promise<boolean>
  /** The next domain with queued rows that are due, in order, after `after`. */
  nextDomain(mailing: number, after: string, now: number): Promise<string | undefined>
  claim(
    mailing: number,
    domain: string,
    token: string,
    leaseUntil: number,
    limit: number,
    now: number,
  ): Promise<readonly Claimed[]>
  /** Moves rows by `advance`. With a token only rows claimed under it, so a late answer does nothing. Answers how many moved. */
  settle(settlings: readonly Settling[], token: string | undefined, now: number): Promise<number>
  /** Takes a report, which may come twice, late, or before the receipt it names. */
  report(report: Report, now: number): Promise<ReportOutcome>
  /** Queued rows of a domain that are due wait until then, without a try being counted. Answers how many. */
  postpone(
    mailing: number,
    domain: string,
    code: string,
    until: number,
    now: number,
  ): Promise<number>
  /** Notes a soft bounce, once per mailing; answers of how many mailings there were any within the window. */
  softBounce(subscriber: number, mailing: number, windowMs: number, now: number): Promise<number>
  /** Notes that a copy made its reader leave or complain; once each. */
  note(mailing: number, subscriber: number, what: Departure, now: number): Promise<void>
  departures(mailing: number): Promise<Readonly<Record<Departure, number>>>
  /** Rows whose sender died: unknown. Answers how many. */
  expire(now: number): Promise<number>
  /** Puts rows in that state back into the queue. Answers how many. */
  repeat(mailing: number, state: 'unknown' | 'failed', now: number): Promise<number>
  /** Rows that are queued or being sent. */
  open(mailing: number): Promise<number>
  tally(mailing: number): Promise<readonly Tally[]>
  /** What became of one subscriber's copies, oldest mailing first. */
  receivedBy(subscriber: number): Promise<readonly Received[]>
  /** A whole copy of this moment into a file that does not exist yet. */
  copyTo(file: string): Promise<void>
  /** Fills an empty store from such a copy, all or nothing; running mailings are paused. */
  copyFrom(file: string, now: number): Promise<void>
  close(): Promise<void>
}
