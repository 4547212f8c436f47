import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { CONTENT_TYPES, type ContentType } from '@/core'
import type { ImportReport } from '@/importer'

import { startPayload, type TestHub } from '../helpers/hub'

const now = (): Date => new Date('2026-01-05T00:00:00Z')

interface Expected {
  readonly file: string
  readonly reason: string
  readonly mention?: readonly string[]
  readonly mustNotAppear?: readonly string[]
}
const expected = parse(await readFile('tests/fixtures/invalid/expected.yaml', 'utf8')) as Expected[]

describe('importing the samples and the files that must be refused', () => {
  let hub: TestHub
  let directory: string
  let first: ImportReport

  const run = async (more: { publish?: boolean; dryRun?: boolean } = {}): Promise<ImportReport> => {
    const { importFolder } = await import('@/importer')
    return importFolder({ payload: hub.payload, directory, publish: true, now, ...more })
  }
  const countAll = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      await Promise.all(
        [
          ...CONTENT_TYPES,
          'media',
          'originals',
          'themes',
          'audiences',
          'revisions',
          'deliveries',
        ].map(
          async (collection) =>
            [
              collection,
              (await hub.payload.db.count({ collection: collection as 'media' })).totalDocs,
            ] as const,
        ),
      ),
    )
  const bySlug = async <T>(collection: ContentType, slug: string): Promise<T> => {
    const { docs } = await hub.payload.find({
      collection,
      where: { slug: { equals: slug } },
      depth: 1,
      overrideAccess: true,
    })
    return docs[0] as T
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'quanmei-import-'))
    await cp('samples', directory, { recursive: true })
    await cp('tests/fixtures/invalid', join(directory, 'invalid'), { recursive: true })
    hub = await startPayload()
    const dry = await run({ dryRun: true })
    expect(dry.created).toBe(27)
    expect((await countAll())['media']).toBe(0)
    first = await run()
  })
  afterAll(async () => {
    await hub[Symbol.asyncDispose]()
    await rm(directory, { recursive: true, force: true })
  })

  it('imports every good file', async () => {
    expect(first).toMatchObject({ created: 27, updated: 0, unchanged: 0, refused: expected.length })
    expect(await countAll()).toMatchObject({
      articles: 6,
      videos: 2,
      explainers: 3,
      lessons: 2,
      courses: 1,
      originals: 12,
      themes: 7,
      audiences: 8,
    })
  })

  it.each(expected)(
    'refuses $file: $reason',
    async ({ file, reason, mention = [], mustNotAppear = [] }) => {
      const errors = first.problems.filter(
        (problem) => problem.file === `invalid/${file}` && problem.severity === 'error',
      )
      expect([...new Set(errors.map(({ code }) => code))]).toEqual([reason])
      const told = JSON.stringify(errors)
      for (const word of mention) expect(told).toContain(word)
      for (const word of mustNotAppear) expect(told).not.toContain(word)
      for (const collection of CONTENT_TYPES) {
        const { totalDocs } = await hub.payload.db.count({
          collection,
          where: { 'origin.path': { equals: `invalid/${file}` } },
        })
        expect(totalDocs).toBe(0)
      }
    },
  )

  it('keeps the fields of each type', async () => {
    const lesson = await bySlug<Record<string, unknown>>('lessons', 'small-group-discussion')
    expect(lesson).toMatchObject({
      _status: 'published',
      teacher: '支部组织委员',
      creditHours: 1,
      publishedAt: '2015-03-09T01:00:00.000Z',
      themes: [{ slug: 'methods' }],
      cover: { alt: expect.any(String) as string, credit: expect.any(String) as string },
      attachments: [
        {
          title: '小组讨论记录表（可以打印）',
          file: { mimeType: expect.stringContaining('wordprocessingml') as string },
        },
      ],
      origin: {
        path: 'lessons/small-group-discussion.md',
        original: { mimeType: 'text/markdown' },
      },
    })
    const quiz = lesson['quiz'] as { options: { key: string; correct: boolean }[] }[]
    expect(quiz[2]?.options.filter(({ correct }) => correct).map(({ key }) => key)).toEqual([
      'A',
      'B',
      'C',
    ])
    expect(await bySlug('courses', 'study-organiser')).toMatchObject({
      lessons: [
        { lesson: { slug: 'small-group-discussion' } },
        { lesson: { slug: 'three-minute-clip' } },
      ],
      lessonsRequired: 2,
      quizPassMark: 2,
    })
    expect(await bySlug('explainers', 'how-to-read-the-plan')).toMatchObject({
      questions: { length: 7 },
      revisedAt: '2014-09-22T02:30:00.000Z',
      source: { date: '2014' },
    })
    expect(await bySlug('videos', 'village-night-class')).toMatchObject({
      video: {
        mimeType: 'video/mp4',
        credit: expect.stringContaining('Aitzol Berasategi') as string,
      },
      captions: [{ language: 'zh-CN', kind: 'captions', file: { mimeType: 'text/vtt' } }],
      durationSeconds: 24.8,
    })
    expect(await bySlug('articles', 'village-night-class')).toMatchObject({
      related: [{ relationTo: 'videos', value: { slug: 'village-night-class' } }],
    })
    expect(await bySlug('articles', 'find-a-study-point')).toMatchObject({
      attachments: [
        { file: { title: '流动党员学习点提示', transcript: expect.any(String) as string } },
      ],
    })
  })

  it('publishes each document once; lessons again with their course, which they name', async () => {
    const { docs } = await hub.payload.db.find<{ document: string; number: number }>({
      collection: 'revisions',
      pagination: false,
    })
    expect(docs.filter(({ number }) => number === 1)).toHaveLength(14)
    const again = docs
      .filter(({ number }) => number > 1)
      .map(({ document }) => document.split('/')[0])
    expect(again).toEqual(['lessons', 'lessons'])
  })

  it('changes nothing the second time', async () => {
    const before = await countAll()
    const second = await run()
    expect(second).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 27,
      refused: expected.length,
    })
    expect(await countAll()).toEqual(before)
  })

  it('makes a revision of the same document from a changed file, sidecar or picture', async () => {
    const before = await bySlug<{ id: string }>('articles', 'village-night-class')
    const counts = await countAll()
    const edit = async (path: string, from: string, to: string): Promise<void> => {
      const text = await readFile(join(directory, path), 'utf8')
      expect(text).toContain(from)
      await writeFile(join(directory, path), text.replace(from, to))
    }
    await edit('articles/village-night-class.md', '先问，再排', '先问，后排')
    await edit('articles/bilingual-courseware.yaml', '双语课件制作步骤', '双语课件怎样制作')
    expect(await run()).toMatchObject({ created: 0, updated: 2, unchanged: 25 })
    const after = await bySlug<{ id: string; body: unknown }>('articles', 'village-night-class')
    expect(after.id).toBe(before.id)
    expect(JSON.stringify(after.body)).toContain('先问，后排')
    expect(await countAll()).toEqual({ ...counts, originals: 13, ...(await revisionsNow()) })

    await edit('media/credits.yaml', '太阳接近山脊线，近处是草坡和一张石台', '太阳接近山脊线')
    // The picture, the article and the video that show it.
    expect(await run()).toMatchObject({ created: 0, updated: 3, unchanged: 24 })
    expect((await countAll())['media']).toBe(counts['media'])
  })
  const revisionsNow = async (): Promise<Record<string, number | undefined>> => {
    const { revisions, deliveries } = await countAll()
    return { revisions, deliveries }
  }

  it('leaves what is public alone without publish, and keeps the change as a draft', async () => {
    const path = join(directory, 'articles/first-year-reading-route.md')
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replace('四个季度，四个重点', '四季四个重点'),
    )
    expect(await run({ publish: false })).toMatchObject({ updated: 1, unchanged: 26 })
    expect(await run({ publish: false })).toMatchObject({ updated: 0, unchanged: 27 })
    const live = await bySlug<{ _status: string; body: unknown }>(
      'articles',
      'first-year-reading-route',
    )
    expect(live._status).toBe('published')
    expect(JSON.stringify(live.body)).not.toContain('四季四个重点')
    expect(await run()).toMatchObject({ updated: 1 })
    const published = await bySlug<{ body: unknown }>('articles', 'first-year-reading-route')
    expect(JSON.stringify(published.body)).toContain('四季四个重点')
  })

  it('refuses a second file with the same slug and stops when told to', async () => {
    await cp(join(directory, 'articles/find-a-study-point.md'), join(directory, 'articles/copy.md'))
    const report = await run()
    expect(report.problems).toContainEqual(
      expect.objectContaining({ code: 'duplicate-slug', value: 'find-a-study-point' }),
    )
    await rm(join(directory, 'articles/copy.md'))
    const { importFolder } = await import('@/importer')
    const stopped = importFolder({
      payload: hub.payload,
      directory,
      publish: true,
      now,
      signal: AbortSignal.abort(),
    })
    await expect(stopped).rejects.toThrow(/abort/i)
  })
})
