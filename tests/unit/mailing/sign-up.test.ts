import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'

import { personOf, readGateway } from '@/mailing'

import { startSmsGateway } from '../../helpers/gateways'
import { order, START, startMailing, type TestMailing } from '../../helpers/mailing'
import { startPages } from '../../helpers/newspaper-pages'
import { startSmtpSink } from '../../helpers/smtp-sink'

const DAY = 86_400_000

async function startBoth(options: Parameters<typeof startMailing>[0] = {}) {
  const mailing = await startMailing(options)
  let passed = 0
  const pages = await startPages(mailing.engine, () => new Date(START + passed))
  return {
    mailing,
    pages,
    pass(ms: number) {
      passed += ms
      mailing.pass(ms)
    },
    async [Symbol.asyncDispose]() {
      await pages[Symbol.asyncDispose]()
      await mailing[Symbol.asyncDispose]()
    },
  }
}

const asked = (change: Readonly<Record<string, string | readonly string[]>> = {}) =>
  Object.entries({
    channel: 'email',
    address: 'New.Reader@Example.com',
    region: '54',
    audiences: 'rural',
    language: 'bo',
    newspapers: ['morning'],
    consent: 'yes',
    ...change,
  }).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, String(each)]),
  )

/** Confirmations written so far, oldest last. */
async function outbox({ directory, engine }: TestMailing) {
  await engine.confirmations.close()
  const folder = join(directory, 'outbox', 'confirmations')
  const names = await readdir(folder).catch(() => [])
  return Promise.all(names.map(async (name) => simpleParser(await readFile(join(folder, name)))))
}
const linkIn = (text: string | undefined): string =>
  /\/newspaper\/confirm\/[0-9a-f]+/.exec(text ?? '')?.[0] ?? ''

describe('signing up', () => {
  it('subscribes only who posts from the link that was sent, once, and keeps when and how', async () => {
    await using both = await startBoth()
    const { mailing, pages } = both
    const { engine } = mailing
    const lookup = engine.vault.lookup('email', 'new.reader@example.com')
    const form = await (await pages.get('/newspaper/subscribe')).text()
    expect(form).toContain('学习周报')
    // Numbers need gateways.
    expect(form).not.toContain('value="sms"')

    expect((await pages.post('/newspaper/subscribe', asked())).status).toBe(200)
    const [mail] = await outbox(mailing)
    expect(mail?.to).toMatchObject({ text: 'new.reader@example.com' })
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail?.text).toContain('《学习早报》')
    expect(await engine.store.find(lookup)).toBeUndefined()

    both.pass(DAY)
    const link = linkIn(mail?.text)
    expect(await (await pages.get(link)).text()).toContain('学习早报')
    expect(await engine.store.find(lookup)).toBeUndefined()
    expect((await pages.post(link, [])).status).toBe(200)
    expect(await personOf(engine, 'new.reader@example.com')).toMatchObject({
      subscription: {
        state: 'active',
        region: '54',
        language: 'bo',
        audiences: ['rural'],
        newspapers: ['morning'],
        consentedAt: new Date(START + DAY).toISOString(),
        consentSource: expect.stringContaining('confirmed by link') as string,
      },
    })
    // Used: neither shown nor taken again, also after leaving.
    expect((await pages.get(link)).status).toBe(404)
    expect((await pages.post(link, [])).status).toBe(404)
  })

  it('answers alike, byte for byte, whoever the address belongs to', async () => {
    await using both = await startBoth()
    const { mailing, pages } = both
    const { engine } = mailing
    await mailing.add(['known@example.com'])
    await engine.store.suppress(
      engine.vault.lookup('email', 'barred@example.com'),
      '',
      'manual',
      START,
    )
    const answers = new Set<string>()
    for (const address of ['known@example.com', 'barred@example.com', 'nobody@example.com']) {
      const answer = await pages.post('/newspaper/subscribe', asked({ address }))
      answers.add(`${String(answer.status)} ${await answer.text()}`)
    }
    expect(answers.size).toBe(1)
    const sentTo = (await outbox(mailing)).map(({ to }) => (Array.isArray(to) ? '' : to?.text))
    // Whom an administrator barred is not even asked.
    expect(sentTo.sort()).toEqual(['known@example.com', 'nobody@example.com'])
  })

  it('does not write again within ten minutes, and a newer link replaces the older', async () => {
    await using both = await startBoth()
    const { mailing, pages } = both
    await pages.post('/newspaper/subscribe', asked())
    await pages.post('/newspaper/subscribe', asked({ newspapers: ['morning', 'weekly'] }))
    const first = await outbox(mailing)
    expect(first).toHaveLength(1)
    both.pass(600_000)
    await pages.post('/newspaper/subscribe', asked({ newspapers: ['morning', 'weekly'] }))
    const links = (await outbox(mailing)).map(({ text }) => linkIn(text))
    expect(links).toHaveLength(2)
    const old = linkIn(first[0]?.text)
    expect((await pages.post(old, [])).status).toBe(404)
    expect((await pages.post(links.find((each) => each !== old) ?? '', [])).status).toBe(200)
    expect(await personOf(mailing.engine, 'new.reader@example.com')).toMatchObject({
      subscription: { newspapers: ['morning', 'weekly'] },
    })
  })

  it('brings back who left, since they asked anew, and refuses forged and old links', async () => {
    await using both = await startBoth()
    const { mailing, pages } = both
    const { engine } = mailing
    await mailing.add(['new.reader@example.com'])
    const lookup = engine.vault.lookup('email', 'new.reader@example.com')
    await engine.store.suppress(lookup, 'morning', 'unsubscribed', START)
    await engine.store.change(1, { state: 'left', newspapers: [] }, START)
    await pages.post('/newspaper/subscribe', asked())
    const link = linkIn((await outbox(mailing))[0]?.text)
    const forged = link.slice(0, -1) + (link.endsWith('0') ? '1' : '0')
    expect((await pages.post(forged, [])).status).toBe(404)
    both.pass(2 * DAY)
    expect((await pages.post(link, [])).status).toBe(404)
    expect((await engine.store.find(lookup))?.state).toBe('left')
    await pages.post('/newspaper/subscribe', asked())
    const fresh = (await outbox(mailing))
      .map(({ text }) => linkIn(text))
      .find((each) => each !== link)
    expect((await pages.post(fresh ?? '', [])).status).toBe(200)
    expect((await engine.store.find(lookup))?.state).toBe('active')
    expect(await engine.store.suppressions(lookup)).toEqual([])
    expect(await engine.start(order())).toMatchObject({ recipients: 1 })
  })

  it.each([
    [{ address: 'not an address' }, '地址'],
    [{ address: 'a@example.com\r\nBcc: b@example.com' }, '地址'],
    [{ address: `${'x'.repeat(10_000)}@example.com` }, ''],
    [{ address: '"><script>alert(1)</script>@example.com' }, '地址'],
    [{ channel: 'sms', address: '13800001000' }, '形式'],
    [{ newspapers: 'secret' }, '手机报'],
    [{ newspapers: [] }, '手机报'],
    [{ audiences: 'nobody' }, '受众'],
    [{ region: '99' }, '地区'],
    [{ consent: '' }, '同意'],
  ])('refuses %j with words, and sends nothing', async (change, named) => {
    await using both = await startBoth()
    const answer = await both.pages.post('/newspaper/subscribe', asked(change))
    expect(answer.status).toBeGreaterThanOrEqual(400)
    const text = await answer.text()
    expect(text).toContain(named)
    expect(text).not.toContain('<script>')
    expect(await outbox(both.mailing)).toEqual([])
  })

  it('is slowed down per client', async () => {
    await using both = await startBoth()
    const answers = []
    for (let count = 0; count < 12; count += 1) {
      const address = `reader${String(count)}@example.com`
      answers.push((await both.pages.post('/newspaper/subscribe', asked({ address }))).status)
    }
    expect(answers.filter((status) => status === 429)).toHaveLength(2)
  })

  it('asks numbers by SMS where there are gateways, and e-mail addresses by SMTP where there is a server', async () => {
    await using gateway = await startSmsGateway()
    await using sink = await startSmtpSink()
    const settings = {
      kind: 'http',
      url: gateway.url,
      body: { to: '{{to}}', text: '{{text}}', ref: '{{reference}}' },
    }
    const sms = readGateway('sms', JSON.stringify(settings), () => undefined)
    await using both = await startBoth({ smtpUrl: sink.url, gateways: { sms } })
    const { pages, mailing } = both
    await pages.post('/newspaper/subscribe', asked({ channel: 'sms', address: '138 0000 1000' }))
    await pages.post('/newspaper/subscribe', asked())
    await mailing.engine.confirmations.close()
    expect(gateway.taken).toMatchObject([{ to: '+8613800001000' }])
    expect(sink.received).toMatchObject([
      { from: 'newspaper@example.org', to: 'new.reader@example.com' },
    ])
    expect((await pages.post(linkIn(gateway.taken[0]?.text), [])).status).toBe(200)
    expect(await personOf(mailing.engine, '13800001000')).toMatchObject({
      subscription: { form: 'sms', state: 'active' },
    })
  })
})

describe('preferences', () => {
  async function withReader() {
    const both = await startBoth()
    await both.mailing.add(['reader@example.com'])
    const { engine } = both.mailing
    const token = engine.vault.sign('preferences', { subscriber: 1, mailing: 1, stamp: 0 })
    return {
      ...both,
      engine,
      path: `/newspaper/preferences/${token}`,
      lookup: engine.vault.lookup('email', 'reader@example.com'),
    }
  }
  const chosen = (change: Readonly<Record<string, string>>, ...newspapers: readonly string[]) => [
    ...Object.entries({
      action: 'save',
      form: 'email',
      region: '65',
      language: 'ug',
      audiences: 'rural',
      ...change,
    }),
    ...newspapers.map((each): [string, string] => ['newspapers', each]),
  ]

  it('shows what was chosen without the address, and keeps what is chosen anew', async () => {
    const reader = await withReader()
    await using _both = reader
    const { pages, path, engine, lookup } = reader
    const shown = await (await pages.get(path)).text()
    expect(shown).toContain('r***@example.com')
    expect(shown).not.toContain('reader@example.com')
    expect((await pages.post(path, chosen({}, 'weekly'))).status).toBe(200)
    expect(await engine.store.find(lookup)).toMatchObject({
      newspapers: ['weekly'],
      region: '65',
      language: 'ug',
      audiences: ['rural'],
      state: 'active',
      consentSource: expect.stringContaining('preferences') as string,
    })
    // Given up, so no import brings it back; taken up again, it is.
    expect(await engine.store.suppressions(lookup)).toMatchObject([{ newspaper: 'morning' }])
    await pages.post(path, chosen({}, 'weekly', 'morning'))
    expect(await engine.store.suppressions(lookup)).toEqual([])
  })

  it('leaves everything by button, and does not come back by this page', async () => {
    const reader = await withReader()
    await using _both = reader
    const { pages, path, engine, lookup } = reader
    expect((await pages.post(path, [['action', 'leave']])).status).toBe(200)
    expect((await engine.store.find(lookup))?.state).toBe('left')
    expect((await pages.post(path, chosen({}, 'morning'))).status).toBe(409)
    expect((await engine.store.find(lookup))?.newspapers).toEqual([])
  })

  it.each([
    ['a form of another address', chosen({ form: 'sms' }, 'morning')],
    ['a newspaper there is not', chosen({}, 'secret')],
    ['a profile there is not', chosen({ profile: '7' }, 'morning')],
    ['a region there is not', chosen({ region: '99' }, 'morning')],
  ])('refuses %s and changes nothing', async (_name, fields) => {
    const reader = await withReader()
    await using _both = reader
    const before = await reader.engine.store.get(1)
    expect((await reader.pages.post(reader.path, fields)).status).toBe(422)
    expect(await reader.engine.store.get(1)).toEqual(before)
  })

  it('hands out what is kept, with the address masked', async () => {
    const reader = await withReader()
    await using _both = reader
    const answer = await reader.pages.post(reader.path, [['action', 'export']])
    expect(await answer.json()).toMatchObject({
      address: 'r***@example.com',
      subscription: { newspapers: ['morning'] },
    })
  })

  it('lets a number change between MMS and SMS', async () => {
    const reader = await withReader()
    await using _both = reader
    await reader.engine.store.change(1, { form: 'mms', domain: 'mms' }, START)
    await reader.pages.post(reader.path, chosen({ form: 'sms', profile: '100' }, 'morning'))
    expect(await reader.engine.store.get(1)).toMatchObject({
      form: 'sms',
      domain: 'sms',
      profile: 100,
    })
  })
})
