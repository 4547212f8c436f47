/**
 * What a partner that fetches a TV column may take (播出机构), and the note that is made of each fetch. Plain data: the CMS
 * writes it, the delivery plane reads it without the CMS.
 */
import { createHash, randomBytes } from 'node:crypto'

/** Forms of a film: files of their own (MP4 …), an HLS ladder, sound alone. */
export const FILM_KINDS = ['video', 'hls', 'audio'] as const
export type FilmKind = (typeof FILM_KINDS)[number]

/** A key as it is kept: a secret of 256 random bits needs no salt, its SHA-256 tells nothing about it. */
export interface PartnerKey {
  readonly id: string
  /** SHA-256 of the key, hex. */
  readonly digest: string
  /** Its last characters, by which people tell keys apart. */
  readonly hint: string
  /** ISO 8601, UTC, like all moments here. */
  readonly madeAt: string
  readonly revokedAt?: string
}

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
  readonly keys: readonly Pick<PartnerKey, 'id' | 'digest'>[]
}

/** Keys of a partner that may be used at once: the old one until the new one is in place. */
export const MOST_PARTNER_KEYS = 2

const KEY_BYTES = 32
const HINT_CHARACTERS = 4

export const partnerKeyDigest = (key: string): string =>
  createHash('sha256').update(key).digest('hex')

/** A new key: the text for the partner, shown once, and what is kept of it. */
export function newPartnerKey(
  now: Date,
  random: (bytes: number) => Buffer = randomBytes,
): { readonly key: string; readonly kept: PartnerKey } {
  const key = `tv_${random(KEY_BYTES).toString('base64url')}`
  return {
    key,
    kept: {
      id: random(4).toString('hex'),
      digest: partnerKeyDigest(key),
      hint: key.slice(-HINT_CHARACTERS),
      madeAt: now.toISOString(),
    },
  }
}

export const usableKeys = (keys: readonly PartnerKey[]): readonly PartnerKey[] =>
  keys.filter(({ revokedAt }) => revokedAt === undefined)

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
}
