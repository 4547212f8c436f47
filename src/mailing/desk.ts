/** What people do with mailings and subscribers by hand, over the same store as the sender, also from another process. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { createRateMeter, type RateMeter } from './rate-meter'
import { openSqliteStore } from './sqlite-store'
import type { MailingStore, MailingState } from './store'
import { openVault, type Vault } from './vault'

/** How long a resumed mailing may go on: a day. */
export const RESUMED_FOR_MS = 24 * 60 * 60_000

export interface Steering {
  pause(id: number): Promise<boolean>
  /** By a person: a stale mailing too, which may then be sent for a day more. */
  resume(id: number): Promise<boolean>
  /** For good. */
  stopMailing(id: number): Promise<boolean>
  /**
   * Puts those nobody knows of back into the queue, though they may get a second copy; a mailing that had ended goes on for a
   * day. Answers how many; undefined where it was stopped or paused.
   */
  repeatUnknown(id: number): Promise<number | undefined>
}

export function steeringOf(
  store: MailingStore,
  time: () => number,
  onWork: () => void = () => undefined,
): Steering {
  const move = async (
    id: number,
    from: readonly MailingState[],
    to: MailingState,
  ): Promise<boolean> => {
    const now = time()
    const moved = await store.move(
      id,
      from,
      to,
      now,
      to === 'running' ? now + RESUMED_FOR_MS : undefined,
    )
    if (moved && to === 'running') onWork()
    return moved
  }
  return {
    pause: (id) => move(id, ['running'], 'paused'),
    resume: (id) => move(id, ['paused', 'stale'], 'running'),
    stopMailing: (id) => move(id, ['freezing', 'running', 'paused', 'stale'], 'stopped'),
    async repeatUnknown(id) {
      const mailing = await store.mailing(id)
      if (mailing?.state !== 'running' && mailing?.state !== 'finished') return undefined
      const count = await store.repeat(id, 'unknown', time())
      if (count > 0) await move(id, ['running', 'finished'], 'running')
      return count
    },
  }
}

export interface MailingDesk extends Steering {
  readonly store: MailingStore
  readonly vault: Vault
  /** Where messages are without a mail server. */
  readonly outbox: string
  readonly rates: RateMeter
  close(): Promise<void>
}

export async function openDesk({
  directory,
  secret,
  now,
}: {
  readonly directory: string
  readonly secret: string
  readonly now: () => Date
}): Promise<MailingDesk> {
  await mkdir(directory, { recursive: true })
  const store = await openSqliteStore(join(directory, 'mailing.sqlite'))
  return {
    store,
    vault: openVault(secret),
    outbox: join(directory, 'outbox'),
    rates: createRateMeter(),
    ...steeringOf(store, () => now().getTime()),
    close: () => store.close(),
  }
}
