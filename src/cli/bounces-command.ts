import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

import { Command } from 'commander'

import { BOUNCE_OUTCOMES, takeReport, type BounceOutcome } from '@/mailing'

import { fromCaller, print, table, UserError } from './output'
import { withHub } from './with-hub'

/** Returned messages are small; what is longer is not read. */
const MOST_BYTES = 1 << 20

export const bouncesCommand = (): Command =>
  new Command('bounces')
    .description('读退信和投诉，可重复 / take bounces and complaints; again changes nothing')
    .argument(
      '<source>',
      '一封 .eml、一个文件夹，或 - 读标准输入 / a message, a folder of them, or - for standard input',
    )
    .option('--json', 'JSON')
    .action((given: string, options: { json?: boolean }) =>
      withHub(async ({ mailing }) => {
        const counts = Object.fromEntries(BOUNCE_OUTCOMES.map((each) => [each, 0])) as Record<
          BounceOutcome,
          number
        >
        for await (const raw of messagesIn(given)) {
          const { outcome } = await takeReport(mailing, raw, Date.now())
          counts[outcome] += 1
        }
        print(counts, options, (all) =>
          table(
            ['结果 outcome', '封数 messages'],
            Object.entries(all).map(([outcome, count]) => [outcome, count]),
          ),
        )
      }),
    )

async function* messagesIn(given: string): AsyncGenerator<Buffer> {
  if (given === '-') {
    yield (await buffer(process.stdin)).subarray(0, MOST_BYTES)
    return
  }
  const path = fromCaller(given)
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new UserError(`${given}: 没有这个文件 / no such file`)
  if (found.isFile()) {
    yield (await readFile(path)).subarray(0, MOST_BYTES)
    return
  }
  for (const entry of (await readdir(path, { withFileTypes: true })).sort(byName)) {
    if (entry.isFile()) yield (await readFile(join(path, entry.name))).subarray(0, MOST_BYTES)
  }
}

const byName = (left: { name: string }, right: { name: string }): number =>
  left.name < right.name ? -1 : 1
