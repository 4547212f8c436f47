/** What channels are told of the environment, and which addresses they may call besides the internet's. */
import { CHANNEL_SECRET, SEALED } from '@/core'
import type { Settings } from '@/settings'

import type { ChannelSecrets } from './channel-secrets'
import { createGuardedFetch } from './guarded-fetch'

type FarSides = Pick<Settings, 'wechatApiUrl' | 'yixinApiUrl'>

export const configuredBy =
  ({ wechatApiUrl, yixinApiUrl }: FarSides, environment = process.env) =>
  (name: string): string | undefined => {
    if (name === 'WECHAT_API_URL') return wechatApiUrl
    if (name === 'YIXIN_API_URL') return yixinApiUrl
    return CHANNEL_SECRET.test(name) ? environment[name] : undefined
  }

/** The same for a channel's row, which may keep secrets of its own, encrypted. */
export const configuredFor =
  (settings: FarSides, secrets: Pick<ChannelSecrets, 'open'>) =>
  (row: string) =>
  (name: string): string | undefined =>
    name.startsWith(SEALED) ? secrets.open(name, row) : configuredBy(settings)(name)

/** The administrator's own addresses may be internal, such as a double of WeChat or a proxy; operators' may not. */
export function fetchFor({ wechatApiUrl, yixinApiUrl }: FarSides): typeof fetch {
  const origins = [wechatApiUrl, yixinApiUrl].flatMap((url) => (url ? new URL(url).origin : []))
  return createGuardedFetch({ allowed: (url) => origins.includes(url.origin) })
}
