/** What of a cover is seen: the largest part of a shape, as near to the focal point as the picture allows. */
import type { Picture } from '@/core'

/** Shares of the picture's width and height, from 0 to 1. */
export interface Crop {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** `ratio` is width by height; `focal` in per cent, default the middle. */
export function cropTo(
  ratio: number,
  { width, height }: { readonly width: number; readonly height: number },
  focal: Picture['focal'],
): Crop {
  const own = width / height
  const [wide, high] = own > ratio ? [ratio / own, 1] : [1, own / ratio]
  const start = (share: number, centre: number): number =>
    Math.min(Math.max(centre / 100 - share / 2, 0), 1 - share)
  const left = start(wide, focal?.x ?? 50)
  const top = start(high, focal?.y ?? 50)
  return { left, top, right: left + wide, bottom: top + high }
}

/** `x1_y1_x2_y2` as WeChat's `pic_crop_…` fields want it: at most six decimals. */
export const cropText = ({ left, top, right, bottom }: Crop): string =>
  [left, top, right, bottom].map((share) => String(Number(share.toFixed(6)))).join('_')
