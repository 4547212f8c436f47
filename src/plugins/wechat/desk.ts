/** What the steps of one delivery share. */
import type { ChannelContext, Shipment } from '@/core'

import { createAccount, type Account } from './account'
import { createClient } from './client'
import type { ArticleMaker, PictureSource } from './contract'
import { readJournal, writeJournal, type Journal } from './journal'
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
    context,
    shipment,
    journal: () => readJournal(shelf, document),
    write: (journal) => writeJournal(shelf, document, journal),
  }
}

function required({ configured }: ChannelContext<WechatSettings>, name: string): string {
  const value = configured(name)
  if (value !== undefined && value !== '') return value
  throw new DeliveryError(
    'SETTINGS_INVALID',
    `没有设置环境变量 ${name} / the environment variable ${name} is not set`,
  )
}
