/**
 * Any picture the library holds → JPEG or PNG within the far side's limit, at the greatest quality that fits. The same
 * bytes in give the same bytes out; metadata (place, camera) never leaves.
 */
import sharp, { type Sharp } from 'sharp'

import { DeliveryError } from '@/core'

import type { PictureFile } from '../contract'

export interface Target {
  /** Fewer bytes than this. */
  readonly bytes: number
  /** Pixels; wider pictures are made smaller, narrower ones stay. */
  readonly width: number
}

/** JPEG qualities tried, best first; below the last, letters fray, so the picture is made smaller instead. */
const QUALITY = { best: 92, least: 60 } as const
/** By which a picture is made smaller when the least quality is still too large. */
const STEP = 0.8
/** Pixels; what is still too large at this width is no picture for the web. */
const LEAST_WIDTH = 64

export async function convertPicture(body: Uint8Array, target: Target): Promise<PictureFile> {
  try {
    return await convert(body, target)
  } catch (error) {
    if (error instanceof DeliveryError) throw error
    throw new DeliveryError(
      'RENDERING_FAILED',
      '图片无法读取，请重新上传 / The picture cannot be read; upload it again',
      { cause: error },
    )
  }
}

async function convert(body: Uint8Array, { bytes, width }: Target): Promise<PictureFile> {
  const { width: own = 0, format, hasAlpha, density } = await sharp(body).metadata()
  // Vector pictures are drawn as wide as they are shown.
  const isVector = format === 'svg'
  const scale = isVector && own > 0 ? Math.min(width / own, 20) : 1
  const options = isVector ? { density: Math.min(Math.max((density ?? 72) * scale, 1), 2400) } : {}
  const draw = (to: number): Sharp =>
    sharp(body, options)
      .autoOrient()
      .resize({ width: to, withoutEnlargement: !isVector })
      .toColourspace('srgb')
  // Drawings keep their sharp edges, and transparency is kept, while that fits.
  if (format === 'png' || format === 'gif' || isVector || hasAlpha) {
    const png = await draw(width).png({ compressionLevel: 9 }).toBuffer()
    if (png.length < bytes) return { body: png, mediaType: 'image/png' }
  }
  for (let to = width; to >= LEAST_WIDTH; to = Math.floor(to * STEP)) {
    const jpeg = await bestJpeg(draw(to).flatten({ background: '#ffffff' }), bytes)
    if (jpeg) return { body: jpeg, mediaType: 'image/jpeg' }
  }
  throw new DeliveryError(
    'RENDERING_FAILED',
    `图片压缩后仍超过 ${String(bytes)} 字节 / The picture stays larger than ${String(bytes)} bytes`,
  )
}

/** The largest quality whose bytes fit; nothing when even the least does not. */
async function bestJpeg(picture: Sharp, bytes: number): Promise<Uint8Array | undefined> {
  // Decoded and resized once, encoded as often as it takes.
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  const encode = (quality: number): Promise<Buffer> =>
    sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
      .jpeg({ quality, mozjpeg: false })
      .toBuffer()
  const best = await encode(QUALITY.best)
  if (best.length < bytes) return best
  let found: Buffer | undefined
  let [low, high]: [number, number] = [QUALITY.least, QUALITY.best - 1]
  while (low <= high) {
    const quality = Math.floor((low + high) / 2)
    const made = await encode(quality)
    if (made.length < bytes) {
      found = made
      low = quality + 1
    } else high = quality - 1
  }
  return found
}
