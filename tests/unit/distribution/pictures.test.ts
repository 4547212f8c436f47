import { describe, expect, it } from 'vitest'

import type { SourceDocument, SourceMedia } from '@/plugins/distribution/source-document'
import { toItem } from '@/plugins/distribution/to-item'

const media: SourceMedia = {
  id: 'm',
  filename: 'clip.gif',
  mimeType: 'image/gif',
  filesize: 10,
  width: 600,
  height: 400,
  alt: '演示',
  sizes: {
    small: { filename: 'clip-s.gif', mimeType: 'image/gif', filesize: 5, width: 480, height: 320 },
    small_webp: {
      ...{ filename: 'clip-s.webp', mimeType: 'image/webp', filesize: 4, width: 480, height: 320 },
    },
    small_avif: {
      ...{ filename: 'clip-s.avif', mimeType: 'image/avif', filesize: 3, width: 480, height: 960 },
    },
  },
}

const coverOf = (file: SourceMedia) => {
  const document: SourceDocument = {
    id: 'd',
    slug: 'd',
    title: '标题',
    cover: 'm',
    publishedAt: '2015-01-01T00:00:00.000Z',
    createdAt: '2015-01-01T00:00:00.000Z',
    updatedAt: '2015-01-01T00:00:00.000Z',
  }
  return toItem('articles', document, {
    media: new Map([['m', file]]),
    terms: new Map(),
    documents: new Map(),
    coursesOfLesson: new Map(),
    columns: [],
    videoFiles: new Map(),
  }).cover
}

describe('pictures of an item', () => {
  it('leave out the film strip that AVIF makes of an animation', () => {
    const types = coverOf(media)?.sizes.map(({ mediaType }) => mediaType)
    expect(types).toEqual(['image/gif', 'image/webp'])
  })

  it('keep AVIF of a picture that stands still', () => {
    const { sizes } = media
    const still = { ...sizes, small_avif: { ...sizes?.['small_avif'], height: 320 } }
    expect(coverOf({ ...media, sizes: still })?.sizes).toHaveLength(3)
  })

  it('say what must stay in view only where somebody chose it', () => {
    expect(coverOf({ ...media, focalX: 50, focalY: 50 })).not.toHaveProperty('focal')
    expect(coverOf({ ...media, focalX: 20, focalY: 0 })?.focal).toEqual({ x: 20, y: 0 })
  })
})
