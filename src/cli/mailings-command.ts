import { Command } from 'commander'

import type { Mailing, MailingEngine, RecipientState } from '@/mailing'

import { print, table, UserError } from './output'
import { withHub } from './with-hub'

interface JsonOption {
  json?: boolean
}

/** Newest ones shown. */
const SHOWN = 100

export const mailingsCommand = (): Command =>
  new Command('mailings')
    .description('手机报发送 / mailings of newspapers')
    .addCommand(list(), { isDefault: true })
    .addCommand(
      moving('pause', '暂停 / pause', (mailing, id) => mailing.pause(id), '已暂停 / Paused'),
    )
    .addCommand(
      moving(
        'resume',
        '继续；过时的再发一天 / go on; a stale one for a day more',
        (mailing, id) => mailing.resume(id),
        '已继续 / Resumed',
      ),
    )
    .addCommand(
      moving(
        'stop',
        '停止，不能继续 / stop for good',
        (mailing, id) => mailing.stopMailing(id),
        '已停止 / Stopped',
      ),
    )

const list = (): Command =>
  new Command('list')
    .description('最近的发送 / the latest ones')
    .option('--json', 'JSON')
    .action((options: JsonOption) =>
      withHub(async ({ mailing: { store } }) => {
        const rows = []
        for (const mailing of await store.mailings(SHOWN)) {
          const states: Partial<Record<RecipientState, number>> = {}
          for (const { state, count } of await store.tally(mailing.id)) {
            states[state] = (states[state] ?? 0) + count
          }
          rows.push(shownOf(mailing, states))
        }
        print(rows, options, (shown) =>
          table(
            [
              'id',
              '手机报 newspaper',
              '标题 title',
              '状态 state',
              '订户 recipients',
              '结果 outcomes',
            ],
            shown.map((row) => [
              row.id,
              row.newspaper,
              row.title,
              row.state,
              row.recipients,
              Object.entries(row.outcomes)
                .map(([state, count]) => `${state} ${String(count)}`)
                .join('\n'),
            ]),
          ),
        )
      }),
    )

const shownOf = (
  {
    id,
    newspaper,
    title,
    state,
    recipients,
    createdAt,
    startedAt,
    finishedAt,
    staleAfter,
  }: Mailing,
  outcomes: Partial<Record<RecipientState, number>>,
) => ({
  id,
  newspaper,
  title,
  state,
  recipients,
  outcomes,
  createdAt: iso(createdAt),
  startedAt: iso(startedAt),
  finishedAt: iso(finishedAt),
  staleAfter: iso(staleAfter),
})

const iso = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString()

const moving = (
  name: string,
  description: string,
  move: (mailing: MailingEngine, id: number) => Promise<boolean>,
  done: string,
): Command =>
  new Command(name)
    .description(description)
    .argument('<id>', '编号，见 mailings list / the mailing’s id')
    .option('--json', 'JSON')
    .action((given: string, options: JsonOption) =>
      withHub(async ({ mailing }) => {
        const id = /^\d{1,15}$/.test(given) ? Number(given) : 0
        const before = await mailing.store.mailing(id)
        if (!before)
          throw new UserError(`没有编号为 ${given} 的发送 / There is no mailing ${given}`)
        if (!(await move(mailing, id))) {
          throw new UserError(
            `发送 ${given} 的状态是 ${before.state}，不能这样做 / Mailing ${given} is ${before.state}: it can’t be done`,
          )
        }
        const after = await mailing.store.mailing(id)
        print({ id, state: after?.state }, options, () => done)
      }),
    )
