/** A channel: what it promises, selects, renders, delivers. Rendering and delivering never mix. */
import type { ArtefactWriter } from './artefact'
import type { ChangeLogWriter } from './changes'
import type { DeliveryAction, Guarantee } from './delivery'
import type { DeliveryError } from './errors'
import type { DocumentKey, DocumentType, Item } from './item'
import type { Mailings } from './mailing'
import type { Site } from './site'
import type { SyndicationWriter } from './syndication'

/** One immutable publication of a document. */
export interface Revision {
  /** Id of the revision record, the same on every retry. */
  readonly id: string
  readonly document: DocumentKey
  /** Counts from 1 per document. */
  readonly number: number
  readonly action: DeliveryAction
  /** SHA-256 of the content (see content-hash.ts); the empty string for a withdrawal. */
  readonly hash: string
  /** ISO 8601: when it was signed off. */
  readonly at: string
  /** Why it was corrected or withdrawn; shown to readers. */
  readonly reason?: string
  /** What was published; for a withdrawal, what had been. */
  readonly item: Item
}

/** One ledger row on its way. */
export interface Shipment {
  /** Ledger row id. */
  readonly id: string
  /** The same on every retry, so receivers can drop duplicates. */
  readonly key: string
  readonly action: DeliveryAction
  readonly destination: string
  /** Counts from 1. */
  readonly attempt: number
  readonly revision: Revision
  /**
   * What this channel may still show of the document: the items of earlier revisions, from the last delivered one on.
   * Empty for a first publication.
   */
  readonly earlier: readonly Item[]
}

export type Outcome =
  | {
      readonly ok: true
      readonly receipt: string
      /** Handed over, outcome open: `receipt` is the receipt so far, and the channel is asked again then. */
      readonly checkAt?: Date
    }
  | { readonly ok: false; readonly error: DeliveryError }

/** A channel's own small memory: named JSON documents, written atomically. Only the lane's holder writes. */
export interface Shelf {
  /** `undefined` when nothing was written under that name. */
  read(name: string): Promise<unknown>
  write(name: string, value: unknown): Promise<void>
  remove(name: string): Promise<void>
  /** Names with that prefix, sorted. */
  list(prefix: string): Promise<readonly string[]>
}

/** What was published, by revision id. */
export interface Library {
  /** Unknown ids are left out; the order is that of `ids`. */
  load(ids: readonly string[]): Promise<readonly Revision[]>
  /** Every document's current publication, oldest `publishedAt` first. */
  current(): AsyncIterable<Revision>
  /** What this channel delivered, with its receipts, in the order of the receipts' text. */
  history(): AsyncIterable<{
    readonly revision: Revision
    readonly key: string
    readonly receipt: string
  }>
  /** The same without the texts, and far cheaper: a rebuild need not read again what `current` gave it. */
  receipts(): AsyncIterable<DeliveryReceipt>
}

/** That a revision was delivered, and what the channel said to it. */
export interface DeliveryReceipt {
  /** The revision's id. */
  readonly revision: string
  readonly action: DeliveryAction
  readonly key: string
  readonly receipt: string
}

/** What readers find by words. Calls may be repeated; a crash leaves the state before or after. */
export interface SearchIndex {
  /** Adds documents, or replaces them by key. */
  put(items: readonly Item[]): Promise<void>
  /** Keys that are not there are ignored. */
  remove(documents: readonly DocumentKey[]): Promise<void>
  /** Builds a new index aside; the old one answers until it is done. Answers the number of documents. */
  replaceAll(items: AsyncIterable<Item>): Promise<number>
}

/** The files editors uploaded, as published items name them. */
export interface Uploads {
  /** The bytes behind `/media/NAME`. Throws DeliveryError RENDERING_FAILED where there is no such file. */
  read(url: string): Promise<Uint8Array>
}

/** The secrets an operator may name in a channel's settings: nothing else of the environment may be sent anywhere. */
export const CHANNEL_SECRET = /^CHANNEL_SECRET_[A-Z0-9_]+$/

/** Stands before a secret that is kept encrypted in the settings themselves (src/server/channel-secrets.ts). */
export const SEALED = 'sealed:'
export const SEALED_SECRET = /^sealed:[A-Za-z0-9_-]{38,2000}$/

/** A setting that is a secret: its name in the settings, and what people call it. */
export interface SecretSetting {
  readonly setting: string
  readonly label: { readonly zh: string; readonly en: string }
}

/** All a channel may touch. */
export interface Ports {
  readonly artefacts: ArtefactWriter
  readonly changes: ChangeLogWriter
  readonly shelf: Shelf
  readonly library: Library
  /** The channel's own. */
  readonly search: SearchIndex
  readonly uploads: Uploads
  /** The channel's own store of records, for whoever syncs from it. */
  readonly syndication: SyndicationWriter
  /** Sends an edition to its subscribers. */
  readonly mailings: Mailings
  /**
   * Secrets (CHANNEL_SECRET) and addresses of far sides that the administrator put into the environment, by name; secrets
   * kept encrypted (SEALED_SECRET), by what stands in the settings. Anything else answers undefined.
   */
  readonly configured: (name: string) => string | undefined
  /** A `fetch` that refuses internal addresses. */
  readonly http: typeof fetch
  readonly now: () => Date
  readonly signal: AbortSignal
}

export interface ChannelContext<Settings> extends Ports {
  readonly site: Site
  readonly settings: Settings
}

/** All a pull channel touches: what was published and where artefacts are kept, never a far side. */
export type PullContext<Settings> = Pick<
  ChannelContext<Settings>,
  | 'artefacts'
  | 'changes'
  | 'library'
  | 'now'
  | 'search'
  | 'settings'
  | 'shelf'
  | 'signal'
  | 'site'
  | 'syndication'
  | 'uploads'
>

/** How many shipments of one (channel, destination) travel together, and whether only one worker may carry them. */
export interface Lane {
  /** One worker at a time holds the lane: needed where shipments touch shared artefacts. */
  readonly exclusive: boolean
  /**
   * At most so many shipments in one call of `deliver`. More than one needs `onUnknown: 'repeat'` or `'reconcile'`, since a
   * batch that fails as a whole is tried again one by one.
   */
  readonly batch: number
}

export interface Channel<Settings = unknown> {
  readonly id: string
  readonly label: { readonly zh: string; readonly en: string }
  readonly guarantee: Guarantee
  readonly lane: Lane
  /** What it is shown at all. Default: content, so that editions reach only channels that ask for them. */
  readonly carries?: readonly DocumentType[]
  /** Settings that may be typed in as secrets and are kept encrypted then. */
  readonly secrets?: readonly SecretSetting[]
  /** What an operator typed, checked. Throws DeliveryError SETTINGS_INVALID in plain words. */
  settings(raw: unknown): Settings
  /**
   * Whether a row waits for the channel's schedule. Default: every row does; a channel whose schedule is for first
   * publications says so.
   */
  isScheduled?(action: DeliveryAction, item: Item, settings: Settings): boolean
  /** Where an item goes; one ledger row each. Empty: not for this channel. Pull channels answer `['public']`. */
  selects(item: Item, settings: Settings): readonly string[]
  /**
   * Hands over a batch of one lane, oldest first; the answer has one outcome per shipment, in order.
   * Throwing settles the whole batch with that error (after trying each shipment alone).
   */
  deliver(
    shipments: readonly Shipment[],
    context: ChannelContext<Settings>,
  ): Promise<readonly Outcome[]>
  /**
   * How a submitted shipment ended, or when to ask again. Asking changes nothing at the far side, so it may be repeated.
   * Channels whose outcomes are never open have none.
   */
  check?(
    shipment: Shipment,
    receiptSoFar: string,
    context: ChannelContext<Settings>,
  ): Promise<Outcome>
  /** Pull channels: makes every artefact again from the library. Resumable; same content, same bytes. May run on a thread. */
  rebuild?(
    context: PullContext<Settings>,
    progress: (done: number) => void,
  ): Promise<{ readonly documents: number; readonly artefacts: number }>
}

/** Keeps the settings' type inside a channel while the list of channels forgets it. */
export const defineChannel = <Settings>(channel: Channel<Settings>): Channel => channel

/**
 * What a channel that writes artefacts promises: repeating is harmless, a withdrawal removes. Its shipments share lists,
 * so one worker carries them, in batches.
 */
export const PULL_CHANNEL = {
  guarantee: {
    maxAttempts: 20,
    leaseMs: 60_000,
    // From a second up to five minutes.
    backoffMs: (attempt: number) => Math.min(1000 * 2 ** attempt, 5 * 60_000),
    onUnknown: 'repeat',
    withdrawal: 'removes',
  },
  lane: { exclusive: true, batch: 100 },
} as const satisfies Pick<Channel, 'guarantee' | 'lane'>
