/** The kind `yixin`, archived: the same articles and the same steps, its own address and numbers. Nothing goes out without YIXIN_API_URL. */
import type { Channel } from '@/core'

import { articleMaker } from '../articles/maker'
import { createWechat } from '../create-channel'
import { picturesOf } from '../pictures-of'
import { YIXIN } from './limits'

export const yixin: Channel = createWechat(
  'yixin',
  { zh: '易信（已停止服务，存档）', en: 'Yixin (archived)' },
  { maker: articleMaker(YIXIN.draft), pictures: picturesOf, farSide: YIXIN },
)
