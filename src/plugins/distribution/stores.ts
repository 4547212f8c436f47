/** One pair of stores per Payload: they hold a database connection of their own. */
import type { Payload } from 'payload'

import { openStores, type Stores } from '@/outbox'

const opened = new WeakMap<Payload, Stores>()

/** The ledger and the leases of this Payload; opened at the first call. */
export function storesOf(payload: Payload): Stores {
  const known = opened.get(payload)
  if (known) return known
  const stores = openStores(payload)
  opened.set(payload, stores)
  return stores
}

/** Before the database is closed. A later `storesOf` opens them again. */
export function closeStores(payload: Payload): void {
  opened.get(payload)?.close()
  opened.delete(payload)
}
