/** What the steps of one delivery share. */
import { DeliveryError, SEALED, type ChannelContext, type Ports, type Shipment } from '@/core'

import { createAccount, type Account } from './account'
import { createClient } from './client'
import type { ArticleMaker, PictureSource } from './contract'
import type { FarSide } from './far-side'
import { bundleName, documentName, readJournal, type Journal } from './journal'
import type { WechatSettings } from './settings'

export interface Parts {
  readonly maker: ArticleMaker
  readonly pictures: (context: ChannelContext<WechatSettings>) => PictureSource
  readonly farSide: FarSide
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
  const { settings } = context
  const { document, item } = shipment.revision
  const urgent =
    shipment.action !== 'publish' ||
    item.themes.some(({ slug }) => settings.urgentThemes.includes(slug))
  return {
    ...parts,
    account: accountOf(settings, context, parts, urgent),
    ...{ context, shipment, articles: [shipment], rows: [shipment.id] },
    ...journalAt(context, documentName(document)),
  }
}

export type AccountPorts = Pick<Ports, 'configured' | 'http' | 'now' | 'shelf' | 'signal'>

/** The account's calls. Whoever makes them holds its lane. Throws SETTINGS_INVALID where its secret or address is missing. */
export function accountOf(
  settings: WechatSettings,
  ports: AccountPorts,
  { farSide, timeoutMs }: Pick<Parts, 'farSide' | 'timeoutMs'>,
  urgent: boolean,
): Account {
  const { http, now, shelf, signal } = ports
  const client = createClient({
    ...{ baseUrl: required(ports, farSide.addressName), appId: settings.appId },
    ...{ secret: required(ports, settings.secret), http, shelf, now, signal },
    tokenKind: farSide.token,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
  const isService = settings.kind === 'service'
  return createAccount({ client, shelf, urgent, now, isService, quotas: farSide.quotas })
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

function required({ configured }: Pick<Ports, 'configured'>, name: string): string {
  const value = configured(name)
  if (value !== undefined && value !== '') return value
  if (name.startsWith(SEALED)) {
    throw new DeliveryError(
      'SETTINGS_INVALID',
      '保存的密钥解不开，请重新填写 / the kept secret can’t be opened: enter it again',
    )
  }
  throw new DeliveryError(
    'SETTINGS_INVALID',
    `没有设置环境变量 ${name} / the environment variable ${name} is not set`,
  )
}
