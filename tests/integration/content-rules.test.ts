import type { Payload, TypedUser } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { AUDIENCES, seedTaxonomy, THEMES } from '@/taxonomy'

import { startPayload, type TestHub } from '../helpers/hub'

let hub: TestHub
let payload: Payload
let author: TypedUser
let finalReviewer: TypedUser

beforeAll(async () => {
  hub = await startPayload()
  payload = hub.payload
  author = await user('administrator', 'author') // the very first user becomes administrator whatever is asked
  author = await user('author')
  finalReviewer = await user('reviewer-final')
})

afterAll(async () => {
  await hub[Symbol.asyncDispose]()
})

async function user(
  ...roles: ('administrator' | 'author' | 'reviewer-final')[]
): Promise<TypedUser> {
  const made = await payload.create({
    collection: 'users',
    data: {
      email: `${crypto.randomUUID()}@example.org`,
      name: '某人',
      password: 'long enough',
      roles,
    },
  })
  return { ...made, collection: 'users' }
}

const article = (title: string, data: object = {}) =>
  payload.create({
    collection: 'articles',
    data: {
      title,
      summary: '摘要',
      authorUnit: '课程组',
      language: 'zh-CN',
      _status: 'published',
      ...data,
    } as never,
  })

const update = (id: string, data: object, options: object = {}) =>
  payload.update({ collection: 'articles', id, data, ...options })

const failure = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    const { data } = error as { data?: { errors?: { message: string }[] } }
    return data?.errors?.map(({ message }) => message).join() ?? (error as Error).message
  }
  throw new Error('It was let through')
}

describe('slugs', () => {
  it('are suggested in pinyin, and numbered where taken', async () => {
    expect((await article('夜校开进了村')).slug).toBe('ye-xiao-kai-jin-le-cun')
    expect((await article('夜校开进了村')).slug).toBe('ye-xiao-kai-jin-le-cun-2')
  })

  it('follow the title of a draft until somebody writes one', async () => {
    const { id } = await article('初稿', { _status: 'draft' })
    expect((await update(id, { title: '二稿' }, { draft: true })).slug).toBe('er-gao')
    await update(id, { slug: 'my-own' }, { draft: true })
    expect((await update(id, { title: '三稿' }, { draft: true })).slug).toBe('my-own')
  })

  it('stay when the title of a published document changes', async () => {
    const { id } = await article('甲')
    expect((await update(id, { title: '乙', _status: 'published' })).slug).toBe('jia')
  })

  it('leave a redirect when changed after publication, which nobody else may take', async () => {
    const { id } = await article('旧地址')
    const changed = await update(id, { slug: 'new-address', _status: 'published' })
    expect(changed.formerSlugs).toEqual(['jiu-di-zhi'])
    expect(await failure(article('别的', { slug: 'jiu-di-zhi' }))).toContain('已被占用')
    expect((await article('旧地址')).slug).toBe('jiu-di-zhi-2')
  })

  it('may go back to what they were', async () => {
    const { id } = await article('往返')
    await update(id, { slug: 'away', _status: 'published' })
    const back = await update(id, { slug: 'wang-fan', _status: 'published' })
    expect(back.formerSlugs).toEqual(['away'])
    expect(await failure(article('别的', { slug: 'away' }))).toContain('已被占用')
  })

  it('leave no redirect when only a draft had them', async () => {
    const { id } = await article('草稿名', { _status: 'draft' })
    await update(id, { slug: 'second-thought' }, { draft: true })
    const published = await update(id, { _status: 'published' })
    expect(published.formerSlugs).toEqual([])
    expect((await article('草稿名')).slug).toBe('cao-gao-ming')
  })

  it('keep the public name through a withdrawal', async () => {
    const { id } = await article('撤下再发')
    await update(id, { _status: 'draft' })
    const again = await update(id, { slug: 'renamed-meanwhile', _status: 'published' })
    expect(again.formerSlugs).toEqual(['che-xia-zai-fa'])
  })

  it('are unique per type only', async () => {
    await article('同名')
    const lesson = await payload.create({
      collection: 'lessons',
      data: { title: '同名', summary: '摘要', authorUnit: '课程组', _status: 'published' } as never,
    })
    expect(lesson.slug).toBe('tong-ming')
  })

  it.each(['../../tmp/escaped', 'Upper', 'a b', 'a'.repeat(121)])('refuse %s', async (slug) => {
    expect(await failure(article('坏地址', { slug }))).toContain('不能用作网址名')
  })
})

describe('publishing', () => {
  const as = (who: TypedUser) => ({ user: who, overrideAccess: false })

  it('gives a date when there is none, once', async () => {
    const { id, publishedAt } = await article('有日期')
    expect(Date.parse(String(publishedAt))).toBeLessThanOrEqual(Date.now())
    const again = await update(id, { title: '改一改', _status: 'published' })
    expect(again.publishedAt).toBe(publishedAt)
    const dated = await article('官方日期', { publishedAt: '2014-07-01T01:00:00.000Z' })
    expect(dated.publishedAt).toBe('2014-07-01T01:00:00.000Z')
  })

  it('says in the reader’s language who may', async () => {
    const { id } = await article('送审', { _status: 'draft' })
    const attempt = update(id, { _status: 'published' }, as(author))
    expect(await failure(attempt)).toBe(
      '只有管理员、终审可以发布或改动已发布的内容。请先存为草稿，送终审。',
    )
  })

  it('lets an author draft over a published document without changing it', async () => {
    const { id } = await article('原文')
    await update(id, { title: '改稿' }, { draft: true, ...as(author) })
    expect((await payload.findByID({ collection: 'articles', id })).title).toBe('原文')
    expect((await payload.findByID({ collection: 'articles', id, draft: true })).title).toBe('改稿')
    await update(id, { _status: 'published' }, as(finalReviewer))
    expect((await payload.findByID({ collection: 'articles', id })).title).toBe('改稿')
  })

  it('refuses an author who unpublishes by way of a draft status', async () => {
    const { id } = await article('不许撤')
    await update(id, { title: '改稿' }, { draft: true, ...as(author) })
    expect(await failure(update(id, { _status: 'draft' }, as(author)))).toContain('可以撤下')
    expect((await payload.findByID({ collection: 'articles', id }))._status).toBe('published')
  })

  it('refuses an author’s update of many at once', async () => {
    const { id } = await article('批量')
    const attempt = payload.update({
      collection: 'articles',
      where: { id: { equals: id } },
      data: { title: '批量改' },
      ...as(author),
    })
    expect(await failure(attempt)).toContain('可以发布')
    expect((await payload.findByID({ collection: 'articles', id })).title).toBe('批量')
  })

  const schedule = async (type: 'publish' | 'unpublish', id: string, who: TypedUser) => {
    await payload.jobs.queue({
      task: 'schedulePublish',
      input: {
        type,
        doc: { relationTo: 'articles', value: id },
        user: { relationTo: 'users', value: who.id },
      } as never,
    })
    await payload.jobs.run({ queue: 'default', silent: true })
    return (await payload.findByID({ collection: 'articles', id }))._status
  }

  it('on schedule has the rights of whoever scheduled it', async () => {
    const { id } = await article('定时', { _status: 'draft' })
    expect(await schedule('publish', id, author)).toBe('draft')
    expect(await schedule('publish', id, finalReviewer)).toBe('published')
    expect(await schedule('unpublish', id, author)).toBe('published')
    expect(await schedule('unpublish', id, finalReviewer)).toBe('draft')
  })
})

describe('fields', () => {
  const lesson = (data: object) =>
    payload.create({
      collection: 'lessons',
      data: {
        title: '课',
        summary: '摘要',
        authorUnit: '课程组',
        _status: 'published',
        ...data,
      } as never,
    })

  it.each([
    [{ creditHours: 1.25 }, '学时应在'],
    [{ creditHours: 100 }, '学时应在'],
    [{ creditHours: -1 }, '学时应在'],
    [{ language: 'chinese!' }, '不是语言标签'],
    [{ source: { url: 'javascript:alert(1)' } }, '不是 http'],
    [{ summary: '长'.repeat(301) }, '300'],
    [
      { quiz: [{ question: '问', options: [{ key: 'A', text: '甲', correct: true }] }] },
      '至少两个选项',
    ],
    [
      {
        quiz: [
          {
            question: '问',
            options: [
              { key: 'A', text: '甲', correct: true },
              { key: 'A', text: '乙' },
            ],
          },
        ],
      },
      '不能重复',
    ],
  ])('refuse %j', async (data, message) => {
    expect(await failure(lesson(data))).toContain(message)
  })

  it.each([{ creditHours: 0 }, { creditHours: 1.5 }, { creditHours: 99.9 }, { language: 'bo' }])(
    'take %j',
    async (data) => {
      expect(await lesson(data)).toMatchObject(data)
    },
  )

  it('keep ids and origins out of editors’ hands', async () => {
    const made = await payload.create({
      collection: 'articles',
      data: {
        title: '手写',
        formerSlugs: ['stolen'],
        publishedSlug: 'stolen',
        origin: { path: 'made-up.md' },
      },
      draft: true,
      user: author,
      overrideAccess: false,
    })
    expect(made.formerSlugs ?? []).toEqual([])
    expect(made.publishedSlug ?? null).toBeNull()
    expect(made.origin?.path ?? null).toBeNull()
    expect(made.id).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('seedTaxonomy', () => {
  it('fills empty collections once and leaves edits alone', async () => {
    expect(await seedTaxonomy(payload)).toBe(THEMES.length + AUDIENCES.length)
    await payload.update({ collection: 'themes', id: 'theory', data: { label: '改过' } })
    await payload.delete({ collection: 'themes', id: 'media' })
    expect(await seedTaxonomy(payload)).toBe(0)
    const { docs } = await payload.find({ collection: 'themes', sort: 'order', pagination: false })
    expect(docs.map(({ id }) => id)).toEqual([
      'theory',
      'charter',
      'policy',
      'skills',
      'methods',
      'assessment',
    ])
    expect(docs[0]?.label).toBe('改过')
  })
})
