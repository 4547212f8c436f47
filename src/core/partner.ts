/**
 * What a partner that fetches a TV column may take (播出机构), and the note that is made of each fetch. Plain data: the CMS
 * writes it, the delivery plane reads it without the CMS.
 */
import type { AccessKey } from './access-key'

/** Forms of a film: files of their own (MP4 …), an HLS ladder, sound alone. */
export const FILM_KINDS = ['video', 'hls', 'audio'] as const
export type FilmKind = (typeof FILM_KINDS)[number]

export interface PartnerGrant {
  readonly id: string
  readonly name: string
  /** Slugs; empty: none. */
  readonly columns: readonly string[]
  readonly kinds: readonly FilmKind[]
  /** Whether the file as it was uploaded is among them. */
  readonly original: boolean
  /** Picture lines of `video` files; a ladder is taken as a whole. */
  readonly minHeight?: number
  readonly maxHeight?: number
  /** ISO 3166-1 alpha-2: where it shows what it takes. */
  readonly country: string
  /** The agreement's first and last moment. */
  readonly from?: string
  readonly until?: string
  /** Days after publication for which an episode may be taken. */
  readonly days?: number
  /** Those that may be used. */
  readonly keys: readonly Pick<AccessKey, 'id' | 'digest'>[]
}

/** One fetch of a partner. */
export interface PartnerFetch {
  readonly at: string
  readonly partner: string
  /** The key's id. */
  readonly key: string
  readonly method: string
  /** What follows the key: `/night-class.mrss`, `/files/ID/NAME`. */
  readonly path: string
  readonly status: number
  /** Bytes of the body that were sent. */
  readonly bytes: number
  readonly userAgent: string
  /** `lessons/ID#3`: documents handed over whole, with their revisions. Absent where paths say it. */
  readonly documents?: readonly string[]
  /** A place of a log, `epoch.seq`, up to which the partner has everything. */
  readonly acknowledged?: string
}
