/** `npm start`: the hub on one's own data. */
import { readSettings, SettingsError } from '@/settings'

import { createLog } from './log'
import { startServer } from './main'
import { untilSignal } from './signals'

try {
  const settings = readSettings(process.env)
  const log = createLog(settings.logLevel)
  const server = await startServer(settings, log)
  await untilSignal()
  await server.stop()
} catch (error) {
  if (!(error instanceof SettingsError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
