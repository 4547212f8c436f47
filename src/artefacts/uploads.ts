/** The media folder as channels read it. */
import { buffer } from 'node:stream/consumers'

import { DeliveryError, type Uploads } from '@/core'

import type { ArtefactStore } from './store'

export const uploadsOf = (store: Pick<ArtefactStore, 'openUpload'>): Uploads => ({
  async read(url) {
    const name = /^\/media\/([^/]+)$/.exec(url)?.[1]
    const file = name === undefined ? undefined : await store.openUpload(decodeURIComponent(name))
    if (!file)
      throw new DeliveryError(
        'RENDERING_FAILED',
        `媒体文件 ${url} 不存在 / There is no upload ${url}`,
      )
    return buffer(file.stream())
  },
})
