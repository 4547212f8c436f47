/** Keys for programs of others: TV partners, alliance sites. Shown once, kept as a digest. */
import { createHash, randomBytes } from 'node:crypto'

/** A key as it is kept: a secret of 256 random bits needs no salt, its SHA-256 tells nothing about it. */
export interface AccessKey {
  readonly id: string
  /** SHA-256 of the key, hex. */
  readonly digest: string
  /** Its last characters, by which people tell keys apart. */
  readonly hint: string
  /** What it may be used for, where its holder may do several things. */
  readonly scopes?: readonly string[]
  /** ISO 8601, UTC, like all moments here. */
  readonly madeAt: string
  readonly revokedAt?: string
}

/** Keys of one holder that may be used at once: the old one until the new one is in place. */
export const MOST_USABLE_KEYS = 2

const KEY_BYTES = 32
const HINT_CHARACTERS = 4

export const keyDigest = (key: string): string => createHash('sha256').update(key).digest('hex')

/** A new key: the text for its holder, shown once, and what is kept of it. `prefix` tells people and scanners what it opens. */
export function newAccessKey(
  prefix: string,
  now: Date,
  scopes?: readonly string[],
  random: (bytes: number) => Buffer = randomBytes,
): { readonly key: string; readonly kept: AccessKey } {
  const key = `${prefix}_${random(KEY_BYTES).toString('base64url')}`
  return {
    key,
    kept: {
      id: random(4).toString('hex'),
      digest: keyDigest(key),
      hint: key.slice(-HINT_CHARACTERS),
      ...(scopes ? { scopes } : {}),
      madeAt: now.toISOString(),
    },
  }
}

export const usableKeys = (keys: readonly AccessKey[]): readonly AccessKey[] =>
  keys.filter(({ revokedAt }) => revokedAt === undefined)
