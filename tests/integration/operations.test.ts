/**
 * What people do by hand, over Payload's REST handler as a browser or a program calls it: every role × endpoint, what is
 * refused and in which words, and what stays in the ledger.
 */
import { handleEndpoints, type Payload, type SanitizedConfig } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { LedgerRow } from '@/outbox/types'
import type { HubServices } from '@/server/hub-services'

import { openServices, startPayload, type TestHub } from '../helpers/hub'

const ORIGIN = 'https://hub.example.org'
const PASSWORD = 'a long enough password'
const API_KEY = '5b1f7d5c-9a53-4d0e-8a93-3c2f0b7c6e21'

/** `key`: an operator's API key. `none`: a user without a role. `other`: nobody logged in. Written by hand. */
const TABLE = `
           administrator author reviewer-first reviewer-second reviewer-final proofreader operator organiser key none other
resend           ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
resolve          ✓          ·          ·             ·               ·             ·          ✓         ·      ✓   ·    ·
withdraw         ✓          ·          ·             ·               ✓             ·          ✓         ·      ✓   ·    ·
correct          ✓          ·          ·             ·               ✓             ·          ·         ·      ·   ·    ·
`
const [head = '', ...lines] = TABLE.trim().split('\n')
const SUBJECTS = head.trim().split(/\s+/)
const RIGHTS = lines.map((line) => {
  const [action = '', ...marks] = line.trim().split(/\s+/)
  return { action, allowed: SUBJECTS.filter((_subject, index) => marks[index] === '✓') }
})
const TYPES = ['articles', 'videos', 'explainers', 'lessons', 'courses'] as const

let test: TestHub
let payload: Payload
let hub: HubServices
let config: Promise<SanitizedConfig>
const headersOf = new Map<string, Record<string, string>>()

beforeAll(async () => {
  test = await startPayload({ env: { PUBLIC_URL: ORIGIN } })
  payload = test.payload
  config = (await import('@payload-config')).default
  hub = await openServices(test)
  for (const subject of SUBJECTS) headersOf.set(subject, await credentialsOf(subject))
})
afterAll(async () => {
  await hub.stop()
  await test[Symbol.asyncDispose]()
})

async function credentialsOf(subject: string): Promise<Record<string, string>> {
  if (subject === 'other') return {}
  const email = `${subject}@example.org`
  const user = await payload.create({
    collection: 'users',
    data: {
      email,
      name: subject,
      password: PASSWORD,
      roles: [subject === 'key' || subject === 'none' ? 'operator' : (subject as 'author')],
      ...(subject === 'key' ? { enableAPIKey: true, apiKey: API_KEY } : {}),
    },
  })
  if (subject === 'key') return { Authorization: `users API-Key ${API_KEY}` }
  const { token } = await payload.login({
    collection: 'users',
    data: { email, password: PASSWORD },
  })
  if (subject === 'none') {
    await payload.db.updateOne({ collection: 'users', id: user.id, data: { roles: [] } })
  }
  return { Cookie: `payload-token=${String(token)}`, Origin: ORIGIN }
}

interface Answer {
  readonly status: number
  readonly body: {
    readonly message?: string
    readonly id?: string
    readonly doc?: { readonly _status: string; readonly title: string }
    readonly errors?: readonly { readonly message: string }[]
  }
}

async function post(
  path: string,
  input: unknown,
  subject = 'administrator',
  headers: Record<string, string> = {},
): Promise<Answer> {
  const request = new Request(`${ORIGIN}/api/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headersOf.get(subject), ...headers },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  })
  const response = await handleEndpoints({ config, request })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

let count = 0
async function article(): Promise<string> {
  count += 1
  const { id } = await payload.create({
    collection: 'articles',
    data: {
      title: `文章${String(count)}`,
      slug: `document-${String(count)}`,
      summary: '摘要',
      authorUnit: '编辑组',
      language: 'zh-CN',
      _status: 'published',
    },
  })
  return id
}

async function rowOf(id: string, channel = 'feeds'): Promise<LedgerRow> {
  const [row] = await hub.ledger.list({ document: `articles/${id}`, channel })
  if (!row) throw new Error(`There is no row of ${id} for ${channel}`)
  return row
}

async function held(): Promise<LedgerRow> {
  const row = await rowOf(await article())
  const state = { state: 'held', attempts: 1, code: 'OUTCOME_UNKNOWN' } as const
  expect(await hub.ledger.move(row, state, undefined, Date.now())).toBe(true)
  return row
}

async function delivered(): Promise<LedgerRow> {
  const id = await article()
  await hub.hub.drain()
  return rowOf(id)
}

const revisionsOf = async (id: string) =>
  (
    await payload.find({
      collection: 'revisions',
      where: { document: { equals: `articles/${id}` } },
      sort: 'number',
    })
  ).docs

describe('rights', () => {
  const INPUT: Readonly<Record<string, object>> = {
    resend: {},
    resolve: { outcome: 'delivered', note: '对方后台可见' },
    withdraw: { reason: '地址有变' },
    correct: { note: '更正一处文字' },
  }
  const CASES = RIGHTS.flatMap(({ action, allowed }) =>
    (action === 'resend' || action === 'resolve' ? (['deliveries'] as const) : TYPES).map(
      (collection) => ({ collection, action, allowed }),
    ),
  )

  it.each(CASES)('$collection: $action', async ({ collection, action, allowed }) => {
    // Access is asked before the row or document is looked for, so whoever may is told that there is none.
    const statuses = new Map<string, number>()
    for (const subject of SUBJECTS) {
      const answer = await post(`${collection}/absent/${action}`, INPUT[action], subject)
      expect(answer.body.errors?.[0]?.message).not.toBe('')
      statuses.set(subject, answer.status)
    }
    expect(Object.fromEntries(statuses)).toEqual(
      Object.fromEntries(
        SUBJECTS.map((subject) => [subject, allowed.includes(subject) ? 404 : 403]),
      ),
    )
  })

  it('count only from our own pages: a cookie sent from elsewhere is nobody', async () => {
    const { id } = await delivered()
    const elsewhere = { Origin: 'https://elsewhere.example.org' }
    expect((await post(`deliveries/${id}/resend`, {}, 'operator', elsewhere)).status).toBe(403)
    expect((await post(`deliveries/${id}/resend`, {}, 'operator')).status).toBe(200)
  })
})

describe('input', () => {
  it.each([
    ['withdraw', {}],
    ['withdraw', { reason: '   ' }],
    ['withdraw', { reason: '字'.repeat(1001) }],
    ['withdraw', { reason: 7 }],
    ['withdraw', { reason: '有', title: '别的' }],
    ['withdraw', 'not JSON'],
    ['correct', { reason: '有' }],
    ['correct', []],
  ])('that is no %s is refused in words and changes nothing: %j', async (action, input) => {
    const id = await article()
    const answer = await post(`articles/${id}/${action}`, input)
    expect(answer.status).toBe(400)
    expect(answer.body.errors?.[0]?.message).toMatch(/请写明.*1000/)
    expect(await revisionsOf(id)).toHaveLength(1)
  })

  it.each([
    {},
    { outcome: 'delivered' },
    { outcome: 'delivered', note: '' },
    { outcome: 'held', note: '依据' },
  ])('that is no resolution is refused: %j', async (input) => {
    const { id } = await held()
    expect((await post(`deliveries/${id}/resolve`, input)).status).toBe(400)
    expect((await hub.ledger.find(id))?.delivery.state).toBe('held')
  })

  it('is answered in the language asked for', async () => {
    const { body } = await post('articles/x/withdraw', {}, 'operator', { 'Accept-Language': 'en' })
    expect(body.errors?.[0]?.message).toBe('Give the reason, at most 1000 characters')
  })
})

describe('withdraw', () => {
  it('takes back what is published, for the reason given, signed by who did it', async () => {
    const id = await article()
    await hub.hub.drain()
    const answer = await post(`articles/${id}/withdraw`, { reason: ' 地址有变 ' }, 'operator')
    expect(answer).toMatchObject({ status: 200, body: { doc: { _status: 'draft' } } })
    expect((await revisionsOf(id)).at(-1)).toMatchObject({
      action: 'withdraw',
      reason: '地址有变',
      signedOffBy: 'operator@example.org',
    })
    await hub.hub.drain()
    const path = `/articles/document-${String(count)}`
    expect(await hub.artefacts.lookup(path)).toMatchObject({ kind: 'gone' })
  })

  it('is refused twice, and for what was never published', async () => {
    const id = await article()
    expect((await post(`articles/${id}/withdraw`, { reason: '一' })).status).toBe(200)
    const again = await post(`articles/${id}/withdraw`, { reason: '二' })
    expect(again.status).toBe(409)
    expect(again.body.errors?.[0]?.message).toContain('没有公开发布')
    expect(await revisionsOf(id)).toHaveLength(2)
    expect((await payload.findByID({ collection: 'articles', id })).withdrawal?.reason).toBe('一')
  })

  it('takes back a published document whose newer draft nobody has published', async () => {
    const id = await article()
    await payload.update({ collection: 'articles', id, data: { title: '改了一半' }, draft: true })
    expect((await post(`articles/${id}/withdraw`, { reason: '有误' })).status).toBe(200)
    expect((await revisionsOf(id)).map(({ action }) => action)).toEqual(['publish', 'withdraw'])
  })

  it('is not held up by a newer draft that is unfinished, and loses nothing of it', async () => {
    const id = await article()
    const unfinished = { title: '', summary: '写到一半' }
    await payload.update({ collection: 'articles', id, data: unfinished, draft: true })
    const { status, body } = await post(`articles/${id}/withdraw`, { reason: '有误' }, 'operator')
    expect({ status, doc: body.doc }).toMatchObject({
      status: 200,
      doc: { _status: 'draft', ...unfinished, withdrawal: { reason: '有误' } },
    })
    expect((await revisionsOf(id)).map(({ action, reason }) => [action, reason ?? ''])).toEqual([
      ['publish', ''],
      ['withdraw', '有误'],
    ])
  })
})

describe('correct', () => {
  it('publishes the newest draft with the note, signed by who did it', async () => {
    const id = await article()
    await payload.update({ collection: 'articles', id, data: { title: '更正后' }, draft: true })
    const answer = await post(`articles/${id}/correct`, { note: '标题有误' }, 'reviewer-final')
    expect(answer).toMatchObject({
      status: 200,
      body: { doc: { _status: 'published', title: '更正后' } },
    })
    const [, correction] = await revisionsOf(id)
    expect(correction).toMatchObject({
      title: '更正后',
      action: 'correct',
      reason: '标题有误',
      signedOffBy: 'reviewer-final@example.org',
    })
    const { corrections } = await payload.findByID({ collection: 'articles', id })
    expect(corrections?.map(({ note }) => note)).toEqual(['标题有误'])
  })

  it('is no way to publish for the first time, or again after a withdrawal', async () => {
    const id = await article()
    await post(`articles/${id}/withdraw`, { reason: '有误' })
    expect((await post(`articles/${id}/correct`, { note: '更正' })).status).toBe(409)
    expect(await revisionsOf(id)).toHaveLength(2)
  })
})

describe('resend', () => {
  it('adds one row for the same revision and delivers it', async () => {
    const row = await delivered()
    const answer = await post(`deliveries/${row.id}/resend`, {}, 'operator')
    expect(answer.status).toBe(200)
    expect(answer.body.id).not.toBe(row.id)
    await hub.hub.drain()
    const fresh = await hub.ledger.find(answer.body.id ?? '')
    expect(fresh).toMatchObject({ revision: row.revision, delivery: { state: 'delivered' } })
    expect(await hub.ledger.find(row.id)).toEqual(row)
  })

  it('is refused while the row is on its way, and once there is a newer revision', async () => {
    const id = await article()
    const row = await rowOf(id)
    const early = await post(`deliveries/${row.id}/resend`, {})
    expect(early).toMatchObject({
      status: 409,
      body: { errors: [{ message: '这一行还在投递中' }] },
    })
    await hub.hub.drain()
    await post(`articles/${id}/correct`, { note: '更正' })
    const late = await post(`deliveries/${row.id}/resend`, {})
    expect(late.status).toBe(409)
    expect(late.body.errors?.[0]?.message).toContain('#2')
  })
})

describe('resolve', () => {
  it.each([
    [
      'delivered',
      { state: 'delivered', attempts: 1, receipt: '对方后台可见' },
      { outcome: 'delivered', receipt: '对方后台可见' },
    ],
    [
      'failed',
      { state: 'failed', attempts: 1, code: 'OUTCOME_UNKNOWN' },
      { outcome: 'permanent', message: '对方后台可见' },
    ],
  ])(
    'ends a held row as %s, once, with the evidence and who gave it',
    async (outcome, state, entry) => {
      const { id } = await held()
      const input = { outcome, note: '对方后台可见' }
      expect((await post(`deliveries/${id}/resolve`, input, 'operator')).status).toBe(200)
      expect(await hub.ledger.find(id)).toMatchObject({
        delivery: state,
        attemptLog: [{ ...entry, worker: 'operator@example.org' }],
      })
      expect(await post(`deliveries/${id}/resolve`, input)).toMatchObject({
        status: 409,
        body: { errors: [{ message: '只有待核实或待结果的投递可以这样处理' }] },
      })
    },
  )
})

describe('a channel that is deleted', () => {
  const ID = 'second-feeds'
  const open = () =>
    payload.create({
      collection: 'channels',
      data: { id: ID, name: '第二组订阅', kind: 'feeds', paused: true },
    })

  it('takes its open rows with it, and says so on each; what a person must end stays', async () => {
    await open()
    const waiting = await rowOf(await article(), ID)
    const unknown = await rowOf(await article(), ID)
    const lost = await rowOf(await article(), ID)
    const sending = await rowOf(await article(), ID)
    const now = Date.now()
    const claim = (leaseUntil: number) =>
      ({ state: 'sending', attempts: 1, token: 't', leaseUntil }) as const
    await hub.ledger.move(unknown, { state: 'held', attempts: 1, code: 'X' }, undefined, now)
    await hub.ledger.move(lost, claim(now - 1), undefined, now)
    await hub.ledger.move(sending, claim(now + 60_000), undefined, now)
    await payload.delete({ collection: 'channels', id: ID })

    const stateOf = async ({ id }: LedgerRow) => (await hub.ledger.find(id))?.delivery.state
    expect(await hub.ledger.find(waiting.id)).toMatchObject({
      delivery: { state: 'superseded', attempts: 0 },
      attemptLog: [{ code: 'CHANNEL_GONE', outcome: 'permanent' }],
    })
    expect(await stateOf(lost)).toBe('superseded')
    expect(await stateOf(sending)).toBe('sending')
    expect(await stateOf(unknown)).toBe('held')
    const resolution = { outcome: 'failed', note: '渠道已撤销' }
    expect((await post(`deliveries/${unknown.id}/resolve`, resolution)).status).toBe(200)
    expect(await post(`deliveries/${waiting.id}/resend`, {})).toMatchObject({
      status: 409,
      body: { errors: [{ message: '渠道已删除，无处投递' }] },
    })
  })

  it('is cleared up by the sweep where the hook did not run', async () => {
    await open()
    const row = await rowOf(await article(), ID)
    const kept = await rowOf(row.document.slice('articles/'.length))
    await payload.db.deleteOne({ collection: 'channels', where: { id: { equals: ID } } })
    const { sweep } = await import('@/plugins/distribution/sweep')
    const { settled } = await sweep(hub.reconciling, new Date())
    expect(settled).toBeGreaterThanOrEqual(1)
    expect((await hub.ledger.find(row.id))?.delivery.state).toBe('superseded')
    expect((await hub.ledger.find(kept.id))?.delivery.state).toBe('pending')
    expect((await sweep(hub.reconciling, new Date())).settled).toBe(0)
  })

  it('gets nothing more, and what is public again once it is made anew under the same id', async () => {
    const { sweep } = await import('@/plugins/distribution/sweep')
    const rows = async (id: string) =>
      (await hub.ledger.list({ document: `articles/${id}`, channel: ID }))
        .map(({ action, delivery: { state } }) => [action, state])
        .toReversed()
    await open()
    const id = await article()
    expect(await rows(id)).toEqual([['publish', 'pending']])
    await payload.delete({ collection: 'channels', id: ID })
    await sweep(hub.reconciling, undefined)
    expect(await rows(id)).toEqual([['publish', 'superseded']])

    await open()
    await sweep(hub.reconciling, undefined)
    const twice = [
      ['publish', 'superseded'],
      ['publish', 'pending'],
    ]
    expect(await rows(id)).toEqual(twice)
    await sweep(hub.reconciling, undefined)
    expect(await rows(id)).toEqual(twice)
    await payload.delete({ collection: 'channels', id: ID })
  })
})

describe('a document that leaves a channel and comes back unchanged', () => {
  it('is taken back, and sent again', async () => {
    const id = await article()
    const { reconcile } = await import('@/plugins/distribution/reconcile')
    const [feeds] = hub.reconciling.kinds.filter((kind) => kind.id === 'feeds')
    if (!feeds) throw new Error('There is no channel for feeds')
    const choosing = (destinations: string[]) => ({
      ...hub.reconciling,
      kinds: hub.reconciling.kinds.map((kind) =>
        kind === feeds ? { ...feeds, selects: () => destinations } : kind,
      ),
    })
    const look = async (destinations: string[]) =>
      reconcile(choosing(destinations), [{ type: 'articles', id }])
    const actions = async () =>
      (await hub.ledger.list({ document: `articles/${id}`, channel: 'feeds' }))
        .map(({ action }) => action)
        .toReversed()
    await look([])
    await look([])
    expect(await actions()).toEqual(['publish', 'withdraw'])
    await look(['public'])
    await look(['public'])
    expect(await actions()).toEqual(['publish', 'withdraw', 'publish'])
    await look([])
    expect(await actions()).toEqual(['publish', 'withdraw', 'publish', 'withdraw'])
    await look(['public'])
    expect(await actions()).toHaveLength(5)
  })
})
