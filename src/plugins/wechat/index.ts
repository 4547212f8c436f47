/** What the rest of the hub may use of this channel. */
export { receive, type CallbackAccount } from './callback/receive'
export { keepNews } from './callback/keep'
export { ACCOUNT } from './create-channel'

/** Kinds whose rows are accounts. */
export const ACCOUNT_KINDS: readonly string[] = ['wechat']
