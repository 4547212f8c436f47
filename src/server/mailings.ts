/** The mailing engine with the installation's settings. */
import { readFileSync } from 'node:fs'

import {
  GatewayError,
  openMailing,
  readGateway,
  type Gateways,
  type MailingEngine,
} from '@/mailing'
import { payloadSecret, SettingsError, type Settings } from '@/settings'

import { configuredBy } from './far-sides'
import { createGuardedFetch } from './guarded-fetch'
import type { Logger } from './log'
import type { WorkerMetrics } from './metrics'

export interface OpenMailingsOptions {
  readonly settings: Settings
  readonly log: Logger
  readonly metrics?: WorkerMetrics
  readonly now: () => Date
}

/** Throws SettingsError where the DKIM key or a gateway's file can't be read, or is wrong. */
export async function openMailings({
  settings,
  log,
  metrics,
  now,
}: OpenMailingsOptions): Promise<MailingEngine> {
  const { dataDir, publicUrl, smtpUrl, mailFrom, dkim } = settings
  const gateways = gatewaysIn(settings)
  const engine = await openMailing({
    gateways,
    http: fetchForGateways(gateways),
    directory: dataDir,
    secret: payloadSecret(settings),
    publicUrl,
    from: mailFrom,
    now,
    ...(smtpUrl === undefined ? {} : { smtpUrl }),
    ...(dkim ? { dkim: { ...dkim, privateKey: keyIn(dkim.keyFile) } } : {}),
    onConfirmationError(form, code) {
      log.warn({ form, code, msg: 'a confirmation of a sign-up was not sent' })
    },
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

function gatewaysIn(settings: Settings): Gateways {
  const { mms, sms } = settings.gatewayFiles
  const gatewayOf = (name: string, form: 'mms' | 'sms', file: string) => {
    try {
      return readGateway(form, textIn(name, file), configuredBy(settings))
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      throw new SettingsError(`${name} ${file}: ${error.message}`)
    }
  }
  return {
    ...(mms === undefined ? {} : { mms: gatewayOf('MMS_GATEWAY_FILE', 'mms', mms) }),
    ...(sms === undefined ? {} : { sms: gatewayOf('SMS_GATEWAY_FILE', 'sms', sms) }),
  }
}

/** Operators' networks are often reached by a line of their own, so the administrator's own addresses may be internal. */
function fetchForGateways(gateways: Gateways): typeof fetch {
  const origins = new Set(
    Object.values(gateways).map(({ settings }) => new URL(settings.url).origin),
  )
  return createGuardedFetch({ allowed: (url) => origins.has(url.origin) })
}

const keyIn = (file: string): string => textIn('DKIM_KEY_FILE', file)

function textIn(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new SettingsError(
      `${name} ${file}: 读不到 / can't be read (${String((error as NodeJS.ErrnoException).code)})`,
    )
  }
}

/** The variable that holds the secret of the address for bounces; without it there is none. */
const BOUNCE_SECRET = 'CHANNEL_SECRET_BOUNCES'

/** Throws SettingsError where it could be guessed or does not fit into an address. */
export function bounceSecret(settings: Settings): string | undefined {
  const secret = configuredBy(settings)(BOUNCE_SECRET)
  if (secret === undefined || secret === '') return undefined
  if (!/^[\w-]{16,}$/.test(secret)) {
    throw new SettingsError(
      `${BOUNCE_SECRET}: 应为至少 16 个字母、数字、下划线或连字符 / must be at least 16 letters, digits, underscores or hyphens`,
    )
  }
  return secret
}
