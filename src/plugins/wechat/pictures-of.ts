/** One source of pictures per store of uploads, so that a picture is converted once for all deliveries. */
import type { Uploads } from '@/core'

import { pictureSource } from './articles/picture-source'
import type { PictureSource } from './contract'

const sources = new WeakMap<Uploads, PictureSource>()

export function picturesOf({ uploads }: { readonly uploads: Uploads }): PictureSource {
  const known = sources.get(uploads)
  if (known) return known
  const made = pictureSource(uploads)
  sources.set(uploads, made)
  return made
}
