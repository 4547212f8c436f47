/** Every channel there is: the one place a new one is added. */
import type { Channel } from '@/core'

import { packages } from './alliance/packages/channel'
import { alliance } from './alliance/channel'
import { feeds } from './feeds/channel'
import { newspaper } from './newspaper/channel'
import { tv } from './tv/channel'
import { wechat } from './wechat/channel'
import { yixin } from './wechat/yixin/channel'
import { website } from './website/channel'

export const channels: readonly Channel[] = [
  website,
  feeds,
  tv,
  newspaper,
  alliance,
  packages,
  wechat,
  yixin,
]
