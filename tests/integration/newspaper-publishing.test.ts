/** From an editor's publish to subscribers' mailboxes, the page, the feed and the ledger; and back again. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { simpleParser } from 'mailparser'
import { createLocalReq, type Payload, type TypedUser } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { dayOf } from '@/core'
import type { LedgerRow } from '@/outbox/types'
import { correctDocument, resend, withdrawDocument } from '@/plugins/distribution/operations'
import type { HubServices } from '@/server/hub-services'

import { createUser, openServices, startPayload, type TestHub } from '../helpers/hub'
import { startSmtpSink, type SmtpSink } from '../helpers/smtp-sink'

let test: TestHub
let payload: Payload
let hub: HubServices
let sink: SmtpSink
let newspaper: string
let editor: TypedUser
let reviewer: TypedUser
let first: string
/** The publish hook signs off by the machine's clock, so the hub goes by it too. */
const NOW = new Date()
const PAGE = `/newspaper/morning/${dayOf(NOW.toISOString(), 'Asia/Shanghai')}`
const MONTH = dayOf(NOW.toISOString(), 'Asia/Shanghai').slice(0, 7)

beforeAll(async () => {
  sink = await startSmtpSink()
  test = await startPayload({ env: { HUB_TIMEZONE: 'Asia/Shanghai', SMTP_URL: sink.url } })
  payload = test.payload
  hub = await openServices(test)
  await createUser(payload, 'administrator')
  const operator = await createUser(payload, 'operator')
  editor = await createUser(payload, 'author')
  reviewer = await createUser(payload, 'reviewer-final')
  newspaper = (
    await payload.create({
      collection: 'newspapers',
      data: {
        ...{ title: '早报', slug: 'morning', language: 'zh-CN', sender: '远教手机报' },
        ...{ schedule: '30 7 * * *', staleHours: 12, active: true, workingDaysOnly: true },
        rules: { types: ['articles'], count: 3, order: 'newest', lead: 'first' },
        segments: [{ regions: ['54'] }],
      },
      user: operator,
      overrideAccess: false,
    })
  ).id
  await subscribe('tibet@example.org', '540102')
  await subscribe('beijing@example.org', '110000')
  first = await make('早报第一期', [await article('第一篇'), await article('第二篇')])
})

afterAll(async () => {
  await hub.stop()
  await test[Symbol.asyncDispose]()
  await sink[Symbol.asyncDispose]()
})

async function subscribe(address: string, region: string): Promise<void> {
  const { store, vault } = hub.mailing
  const lookup = vault.lookup('email', address)
  await store.put(
    [
      {
        ...{ lookup, sealed: vault.seal(address, lookup), form: 'email', domain: 'example.org' },
        ...{ region, language: 'zh-CN', profile: 50, audiences: [], newspapers: ['morning'] },
        ...{ state: 'active', consentedAt: NOW.getTime(), consentSource: 'test' },
      },
    ],
    NOW.getTime(),
  )
}

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
        publishedAt: NOW.toISOString(),
      } as never,
    })
  ).id

/** A draft with these articles. */
const make = async (title: string, articles: readonly string[]): Promise<string> =>
  (
    await payload.create({
      collection: 'editions',
      draft: true,
      data: {
        ...{ title, newspaper, dueAt: NOW.toISOString() },
        entries: articles.map((value, index) => ({
          headline: `标题${String(index + 1)}`,
          document: { relationTo: 'articles', value },
        })),
      } as never,
    })
  ).id

const write = (id: string, data: object, user: TypedUser) =>
  payload.update({
    ...{ collection: 'editions', id, data, user, overrideAccess: false, depth: 0 },
  })

/** Publishes as the reviewer does, and lets the hub and the engine do what is due. */
async function settle(): Promise<void> {
  await hub.hub.drain()
  await hub.mailing.drain(new AbortController().signal)
}

const rows = async (id: string, channel = 'newspaper'): Promise<readonly LedgerRow[]> =>
  [...(await hub.ledger.list({ document: `editions/${id}`, channel }))].sort(
    (left, right) => left.revisionNumber - right.revisionNumber || left.createdAt - right.createdAt,
  )
const receipts = async (id: string): Promise<string[]> =>
  (await rows(id)).map(({ delivery }) =>
    delivery.state === 'delivered' ? delivery.receipt : delivery.state,
  )

async function pageOf(path: string): Promise<string> {
  const pointer = await hub.artefacts.lookup(path)
  if (pointer?.kind !== 'file') return pointer?.kind ?? 'nothing'
  const { digest } = pointer
  return readFile(join(test.settings.artefactsDir, 'blobs', digest.slice(0, 2), digest), 'utf8')
}

describe('publishing an edition', () => {
  it('is for those with the right to publish', async () => {
    await expect(write(first, { _status: 'published' }, editor)).rejects.toMatchObject({
      status: 403,
    })
    expect(await rows(first)).toEqual([])
  })

  it('sends it to its audience once, and makes page, archive and feed', async () => {
    await write(first, { greeting: '各位读者早上好。', _status: 'published' }, reviewer)
    await settle()
    expect(sink.received.map(({ to }) => to)).toEqual(['tibet@example.org'])
    const mail = await simpleParser(sink.received[0]?.raw ?? '')
    expect(mail.subject).toBe('早报第一期')
    expect(mail.text).toContain('标题2')
    expect(mail.html).toContain(`${test.settings.publicUrl}${PAGE}`)
    expect(await receipts(first)).toEqual(['mailing:1 recipients:1'])
    expect((await rows(first, 'website')).map(({ delivery }) => delivery.state)).toEqual([
      'delivered',
    ])
    const page = await pageOf(PAGE)
    expect(page).toContain('各位读者早上好。')
    expect(await pageOf('/newspaper/morning/')).toContain(PAGE)
    expect(await pageOf('/newspaper/')).toContain('早报')
    expect(await pageOf('/')).toContain(PAGE)
    expect(await pageOf('/feeds/newspaper.rss')).toContain(PAGE)
    expect(await pageOf('/feeds/all.rss')).not.toContain(PAGE)
    expect(await pageOf('/articles/')).not.toContain(PAGE)
    expect(await pageOf(`/sitemaps/newspaper/morning/${MONTH}.xml`)).toContain(PAGE)
    expect(await pageOf('/sitemap.xml')).toContain(`/sitemaps/newspaper/morning/${MONTH}.xml`)
  })

  it('sends nothing twice when its row is sent again', async () => {
    const [row] = await rows(first)
    await resend(hub.reconciling, row?.id ?? '')
    await settle()
    expect(sink.received).toHaveLength(1)
    expect(await receipts(first)).toEqual(['mailing:1 recipients:1', 'mailing:1 recipients:1'])
  })

  it('corrects page and feed with the note, and mails nobody again', async () => {
    const { entries } = await payload.findByID({ collection: 'editions', id: first, depth: 0 })
    await payload.update({
      ...{ collection: 'editions', id: first, draft: true, depth: 0 },
      data: { entries: entries?.map((entry) => ({ ...entry, headline: '改正的标题' })) ?? [] },
    })
    const req = await createLocalReq({ user: reviewer }, payload)
    await correctDocument(hub.reconciling, { type: 'editions', id: first }, '头条标题有误。', req)
    await settle()
    expect(sink.received).toHaveLength(1)
    expect((await receipts(first)).at(-1)).toBe(
      `not-sent-again editions/${first}#2; mailing:1 recipients:1 handed-over:1`,
    )
    const page = await pageOf(PAGE)
    expect(page).toContain('改正的标题')
    expect(page).toContain('头条标题有误。')
    expect(await pageOf('/feeds/newspaper.atom')).toContain('头条标题有误。')
  })

  it('is rebuilt byte for byte', async () => {
    const paths = [PAGE, '/newspaper/', '/', '/feeds/newspaper.atom']
    const before = await Promise.all(paths.map(pageOf))
    await hub.rebuild(undefined, () => undefined)
    expect(await Promise.all(paths.map(pageOf))).toEqual(before)
  })

  it('loses a line whose document was withdrawn, when the sweep comes by', async () => {
    const { docs } = await payload.find({
      collection: 'articles',
      where: { title: { equals: '第一篇' } },
    })
    const slug = docs[0]?.slug ?? ''
    expect(await pageOf(PAGE)).toContain(slug)
    const id = docs[0]?.id ?? ''
    await withdrawDocument(hub.reconciling, { type: 'articles', id }, '内容有误')
    const { sweep } = await import('@/plugins/distribution/sweep')
    await sweep(hub.reconciling, new Date(Date.now() - 60_000))
    await settle()
    expect(await pageOf(PAGE)).not.toContain(slug)
    expect(sink.received).toHaveLength(1)
  })

  it('answers 410 and leaves list and feed once withdrawn', async () => {
    await withdrawDocument(hub.reconciling, { type: 'editions', id: first }, '内容有误')
    await settle()
    expect((await receipts(first)).at(-1)).toBe('stopped mailing:1 recipients:1 handed-over:1')
    expect(await pageOf(PAGE)).toBe('gone')
    expect(await pageOf('/')).not.toContain(PAGE)
    expect(await pageOf('/feeds/newspaper.rss')).not.toContain(PAGE)
    expect(await pageOf('/feeds/newspaper.atom')).toContain('deleted-entry')
  })

  it('reaches those who have none when it is published again', async () => {
    await subscribe('lhasa@example.org', '540100')
    const draft = await payload.findByID({
      collection: 'editions',
      id: first,
      draft: true,
      depth: 0,
    })
    await write(first, { entries: draft.entries?.slice(1) ?? [], _status: 'published' }, reviewer)
    await settle()
    expect(sink.received.map(({ to }) => to)).toEqual(['tibet@example.org', 'lhasa@example.org'])
    expect(await pageOf(PAGE)).toContain('改正的标题')
  })
})

describe('a mailing under way', () => {
  it('sends nobody further when the edition is withdrawn', async () => {
    const id = await make('撤下的一期', [await article('第三篇')])
    await write(id, { _status: 'published' }, reviewer)
    await hub.hub.drain() // ordered, not sent yet
    await withdrawDocument(hub.reconciling, { type: 'editions', id }, '发错了')
    await settle()
    expect(sink.received).toHaveLength(2)
    expect((await receipts(id)).at(-1)).toMatch(/^stopped mailing:\d+ recipients:2 handed-over:0$/)
  })
})

describe('a schedule', () => {
  it('publishes and sends at its time, and not when it was cancelled', async () => {
    const schedule = (id: string) =>
      payload.jobs.queue({
        task: 'schedulePublish',
        input: {
          ...{ type: 'publish', timezone: 'Asia/Shanghai', locale: undefined, global: undefined },
          ...{
            doc: { relationTo: 'editions', value: id },
            user: { relationTo: 'users', value: reviewer.id },
          },
        } as never,
        waitUntil: new Date(Date.now() - 1000),
      })
    const story = await article('第四篇')
    const [sent, cancelled] = [await make('定时的', [story]), await make('取消的', [story])]
    await schedule(sent)
    const job = await schedule(cancelled)
    await payload.delete({ collection: 'payload-jobs', id: job.id })
    const before = sink.received.length
    await hub.timetable.tick('scheduled-publishing', NOW)
    await settle()
    expect(sink.received).toHaveLength(before + 2)
    expect(await receipts(sent)).toHaveLength(1)
    expect(await receipts(cancelled)).toEqual([])
    // The withdrawn edition of the day keeps its own address.
    expect(await pageOf(`${PAGE}-3`)).toContain('定时的')
  })
})
