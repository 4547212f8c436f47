/** Makes and revokes keys: for the admin's buttons and the command line. One conditional write, so that none gets lost. */
import type { Payload } from 'payload'

import { MOST_PARTNER_KEYS, newPartnerKey, usableKeys, type PartnerKey } from '@/core'

import type { PartnerRow } from './records'

export type KeyProblem = 'missing' | 'tooMany' | 'unknown' | 'changed'

export class PartnerKeyError extends Error {
  override readonly name = 'PartnerKeyError'
  constructor(readonly problem: KeyProblem) {
    super(`The key can't be changed: ${problem}`)
  }
}

/** Answers the key, which is kept nowhere. Throws PartnerKeyError `missing`, `tooMany`, `changed`. */
export async function issueKey(payload: Payload, partner: string, now: Date): Promise<string> {
  const row = await find(payload, partner)
  const keys = row.keys ?? []
  if (usableKeys(keys).length >= MOST_PARTNER_KEYS) throw new PartnerKeyError('tooMany')
  const { key, kept } = newPartnerKey(now)
  await write(payload, row, [...keys, kept])
  return key
}

/** Throws PartnerKeyError `missing`, `unknown`, `changed`. */
export async function revokeKey(
  payload: Payload,
  partner: string,
  id: string,
  now: Date,
): Promise<void> {
  const row = await find(payload, partner)
  const keys = row.keys ?? []
  if (!usableKeys(keys).some((key) => key.id === id)) throw new PartnerKeyError('unknown')
  await write(
    payload,
    row,
    keys.map((key) => (key.id === id ? { ...key, revokedAt: now.toISOString() } : key)),
  )
}

async function find({ db }: Payload, id: string): Promise<PartnerRow> {
  const row = await db.findOne<PartnerRow>({
    collection: 'tv-partners',
    where: { id: { equals: id } },
  })
  if (!row) throw new PartnerKeyError('missing')
  return row
}

async function write(
  { db }: Payload,
  { id, keysVersion }: PartnerRow,
  keys: readonly PartnerKey[],
): Promise<void> {
  const version = keysVersion ?? 0
  const changed: unknown = await db.updateOne({
    collection: 'tv-partners',
    where: { and: [{ id: { equals: id } }, { keysVersion: { equals: version } }] },
    data: { keys, keysVersion: version + 1 },
  })
  if (!changed) throw new PartnerKeyError('changed')
}
