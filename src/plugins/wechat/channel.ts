/** The kind `wechat`: one row per official account. */
import type { Channel } from '@/core'

import { articleMaker } from './articles/maker'
import { createWechat } from './create-channel'
import { WECHAT } from './far-side'
import { picturesOf } from './pictures-of'

export const wechat: Channel = createWechat(
  'wechat',
  { zh: '微信公众号', en: 'WeChat' },
  { maker: articleMaker(WECHAT.draft), pictures: picturesOf, farSide: WECHAT },
)
