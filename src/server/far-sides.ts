/** What channels are told of the environment, and which addresses they may call besides the internet's. */
import type { Settings } from '@/settings'

import { createGuardedFetch } from './guarded-fetch'

/** The secrets an operator may name in a channel's settings; never any other variable. */
const SECRET = /^CHANNEL_SECRET_[A-Z0-9_]+$/

export const configuredBy =
  ({ wechatApiUrl }: Settings, environment = process.env) =>
  (name: string): string | undefined => {
    if (name === 'WECHAT_API_URL') return wechatApiUrl
    return SECRET.test(name) ? environment[name] : undefined
  }

/** The administrator's own addresses may be internal, such as a double of WeChat or a proxy; operators' may not. */
export function fetchFor({ wechatApiUrl }: Settings): typeof fetch {
  const origin = new URL(wechatApiUrl).origin
  return createGuardedFetch({ allowed: (url) => url.origin === origin })
}
