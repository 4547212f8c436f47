import { resolve } from 'node:path'

import { SingleBar } from 'cli-progress'
import { Command } from 'commander'

import { bulkWriter, importFolder, type ImportReport } from '@/importer'
import { reconcilePublished } from '@/plugins/distribution/courses'

import { EXIT, fromCaller, print, table } from './output'
import { withHub } from './with-hub'

interface ImportOptions {
  publish?: boolean
  dryRun?: boolean
  json?: boolean
}

export const importCommand = (): Command =>
  new Command('import')
    .description('导入一个文件夹 / import a folder: Markdown, Word, HTML, media')
    .argument('<directory>')
    .option('--publish', '导入后发布 / publish what is imported')
    .option('--dry-run', '只检查，不写入 / check only, write nothing')
    .option('--json', 'JSON')
    .action((directory: string, options: ImportOptions) =>
      withHub(async (hub) => {
        const report = await importWithBar(
          {
            payload: hub.payload,
            directory: resolve(fromCaller(directory)),
            publish: options.publish ?? false,
            dryRun: options.dryRun ?? false,
            now: () => new Date(),
            // This process has the database to itself as far as writing goes: many documents share a transaction.
            writer: bulkWriter({
              payload: hub.payload,
              reconcile: (references, req) =>
                reconcilePublished(hub.reconciling, references, { req }),
            }),
          },
          process.stderr.isTTY && !options.json,
        )
        if (!options.dryRun) await hub.hub.drain()
        print(report, options, drawReport)
        if (report.refused > 0) process.exitCode = EXIT.input
      }),
    )

/** Imports with a progress bar on a terminal. */
export async function importWithBar(
  request: Parameters<typeof importFolder>[0],
  isShown: boolean,
): Promise<ImportReport> {
  const bar = new SingleBar({ format: '{bar} {value}/{total} {file}', clearOnComplete: true })
  if (isShown) bar.start(0, 0, { file: '' })
  try {
    return await importFolder({
      ...request,
      onProgress: (done, total, file) => {
        if (!isShown) return
        bar.setTotal(total)
        bar.update(done, { file })
      },
    })
  } finally {
    bar.stop()
  }
}

export const drawReport = (report: ImportReport): string =>
  [
    table(
      ['新建 created', '更新 updated', '未变 unchanged', '跳过 skipped', '拒收 refused'],
      [[report.created, report.updated, report.unchanged, report.skipped, report.refused]],
    ),
    ...report.problems.map(
      ({ severity, file, line, field, code, message }) =>
        `${severity === 'error' ? '✗' : '!'} ${file}${line === undefined ? '' : `:${String(line)}`}${field ? ` ${field}` : ''} [${code}] ${message}`,
    ),
  ].join('\n')
