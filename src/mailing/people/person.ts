/** What is kept of one person: to be handed to them, or erased. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { MailingEngine } from '../open'
import type { Received, Subscriber, SuppressionReason } from '../store'
import { readAnyAddress } from './address'

type Kept = Pick<MailingEngine, 'store' | 'vault' | 'outbox'>

export interface Person {
  readonly address: string
  /** `null` once erased, or where an address was only ever suppressed. */
  readonly subscription:
    | (Pick<
        Subscriber,
        'form' | 'region' | 'language' | 'profile' | 'audiences' | 'newspapers' | 'state'
      > & {
        readonly consentSource: string
        readonly consentedAt: string
        readonly createdAt: string
        readonly updatedAt: string
      })
    | null
  /** Newspaper empty: nothing at all is sent. */
  readonly suppressions: readonly {
    readonly newspaper: string
    readonly reason: SuppressionReason
    readonly at: string
  }[]
  readonly received: readonly (Omit<Received, 'orderedAt'> & { readonly orderedAt: string })[]
}

/** By e-mail address or number. `undefined`: nothing is kept of it, or it is neither. Times are ISO 8601. */
export async function personOf({ store, vault }: Kept, text: string): Promise<Person | undefined> {
  const found = readAnyAddress(text)
  if (!found) return undefined
  const lookup = vault.lookup(found.kind, found.address)
  const subscriber = await store.find(lookup)
  const suppressions = await store.suppressions(lookup)
  if (!subscriber && suppressions.length === 0) return undefined
  return {
    address: subscriber ? vault.open(subscriber.sealed, lookup) : found.address,
    subscription: subscriber ? subscriptionIn(subscriber) : null,
    suppressions: suppressions.map(({ at, ...each }) => ({ ...each, at: iso(at) })),
    received: (subscriber ? await store.receivedBy(subscriber.id) : []).map(
      ({ orderedAt, ...each }) => ({ ...each, orderedAt: iso(orderedAt) }),
    ),
  }
}

/**
 * Removes the person's row and the messages written for them into the outbox. Of what was sent a number stays that leads
 * nowhere; a keyed hash stays too, so that no import and no old backup of addresses writes to them again. `undefined`: nothing is kept of it.
 */
export async function erasePerson(
  { store, vault, outbox }: Kept,
  text: string,
  now: number,
): Promise<{ readonly files: number } | undefined> {
  const found = readAnyAddress(text)
  if (!found) return undefined
  const lookup = vault.lookup(found.kind, found.address)
  const subscriber = await store.find(lookup)
  if (!subscriber && (await store.suppressions(lookup)).length === 0) return undefined
  // First of all: whatever happens next, nothing more is sent.
  await store.suppress(lookup, '', 'erased', now)
  if (!subscriber) return { files: 0 }
  await store.erase(subscriber.id)
  return { files: await removeMessages(outbox, subscriber.id) }
}

async function removeMessages(outbox: string, subscriber: number): Promise<number> {
  let removed = 0
  for (const folder of await readdir(outbox).catch(nothingThere)) {
    const name = `${String(subscriber)}.eml`
    if (!(await readdir(join(outbox, folder))).includes(name)) continue
    await rm(join(outbox, folder, name))
    removed += 1
  }
  return removed
}

function nothingThere(error: unknown): [] {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
  throw error
}

const subscriptionIn = ({
  id: _id,
  lookup: _lookup,
  sealed: _sealed,
  domain: _domain,
  consentedAt,
  createdAt,
  updatedAt,
  ...rest
}: Subscriber): NonNullable<Person['subscription']> => ({
  ...rest,
  consentedAt: iso(consentedAt),
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
})

const iso = (time: number): string => new Date(time).toISOString()
