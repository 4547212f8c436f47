/** What channels are told of the environment, and which addresses they may call besides the internet's. */
import { CHANNEL_SECRET } from '@/core'
import type { Settings } from '@/settings'

import { createGuardedFetch } from './guarded-fetch'

export const configuredBy =
  ({ wechatApiUrl }: Settings, environment = process.env) =>
  (name: string): string | undefined => {
    if (name === 'WECHAT_API_URL') return wechatApiUrl
    return CHANNEL_SECRET.test(name) ? environment[name] : undefined
  }

/** The administrator's own addresses may be internal, such as a double of WeChat or a proxy; operators' may not. */
export function fetchFor({ wechatApiUrl }: Settings): typeof fetch {
  const origin = new URL(wechatApiUrl).origin
  return createGuardedFetch({ allowed: (url) => url.origin === origin })
}
