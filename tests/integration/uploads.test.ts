import { existsSync } from 'node:fs'
import { join } from 'node:path'

import type { Payload } from 'payload'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startPayload, type TestHub } from '../helpers/hub'

let hub: TestHub
let payload: Payload
let picture: Buffer

beforeAll(async () => {
  hub = await startPayload()
  payload = hub.payload
  picture = await sharp({ create: { width: 1000, height: 500, channels: 3, background: '#b22' } })
    .jpeg()
    .toBuffer()
})

afterAll(async () => {
  await hub[Symbol.asyncDispose]()
})

const upload = (
  name: string,
  data: Buffer | string,
  fields: object = {},
  mimetype = 'application/octet-stream',
) => {
  const bytes = Buffer.from(data)
  return payload.create({
    collection: 'media',
    data: { alt: '说明', ...fields },
    file: { name, data: bytes, mimetype, size: bytes.length },
  })
}

const messageOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    return (error as { data: { errors: { message: string }[] } }).data.errors
      .map(({ message }) => message)
      .join()
  }
  throw new Error('It was let through')
}

describe('pictures', () => {
  it('get an address in ASCII, their real media type, and sizes no larger than themselves', async () => {
    const media = await upload('秋天的山.JPG', picture, {}, 'text/html')
    expect(media).toMatchObject({
      filename: 'qiu-tian-de-shan.jpg',
      mimeType: 'image/jpeg',
      width: 1000,
      height: 500,
    })
    const widths = Object.fromEntries(
      Object.entries(media.sizes ?? {}).map(([name, size]) => [
        name,
        (size as { width?: number }).width ?? null,
      ]),
    )
    const inEveryFormat = (name: string, width: number | null): Record<string, number | null> => ({
      [name]: width,
      [`${name}_avif`]: width,
      [`${name}_webp`]: width,
    })
    expect(widths).toEqual({
      thumbnail: 240,
      ...inEveryFormat('small', 480),
      ...inEveryFormat('medium', 960),
      ...inEveryFormat('large', null),
    })
    const formats = Object.values(media.sizes ?? {}).map(
      (size) => (size as { mimeType?: string }).mimeType ?? null,
    )
    expect(new Set(formats)).toEqual(new Set(['image/jpeg', 'image/avif', 'image/webp', null]))
    expect(existsSync(join(hub.settings.mediaDir, 'qiu-tian-de-shan.jpg'))).toBe(true)
  })

  it('of the same name do not overwrite each other', async () => {
    const { filename } = await upload('同名.jpg', picture)
    const second = await upload('同名.jpg', picture)
    expect(filename).toBe('tong-ming.jpg')
    expect(second.filename).not.toBe(filename)
    expect(second.filename).toMatch(/^[a-z0-9-]+\.jpg$/)
  })

  it.each([null, '', '  '])('need an alternative text, and %j is none', async (alt) => {
    expect(await messageOf(upload('a.jpg', picture, { alt }))).toBe('图片必须填写替代文字。')
  })
})

describe('other files', () => {
  it.each([
    ['字幕.vtt', 'WEBVTT\n\n00:00.000 --> 00:01.000\n你好\n', 'text/vtt'],
    ['清单.csv', '姓名,学时\n', 'text/csv'],
    ['说明.txt', '说明', 'text/plain'],
    ['字幕.srt', '1\n00:00:00,000 --> 00:00:01,000\n你好\n', 'application/x-subrip'],
  ])(
    '%s needs no alternative text and is served as what it is',
    async (name, content, mimeType) => {
      expect(await upload(name, content, { alt: null })).toMatchObject({ mimeType })
    },
  )

  it.each([
    ['page.html', '<script>1</script>', '不支持文件'],
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', '不支持文件'],
    ['tool.exe', 'MZ', '不支持文件'],
    ['shell.php', '<?php', '不支持文件'],
    ['name', 'no extension', '不支持文件'],
    ['picture.jpg', 'not a picture at all', '内容不是 image/jpeg'],
    ['clip.mp4', 'not a clip', '内容不是 video/mp4'],
    ['book.pdf', 'not a book', '内容不是 application/pdf'],
    ['captions.vtt', 'no header', '内容不是 text/vtt'],
    ['notes.txt', Buffer.from([0x4d, 0x5a, 0x00, 0x01]), '内容不是 text/plain'],
  ])('%s is refused', async (name, content, message) => {
    expect(await messageOf(upload(name, content))).toContain(message)
  })

  it('are refused when they hide another format', async () => {
    const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(await messageOf(upload('picture.jpg', png))).toContain('内容不是 image/jpeg')
  })
})

describe('originals', () => {
  it('take the formats of the importer and nothing else', async () => {
    const keep = (name: string, content: string) =>
      payload.create({
        collection: 'originals',
        data: {},
        file: { name, data: Buffer.from(content), mimetype: 'text/plain', size: content.length },
      })
    expect(await keep('稿件.md', '# 标题')).toMatchObject({
      filename: 'gao-jian.md',
      mimeType: 'text/markdown',
    })
    expect(await keep('稿件.html', '<p>正文</p>')).toMatchObject({ mimeType: 'text/html' })
    expect(await keep('稿件.yaml', 'title: 标题')).toMatchObject({ mimeType: 'application/yaml' })
    expect(await messageOf(keep('程序.js', '1'))).toContain('不支持文件')
  })
})
