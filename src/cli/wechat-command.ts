import { Command } from 'commander'

import type { HubServices } from '@/server/hub-services'
import {
  AccountError,
  accountRows,
  checkOf,
  compileNow,
  overviewOf,
  type AccountServices,
} from '@/server/wechat-accounts'

import { EXIT, print, table, UserError } from './output'
import { withHub } from './with-hub'

interface JsonOption {
  json?: boolean
}

export const wechatCommand = (): Command =>
  new Command('wechat')
    .description('公众号：检查、额度、汇编 / accounts of WeChat: check, quotas, bundles')
    .addCommand(quotas(), { isDefault: true })
    .addCommand(check())
    .addCommand(compile())

const check = (): Command =>
  new Command('check')
    .description(
      '问微信：能做什么、缺什么 / ask WeChat what the account may do, and what is missing',
    )
    .argument('<account>', '渠道编号 / id of the channel row')
    .option('--json', 'JSON')
    .action((account: string, options: JsonOption) =>
      withAccounts(async (services) => {
        const found = await checkOf(services, account)
        print(found, options, ({ findings }) =>
          findings.map(({ severity, zh, en }) => `${MARKS[severity]} ${zh}\n  ${en}`).join('\n'),
        )
        if (findings(found)) process.exitCode = EXIT.failed
      }),
    )

const MARKS = { ok: '✓', warn: '!', block: '✗' } as const

const findings = ({ findings: all }: { findings: readonly { severity: string }[] }): boolean =>
  all.some(({ severity }) => severity === 'block')

const quotas = (): Command =>
  new Command('quotas')
    .description(
      '今天和本月还剩多少，什么在等候 / what is left today and this month, and what waits',
    )
    .argument('[account]', '渠道编号；不写看全部 / id of the channel row; all without one')
    .option('--json', 'JSON')
    .action((account: string | undefined, options: JsonOption) =>
      withAccounts(async (services) => {
        const ids = account ? [account] : (await accountRows(services)).map(({ row }) => row.id)
        const overviews = []
        for (const id of ids) overviews.push(await overviewOf(services, id))
        print(overviews, options, (shown) =>
          shown
            .flatMap(({ id, name, quotas: lines, waiting }) => [
              `${name}（${id}）`,
              table(
                ['额度 quota', '今天余 left today', '本月余 this month', '留给急件 reserve'],
                lines.map(({ label, day, month, reserve }) => [
                  `${label.zh} ${label.en}`,
                  `${String(day.left)}/${String(day.limit)}`,
                  month ? `${String(month.left)}/${String(month.limit)}` : '',
                  reserve,
                ]),
              ),
              table(
                ['等候 waiting', '到 until', '原因 reason'],
                waiting.map(({ title, until, reason }) => [title, until, reason ?? '']),
              ),
            ])
            .join('\n'),
        )
      }),
    )

const compile = (): Command =>
  new Command('compile')
    .description('马上汇编一次多图文 / send the next bundle now')
    .argument('<account>', '渠道编号 / id of the channel row')
    .argument('[documents...]', 'TYPE/ID，按此顺序，第一篇为头条 / in this order, the lead first')
    .option('--json', 'JSON')
    .action((account: string, documents: string[], options: JsonOption) =>
      withAccounts(async (services, { hub }) => {
        const count = await compileNow(services, account, documents)
        await hub.drain()
        print({ hurried: count }, options, () => `${String(count)} 篇 / documents`)
      }),
    )

const withAccounts = (
  work: (services: AccountServices, hub: HubServices) => Promise<void>,
): Promise<void> =>
  withHub(async (hub) => {
    try {
      const { kinds, now } = hub.reconciling
      await work({ ...hub, kinds, now }, hub)
    } catch (error) {
      if (error instanceof AccountError) throw new UserError(error.message)
      throw error
    }
  })
