import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'

import { MESSAGE, order, START, startMailing, statesOf } from '../../helpers/mailing'
import { startSmtpSink } from '../../helpers/smtp-sink'

const addresses = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, n) => `reader${String(n)}@${n % 3 === 0 ? 'a' : 'b'}.example.org`,
  )
const never = new AbortController().signal

describe('a mailing by e-mail', () => {
  it('reaches every subscriber once, whoever orders it twice', async () => {
    await using sink = await startSmtpSink()
    await using mailing = await startMailing({ smtpUrl: sink.url })
    await mailing.add(addresses(120))
    const first = await mailing.engine.start(order())
    expect(await mailing.engine.start(order())).toEqual(first)
    expect(first.recipients).toBe(120)

    await mailing.engine.drain(never)

    expect(sink.received.map(({ to }) => to).sort()).toEqual(addresses(120).sort())
    expect(await statesOf(mailing.engine, 1)).toEqual({ sent: 120 })
    expect((await mailing.engine.store.mailing(1))?.state).toBe('finished')
  })

  it('says in every header what RFC 8058, 2919 and 2369 ask for', async () => {
    await using sink = await startSmtpSink()
    await using mailing = await startMailing({ smtpUrl: sink.url })
    await mailing.add(['reader@example.com'])
    await mailing.engine.start(order())
    await mailing.engine.drain(never)

    const [{ raw, from } = { raw: Buffer.alloc(0), from: '' }] = sink.received
    const head = raw.subarray(0, raw.indexOf('\r\n\r\n')).toString()
    const [unsubscribe = ''] = /^List-Unsubscribe: <(.*)>$/m.exec(head)?.slice(1) ?? []
    expect(unsubscribe).toMatch(/^https:\/\/hub\.example\.org\/newspaper\/unsubscribe\/[0-9a-f]+$/)
    expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m)
    expect(from).toMatch(/^b-[0-9a-f]{56}@example\.org$/)
    const parsed = await simpleParser(raw)
    expect(parsed.headers.get('list')).toMatchObject({ id: { name: 'morning.example.org' } })
    expect(parsed.messageId).toMatch(/^<[0-9a-f]+@example\.org>$/)
    expect(parsed.date?.getTime()).toBe(START)
    expect(parsed.from?.value).toEqual([{ address: 'newspaper@example.org', name: '学习早报' }])
    expect(parsed.subject).toBe(order().messages.email?.subject)
    expect(parsed.html).toContain(`href="${unsubscribe}"`)
    expect(parsed.text).toContain(unsubscribe)
    for (const line of head.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
  })

  it.each([
    [
      'a refused mailbox',
      { at: 'rcpt', answer: { code: 550, text: '5.1.1 no such user' } },
      'bounced',
    ],
    ['a refused text', { at: 'done', answer: { code: 554, text: '5.7.1 policy' } }, 'failed'],
    ['a hang-up amid the text', { at: 'data', answer: 'drop' }, 'unknown'],
    ['a hang-up after the text', { at: 'done', answer: 'drop' }, 'unknown'],
    ['a busy server', { at: 'rcpt', answer: { code: 450, text: '4.2.1 try later' } }, 'queued'],
    [
      'a server that closes',
      { at: 'rcpt', answer: { code: 421, text: '4.3.2 closing' } },
      'queued',
    ],
    ['a hang-up before the text', { at: 'rcpt', answer: 'drop' }, 'queued'],
  ] as const)('%s leaves the recipient %s', async (_name, fault, state) => {
    await using sink = await startSmtpSink((to) => (to.startsWith('bad') ? fault : undefined))
    await using mailing = await startMailing({ smtpUrl: sink.url, connections: 2 })
    await mailing.add(['bad@example.com', 'good@example.net', 'fine@example.net'])
    await mailing.engine.start(order())
    await mailing.engine.drain(never)
    expect(await statesOf(mailing.engine, 1)).toEqual({ [state]: 1, sent: 2 })
  })

  it('tries a busy server again, and sends nothing after the mailing is stale', async () => {
    await using sink = await startSmtpSink((_to, count) =>
      count === 1 ? { at: 'rcpt', answer: { code: 450, text: '4.2.1 later' } } : undefined,
    )
    await using mailing = await startMailing({ smtpUrl: sink.url })
    await mailing.add(['reader@example.com'])
    await mailing.engine.start(order({ staleAfter: new Date(START + 120_000).toISOString() }))
    await mailing.engine.drain(never)
    expect(sink.received).toHaveLength(0)
    mailing.pass(180_000)
    await mailing.engine.drain(never)
    expect((await mailing.engine.store.mailing(1))?.state).toBe('stale')
    expect(sink.received).toHaveLength(0)
    expect(await mailing.engine.resume(1)).toBe(true)
    await mailing.engine.drain(never)
    expect(sink.received).toHaveLength(1)
  })

  it('does not write to dead addresses again, nor to whoever left meanwhile', async () => {
    await using sink = await startSmtpSink((to) =>
      to.startsWith('dead')
        ? { at: 'rcpt', answer: { code: 550, text: '5.1.1 unknown' } }
        : undefined,
    )
    await using mailing = await startMailing({ smtpUrl: sink.url })
    await mailing.add(['dead@example.com', 'here@example.com', 'left@example.com'])
    await mailing.engine.start(order())
    const left = await mailing.engine.store.find(
      mailing.engine.vault.lookup('email', 'left@example.com'),
    )
    await mailing.engine.store.change(left?.id ?? 0, { state: 'left', newspapers: [] }, START)
    await mailing.engine.drain(never)
    expect(await statesOf(mailing.engine, 1)).toEqual({ bounced: 1, sent: 1, suppressed: 1 })
    expect(await mailing.engine.start(order({ key: 'edition-2' }))).toMatchObject({ recipients: 1 })
  })

  it('refuses an order that can’t be built, keeps nothing of it, and sends the next one', async () => {
    await using sink = await startSmtpSink()
    await using mailing = await startMailing({ smtpUrl: sink.url })
    await mailing.add(addresses(3))
    const email = { ...MESSAGE, subject: 'Leave at {{unsubscribe_url}}' }
    await expect(mailing.engine.start(order({ messages: { email } }))).rejects.toMatchObject({
      code: 'RENDERING_FAILED',
    })
    expect(await mailing.engine.store.mailings(10)).toEqual([])
    await mailing.engine.start(order())
    await mailing.engine.drain(never)
    expect(sink.received).toHaveLength(3)
  })

  it('stops: nobody else is sent to', async () => {
    await using sink = await startSmtpSink()
    await using mailing = await startMailing({ smtpUrl: sink.url })
    await mailing.add(addresses(10))
    await mailing.engine.start(order())
    await mailing.engine.stop('edition-1')
    await mailing.engine.stop('never ordered')
    await mailing.engine.drain(never)
    expect(sink.received).toHaveLength(0)
    expect(await mailing.engine.resume(1)).toBe(false)
  })

  it('marks what a dead sender held as unknown, and does not repeat it', async () => {
    await using sink = await startSmtpSink()
    await using mailing = await startMailing({ smtpUrl: sink.url })
    await mailing.add(addresses(3))
    await mailing.engine.start(order())
    await mailing.engine.store.claim(
      1,
      'b.example.org',
      'of a dead sender',
      START + 1000,
      10,
      START,
    )
    mailing.pass(1001)
    await mailing.engine.drain(never)
    expect(await statesOf(mailing.engine, 1)).toEqual({ sent: 1, unknown: 2 })
    expect((await mailing.engine.store.mailing(1))?.state).toBe('finished')
  })
})
