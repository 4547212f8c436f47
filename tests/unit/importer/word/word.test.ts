import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { LIMITS } from '@/importer/limits'
import { readDocxParts } from '@/importer/word/check-zip'
import { messageLosses, wordLosses } from '@/importer/word/losses'

import { zipFile, type ZipPart } from './zip-file'

const TYPES = { name: '[Content_Types].xml', content: '<Types/>' }
const DOCUMENT = { name: 'word/document.xml', content: '<w:document/>' }

describe('readDocxParts', () => {
  let directory: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'quanmei-zip-'))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  const read = async (parts: readonly ZipPart[]): Promise<ReadonlyMap<string, string>> => {
    const path = join(directory, 'a.docx')
    await writeFile(path, zipFile(parts))
    return readDocxParts(path)
  }
  const oneMore = (more: ZipPart): ZipPart[] => [TYPES, DOCUMENT, more]

  it('answers the XML parts', async () => {
    const parts = await read(oneMore({ name: 'word/media/a.jpg', content: 'x' }))
    expect([...parts]).toEqual([
      ['[Content_Types].xml', '<Types/>'],
      ['word/document.xml', '<w:document/>'],
    ])
  })

  it.each([
    ['an entry too large', Buffer.alloc(LIMITS.zip.entryBytes + 1), undefined],
    ['an entry that was blown up', Buffer.alloc(LIMITS.zip.ratioFrom * 2), undefined],
    ['an entry that claims too much', Buffer.from('x'), 0xfffffff0],
  ])('refuses %s', async (_what, content, claimedSize) => {
    const part = {
      name: 'word/a.xml',
      content,
      ...(claimedSize === undefined ? {} : { claimedSize }),
    }
    await expect(read(oneMore(part))).rejects.toMatchObject({
      findings: [{ code: 'expands-too-large' }],
    })
  })

  it('refuses too many entries', async () => {
    const many = Array.from({ length: LIMITS.zip.entries }, (_, index) => ({
      name: `${String(index)}.xml`,
      content: '',
    }))
    await expect(read([TYPES, DOCUMENT, ...many])).rejects.toMatchObject({
      findings: [{ code: 'expands-too-large' }],
    })
  })

  it('does not inflate more than a lying directory claims', async () => {
    const part = { name: 'word/a.xml', content: Buffer.alloc(40_000_000), claimedSize: 100 }
    await expect(read(oneMore(part))).rejects.toMatchObject({
      findings: [
        { code: 'not-a-valid-docx', detail: expect.stringContaining('too many bytes') as string },
      ],
    })
  })

  it.each([
    ['without a list of parts', [DOCUMENT]],
    ['without a text', [TYPES]],
    [
      'whose entries lead out of it',
      [TYPES, DOCUMENT, { name: '../../escaped.xml', content: 'x' }],
    ],
  ])('refuses one %s', async (_what, parts) => {
    await expect(read(parts)).rejects.toMatchObject({ findings: [{ code: 'not-a-valid-docx' }] })
  })
})

describe('what Word loses', () => {
  it('is counted from the XML', () => {
    const parts = new Map([
      [
        'word/document.xml',
        '<wps:txbx><w:p/></wps:txbx><v:textbox/><w:ins w:author="x" w:id="1"/><w:del w:author="x" w:id="2"/><w:delText/>',
      ],
      ['word/comments.xml', '<w:comments><w:comment w:id="0"/></w:comments>'],
      ['word/header1.xml', '<w:hdr><w:t>页眉</w:t></w:hdr>'],
    ])
    expect(wordLosses(parts)).toEqual([
      { code: 'lost-text-box', detail: '1' },
      { code: 'lost-tracked-changes', detail: '2' },
      { code: 'lost-comments', detail: '1' },
      { code: 'lost-header-footer' },
    ])
  })

  it('is told for styles that mean something', () => {
    const message = (style: string): { message: string } => ({
      message: `Unrecognised paragraph style: '${style}' (Style ID: x)`,
    })
    expect(
      messageLosses([message('Body Text'), message('方正小标宋'), message('方正小标宋')]),
    ).toEqual([{ code: 'lost-style', detail: '方正小标宋' }])
  })
})
