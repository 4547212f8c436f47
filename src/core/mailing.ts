/**
 * A mailing: one edition of a newspaper on its way to every subscriber. The newspaper's channel orders it, the mailing
 * engine carries it out; both know only these words. An order is frozen: content and audience do not change once it
 * is placed.
 */

/** How a subscriber wants to be reached. One form each, so nobody gets an edition twice. */
export const MAILING_FORMS = ['email', 'mms', 'sms'] as const
export type MailingForm = (typeof MAILING_FORMS)[number]

/** How much a subscriber's handset takes, in kilobytes (1 KB = 1,024 bytes) for the whole multimedia message. */
export const MMS_PROFILES = [50, 100, 300] as const
export type MmsProfile = (typeof MMS_PROFILES)[number]

/**
 * Who is addressed: subscribers of the newspaper that fulfil every condition given. An absent condition asks nothing.
 * Languages by BCP 47, regions by GB/T 2260 code or a prefix of it (`54` is all of `540102`), audiences by slug.
 */
export interface Segment {
  readonly audiences?: readonly string[]
  readonly regions?: readonly string[]
  readonly languages?: readonly string[]
  readonly forms?: readonly MailingForm[]
  readonly profiles?: readonly MmsProfile[]
}

/**
 * What differs from one recipient to the next. Renderers write these words where the value goes, the engine puts it
 * there, escaped for HTML where the text is HTML. Everything else is the same bytes for everyone.
 */
export const MERGE_FIELDS = {
  unsubscribe: '{{unsubscribe_url}}',
  preferences: '{{preferences_url}}',
} as const

export interface EmailMessage {
  readonly subject: string
  readonly html: string
  readonly text: string
  /** Pictures the HTML names as `cid:ID`; hosted ones are not listed. */
  readonly pictures: readonly {
    readonly id: string
    readonly mediaType: string
    readonly body: Uint8Array
  }[]
}

/** One multimedia message within its profile's budget. */
export interface MmsMessage {
  readonly subject: string
  readonly smil: string
  /** In the order they appear; `id` is what the SMIL's `src` says. */
  readonly parts: readonly {
    readonly id: string
    readonly mediaType: string
    readonly body: Uint8Array
  }[]
}

export interface MailingOrder {
  /** The same on every retry: a second order under a key is the first one. */
  readonly key: string
  readonly newspaper: { readonly slug: string; readonly title: string }
  readonly edition: { readonly id: string; readonly title: string }
  /** A subscriber in any of them gets one copy; empty: every subscriber of the newspaper. */
  readonly segments: readonly Segment[]
  /** A form that is missing reaches nobody, and its subscribers are counted as not addressed. */
  readonly messages: {
    readonly email?: EmailMessage
    readonly mms?: Readonly<Record<MmsProfile, MmsMessage>>
    readonly sms?: { readonly text: string }
  }
  /** Keys of earlier orders of this edition: whoever may have a copy of one of those gets none. */
  readonly instead?: readonly string[]
  /** ISO 8601: after this nothing is sent by itself any more; a person must resume it. */
  readonly staleAfter: string
}

/** An order that was kept. */
export interface PlacedOrder {
  readonly key: string
  readonly mailing: string
  /** Whom it addressed when its audience was frozen. */
  readonly recipients: number
  /** Of these, those a copy may have reached: all but the ones still waiting or withheld. */
  readonly handedOver: number
}

/** What the newspaper's channel may ask of the mailing engine. */
export interface Mailings {
  /** Keeps the order and its audience; answers when both are safe, before anything is sent. RENDERING_FAILED, nothing kept: it can't be built. */
  start(order: MailingOrder): Promise<{ readonly mailing: string; readonly recipients: number }>
  /** Nobody who has not been sent to is sent to any more. A key never ordered is ignored. */
  stop(key: string): Promise<void>
  /** Orders whose keys begin with that prefix, oldest first. */
  placed(prefix: string): Promise<readonly PlacedOrder[]>
}
