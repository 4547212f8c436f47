import { describe, expect, it } from 'vitest'

import type { MailingOrder, MmsMessage } from '@/core'
import { readGateway, type Gateways } from '@/mailing'

import {
  deliveryReport,
  startRelay,
  startSmsGateway,
  type GatewayFault,
} from '../../helpers/gateways'
import { NEWSPAPER, order, START, startMailing, statesOf } from '../../helpers/mailing'

const never = new AbortController().signal
/** Short for who waits for nothing, long for a busy machine's answers. */
const SILENCE = { gatewayTimeoutMs: 4000 }
const SECRETS: Readonly<Record<string, string>> = {
  CHANNEL_SECRET_MMS: 'Basic c2VjcmV0',
  CHANNEL_SECRET_REPORTS: 'reports-secret-1234',
}
const configured = (name: string): string | undefined => SECRETS[name]
const gatewayOf = (form: 'mms' | 'sms', settings: object) =>
  readGateway(form, JSON.stringify(settings), configured)

const mm7At = (url: string): Gateways => ({
  mms: gatewayOf('mms', {
    kind: 'mm7',
    url,
    vaspId: 'office',
    vasId: 'morning',
    sender: '10658000',
    secretHeaders: { Authorization: 'CHANNEL_SECRET_MMS' },
    reportSecret: 'CHANNEL_SECRET_REPORTS',
    numbers: 'digits',
  }),
})
const smsAt = (url: string): Gateways => ({
  sms: gatewayOf('sms', {
    kind: 'http',
    url: `${url}/send`,
    body: { to: '{{to}}', text: '{{text}}', ref: '{{reference}}' },
    accepted: { member: 'code', values: ['0'] },
    busy: ['429'],
    badNumber: ['17'],
    receipt: 'data.id',
    numbers: 'national',
    reportSecret: 'CHANNEL_SECRET_REPORTS',
    report: {
      list: 'reports',
      receipt: 'id',
      reference: 'ref',
      status: 'stat',
      delivered: ['DELIVRD'],
      failed: ['UNDELIV', 'EXPIRED'],
      badNumber: ['UNKNOWN'],
    },
  }),
})

const JPEG = Buffer.from('ffd8ffe000104a464946000d0a2d2d0d0ad9', 'hex')
const mms: MmsMessage = {
  subject: '学习早报 & <第一期>',
  smil: '<smil><body><par><img src="image1.jpg"/><text src="text1.txt"/></par></body></smil>',
  parts: [
    { id: 'image1.jpg', mediaType: 'image/jpeg', body: JPEG },
    { id: 'text1.txt', mediaType: 'text/plain; charset=utf-8', body: Buffer.from('春耕\r\n时节') },
  ],
}
const small = { ...mms, subject: '小', parts: [] }
const mmsOrder = (change: Partial<MailingOrder> = {}) =>
  order({ messages: { mms: { 50: small, 100: mms, 300: mms } }, ...change })
const smsOrder = () => order({ messages: { sms: { text: '【早报】“春耕”\n1.农技' } } })

async function withNumbers(
  gateways: Gateways,
  form: 'mms' | 'sms',
  numbers: readonly string[],
  more: { gatewayTimeoutMs?: number } = {},
) {
  const mailing = await startMailing({ gateways, ...more })
  const { vault, store } = mailing.engine
  await store.put(
    numbers.map((number, index) => {
      const lookup = vault.lookup('phone', number)
      return {
        lookup,
        sealed: vault.seal(number, lookup),
        form,
        domain: form,
        region: '11',
        language: 'zh-CN',
        profile: index === 0 ? (50 as const) : (100 as const),
        audiences: [],
        newspapers: [NEWSPAPER.slug],
        state: 'active' as const,
        consentedAt: START,
        consentSource: 'test',
      }
    }),
    START,
  )
  return mailing
}
const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `+861380000${String(1000 + n)}`)
const faultAt =
  (suffix: string, fault: GatewayFault, tries = Infinity) =>
  (to: string, count: number) =>
    to.endsWith(suffix) && count <= tries ? fault : undefined

describe('MMS over MM7', () => {
  it('submits each recipient once, by profile, with the parts as they are', async () => {
    await using relay = await startRelay()
    await using mailing = await withNumbers(mm7At(relay.url), 'mms', numbers(3))
    await mailing.engine.start(mmsOrder())
    await mailing.engine.drain(never)
    expect(await statesOf(mailing.engine, 1)).toEqual({ sent: 3 })
    expect(relay.taken.map(({ to }) => to).sort()).toEqual([
      '8613800001000',
      '8613800001001',
      '8613800001002',
    ])
    const rich = relay.taken.find(({ to }) => to.endsWith('1001'))
    expect(rich).toMatchObject({ subject: '学习早报 & <第一期>', vasp: 'office', smil: mms.smil })
    expect(rich?.headers.authorization).toBe('Basic c2VjcmV0')
    expect(rich?.parts.map(({ id, mediaType }) => [id, mediaType])).toEqual([
      ['image1.jpg', 'image/jpeg'],
      ['text1.txt', 'text/plain'],
    ])
    expect(rich?.parts.map(({ bytes }) => bytes)).toEqual(
      mms.parts.map(({ body }) => Buffer.from(body)),
    )
    expect(relay.taken.find(({ to }) => to.endsWith('1000'))?.subject).toBe('小')
  })

  it.each([
    [
      { kind: 'status', status: 2002 },
      { bounced: 1, sent: 2 },
    ],
    [
      { kind: 'status', status: 2004 },
      { failed: 1, sent: 2 },
    ],
    [
      { kind: 'http', status: 400 },
      { failed: 1, sent: 2 },
    ],
    [
      { kind: 'http', status: 502 },
      { unknown: 1, sent: 2 },
    ],
    [
      { kind: 'http', status: 200 },
      { unknown: 1, sent: 2 },
    ],
    [{ kind: 'reset-before' }, { unknown: 1, sent: 2 }],
    [{ kind: 'reset-after' }, { unknown: 1, sent: 2 }],
    [{ kind: 'silent' }, { unknown: 1, sent: 2 }],
  ] as const)('%j ends as %j, and nothing is repeated by itself', async (fault, states) => {
    await using relay = await startRelay(faultAt('1001', fault))
    await using mailing = await withNumbers(mm7At(relay.url), 'mms', numbers(3), SILENCE)
    await mailing.engine.start(mmsOrder())
    await mailing.engine.drain(never)
    mailing.pass(3_600_000)
    await mailing.engine.drain(never)
    expect(await statesOf(mailing.engine, 1)).toEqual(states)
    expect(new Set(relay.taken.map(({ to }) => to)).size).toBe(relay.taken.length)
  })

  it.each([
    [{ kind: 'status', status: 2001 }],
    [{ kind: 'status', status: 3000 }],
    [{ kind: 'status', status: 4006 }],
    [{ kind: 'http', status: 503, retryAfter: 600 }],
    [{ kind: 'http', status: 401 }],
  ] as const)('%j is tried again under the same transaction', async (fault) => {
    await using relay = await startRelay(faultAt('1000', fault, 2))
    await using mailing = await withNumbers(mm7At(relay.url), 'mms', numbers(1))
    await mailing.engine.start(mmsOrder())
    await mailing.engine.drain(never)
    expect(await statesOf(mailing.engine, 1)).toEqual({ queued: 1 })
    // Asked for ten minutes where it said so, half a minute otherwise.
    mailing.pass('retryAfter' in fault ? 599_000 : 29_000)
    await mailing.engine.drain(never)
    expect(relay.taken).toHaveLength(0)
    for (const ms of [2_000, 600_000]) {
      mailing.pass(ms)
      await mailing.engine.drain(never)
    }
    expect(await statesOf(mailing.engine, 1)).toEqual({ sent: 1 })
  })

  it('waits where nobody listens, and tells why', async () => {
    let url: string
    {
      await using gone = await startRelay()
      url = gone.url
    }
    await using mailing = await withNumbers(mm7At(url), 'mms', numbers(1))
    await mailing.engine.start(mmsOrder())
    await mailing.engine.drain(never)
    expect(await mailing.engine.store.tally(1)).toMatchObject([
      { state: 'queued', code: 'ECONNREFUSED' },
    ])
  })

  it('takes reports: twice, early, of nothing known, and with a wrong secret', async () => {
    await using relay = await startRelay()
    await using mailing = await withNumbers(mm7At(relay.url), 'mms', numbers(3))
    const { engine } = mailing
    const tell = (id: string, status: string, secret = 'reports-secret-1234') =>
      engine.report(
        'mms',
        secret,
        'text/xml',
        Buffer.from(deliveryReport(id, status, '8613800001000')),
      )
    // Before anything was sent: the relay's first report overtakes its own answer.
    expect(await tell('relay-1', 'Retrieved')).toMatchObject({ moved: 0, status: 200 })
    await engine.start(mmsOrder())
    await engine.drain(never)
    expect(await statesOf(engine, 1)).toEqual({ delivered: 1, sent: 2 })
    expect(await tell('relay-1', 'Retrieved')).toMatchObject({ moved: 0 })
    expect(await tell('relay-2', 'Deferred')).toMatchObject({ moved: 0 })
    const answer = await tell('relay-2', 'Expired')
    expect(answer).toMatchObject({ moved: 1, mediaType: 'text/xml; charset=utf-8' })
    expect(answer?.text).toContain('<StatusCode>1000</StatusCode>')
    expect(answer?.text).toContain('report-relay-2')
    expect(await tell('relay-2', 'Retrieved')).toMatchObject({ moved: 0 })
    expect(await tell('relay-99', 'Retrieved')).toMatchObject({ moved: 0, status: 200 })
    expect(await tell('relay-3', 'Retrieved', 'reports-secret-1235')).toBeUndefined()
    expect(await statesOf(engine, 1)).toEqual({ delivered: 1, failed: 1, sent: 1 })
    const corrupt = ['<a', '<!DOCTYPE x [<!ENTITY e "x">]><Envelope><Body/></Envelope>', '']
    for (const text of corrupt) {
      expect(
        await engine.report('mms', 'reports-secret-1234', 'text/xml', Buffer.from(text)),
      ).toMatchObject({ status: 400 })
    }
  })
})

describe('SMS over HTTP', () => {
  it('fills the body, reads the receipt, and settles what the report says by receipt or reference', async () => {
    await using gateway = await startSmsGateway(faultAt('1002', { kind: 'reset-after' }))
    await using mailing = await withNumbers(smsAt(gateway.url), 'sms', numbers(4))
    const { engine } = mailing
    await engine.start(smsOrder())
    await engine.drain(never)
    expect(await statesOf(engine, 1)).toEqual({ sent: 3, unknown: 1 })
    expect(gateway.taken[0]).toMatchObject({ to: '13800001000', text: '【早报】“春耕”\n1.农技' })
    const lost = gateway.taken.find(({ to }) => to.endsWith('1002'))
    const tell = (reports: readonly object[]) =>
      engine.report(
        'sms',
        'reports-secret-1234',
        'application/json',
        Buffer.from(JSON.stringify({ reports })),
      )
    // The gateway knows of the one whose answer was lost.
    expect(
      await tell([
        { id: gateway.taken[0]?.id, stat: 'DELIVRD' },
        { ref: lost?.reference, stat: 'DELIVRD' },
        { id: gateway.taken.find(({ to }) => to.endsWith('1003'))?.id, stat: 'UNKNOWN' },
        { ref: 'forged', stat: 'DELIVRD' },
        { id: 'x', stat: 'ENROUTE' },
      ]),
    ).toMatchObject({ moved: 3, unknown: 1, text: 'OK' })
    expect(await statesOf(engine, 1)).toEqual({ delivered: 2, sent: 1, bounced: 1 })
    const dead = engine.vault.lookup('phone', '+8613800001003')
    expect(await engine.store.suppressions(dead)).toMatchObject([{ reason: 'hard-bounce' }])
    expect((await engine.store.find(dead))?.state).toBe('left')
  })

  it.each([
    [{ kind: 'status', status: 17 }, { bounced: 1 }],
    [{ kind: 'status', status: 5 }, { failed: 1 }],
    [{ kind: 'status', status: 429 }, { queued: 1 }],
    [{ kind: 'http', status: 429 }, { queued: 1 }],
    [{ kind: 'http', status: 500 }, { unknown: 1 }],
  ] as const)('%j ends as %j', async (fault, states) => {
    await using gateway = await startSmsGateway(faultAt('1000', fault))
    await using mailing = await withNumbers(smsAt(gateway.url), 'sms', numbers(1))
    await mailing.engine.start(smsOrder())
    await mailing.engine.drain(never)
    expect(await statesOf(mailing.engine, 1)).toEqual(states)
  })

  it('keeps numbers waiting while there is no gateway, and loses no try by it', async () => {
    await using mailing = await withNumbers({}, 'sms', numbers(2))
    const { engine } = mailing
    await engine.start(smsOrder())
    for (let run = 0; run < 12; run += 1) {
      await engine.drain(never)
      mailing.pass(600_001)
    }
    expect(await engine.store.tally(1)).toEqual([
      { domain: 'sms', state: 'queued', code: 'NO_WAY_OUT', count: 2 },
    ])
    expect((await engine.store.mailing(1))?.state).toBe('running')
  })
})

describe('a gateway’s file', () => {
  const good = { kind: 'http', url: 'https://sms.example.org/{{to}}' }
  it.each([
    ['sms', 'not json', 'JSON'],
    ['sms', JSON.stringify({ ...good, url: 'ftp://x' }), 'url'],
    ['sms', JSON.stringify({ ...good, url: 'https://{{to}}.example.org/' }), 'host'],
    ['sms', JSON.stringify({ ...good, url: 'https://sms.example.org/' }), '{{to}}'],
    ['sms', JSON.stringify({ ...good, body: { a: '{{smil}}' } }), '{{smil}}'],
    ['sms', JSON.stringify({ ...good, colour: 1 }), 'colour'],
    ['sms', JSON.stringify({ ...good, secretHeaders: { A: 'PAYLOAD_SECRET' } }), 'secretHeaders.A'],
    [
      'sms',
      JSON.stringify({ ...good, secretHeaders: { A: 'CHANNEL_SECRET_NONE' } }),
      'CHANNEL_SECRET_NONE',
    ],
    ['sms', JSON.stringify({ ...good, headers: { 'A\r\nB': '1' } }), 'headers'],
    [
      'sms',
      JSON.stringify({
        kind: 'mm7',
        url: 'https://x.example',
        vaspId: 'a',
        vasId: 'b',
        sender: '1065',
      }),
      'MM7',
    ],
  ] as const)('%s %s is refused by name', (form, text, named) => {
    expect(() => readGateway(form, text, configured)).toThrow(named)
  })
})
