import { SingleBar } from 'cli-progress'
import { Command } from 'commander'

import {
  erasePerson,
  importSubscribers,
  personOf,
  type ImportProblem,
  type SubscriberReport,
} from '@/mailing'

import { EXIT, fromCaller, print, table, UserError } from './output'
import { withHub } from './with-hub'

interface ImportOptions {
  newspaper: string[]
  source?: string
  dryRun?: boolean
  json?: boolean
}

/** Problems kept for the answer; the report counts all. */
const LISTED = 1000

export const subscribersCommand = (): Command =>
  new Command('subscribers')
    .description('手机报订户 / subscribers of newspapers')
    .addCommand(importCommand())
    .addCommand(exportCommand())
    .addCommand(eraseCommand())

const importCommand = (): Command =>
  new Command('import')
    .description('从 CSV 或 XLSX 导入，可重复 / import a CSV or XLSX file; again changes nothing')
    .argument('<file>', '.csv, UTF-8; .xlsx')
    .option(
      '--newspaper <slug...>',
      '没有 newspapers 列的行订阅哪些 / for rows that name no newspaper',
      [],
    )
    .option(
      '--source <text>',
      '同意的来源，默认为文件名 / where consent was given; default: the file',
    )
    .option('--dry-run', '只检查，不写入 / check only, write nothing')
    .option('--json', 'JSON')
    .action((given: string, options: ImportOptions) =>
      withHub(async ({ payload, mailing }) => {
        const file = fromCaller(given)
        const problems: ImportProblem[] = []
        const bar = new SingleBar({ format: '{bar} {percentage}%', clearOnComplete: true })
        const isShown = process.stderr.isTTY && !options.json
        if (isShown) bar.start(1, 0)
        const { docs } = await payload.find({
          collection: 'audiences',
          pagination: false,
          depth: 0,
          overrideAccess: true,
        })
        let report: SubscriberReport
        try {
          report = await importSubscribers({
            store: mailing.store,
            vault: mailing.vault,
            file,
            audiences: new Set(docs.map(({ slug }) => slug)),
            newspapers: options.newspaper,
            ...(options.source === undefined ? {} : { source: options.source }),
            dryRun: options.dryRun ?? false,
            now: () => new Date(),
            onProblem(found) {
              if (problems.length < LISTED) problems.push(found)
            },
            onProgress(done, total) {
              if (!isShown) return
              bar.setTotal(total)
              bar.update(done)
            },
          })
        } catch (error) {
          throw (error as NodeJS.ErrnoException).code === 'ENOENT'
            ? new UserError(`${given}: 没有这个文件 / no such file`)
            : error
        } finally {
          bar.stop()
        }
        print({ ...report, dryRun: options.dryRun ?? false, problems }, options, drawReport)
        if (report.refused > 0) process.exitCode = EXIT.input
      }),
    )

const drawReport = ({
  problems,
  ...report
}: SubscriberReport & { problems: readonly ImportProblem[] }): string =>
  [
    table(
      [
        '行 rows',
        '新建 created',
        '更新 updated',
        '未变 unchanged',
        '已退出 suppressed',
        '拒收 refused',
      ],
      [
        [
          report.rows,
          report.created,
          report.updated,
          report.unchanged,
          report.suppressed,
          report.refused,
        ],
      ],
    ),
    ...problems.map(
      ({ file, line, column = '', value, code, message }) =>
        `✗ ${file}:${String(line)} ${column}${value === undefined ? '' : ` “${value}”`} [${code}] ${message}`,
    ),
  ].join('\n')

const exportCommand = (): Command =>
  new Command('export')
    .description('一个人的全部数据，JSON / all that is kept of one person, as JSON')
    .argument('<address>', '邮箱或号码 / e-mail address or number')
    .option('--json', 'JSON')
    .action((address: string) =>
      withHub(async ({ mailing }) => {
        const person = await personOf(mailing, address)
        if (!person) throw unknown()
        print(person, { json: true }, String)
      }),
    )

const eraseCommand = (): Command =>
  new Command('erase')
    .description(
      '删除一个人的数据，不再发送 / erase one person’s data; nothing is sent to them again',
    )
    .argument('<address>', '邮箱或号码 / e-mail address or number')
    .option('--json', 'JSON')
    .action((address: string, options: { json?: boolean }) =>
      withHub(async ({ mailing }) => {
        const erased = await erasePerson(mailing, address, Date.now())
        if (!erased) throw unknown()
        print({ erased: true, ...erased }, options, () => '已删除 / Erased')
      }),
    )

/** The address is not repeated: error output is often kept. */
const unknown = (): UserError =>
  new UserError('没有这个地址的数据 / Nothing is kept of that address')
