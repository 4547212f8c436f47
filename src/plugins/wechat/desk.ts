/** What the steps of one delivery share. */
import type { ChannelContext, Shipment } from '@/core'

import { createAccount, type Account } from './account'
import { createClient } from './client'
import type { ArticleMaker, PictureSource } from './contract'
import { bundleName, documentName, readJournal, type Journal } from './journal'
import { DeliveryError } from '@/core'
import type { WechatSettings } from './settings'

export interface Parts {
  readonly maker: ArticleMaker
  readonly pictures: (context: ChannelContext<WechatSettings>) => PictureSource
  /** Name of the setting with the far side's address. */
  readonly addressName: string
  /** Default 20 s. */
  readonly timeoutMs?: number
}

export interface Desk extends Parts {
  readonly account: Account
  readonly context: ChannelContext<WechatSettings>
  readonly shipment: Shipment
  /** What goes out together, the lead first: the shipment itself, or a bundle. */
  readonly articles: readonly Shipment[]
  /** Ledger rows that a callback wakes. */
  readonly rows: readonly string[]
  journal(): Promise<Journal | undefined>
  write(journal: Journal): Promise<Journal>
}

export function openDesk(
  shipment: Shipment,
  context: ChannelContext<WechatSettings>,
  parts: Parts,
): Desk {
  const { settings, shelf, now } = context
  const { document, item } = shipment.revision
  const client = createClient({
    ...{ baseUrl: required(context, parts.addressName), appId: settings.appId },
    ...{ secret: required(context, settings.secret), http: context.http },
    ...{ shelf, now, signal: context.signal },
    ...(parts.timeoutMs === undefined ? {} : { timeoutMs: parts.timeoutMs }),
  })
  const urgent =
    shipment.action !== 'publish' ||
    item.themes.some(({ slug }) => settings.urgentThemes.includes(slug))
  return {
    ...parts,
    account: createAccount({ client, shelf, urgent, now, isService: settings.kind === 'service' }),
    ...{ context, shipment, articles: [shipment], rows: [shipment.id] },
    ...journalAt(context, documentName(document)),
  }
}

/** The desk of a bundle: the same account, the bundle's own journal. */
export const bundleDesk = (
  desk: Desk,
  id: string,
  { articles, rows }: Pick<Desk, 'articles' | 'rows'>,
): Desk => ({ ...desk, articles, rows, ...journalAt(desk.context, bundleName(id)) })

const journalAt = (
  { shelf }: ChannelContext<WechatSettings>,
  name: string,
): Pick<Desk, 'journal' | 'write'> => ({
  journal: () => readJournal(shelf, name),
  async write(journal) {
    await shelf.write(name, journal)
    return journal
  },
})

function required({ configured }: ChannelContext<WechatSettings>, name: string): string {
  const value = configured(name)
  if (value !== undefined && value !== '') return value
  throw new DeliveryError(
    'SETTINGS_INVALID',
    `没有设置环境变量 ${name} / the environment variable ${name} is not set`,
  )
}
