/** Opens the hub for one command and closes it again, whatever happens. */
import { readSettings, type Settings } from '@/settings'
import type { HubServices } from '@/server/hub-services'
import { createLog } from '@/server/log'

export async function withHub<T>(
  work: (hub: HubServices, settings: Settings) => Promise<T>,
): Promise<T> {
  const settings = readSettings(process.env)
  // A command's answer goes to standard output; its log to standard error, and only what is wrong.
  const log = createLog(process.env['LOG_LEVEL'] ?? 'warn', process.stderr)
  // Loaded only now: the configuration reads the settings too, and a wrong one is to be one sentence, not a stack.
  const { closePayload, openPayload } = await import('@/server/payload')
  const { openHubServices } = await import('@/server/hub-services')
  const payload = await openPayload(settings)
  try {
    const hub = await openHubServices({
      ...{ payload, settings, log },
      // Built beside this program.
      rebuildThread: new URL('./rebuild-thread.mjs', import.meta.url),
    })
    return await work(hub, settings)
  } finally {
    await closePayload(payload)
  }
}
