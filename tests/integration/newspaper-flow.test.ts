/** What an editor meets before an edition goes out: proofs of all forms, budgets that block, a test to oneself. */
import { simpleParser } from 'mailparser'
import { createLocalReq, type Payload, type TypedUser } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { NewspaperProof } from '@/admin/newspaper/proof'

import { createUser, startPayload, type TestHub } from '../helpers/hub'
import { startSmtpSink, type SmtpSink } from '../helpers/smtp-sink'

let test: TestHub
let payload: Payload
let sink: SmtpSink
let reviewer: TypedUser
let organiser: TypedUser
let newspaper: string
let story: string

beforeAll(async () => {
  sink = await startSmtpSink()
  test = await startPayload({ env: { HUB_TIMEZONE: 'Asia/Shanghai', SMTP_URL: sink.url } })
  payload = test.payload
  await createUser(payload, 'administrator')
  reviewer = await createUser(payload, 'reviewer-final')
  organiser = await createUser(payload, 'organiser')
  const { id } = await payload.create({
    collection: 'newspapers',
    data: { title: '早报', slug: 'morning', sender: '远教手机报' } as never,
  })
  newspaper = id
  story = await article('头条')
})

afterAll(async () => {
  await test[Symbol.asyncDispose]()
  await sink[Symbol.asyncDispose]()
})

const article = async (title: string): Promise<string> =>
  (
    await payload.create({
      collection: 'articles',
      data: {
        ...{
          title,
          summary: '摘要',
          authorUnit: '课程组',
          language: 'zh-CN',
          _status: 'published',
        },
      } as never,
    })
  ).id

const edition = async (entries: readonly object[], greeting = ''): Promise<string> =>
  (
    await payload.create({
      collection: 'editions',
      draft: true,
      data: { title: '早报第一期', newspaper, greeting, entries } as never,
    })
  ).id

const line = (headline: string, value = story, summary = '') => ({
  headline,
  summary,
  document: { relationTo: 'articles', value },
})

/** Calls an endpoint of the collection as the user. */
async function call(
  method: 'get' | 'post',
  action: string,
  id: string,
  user: TypedUser,
): Promise<unknown> {
  const { endpoints } = payload.collections.editions.config
  const found = (endpoints || []).find(
    (each) => each.path === `/:id/${action}` && each.method === method,
  )
  if (!found) throw new Error(`There is no ${action}`)
  const req = await createLocalReq({ user }, payload)
  const answer = await found.handler(Object.assign(req, { routeParams: { id } }))
  return answer.json()
}

const proofOf = async (id: string): Promise<NewspaperProof> =>
  (await call('get', 'proof', id, reviewer)) as NewspaperProof

const publish = (id: string) =>
  payload.update({
    ...{ collection: 'editions', id, user: reviewer, overrideAccess: false, depth: 0 },
    data: { _status: 'published' },
  })

/** What was refused, in words. */
async function refusalOf(id: string): Promise<string> {
  const error: unknown = await publish(id).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return JSON.stringify((error as { data?: unknown } | undefined)?.data ?? error)
}

describe('the proof', () => {
  it('shows the four forms with their sizes and limits', async () => {
    const proof = await proofOf(await edition([line('头条标题')], '早上好。'))
    expect(proof.findings).toEqual([])
    expect(proof.email).toMatchObject({ subject: '早报第一期', limit: 92160 })
    expect(proof.email?.page).toContain('头条标题')
    expect(proof.mms.map(({ profile, limit }) => [profile, limit])).toEqual([
      [50, 51200],
      [100, 102400],
      [300, 307200],
    ])
    expect(proof.sms?.text).toMatch(/^【远教手机报】早报第一期\n1\.头条标题 /)
    expect(proof.sms?.parts).toBeGreaterThan(0)
    expect(proof.web.path).toMatch(/^\/newspaper\/morning\/\d{4}-\d{2}-\d{2}$/)
    expect(proof.web.page).toContain('早上好。')
    expect(proof.web.page).toContain('<style>')
    expect(proof.web.page).not.toMatch(/<script|<link rel="stylesheet"/)
  })
})

describe('publishing', () => {
  it('is refused without entries', async () => {
    expect(await refusalOf(await edition([]))).toContain('还没有条目')
  })

  it('is refused while a document is not public', async () => {
    const id = await article('撤下的稿件')
    const made = await edition([line('头条标题'), line('撤下的标题', id)])
    await payload.update({ collection: 'articles', id, data: { _status: 'draft' } as never })
    expect(await refusalOf(made)).toContain('撤下的标题')
  })

  it('is refused over the budget of a form, with limit and size', async () => {
    const long = Array.from({ length: 250 }, () => line('标题', story, '长'.repeat(100)))
    const words = await refusalOf(await edition(long))
    expect(words).toMatch(/邮件 \d{6} 字节，超出 92160/)
    expect(words).toMatch(/彩信 50 KB：文字 \d+ 字节，超出 51200/)
    expect(words).toContain('"path":"entries"')
  })

  it('is done within them', async () => {
    expect(await publish(await edition([line('头条标题')]))).toMatchObject({
      _status: 'published',
      address: expect.stringMatching(/^morning\/\d{4}-\d{2}-\d{2}$/) as string,
    })
  })
})

describe('a test', () => {
  it('goes to the one who asks, marked, and not twice at once', async () => {
    const id = await edition([line('头条标题')])
    await call('post', 'test-send', id, reviewer)
    await sink.reached(1)
    expect(sink.received.map(({ to }) => to)).toEqual([reviewer.email])
    const mail = await simpleParser(sink.received[0]?.raw ?? '')
    expect(mail.subject).toBe('[测试 TEST] 早报第一期')
    expect(mail.html).toContain('头条标题')
    expect(mail.text).not.toContain('{{')
    await expect(call('post', 'test-send', id, reviewer)).rejects.toMatchObject({ status: 429 })
    expect(sink.received).toHaveLength(1)
  })

  it('is for those who edit', async () => {
    const id = await edition([line('头条标题')])
    await expect(call('post', 'test-send', id, organiser)).rejects.toMatchObject({ status: 403 })
  })
})
