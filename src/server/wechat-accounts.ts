/** Accounts of WeChat as people look at them: checks, quotas, what waits and why, and the next bundle by hand. */
import type { Payload } from 'payload'

import type { ArtefactStore } from '@/artefacts'
import { advance, type Channel, type Ports } from '@/core'
import type { LeaseStore, LedgerRow, LedgerStore } from '@/outbox/types'
import {
  configuredChannels,
  settingsOf,
  type ConfiguredChannel,
} from '@/plugins/distribution/channel-rows'
import { inLane } from '@/plugins/distribution/holding-lane'
import {
  ACCOUNT,
  ACCOUNT_KINDS,
  checkAccount,
  DRAFT,
  farSideOf,
  openAccount,
  ORDER_NAME,
  quotaReport,
  readCheck,
  type AccountCheck,
  type QuotaLine,
} from '@/plugins/wechat'
import type { WechatSettings } from '@/plugins/wechat/settings'

export interface AccountServices {
  readonly payload: Payload
  readonly kinds: readonly Channel[]
  readonly artefacts: Pick<ArtefactStore, 'shelf'>
  readonly ledger: LedgerStore
  readonly leases: LeaseStore
  readonly worker: string
  readonly now: () => Date
  readonly http: typeof fetch
  readonly configured: (row: string) => Ports['configured']
}

/** A ledger row that is not sent yet. */
export interface WaitingRow {
  readonly id: string
  readonly document: string
  readonly title: string
  readonly action: string
  /** ISO 8601. */
  readonly until: string
  /** Why, where an attempt was put off; without one it waits for its time. */
  readonly reason?: string
}

export interface AccountOverview {
  readonly id: string
  readonly name: string
  readonly bundle: boolean
  readonly quotas: readonly QuotaLine[]
  readonly waiting: readonly WaitingRow[]
  readonly check?: AccountCheck
}

/** No such account, or wrong input; in both languages. */
export class AccountError extends Error {
  override readonly name = 'AccountError'
}

const LISTED = 200

export async function accountRows({
  payload,
  kinds,
}: Pick<AccountServices, 'payload' | 'kinds'>): Promise<readonly ConfiguredChannel[]> {
  return (await configuredChannels(payload, kinds)).filter(({ channel }) =>
    ACCOUNT_KINDS.includes(channel.id),
  )
}

async function accountNamed(services: AccountServices, id: string): Promise<ConfiguredChannel> {
  const found = (await accountRows(services)).find(({ row }) => row.id === id)
  if (found) return found
  throw new AccountError(`没有叫 ${id} 的公众号渠道 / There is no account called ${id}`)
}

/** Asks the far side what the account may do. Holds its lane meanwhile: token and quotas are the lane's. */
export async function checkOf(services: AccountServices, id: string): Promise<AccountCheck> {
  const found = await accountNamed(services, id)
  const settings = settingsOf(found) as WechatSettings
  const { artefacts, configured, http, now } = services
  const shelf = artefacts.shelf(id)
  return inLane(
    services,
    id,
    (signal) =>
      checkAccount(
        () =>
          openAccount(found.channel.id, settings, {
            ...{ configured: configured(id), http, now, shelf, signal },
          }),
        ...([settings, shelf, now()] as const),
      ),
    ACCOUNT,
  )
}

export async function overviewOf(services: AccountServices, id: string): Promise<AccountOverview> {
  const found = await accountNamed(services, id)
  const settings = settingsOf(found) as WechatSettings
  const shelf = services.artefacts.shelf(id)
  const check = await readCheck(shelf)
  return {
    ...{ id, name: found.row.name, bundle: settings.bundle },
    quotas: await quotaReport(
      shelf,
      { isService: settings.kind === 'service', quotas: farSideOf(found.channel.id).quotas },
      services.now(),
    ),
    waiting: (await waitingRows(services, id)).map(waitingRow),
    ...(check ? { check } : {}),
  }
}

/** What is pending, the first due first. */
async function waitingRows({ ledger }: AccountServices, id: string): Promise<LedgerRow[]> {
  const rows = await ledger.list({ channel: id, state: 'pending', limit: LISTED })
  return rows.toSorted((left, right) => timeOf(left) - timeOf(right))
}

const timeOf = ({ delivery }: LedgerRow): number =>
  delivery.state === 'pending' ? delivery.notBefore : 0

function waitingRow(row: LedgerRow): WaitingRow {
  const reason = row.attemptLog.at(-1)?.message
  return {
    ...{ id: row.id, document: row.document, title: row.title, action: row.action },
    until: new Date(timeOf(row)).toISOString(),
    ...(reason === undefined ? {} : { reason }),
  }
}

/**
 * The next bundle by hand: these documents in this order, or the first eight that wait. They are due at once; the channel sends
 * them as it would at their time. Answers how many.
 */
export async function compileNow(
  services: AccountServices,
  id: string,
  documents: readonly string[] = [],
): Promise<number> {
  const { guarantee } = await accountNamed(services, id)
  const waiting = (await waitingRows(services, id)).filter(({ action }) => action === 'publish')
  const missing = documents.filter((each) => !waiting.some(({ document }) => document === each))
  if (missing.length > 0) {
    throw new AccountError(
      `不在等候之列：${missing.join('、')} / Not waiting: ${missing.join(', ')}`,
    )
  }
  if (documents.length > DRAFT.articles) {
    throw new AccountError(
      `一次最多 ${String(DRAFT.articles)} 篇，给了 ${String(documents.length)} 篇 / At most ${String(DRAFT.articles)} at once, not ${String(documents.length)}`,
    )
  }
  const chosen =
    documents.length === 0
      ? waiting.slice(0, DRAFT.articles)
      : waiting.filter(({ document }) => documents.includes(document))
  await services.artefacts.shelf(id).write(ORDER_NAME, documents)
  const at = services.now().getTime()
  let hurried = 0
  for (const row of chosen) {
    const next = advance(row.delivery, { type: 'hurried' }, guarantee, at)
    if (next !== row.delivery && (await services.ledger.move(row, next, undefined, at)))
      hurried += 1
  }
  return hurried
}
