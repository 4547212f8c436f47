import { readFile, writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parse } from 'csv-parse/sync'
import writeXlsx from 'write-excel-file/node'
import { afterAll, expect, it } from 'vitest'

import { importSubscribers, type ImportProblem } from '@/mailing'
import { AUDIENCES } from '@/taxonomy'

import { START, startMailing, type TestMailing } from '../../helpers/mailing'
import { zipFile } from '../importer/word/zip-file'

const folder = await mkdtemp(join(tmpdir(), 'quanmei-xlsx-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function importFile({ engine }: TestMailing, file: string, dryRun = false) {
  const problems: ImportProblem[] = []
  const report = await importSubscribers({
    store: engine.store,
    vault: engine.vault,
    file,
    audiences: new Set(AUDIENCES.map(({ id }) => id)),
    newspapers: ['morning'],
    dryRun,
    now: () => new Date(START),
    onProblem: (found) => problems.push(found),
  })
  return { report, problems }
}

const zipOf = (parts: Readonly<Record<string, string>>): Buffer =>
  zipFile(Object.entries(parts).map(([name, content]) => ({ name, content })))

const HEADER = ['channel', 'address', 'region', 'audiences', 'consentedAt']
const CONSENT = '2015-03-06T16:16:00+08:00'

it('reads a workbook as it reads the same list in CSV: rows, faults and all, and nothing new the second time', async () => {
  const rows: string[][] = parse(await readFile('samples/subscribers.csv', 'utf8'), {
    bom: true,
    relaxColumnCount: true,
  })
  const file = join(folder, 'list.xlsx')
  await writeXlsx(rows.map((row) => row.map((value) => ({ value, type: String })))).toFile(file)
  await using mailing = await startMailing()
  const dry = await importFile(mailing, file, true)
  expect(dry.report).toMatchObject({ rows: 50, created: 45, refused: 5 })
  expect(await mailing.engine.store.list(0, 10)).toEqual([])
  const { report, problems } = await importFile(mailing, file)
  expect(report).toMatchObject(dry.report)
  expect(problems.map(({ line, code }) => [line, code])).toEqual([
    [12, 'invalid-address'],
    [19, 'repeated-address'],
    [28, 'missing-consent'],
    // In CSV the row is too short; a workbook has no cells after the last one.
    [34, 'missing-consent'],
    [42, 'unknown-region'],
  ])
  expect((await importFile(mailing, file)).report).toMatchObject({ created: 0, unchanged: 45 })
})

it('reads numbers that Excel keeps as numbers', async () => {
  const file = join(folder, 'numbers.xlsx')
  await writeXlsx([
    HEADER.map((value) => ({ value, type: String })),
    [
      { value: 'sms' },
      { value: 13800001000, type: Number },
      { value: 54, type: Number },
      null,
      { value: CONSENT },
    ],
  ]).toFile(file)
  await using mailing = await startMailing()
  expect(await importFile(mailing, file)).toMatchObject({ report: { created: 1 }, problems: [] })
})

const SHEET = (rows: string): string =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`
const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`
const HEAD = `<row r="1">${HEADER.map(inline).join('')}</row>`
const row = (number: number, address: string): string =>
  `<row r="${String(number)}">${['email', address, '', '', CONSENT].map(inline).join('')}</row>`

async function workbook(name: string, sheet: string, more: Readonly<Record<string, string>> = {}) {
  const file = join(folder, name)
  await writeFile(
    file,
    zipOf({
      'xl/workbook.xml':
        '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId7"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml': sheet,
      ...more,
    }),
  )
  return file
}

it('refuses rows with formulas and keeps the others', async () => {
  const formula = `<row r="3">${inline('email')}<c t="str"><f>HYPERLINK("x")</f><v>b@example.com</v></c>${inline('')}${inline('')}${inline(CONSENT)}</row>`
  const file = await workbook(
    'formula.xlsx',
    SHEET(HEAD + row(2, 'a@example.com') + formula + row(4, 'c@example.com')),
  )
  await using mailing = await startMailing()
  const { report, problems } = await importFile(mailing, file)
  expect(report).toMatchObject({ created: 2, refused: 1 })
  expect(problems).toMatchObject([{ line: 3, column: 'address', code: 'formula-cell' }])
})

it.each([
  ['no zip', () => Promise.resolve(Buffer.from('PK no'))],
  [
    'broken XML',
    async () => readFile(await workbook('x.xlsx', SHEET(`${HEAD}${row(2, 'a@example.com')}<row`))),
  ],
  [
    'entities',
    async () => readFile(await workbook('x.xlsx', `<!DOCTYPE x [<!ENTITY e "e">]>${SHEET(HEAD)}`)),
  ],
  [
    'too many columns',
    async () =>
      readFile(await workbook('x.xlsx', SHEET(`<row r="1">${inline('a').repeat(101)}</row>`))),
  ],
  [
    'a bomb',
    async () =>
      readFile(
        await workbook('x.xlsx', SHEET(HEAD), {
          'xl/sharedStrings.xml': `<sst>${'<si><t>x</t></si>'.repeat(100_000)}</sst>`,
        }),
      ),
  ],
  [
    'a directory that lies',
    () =>
      Promise.resolve(
        zipFile([
          { name: 'xl/workbook.xml', content: `<a>${'x'.repeat(100_000)}</a>`, claimedSize: 10 },
        ]),
      ),
  ],
  [
    'no sheet',
    () =>
      Promise.resolve(
        zipOf({
          'xl/workbook.xml': '<workbook/>',
          'xl/_rels/workbook.xml.rels': '<Relationships/>',
        }),
      ),
  ],
])('refuses %s with words', async (_name, make) => {
  const file = join(folder, 'bad.xlsx')
  await writeFile(file, await make())
  await using mailing = await startMailing()
  const { report, problems } = await importFile(mailing, file)
  expect(report.created).toBeLessThanOrEqual(1)
  expect(problems).toMatchObject([{ file: 'bad.xlsx', code: 'not-xlsx' }])
})
