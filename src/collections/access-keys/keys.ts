/** Makes and revokes keys: for the admin's buttons and the command line. One conditional write, so that none gets lost. */
import type { CollectionSlug, Payload } from 'payload'

import { MOST_USABLE_KEYS, newAccessKey, usableKeys, type AccessKey } from '@/core'

export type KeyProblem = 'missing' | 'tooMany' | 'unknown' | 'changed'

export class AccessKeyError extends Error {
  override readonly name = 'AccessKeyError'
  constructor(readonly problem: KeyProblem) {
    super(`The key can't be changed: ${problem}`)
  }
}

/** Whose keys: rows of a collection with the fields of `keyFields`. */
export interface KeyHolders {
  readonly collection: CollectionSlug & ('tv-partners' | 'alliance-sites')
  /** What its keys begin with. */
  readonly prefix: string
}

interface KeyRow {
  readonly id: string
  readonly keys?: readonly AccessKey[] | null
  readonly keysVersion?: number | null
}

/** Answers the key, which is kept nowhere. Throws AccessKeyError `missing`, `tooMany`, `changed`. */
export async function issueKey(
  payload: Payload,
  holders: KeyHolders,
  id: string,
  now: Date,
  scopes?: readonly string[],
): Promise<string> {
  const row = await find(payload, holders, id)
  const keys = row.keys ?? []
  if (usableKeys(keys).length >= MOST_USABLE_KEYS) throw new AccessKeyError('tooMany')
  const { key, kept } = newAccessKey(holders.prefix, now, scopes)
  await write(payload, holders, row, [...keys, kept])
  return key
}

/** Throws AccessKeyError `missing`, `unknown`, `changed`. */
export async function revokeKey(
  payload: Payload,
  holders: KeyHolders,
  id: string,
  keyId: string,
  now: Date,
): Promise<void> {
  const row = await find(payload, holders, id)
  const keys = row.keys ?? []
  if (!usableKeys(keys).some((key) => key.id === keyId)) throw new AccessKeyError('unknown')
  await write(
    payload,
    holders,
    row,
    keys.map((key) => (key.id === keyId ? { ...key, revokedAt: now.toISOString() } : key)),
  )
}

async function find({ db }: Payload, { collection }: KeyHolders, id: string): Promise<KeyRow> {
  const row = await db.findOne<KeyRow>({ collection, where: { id: { equals: id } } })
  if (!row) throw new AccessKeyError('missing')
  return row
}

async function write(
  { db }: Payload,
  { collection }: KeyHolders,
  { id, keysVersion }: KeyRow,
  keys: readonly AccessKey[],
): Promise<void> {
  const version = keysVersion ?? 0
  const changed: unknown = await db.updateOne({
    collection,
    where: { and: [{ id: { equals: id } }, { keysVersion: { equals: version } }] },
    data: { keys, keysVersion: version + 1 },
  })
  if (!changed) throw new AccessKeyError('changed')
}
