/** The kind `wechat`: one row per official account. */
import type { Channel, Uploads } from '@/core'

import { articleMaker } from './articles/maker'
import { pictureSource } from './articles/picture-source'
import type { PictureSource } from './contract'
import { createWechat } from './create-channel'

const sources = new WeakMap<Uploads, PictureSource>()

/** One per store of uploads, so that a picture is converted once for all deliveries. */
function picturesOf({ uploads }: { readonly uploads: Uploads }): PictureSource {
  const known = sources.get(uploads)
  if (known) return known
  const made = pictureSource(uploads)
  sources.set(uploads, made)
  return made
}

export const wechat: Channel = createWechat(
  'wechat',
  { zh: '微信公众号', en: 'WeChat' },
  { maker: articleMaker, pictures: picturesOf, addressName: 'WECHAT_API_URL' },
)
