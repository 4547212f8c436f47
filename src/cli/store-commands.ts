import { MultiBar, type SingleBar } from 'cli-progress'
import { Command } from 'commander'

import { print, table, UserError } from './output'
import { withHub } from './with-hub'

interface JsonOption {
  json?: boolean
}

export const storeCommands = (): Command[] => [rebuild(), verify()]

const rebuild = (): Command =>
  new Command('rebuild')
    .description(
      '重做成品；内容不变，字节不变 / make the artefacts again: same content, same bytes',
    )
    .argument('[channel]', '渠道编号，不写为全部 / channel id, all when left out')
    .option('--json', 'JSON')
    .action((channel: string | undefined, options: JsonOption) =>
      withHub(async (hub) => {
        // Several channels at once, a line each.
        const lines = new MultiBar({
          format: '{channel} {value} 篇 documents',
          clearOnComplete: true,
        })
        const bars = new Map<string, SingleBar>()
        const isShown = process.stderr.isTTY && !options.json
        try {
          const reports = await hub.rebuild(channel, (name, done) => {
            if (!isShown) return
            const bar = bars.get(name) ?? lines.create(0, 0, { channel: name })
            bars.set(name, bar)
            bar.update(done)
          })
          lines.stop()
          print(reports, options, (rows) =>
            table(
              ['渠道 channel', '文档 documents', '成品 artefacts'],
              rows.map((row) => [row.channel, row.documents, row.artefacts]),
            ),
          )
        } catch (error) {
          lines.stop()
          throw error instanceof RangeError ? new UserError(error.message) : error
        }
      }),
    )

const verify = (): Command =>
  new Command('verify')
    .description('校验成品，找出损坏和多余的文件 / check every artefact, find damage and strays')
    .option('--repair', '删除多余的文件 / remove strays')
    .option('--json', 'JSON')
    .action((options: JsonOption & { repair?: boolean }) =>
      withHub(async ({ artefacts }) => {
        const report = await artefacts.verify({ repair: options.repair ?? false })
        print(report, options, (found) => JSON.stringify(found, null, 2))
        if (report.damaged.length > 0) process.exitCode = 1
      }),
    )
