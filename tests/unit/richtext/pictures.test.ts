import { describe, expect, it } from 'vitest'

import type { PictureSize } from '@/core'
import { imageHtml } from '@/richtext'

const size = (width: number, format: string): PictureSize => ({
  url: `/media/hill-${String(width)}.${format}`,
  mediaType: `image/${format}`,
  bytes: 100,
  width,
  height: width / 2,
})
const hill = {
  url: '/media/hill.jpeg',
  mediaType: 'image/jpeg',
  alt: '山坡',
  width: 1600,
  height: 800,
}

describe('pictures in a text', () => {
  it('come in every format, the smallest files first, and in their own for browsers that know no other', () => {
    const html = imageHtml({
      ...hill,
      sizes: [size(480, 'webp'), size(480, 'jpeg'), size(480, 'avif'), size(960, 'avif')],
    })
    expect(html).toBe(
      '<picture>' +
        '<source type="image/avif" srcset="/media/hill-480.avif 480w, /media/hill-960.avif 960w" sizes="(max-width: 48rem) 100vw, 48rem">' +
        '<source type="image/webp" srcset="/media/hill-480.webp 480w" sizes="(max-width: 48rem) 100vw, 48rem">' +
        '<img src="/media/hill.jpeg" alt="山坡" width="1600" height="800" srcset="/media/hill-480.jpeg 480w, /media/hill.jpeg 1600w" sizes="(max-width: 48rem) 100vw, 48rem" loading="lazy" decoding="async">' +
        '</picture>',
    )
  })

  it('stand alone where there is one format, and without sizes where there are none', () => {
    expect(imageHtml({ ...hill, sizes: [size(480, 'jpeg')] })).toMatch(/^<img [^>]*480w, [^>]*>$/)
    expect(imageHtml({ ...hill, sizes: [] })).not.toMatch(/srcset|picture/)
  })

  it('never offers a picture as its own smaller format', () => {
    const html = imageHtml({
      ...hill,
      url: '/media/hill.webp',
      mediaType: 'image/webp',
      sizes: [size(480, 'webp')],
    })
    expect(html).toMatch(/^<img /)
  })
})
