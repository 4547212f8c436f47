/** News on the account's shelf, for whoever holds its lane. Told twice, late or out of order, they change nothing. */
import type { Shelf } from '@/core'

import { eventName, jobName, type Job, type KeptEvent } from '../journal'
import type { News } from './message'

/**
 * Answers the ledger rows it concerns; none where nobody here waits for it. They are answered for a repeated callback too: the
 * first may have died before it woke them.
 */
export async function keepNews(
  shelf: Shelf,
  { job, event }: News,
  isAuthentic: boolean,
): Promise<readonly string[]> {
  const name = eventName(job)
  const known = (await shelf.read(name)) as KeptEvent | undefined
  const isNewer = !known || event.at > known.at || (isAuthentic && !known.isAuthentic)
  // What came in plain never takes the place of the far side's own word.
  if (isNewer && (isAuthentic || known?.isAuthentic !== true)) {
    await shelf.write(name, { ...event, isAuthentic } satisfies KeptEvent)
  }
  return ((await shelf.read(jobName(job))) as Job | undefined)?.rows ?? []
}
