/** What channels are told of the environment, and which addresses they may call besides the internet's. */
import { CHANNEL_SECRET, SEALED } from '@/core'
import type { Settings } from '@/settings'

import type { ChannelSecrets } from './channel-secrets'
import { createGuardedFetch } from './guarded-fetch'

export const configuredBy =
  (
    { wechatApiUrl }: Pick<Settings, 'wechatApiUrl'>,
    secrets: Pick<ChannelSecrets, 'open'>,
    environment = process.env,
  ) =>
  (row: string) =>
  (name: string): string | undefined => {
    if (name === 'WECHAT_API_URL') return wechatApiUrl
    if (name.startsWith(SEALED)) return secrets.open(name, row)
    return CHANNEL_SECRET.test(name) ? environment[name] : undefined
  }

/** The administrator's own addresses may be internal, such as a double of WeChat or a proxy; operators' may not. */
export function fetchFor({ wechatApiUrl }: Pick<Settings, 'wechatApiUrl'>): typeof fetch {
  const origin = new URL(wechatApiUrl).origin
  return createGuardedFetch({ allowed: (url) => url.origin === origin })
}
