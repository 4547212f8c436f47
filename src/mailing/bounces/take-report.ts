/** What follows from a report about a message that came back, or that somebody complained of. */
import type { MailingStore } from '../store'
import type { Vault } from '../vault'
import { readReport, type ReadReport } from './read-report'
import { SOFT_BOUNCES } from './rules'

/** `unknown`: forged, or of somebody who was erased. */
export const BOUNCE_OUTCOMES = [
  'hard',
  'soft',
  'soft-last',
  'complaint',
  'unknown',
  'ignored',
] as const
export type BounceOutcome = (typeof BOUNCE_OUTCOMES)[number]

export interface TakenReport {
  /** `soft-last`: the soft one that was one too many. */
  readonly outcome: BounceOutcome
  /** Why it was ignored, or the status. Never an address. */
  readonly detail: string
}

interface Bouncing {
  readonly store: MailingStore
  readonly vault: Vault
}

/** The same report again changes nothing more. */
export async function takeReport(
  { store, vault }: Bouncing,
  raw: Buffer,
  now: number,
): Promise<TakenReport> {
  const report = await readReport(raw)
  if (report.type === 'ignored') return { outcome: 'ignored', detail: report.why }
  const link = linkIn(vault, report)
  const subscriber = link && (await store.get(link.subscriber))
  if (!link || !subscriber) return { outcome: 'unknown', detail: '' }
  const stopAll = async (reason: 'hard-bounce' | 'soft-bounces' | 'complaint'): Promise<void> => {
    // The suppression first: should this process die in between, nothing is sent all the same.
    await store.suppress(subscriber.lookup, '', reason, now)
    await store.change(subscriber.id, { state: 'left' }, now)
  }
  if (report.type === 'complaint') {
    await stopAll('complaint')
    await store.note(link.mailing, subscriber.id, 'complained', now)
    return { outcome: 'complaint', detail: '' }
  }
  await store.report(
    {
      form: 'email',
      copy: { mailing: link.mailing, subscriber: subscriber.id },
      outcome: report.kind === 'hard' ? 'bounced' : 'failed',
      code: `DSN ${report.status || '5.0.0'}`,
    },
    now,
  )
  if (report.kind === 'hard') {
    await stopAll('hard-bounce')
    return { outcome: 'hard', detail: report.status }
  }
  const { mailings, windowMs } = SOFT_BOUNCES
  const bounced = await store.softBounce(subscriber.id, link.mailing, windowMs, now)
  if (bounced < mailings) return { outcome: 'soft', detail: report.status }
  await stopAll('soft-bounces')
  return { outcome: 'soft-last', detail: report.status }
}

function linkIn(vault: Vault, { tokens }: Exclude<ReadReport, { type: 'ignored' }>) {
  for (const token of tokens) {
    const link = vault.verify('bounce', token)
    if (link) return link
  }
  return undefined
}
