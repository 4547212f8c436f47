/** The `quanmei` command. Exit codes: 0 done, 1 failed, 2 wrong input or some files refused. */
import { Command, CommanderError } from 'commander'

import { messageOf } from '@/core'
import { OperationError } from '@/plugins/distribution/operations'
import { SettingsError } from '@/settings'

import { backupCommands } from './backup-commands'
import { bouncesCommand } from './bounces-command'
import { demoCommand } from './demo'
import { doctorCommand } from './doctor'
import { importCommand } from './import-command'
import { ledgerCommands } from './ledger-commands'
import { mailingsCommand } from './mailings-command'
import { newspaperCommand } from './newspaper-command'
import { EXIT, UserError } from './output'
import { allianceCommand } from './alliance-command'
import { partnersCommand } from './partners-command'
import { storeCommands } from './store-commands'
import { subscribersCommand } from './subscribers-command'
import { wechatCommand } from './wechat-command'

const program = new Command('quanmei')
  .description('全媒：一次编写，各渠道发布。 Author once, publish to every channel.')
  .showHelpAfterError()
  .exitOverride()

for (const command of [
  importCommand(),
  ...ledgerCommands(),
  ...storeCommands(),
  ...backupCommands(),
  partnersCommand(),
  allianceCommand(),
  subscribersCommand(),
  mailingsCommand(),
  bouncesCommand(),
  newspaperCommand(),
  wechatCommand(),
  doctorCommand(),
  demoCommand(),
]) {
  program.addCommand(command.exitOverride())
}

try {
  await program.parseAsync(process.argv)
} catch (error) {
  process.exitCode = exitCodeOf(error)
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.input
  if (
    error instanceof UserError ||
    error instanceof SettingsError ||
    error instanceof OperationError
  ) {
    process.stderr.write(`${error.message}\n`)
    return EXIT.input
  }
  process.stderr.write(`${messageOf(error)}\n`)
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error)
    process.stderr.write(`${error.stack ?? ''}\n`)
  return EXIT.failed
}
