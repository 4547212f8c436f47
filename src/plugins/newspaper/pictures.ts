/** Any picture the library holds → JPEG for an MMS. Metadata (place, camera) never leaves. */
import sharp from 'sharp'

import type { MmsProfile } from '@/core'

import { KILOBYTE, MMS_PICTURE_SHARE, MMS_PICTURE_WIDTH } from './limits'

/** JPEG qualities tried, best first. */
const QUALITIES = [80, 65, 50, 35] as const

/** Within the share of the message that each of `count` pictures has, if the least quality allows it. */
export async function mmsJpeg(
  body: Uint8Array,
  profile: MmsProfile,
  count: number,
): Promise<Uint8Array> {
  const bytes = (profile * KILOBYTE * MMS_PICTURE_SHARE) / Math.max(1, count)
  const { data, info } = await sharp(body)
    .autoOrient()
    .resize({ width: MMS_PICTURE_WIDTH[profile], withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  let made: Uint8Array = new Uint8Array()
  for (const quality of QUALITIES) {
    made = await sharp(data, { raw: info }).jpeg({ quality }).toBuffer()
    if (made.byteLength <= bytes) break
  }
  return made
}
