/** Pictures in the shape the account takes, each converted once: kept by the digest of the original and what is asked. */
import { createHash } from 'node:crypto'

import { LRUCache } from 'lru-cache'
import sharp from 'sharp'

import type { Uploads } from '@/core'

import type { ArticleCover, CoverFile, PictureFile, PictureSource } from '../contract'
import { PICTURES } from '../limits'
import { convertPicture, type Target } from './convert-picture'
import { cropText, cropTo } from './crops'

/** Bytes of converted pictures kept in memory. */
const CACHE_BYTES = 64 * 1024 * 1024

/** What the account takes; a proof asks for less. */
const SENT: Targets = {
  inText: { bytes: PICTURES.inText.bytes, width: PICTURES.width },
  cover: { bytes: PICTURES.material.bytes, width: PICTURES.coverWidth },
}

export interface Targets {
  readonly inText: Target
  readonly cover: Target
}

export function pictureSource(
  uploads: Uploads,
  cacheBytes = CACHE_BYTES,
  targets: Targets = SENT,
): PictureSource {
  const kept = new LRUCache<string, PictureFile>({
    maxSize: cacheBytes,
    sizeCalculation: ({ body }) => Math.max(1, body.length),
  })
  // Two who ask at once wait for one conversion.
  const underWay = new Map<string, Promise<PictureFile>>()

  async function converted(url: string, target: Target): Promise<PictureFile> {
    const original = await uploads.read(url)
    const digest = createHash('sha256').update(original).digest('hex')
    const key = `${digest}:${String(target.width)}:${String(target.bytes)}`
    const known = kept.get(key)
    if (known) return known
    const running = underWay.get(key) ?? convertPicture(original, target)
    underWay.set(key, running)
    try {
      const made = await running
      kept.set(key, made)
      return made
    } finally {
      underWay.delete(key)
    }
  }

  return {
    inText: (url) => converted(url, targets.inText),
    async cover({ url, focal }: ArticleCover): Promise<CoverFile> {
      const file = await converted(url, targets.cover)
      const { width = 1, height = 1 } = await sharp(file.body).metadata()
      const crop = (ratio: number): string => cropText(cropTo(ratio, { width, height }, focal))
      return { ...file, wide: crop(PICTURES.crops.wide), square: crop(PICTURES.crops.square) }
    },
  }
}
