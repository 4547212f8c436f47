import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { takeReport } from '@/mailing'

import { order, START, startMailing, statesOf, type TestMailing } from '../../helpers/mailing'
import { BOUNCE_SECRET, startPages } from '../../helpers/newspaper-pages'

const DAY = 86_400_000
const never = new AbortController().signal
const crlf = (lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'))

interface Dsn {
  readonly to?: string
  readonly returned?: readonly string[]
  readonly action?: string
  readonly status?: string
}

/** As Postfix and Exchange write them, RFC 3464. */
const dsn = ({
  to = 'newspaper@example.org',
  returned = [],
  action = 'failed',
  status = '5.1.1',
}: Dsn) =>
  crlf([
    'From: Mail Delivery System <MAILER-DAEMON@mx.example.com>',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="B"',
    '',
    '--B',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I could not deliver. Action: failed Status: 5.1.1',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.com',
    '',
    'Final-Recipient: rfc822; reader@example.com',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 no such',
    '    user',
    '',
    '--B',
    'Content-Type: text/rfc822-headers',
    '',
    ...returned,
    '',
    '--B--',
    '',
  ])

const arf = (token: string, type = 'abuse') =>
  crlf([
    'From: <feedback@isp.example>',
    'To: <abuse@example.org>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="B"',
    '',
    '--B',
    'Content-Type: text/plain',
    '',
    'This is a report.',
    '--B',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: Feedback/1.0',
    'Version: 1',
    `Original-Mail-From: <b-${token}@example.org>`,
    '',
    '--B',
    'Content-Type: message/rfc822',
    '',
    'From: <newspaper@example.org>',
    'Subject: x',
    '',
    'text',
    '--B--',
    '',
  ])

/** Two readers, sent to; the first's token as it is in the envelope. */
async function sent() {
  const mailing = await startMailing()
  await mailing.add(['reader@example.com', 'other@example.com'])
  await mailing.engine.start(order())
  await mailing.engine.drain(never)
  const raw = await readFile(join(mailing.directory, 'outbox', '1', '1.eml'), 'latin1')
  const token = /^Message-ID: <([0-9a-f]+)@/m.exec(raw)?.[1] ?? ''
  const lookup = mailing.engine.vault.lookup('email', 'reader@example.com')
  return { mailing, token, lookup, raw }
}
const take = ({ engine }: TestMailing, raw: Buffer, now = START) => takeReport(engine, raw, now)

describe('a bounce', () => {
  it.each(['the address it came to', 'the returned message'])(
    'that is hard ends the address for good, known by %s',
    async (where) => {
      const { mailing, token, lookup, raw } = await sent()
      await using _mailing = mailing
      const report =
        where === 'the returned message'
          ? dsn({ returned: raw.split('\r\n\r\n', 1) })
          : dsn({ to: `<b-${token.toUpperCase()}@example.org>` })
      expect(await take(mailing, report)).toEqual({ outcome: 'hard', detail: '5.1.1' })
      expect(await take(mailing, report)).toEqual({ outcome: 'hard', detail: '5.1.1' })
      expect(await statesOf(mailing.engine, 1)).toEqual({ bounced: 1, sent: 1 })
      expect(await mailing.engine.store.suppressions(lookup)).toMatchObject([
        { reason: 'hard-bounce' },
      ])
      expect(await mailing.engine.start(order({ key: '2' }))).toMatchObject({ recipients: 1 })
    },
  )

  it('that is soft counts once a mailing; the third within thirty days ends the address', async () => {
    const { mailing, lookup } = await sent()
    await using _mailing = mailing
    const { engine } = mailing
    const bounce = (edition: number, now: number) => {
      const token = engine.vault.sign('bounce', { subscriber: 1, mailing: edition, stamp: 0 })
      return take(mailing, dsn({ to: `b-${token}@example.org`, status: '4.2.2' }), now)
    }
    expect(await bounce(1, START)).toMatchObject({ outcome: 'soft' })
    expect(await bounce(1, START)).toMatchObject({ outcome: 'soft' })
    expect(await statesOf(engine, 1)).toEqual({ failed: 1, sent: 1 })
    expect(await bounce(2, START + DAY)).toMatchObject({ outcome: 'soft' })
    // The first is forgotten by then.
    expect(await bounce(3, START + 30 * DAY)).toMatchObject({ outcome: 'soft' })
    expect(await engine.store.suppressions(lookup)).toEqual([])
    expect(await bounce(4, START + 30 * DAY + 1)).toMatchObject({ outcome: 'soft-last' })
    expect(await engine.store.suppressions(lookup)).toMatchObject([{ reason: 'soft-bounces' }])
  })

  it.each([
    [{ status: '5.2.2' }, 'soft'],
    [{ status: '5.7.1' }, 'soft'],
    [{ status: '5.1.8' }, 'soft'],
    [{ status: '5.1.2' }, 'hard'],
    [{ status: 'nonsense' }, 'soft'],
    [{ action: 'delayed', status: '4.4.1' }, 'ignored'],
    [{ action: 'delivered', status: '2.0.0' }, 'ignored'],
  ])('with %j is %s', async (change, outcome) => {
    const { mailing, token } = await sent()
    await using _mailing = mailing
    expect(await take(mailing, dsn({ ...change, to: `b-${token}@example.org` }))).toMatchObject({
      outcome,
    })
  })

  it('that is forged, of another purpose or of nobody is counted as unknown and changes nothing', async () => {
    const { mailing, token } = await sent()
    await using _mailing = mailing
    const { vault, store } = mailing.engine
    const link = { subscriber: 1, mailing: 1, stamp: 0 }
    const forged = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0')
    for (const each of [
      forged,
      vault.sign('unsubscribe', link),
      vault.sign('bounce', { ...link, subscriber: 99 }),
    ]) {
      expect(await take(mailing, dsn({ to: `b-${each}@example.org` }))).toMatchObject({
        outcome: 'unknown',
      })
    }
    expect(await statesOf(mailing.engine, 1)).toEqual({ sent: 2 })
    expect((await store.get(1))?.state).toBe('active')
  })

  it('is no answer from somebody on holiday, nor a letter that quotes one', async () => {
    const { mailing, token } = await sent()
    await using _mailing = mailing
    const holiday = crlf([
      `To: b-${token}@example.org`,
      'Auto-Submitted: auto-replied',
      '',
      'Back on Monday',
    ])
    expect(await take(mailing, holiday)).toEqual({ outcome: 'ignored', detail: 'autoreply' })
    const letter = crlf([`To: b-${token}@example.org`, '', 'Action: failed', 'Status: 5.1.1'])
    expect(await take(mailing, letter)).toEqual({ outcome: 'ignored', detail: 'not-a-report' })
  })

  it('never breaks its reader', async () => {
    const { mailing, token } = await sent()
    await using _mailing = mailing
    const good = dsn({ to: `b-${token}@example.org` })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length), fc.uint8Array({ maxLength: 20 })), { maxLength: 8 }),
        async (cuts) => {
          let raw = good
          for (const [at, bytes] of cuts)
            raw = Buffer.concat([raw.subarray(0, at), bytes, raw.subarray(at + 3)])
          await take(mailing, raw)
        },
      ),
      { numRuns: 100 },
    )
    const deep = Buffer.from(
      `Content-Type: multipart/mixed; boundary="a"\r\n\r\n${'--a\r\nContent-Type: multipart/mixed; boundary="a"\r\n\r\n'.repeat(5000)}`,
    )
    expect(await take(mailing, deep)).toMatchObject({ outcome: 'ignored' })
  })
})

describe('a complaint', () => {
  it('ends the address and is counted for its edition; anything but abuse is ignored', async () => {
    const { mailing, token, lookup } = await sent()
    await using _mailing = mailing
    expect(await take(mailing, arf(token, 'not-spam'))).toMatchObject({ outcome: 'ignored' })
    expect(await take(mailing, arf(token))).toMatchObject({ outcome: 'complaint' })
    expect(await take(mailing, arf(token))).toMatchObject({ outcome: 'complaint' })
    expect(await mailing.engine.store.suppressions(lookup)).toMatchObject([{ reason: 'complaint' }])
    expect(await mailing.engine.store.departures(1)).toEqual({ unsubscribed: 0, complained: 1 })
  })
})

it('is taken at its address by whoever knows the secret', async () => {
  const { mailing, token } = await sent()
  await using _mailing = mailing
  await using pages = await startPages(mailing.engine, () => new Date(START))
  const post = (secret: string, body: Buffer) =>
    fetch(`${pages.url}/newspaper/bounces/${secret}`, {
      method: 'POST',
      headers: { 'Content-Type': 'message/rfc822' },
      body: new Uint8Array(body),
    })
  const report = dsn({ to: `b-${token}@example.org` })
  expect((await post('wrong-secret-1234567', report)).status).toBe(404)
  expect(await statesOf(mailing.engine, 1)).toEqual({ sent: 2 })
  const answer = await post(BOUNCE_SECRET, report)
  expect([answer.status, await answer.text()]).toEqual([200, 'hard 5.1.1\n'])
  expect((await post(BOUNCE_SECRET, Buffer.alloc(2 << 20))).status).toBeGreaterThanOrEqual(400)
  expect((await pages.get(`/newspaper/bounces/${BOUNCE_SECRET}`)).status).toBe(405)
})
