import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { Refusal } from '@/importer/errors'
import { decodeText, ImportFolder } from '@/importer/import-folder-files'

describe('ImportFolder', () => {
  let outside: string
  let folder: ImportFolder

  beforeAll(async () => {
    outside = await mkdtemp(join(tmpdir(), 'quanmei-folder-'))
    const inside = join(outside, 'content')
    await mkdir(join(inside, 'articles'), { recursive: true })
    await mkdir(join(inside, 'media'))
    await mkdir(join(outside, 'content-of-others'))
    await writeFile(join(inside, 'media', 'a.jpg'), 'x')
    await writeFile(join(outside, 'secret.txt'), 'x')
    await writeFile(join(outside, 'content-of-others', 'b.txt'), 'x')
    await symlink(join(outside, 'secret.txt'), join(inside, 'media', 'link.txt'))
    folder = await ImportFolder.open(inside)
  })
  afterAll(() => rm(outside, { recursive: true, force: true }))

  it('resolves relative to the document', async () => {
    const file = await folder.resolve('articles/x.md', '../media/a.jpg', 'cover')
    expect(file).toMatchObject({ path: 'media/a.jpg', bytes: 1 })
  })

  it.each([
    ['..', '../../secret.txt'],
    ['backslashes', '..\\..\\secret.txt'],
    ['an absolute path', '/etc/hostname'],
    ['an address', 'file:///etc/hostname'],
    ['a neighbour whose name begins alike', '../../content-of-others/b.txt'],
    ['a link that leads out', '../media/link.txt'],
    ['a zero byte', '../media/a.jpg\0.md'],
  ])('refuses to leave the folder by %s', async (_how, reference) => {
    const attempt = folder.resolve('articles/x.md', reference, 'cover')
    await expect(attempt).rejects.toMatchObject({
      findings: [{ code: 'outside-import-folder', field: 'cover', value: reference }],
    })
  })

  it.each(['../media/none.jpg', '../media', '../media/a.jpg/b'])(
    'says that %s is missing',
    async (reference) => {
      const attempt = folder.resolve('articles/x.md', reference, 'cover')
      await expect(attempt).rejects.toMatchObject({ findings: [{ code: 'missing-file' }] })
    },
  )
})

describe('decodeText', () => {
  it('drops a byte order mark', () => {
    expect(decodeText(Buffer.from('\uFEFF标题'))).toBe('标题')
  })

  it('refuses GB18030', () => {
    expect(() => decodeText(Buffer.from([0xb1, 0xea, 0xcc, 0xe2]))).toThrow(Refusal)
  })
})
