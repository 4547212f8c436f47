/** Pictures as WeChat takes them: format, size, quality, crops, each converted once. */
import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'

import { convertPicture } from '@/plugins/wechat/articles/convert-picture'
import { cropText, cropTo } from '@/plugins/wechat/articles/crops'
import { pictureSource } from '@/plugins/wechat/articles/picture-source'

/** Noise compresses badly: the same at each call. */
function noise(width: number, height: number): Sharp {
  const data = Buffer.alloc(width * height * 3)
  let state = 1
  for (let at = 0; at < data.length; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    data[at] = state >> 16
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
}
const drawing = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"><rect width="60" height="50" fill="#a8201a"/></svg>',
)
const TARGET = { bytes: 1_048_576, width: 1080 }

describe('a converted picture', () => {
  it.each([
    ['webp', 'image/jpeg', (picture: Sharp) => picture.webp().toBuffer()],
    ['avif', 'image/jpeg', (picture: Sharp) => picture.avif({ effort: 0 }).toBuffer()],
    ['gif', 'image/png', (picture: Sharp) => picture.gif().toBuffer()],
    ['png', 'image/png', (picture: Sharp) => picture.png().toBuffer()],
    ['jpeg', 'image/jpeg', (picture: Sharp) => picture.jpeg().toBuffer()],
  ] as const)('of %s is %s, and the same each time', async (_name, mediaType, make) => {
    const original = await make(noise(200, 100))
    const made = await convertPicture(original, TARGET)
    const { format, width } = await sharp(made.body).metadata()
    expect([made.mediaType, `image/${format}`, width]).toEqual([mediaType, mediaType, 200])
    expect(Buffer.from((await convertPicture(original, TARGET)).body)).toEqual(
      Buffer.from(made.body),
    )
  })

  it('of SVG is drawn as wide as the column, transparent where the drawing is', async () => {
    const { body, mediaType } = await convertPicture(drawing, TARGET)
    const { width, hasAlpha } = await sharp(body).metadata()
    expect([mediaType, width, hasAlpha]).toEqual(['image/png', 1080, true])
  })

  it('has the greatest quality that fits, and is made smaller when none does', async () => {
    const original = await noise(1200, 800).jpeg({ quality: 100 }).toBuffer()
    const at = async (quality: number): Promise<number> =>
      (
        await sharp(await sharp(original).resize({ width: 1080 }).raw().toBuffer(), {
          raw: { width: 1080, height: 720, channels: 3 },
        })
          .jpeg({ quality })
          .toBuffer()
      ).length
    const limit = (await at(80)) + 1
    const { body } = await convertPicture(original, { bytes: limit, width: 1080 })
    expect(body.length).toBe(await at(80))
    const tiny = await convertPicture(original, { bytes: 20_000, width: 1080 })
    expect(tiny.body.length).toBeLessThan(20_000)
    expect((await sharp(tiny.body).metadata()).width).toBeLessThan(1080)
  })

  it('stands upright and tells neither place nor camera', async () => {
    const original = await noise(200, 100)
      .withExif({ IFD0: { Orientation: '6', Make: 'Camera' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { width, height, exif, orientation } = await sharp(
      (await convertPicture(original, TARGET)).body,
    ).metadata()
    expect([width, height, exif, orientation]).toEqual([100, 200, undefined, undefined])
  })

  it('is refused in plain words when it is none', async () => {
    await expect(convertPicture(Buffer.from('no picture'), TARGET)).rejects.toMatchObject({
      code: 'RENDERING_FAILED',
    })
  })
})

describe('a crop', () => {
  it('has its shape, lies inside the picture and as near to the focal point as it can', () => {
    const per = fc.integer({ min: 0, max: 100 })
    const side = fc.integer({ min: 1, max: 5000 })
    fc.assert(
      fc.property(side, side, per, per, fc.constantFrom(2.35, 1), (width, height, x, y, ratio) => {
        const { left, top, right, bottom } = cropTo(ratio, { width, height }, { x, y })
        expect(((right - left) * width) / ((bottom - top) * height)).toBeCloseTo(ratio, 6)
        for (const share of [left, top, right, bottom]) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1 + 1e-9)
        }
        // The focal point is in it, since it lies in the picture.
        expect(x / 100).toBeGreaterThanOrEqual(left - 1e-9)
        expect(x / 100).toBeLessThanOrEqual(right + 1e-9)
        expect(cropText({ left, top, right, bottom })).toMatch(/^(?:\d(?:\.\d{1,6})?_?){4}$/)
      }),
    )
  })
})

describe('the source of pictures', () => {
  it('converts equal bytes once, whatever they are called and however many ask', async () => {
    const original = await noise(300, 200).webp().toBuffer()
    const asked: string[] = []
    const source = pictureSource({
      read: (url) => {
        asked.push(url)
        return Promise.resolve(original)
      },
    })
    const [one, two] = await Promise.all([
      source.inText('/media/a.webp'),
      source.inText('/media/b.webp'),
    ])
    expect(two).toBe(one)
    expect(await source.inText('/media/a.webp')).toBe(one)
    expect(asked).toEqual(['/media/a.webp', '/media/b.webp', '/media/a.webp'])
  })

  it('gives covers with both crops', async () => {
    const original = await noise(400, 400).png().toBuffer()
    const source = pictureSource({ read: () => Promise.resolve(original) })
    const cover = await source.cover({
      url: '/media/a.png',
      width: 400,
      height: 400,
      focal: { x: 50, y: 0 },
    })
    expect([cover.wide, cover.square]).toEqual(['0_0_1_0.425532', '0_0_1_1'])
  })
})
