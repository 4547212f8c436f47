import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { inspectMedia, mediaKind } from '@/importer/file-kinds'
import { ImportFolder } from '@/importer/import-folder-files'

describe('inspectMedia', () => {
  it.each([
    ['media/images/forest-brook.jpg', 'image', undefined],
    ['media/images/study-book.png', 'image', undefined],
    ['media/images/colour-gradient.webp', 'image', undefined],
    ['media/videos/village-night-class.mp4', 'video', 24.8],
    ['media/videos/village-night-class.vtt', 'attachment', undefined],
    ['media/audio/study-point-tip.mp3', 'audio', 15],
    ['lessons/attachments/discussion-record.docx', 'attachment', undefined],
    ['lessons/attachments/shot-list.csv', 'attachment', undefined],
  ])('accepts %s', async (path, kind, durationSeconds) => {
    const folder = await ImportFolder.open('samples')
    const found = await inspectMedia(await folder.file(path), 'file')
    expect(found).toEqual(durationSeconds === undefined ? { kind } : { kind, durationSeconds })
  })

  describe('of files that are not what they are called', () => {
    let directory: string
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'quanmei-kinds-'))
    })
    afterAll(() => rm(directory, { recursive: true, force: true }))

    const inspect = async (name: string, content: string | Buffer): Promise<unknown> => {
      await writeFile(join(directory, name), content)
      const folder = await ImportFolder.open(directory)
      return inspectMedia(await folder.file(name), 'file')
    }
    const PNG = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )

    it.each([
      ['a.jpg', PNG],
      ['a.png', 'text'],
      ['a.mp4', 'text'],
      ['a.mp3', PNG],
      ['a.vtt', '1\n00:01 --> 00:02\nx'],
      ['a.csv', Buffer.from([0x61, 0, 0x62])],
      ['a.pdf', 'text'],
      ['a.docx', 'text'],
      ['a.zip', PNG],
    ])('refuses %s', async (name, content) => {
      await expect(inspect(name, content)).rejects.toMatchObject({
        findings: [{ code: 'content-does-not-match-extension', value: name }],
      })
    })

    it('refuses captions that are not UTF-8', async () => {
      const gb18030 = Buffer.from([0xb1, 0xea, 0xcc, 0xe2])
      await expect(inspect('b.vtt', gb18030)).rejects.toMatchObject({
        findings: [{ code: 'not-utf8' }],
      })
    })

    it.each(['a.svg', 'a.exe', 'a'])('does not know %s', async (name) => {
      expect(mediaKind(name)).toBeUndefined()
      await expect(inspect(name, 'x')).rejects.toMatchObject({
        findings: [{ code: 'unsupported-file' }],
      })
    })
  })
})
