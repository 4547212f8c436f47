/** What the rest of the hub may use of this channel. */
import type { Account } from './account'
import { accountOf, type AccountPorts } from './desk'
import { WECHAT, type FarSide } from './far-side'
import { ACCOUNT_KINDS, FAR_SIDES } from './kinds'
import type { WechatSettings } from './settings'

export { keepNews } from './callback/keep'
export { receive, type CallbackAccount } from './callback/receive'
export { checkAccount, readCheck, type AccountCheck } from './check-account'
export { ACCOUNT } from './create-channel'
export { DRAFT } from './limits'
export { quotaReport, type QuotaLine } from './quota-report'
export { ORDER_NAME } from './together'
export { ACCOUNT_KINDS }

export const farSideOf = (kind: string): FarSide => FAR_SIDES[kind] ?? WECHAT

/** The account's calls for a look by a person, which may spend what is kept for what is urgent. */
export const openAccount = (kind: string, settings: WechatSettings, ports: AccountPorts): Account =>
  accountOf(settings, ports, { farSide: farSideOf(kind) }, true)
