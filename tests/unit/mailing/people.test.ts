import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, it } from 'vitest'

import {
  erasePerson,
  importSubscribers,
  personOf,
  readAddress,
  type ImportProblem,
  type SubscriberReport,
} from '@/mailing'
import { createSeen } from '@/mailing/people/seen'
import { AUDIENCES } from '@/taxonomy'

import { order, START, startMailing, type TestMailing } from '../../helpers/mailing'

const SAMPLE = 'samples/subscribers.csv'
const HEADER = 'channel,address,region,audiences,consentedAt'
const CONSENT = '2015-03-06T16:16:00+08:00'
const folder = await mkdtemp(join(tmpdir(), 'quanmei-people-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function importFile(
  { engine }: TestMailing,
  file: string,
  more: { dryRun?: boolean } = {},
): Promise<{ report: SubscriberReport; problems: ImportProblem[] }> {
  const problems: ImportProblem[] = []
  const report = await importSubscribers({
    store: engine.store,
    vault: engine.vault,
    file,
    audiences: new Set(AUDIENCES.map(({ id }) => id)),
    newspapers: ['morning'],
    dryRun: more.dryRun ?? false,
    now: () => new Date(START),
    onProblem: (found) => problems.push(found),
  })
  return { report, problems }
}

async function written(name: string, content: string | Buffer): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, content)
  return file
}

it('imports the sample’s 45 good rows, says of each bad one why, and changes nothing the second time', async () => {
  await using mailing = await startMailing()
  const dry = await importFile(mailing, SAMPLE, { dryRun: true })
  expect(dry.report).toMatchObject({ rows: 50, created: 45, refused: 5 })
  expect(await mailing.engine.store.list(0, 10)).toEqual([])

  const { report, problems } = await importFile(mailing, SAMPLE)
  expect(report).toEqual({
    rows: 50,
    created: 45,
    updated: 0,
    unchanged: 0,
    suppressed: 0,
    refused: 5,
  })
  expect(dry.problems).toEqual(problems)
  expect(problems).toMatchObject([
    { file: 'subscribers.csv', line: 12, column: 'address', value: 'user011(at)example' },
    { line: 19, column: 'address', code: 'repeated-address' },
    { line: 28, column: 'consentedAt', value: '', code: 'missing-consent' },
    { line: 34, code: 'wrong-cell-count' },
    { line: 42, column: 'region', code: 'unknown-region' },
  ])
  expect(problems[1]?.message).toContain('（4）')

  const again = await importFile(mailing, SAMPLE)
  expect(again.report).toMatchObject({ created: 0, updated: 0, unchanged: 45, refused: 5 })
})

it('keeps region, consent and its source, and a number as E.164', async () => {
  await using mailing = await startMailing()
  await importFile(mailing, SAMPLE)
  expect(await personOf(mailing.engine, '100 0000 0002')).toMatchObject({
    address: '+8610000000002',
    subscription: {
      form: 'mms',
      region: '37',
      audiences: ['private-social'],
      newspapers: ['morning'],
      state: 'active',
      consentedAt: '2014-08-11T02:14:00.000Z',
      consentSource: 'subscribers.csv',
    },
    suppressions: [],
  })
})

it('hands out what is kept of one person, erases it with its messages, and never brings it back', async () => {
  await using mailing = await startMailing()
  const { engine } = mailing
  await importFile(mailing, SAMPLE)
  await engine.start(order())
  await engine.drain(new AbortController().signal)
  const address = 'USER008@example.net'
  expect(await personOf(engine, address)).toMatchObject({
    address: 'user008@example.net',
    received: [{ newspaper: 'morning', state: 'sent', orderedAt: new Date(START).toISOString() }],
  })
  const outbox = join(engine.outbox, '1')
  const files = (await readdir(outbox)).length

  expect(await erasePerson(engine, address, START)).toEqual({ files: 1 })
  expect(await readdir(outbox)).toHaveLength(files - 1)
  expect(await personOf(engine, address)).toEqual({
    address: 'user008@example.net',
    subscription: null,
    suppressions: [{ newspaper: '', reason: 'erased', at: new Date(START).toISOString() }],
    received: [],
  })
  expect((await importFile(mailing, SAMPLE)).report).toMatchObject({
    created: 0,
    unchanged: 44,
    suppressed: 1,
  })
  expect(await erasePerson(engine, 'nobody@example.net', START)).toBeUndefined()
  // No address in clear, in any file of the store.
  for (const name of await readdir(mailing.directory)) {
    if (!name.startsWith('mailing.sqlite')) continue
    const bytes = await readFile(join(mailing.directory, name))
    expect(bytes.includes('user008')).toBe(false)
    expect(bytes.includes('10000000002')).toBe(false)
  }
})

it.each([
  ['channel,address,region,audiences\n', ['missing-column']],
  ['', Array.from({ length: 5 }, () => 'missing-column')],
  [`${HEADER},colour\n`, ['unknown-column']],
  [`${HEADER},address\n`, ['repeated-column']],
] as const)('refuses the header %j', async (content, codes) => {
  await using mailing = await startMailing()
  const { report, problems } = await importFile(mailing, await written('header.csv', content))
  expect(problems.map(({ code }) => code)).toEqual(codes)
  expect(report).toMatchObject({ rows: 0, refused: 1 })
})

it('writes nothing of a file in another encoding, and names the line', async () => {
  await using mailing = await startMailing()
  const good = `email,a@example.com,北京,,${CONSENT}\n`
  const file = await written(
    'gbk.csv',
    Buffer.concat([
      Buffer.from(`${HEADER}\n${good}email,b@example.com,`),
      Buffer.from('d6d8c7ec', 'hex'), // 重庆 in GBK
      Buffer.from(`,,${CONSENT}\n`),
    ]),
  )
  const { problems } = await importFile(mailing, file)
  expect(problems).toMatchObject([{ code: 'not-utf8', line: 3 }])
  expect(await mailing.engine.store.list(0, 10)).toEqual([])
})

it('keeps the rows before a quotation mark that never closes', async () => {
  await using mailing = await startMailing()
  const rows = `email,a@example.com,北京市,,${CONSENT}\nemail,"b@example.com,北京,,${CONSENT}\n`
  const { report, problems } = await importFile(
    mailing,
    await written('open.csv', `\uFEFF${HEADER}\n${rows}`),
  )
  expect(problems).toMatchObject([{ code: 'not-csv' }])
  expect(report).toMatchObject({ created: 1, refused: 1 })
})

it('says everything that is wrong with a row, and cuts long values', async () => {
  await using mailing = await startMailing()
  const long = 'x'.repeat(10_000)
  const row = `fax,${long},月球,nobody,2999-01-01T00:00:00Z`
  const { problems } = await importFile(mailing, await written('bad.csv', `${HEADER}\n${row}\n`))
  expect(problems.map(({ column }) => column)).toEqual([
    'channel',
    'region',
    'audiences',
    'consentedAt',
  ])
  const mail = `email,${long}@example.com,,,${CONSENT}`
  const cut = await importFile(mailing, await written('long.csv', `${HEADER}\n${mail}\n`))
  expect(cut.problems[0]?.value).toHaveLength(81)
})

it.each([
  ['email', 'Reader@Example.COM', 'reader@example.com'],
  ['email', 'reader@例子.中国', 'reader@xn--fsqu00a.xn--fiqs8s'],
  ['email', 'a@example.com\r\nBcc: b@example.com', undefined],
  ['email', '<a@example.com>', undefined],
  ['email', 'a@example.com,b@example.com', undefined],
  ['email', 'аdmin@example.com', undefined], // begins with a Cyrillic letter
  ['email', '@example.com', undefined],
  ['mms', '138 0013 8000', '+8613800138000'],
  ['sms', '+852 5123 4567', '+85251234567'],
  ['sms', '12', undefined],
  ['sms', 'call 13800138000 now', undefined],
] as const)('reads %s %j as %s', (form, text, address) => {
  expect(readAddress(form, text)?.address).toBe(address)
})

it('remembers the line of every address, however many', async () => {
  await using mailing = await startMailing()
  const seen = createSeen()
  const lookups = Array.from({ length: 20_000 }, (_, n) =>
    mailing.engine.vault.lookup('email', `reader${String(n)}@example.com`),
  )
  const lines = lookups.map((_, index) => index + 2)
  expect(lookups.filter((lookup, index) => seen.add(lookup, index + 2) !== undefined)).toEqual([])
  expect(lookups.map((lookup) => seen.add(lookup, 1))).toEqual(lines)
})
