import { Command, Option } from 'commander'

import { DELIVERY_STATES, type DeliveryState } from '@/core'
import type { LedgerRow } from '@/outbox/types'
import {
  correctDocument,
  resend,
  resolveHeld,
  withdrawDocument,
} from '@/plugins/distribution/operations'

import { print, table, UserError } from './output'
import { findDocument } from './find-document'
import { withHub } from './with-hub'

interface JsonOption {
  json?: boolean
}

export const ledgerCommands = (): Command[] => [
  deliveries(),
  resendCommand(),
  resolveCommand(),
  withdraw(),
  correct(),
]

const deliveries = (): Command =>
  new Command('deliveries')
    .description('投递台账 / the ledger, newest first')
    .option('--channel <id>', '只看一个渠道 / one channel')
    .addOption(
      new Option('--state <state>', '只看一种状态 / one state').choices([...DELIVERY_STATES]),
    )
    .option('--limit <n>', '最多多少行 / rows at most', '100')
    .option('--json', 'JSON')
    .action((options: JsonOption & { channel?: string; state?: DeliveryState; limit: string }) =>
      withHub(async ({ ledger }) => {
        const limit = Number(options.limit)
        if (!Number.isInteger(limit) || limit < 1) {
          throw new UserError(
            `--limit ${options.limit}: 必须是正整数 / must be a positive whole number`,
          )
        }
        const rows = await ledger.list({
          limit,
          ...(options.channel ? { channel: options.channel } : {}),
          ...(options.state ? { state: options.state } : {}),
        })
        print(rows, options, drawRows)
      }),
    )

const drawRows = (rows: readonly LedgerRow[]): string =>
  table(
    [
      'id',
      '渠道 channel',
      '文档 document',
      '版本 rev',
      '动作 action',
      '状态 state',
      '次数 tries',
      '回执 receipt',
    ],
    rows.map((row) => [
      row.id,
      row.channel,
      `${row.document.split('/')[0] ?? ''} ${row.title}`,
      row.revisionNumber,
      row.action,
      row.delivery.state,
      row.delivery.attempts,
      'receipt' in row.delivery
        ? row.delivery.receipt
        : 'code' in row.delivery
          ? row.delivery.code
          : '',
    ]),
  )

const resendCommand = (): Command =>
  new Command('resend')
    .description('再投一次（新的一行） / send once more, as a new row')
    .argument('<id>', '台账编号 / ledger row id')
    .option('--json', 'JSON')
    .action((id: string, options: JsonOption) =>
      withHub(async (hub) => {
        const row = await resend(hub.reconciling, id)
        await hub.hub.drain()
        print(await hub.ledger.find(row), options, (found) => (found ? drawRows([found]) : row))
      }),
    )

const resolveCommand = (): Command =>
  new Command('resolve')
    .description(
      '核实后了结待核实或待结果的投递 / say how a held or submitted delivery really ended',
    )
    .argument('<id>', '台账编号 / ledger row id')
    .addOption(
      new Option('--outcome <outcome>', '对方实际结果 / what the far side shows')
        .choices(['delivered', 'failed'])
        .makeOptionMandatory(),
    )
    .requiredOption('--note <text>', '依据，记入台账 / the evidence, kept in the ledger')
    .option('--json', 'JSON')
    .action((id: string, options: JsonOption & { outcome: 'delivered' | 'failed'; note: string }) =>
      withHub(async (hub) => {
        await resolveHeld(hub.reconciling, id, options.outcome, options.note)
        print(await hub.ledger.find(id), options, (found) => (found ? drawRows([found]) : id))
      }),
    )

const withdraw = (): Command =>
  new Command('withdraw')
    .description('撤稿 / withdraw a document from every channel')
    .argument('<document>', 'TYPE/SLUG')
    .requiredOption('--reason <text>', '原因，读者可见 / the reason, shown to readers')
    .option('--json', 'JSON')
    .action((name: string, options: JsonOption & { reason: string }) =>
      withHub(async (hub) => {
        const document = await findDocument(hub.payload, name)
        await withdrawDocument(hub.reconciling, document, options.reason)
        await hub.hub.drain()
        print(
          await hub.ledger.list({ document: `${document.type}/${document.id}` }),
          options,
          drawRows,
        )
      }),
    )

const correct = (): Command =>
  new Command('correct')
    .description('更正：发布最新草稿并附更正说明 / publish the newest draft with a correction note')
    .argument('<document>', 'TYPE/SLUG')
    .requiredOption('--note <text>', '更正说明，读者可见 / the correction note, shown to readers')
    .option('--json', 'JSON')
    .action((name: string, options: JsonOption & { note: string }) =>
      withHub(async (hub) => {
        const document = await findDocument(hub.payload, name)
        await correctDocument(hub.reconciling, document, options.note)
        await hub.hub.drain()
        print(
          await hub.ledger.list({ document: `${document.type}/${document.id}` }),
          options,
          drawRows,
        )
      }),
    )
