import { resolve } from 'node:path'

import { Command } from 'commander'

import { backup, BackupError, restore, type Manifest } from '@/backup'
import { sweep } from '@/plugins/distribution/sweep'

import { fromCaller, print, UserError } from './output'
import { withHub } from './with-hub'

export const backupCommands = (): Command[] => [backupCommand(), restoreCommand()]

const summary = (verb: string, file: string, { data, files }: Manifest): string => {
  const rows = data.reduce((total, { rows: count }) => total + count, 0)
  return `${verb} ${file}: ${String(rows)} 行 rows, ${String(files.length)} 个文件 files`
}

const backupCommand = (): Command =>
  new Command('backup')
    .description('备份数据库和上传的文件 / back up the database and the uploads')
    .argument('<file>', '.tar.gz')
    .option('--json', 'JSON')
    .action((file: string, options: { json?: boolean }) =>
      withHub(async ({ payload, mailing }, settings) => {
        const target = resolve(fromCaller(file))
        const manifest = await backup(payload, settings, mailing.store, target, new Date())
        print(manifest, options, (done) => summary('已备份到 Backed up to', file, done))
      }),
    )

const restoreCommand = (): Command =>
  new Command('restore')
    .description(
      '恢复到空库，成品随后重做 / restore into an empty database, then make all artefacts again',
    )
    .argument('<file>', '.tar.gz')
    .option('--json', 'JSON')
    .action((file: string, options: { json?: boolean }) =>
      withHub(async (hub, settings) => {
        let manifest: Manifest
        try {
          manifest = await restore(
            hub.payload,
            settings,
            hub.mailing.store,
            resolve(fromCaller(file)),
            new Date(),
          )
        } catch (error) {
          throw error instanceof BackupError ? new UserError(error.message) : error
        }
        await sweep(hub.reconciling, undefined)
        await hub.rebuild(undefined, () => undefined)
        await hub.hub.drain()
        print(manifest, options, (done) => summary('已恢复 Restored', file, done))
      }),
    )
