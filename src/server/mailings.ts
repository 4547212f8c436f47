/** The mailing engine with the installation's settings. */
import { readFileSync } from 'node:fs'

import { openMailing, type MailingEngine } from '@/mailing'
import { payloadSecret, SettingsError, type Settings } from '@/settings'

import type { Logger } from './log'
import type { WorkerMetrics } from './metrics'

export interface OpenMailingsOptions {
  readonly settings: Settings
  readonly log: Logger
  readonly metrics?: WorkerMetrics
  readonly now: () => Date
}

/** Throws SettingsError where the DKIM key can't be read. */
export async function openMailings({
  settings,
  log,
  metrics,
  now,
}: OpenMailingsOptions): Promise<MailingEngine> {
  const { dataDir, publicUrl, smtpUrl, mailFrom, dkim } = settings
  const engine = await openMailing({
    directory: dataDir,
    secret: payloadSecret(settings),
    publicUrl,
    from: mailFrom,
    now,
    ...(smtpUrl === undefined ? {} : { smtpUrl }),
    ...(dkim ? { dkim: { ...dkim, privateKey: keyIn(dkim.keyFile) } } : {}),
    // Of a recipient nothing is written down but the far side's code: addresses are personal data.
    onOutcome({ mailing, form, domain }, event) {
      metrics?.mailed(form, event.type)
      if (event.type !== 'accepted' && event.type !== 'withheld') {
        log.warn({
          mailing,
          form,
          domain,
          outcome: event.type,
          ...('code' in event ? { code: event.code } : {}),
          msg: 'mailing',
        })
      }
    },
  })
  return engine
}

function keyIn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new SettingsError(
      `DKIM_KEY_FILE ${file}: 读不到 / can't be read (${String((error as NodeJS.ErrnoException).code)})`,
    )
  }
}
