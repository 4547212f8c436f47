/** Kinds whose rows are accounts, with their far sides. */
import { WECHAT, type FarSide } from './far-side'
import { YIXIN } from './yixin/limits'

export const FAR_SIDES: Readonly<Record<string, FarSide>> = { wechat: WECHAT, yixin: YIXIN }

export const ACCOUNT_KINDS: readonly string[] = Object.keys(FAR_SIDES)
