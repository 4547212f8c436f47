/** The address behind the proof: drafts as they are, pictures that no channel serves yet, and who may see it. */
import { createLocalReq, type PayloadRequest, type TypedUser } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Proof } from '@/admin/wechat/proof'
import { CONTENT_TYPES, type ContentType } from '@/core'

import { sampleItems, type Samples } from '../helpers/sample-items'

let samples: Samples
let reader: TypedUser
beforeAll(async () => {
  samples = await sampleItems()
  const user = await samples.hub.payload.create({
    collection: 'users',
    data: {
      email: 'a@example.org',
      password: 'a long enough password',
      name: '甲',
      roles: ['author'],
    },
  })
  reader = { ...user, collection: 'users' }
})
afterAll(() => samples[Symbol.asyncDispose]())

async function ask(
  type: ContentType,
  id: string,
  { look = 'official', user = reader }: { look?: string; user?: TypedUser | null } = {},
): Promise<Proof> {
  const { payload } = samples.hub
  const req: PayloadRequest = await createLocalReq({ ...(user ? { user } : {}) }, payload)
  req.routeParams = { id }
  Object.assign(req, { searchParams: new URLSearchParams({ look }) })
  const endpoints = payload.collections[type].config.endpoints
  const endpoint = endpoints && endpoints.find(({ path }) => path === '/:id/wechat-proof')
  if (!endpoint) throw new Error(`${type} has no proof`)
  const answer = await endpoint.handler(req)
  return (await answer.json()) as Proof
}

describe('the proof', () => {
  it.each(CONTENT_TYPES)('of %s is a page with its pictures in it, in every look', async (type) => {
    const item = samples.items.find((each) => each.type === type)
    if (!item) throw new Error(`No sample of ${type}`)
    const official = await ask(type, item.id)
    expect(official.title).toBe(item.title)
    expect(official.page).toContain("default-src 'none'")
    expect(official.page).not.toMatch(/src="(?!data:image\/)/)
    expect(official.length.actual).toBeLessThan(official.length.limit)
    expect((await ask(type, item.id, { look: 'study' })).page).not.toBe(official.page)
  })

  it('shows the newest draft, and what it breaks', async () => {
    const { id } = await samples.hub.payload.create({
      collection: 'articles',
      draft: true,
      data: {
        title: '题'.repeat(40),
        slug: 'a-draft',
        summary: '摘要',
        authorUnit: '组',
        language: 'zh-CN',
      },
    })
    const { findings } = await ask('articles', id)
    expect(findings.map(({ kind, limit, actual }) => [kind, limit, actual])).toEqual([
      ['title', 32, 40],
      ['cover', undefined, undefined],
    ])
  })

  it('is refused to strangers', async () => {
    const [item] = samples.items
    await expect(ask('articles', item?.id ?? '', { user: null })).rejects.toMatchObject({
      status: 403,
    })
  })
})
