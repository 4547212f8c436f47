import { join, resolve } from 'node:path'

import { SettingsError } from './settings-error'
import {
  SETTINGS,
  type HubRole,
  type LogLevel,
  type SettingName,
  type TrustedProxies,
} from './table'

/** What the environment asked for, checked and completed. Directories are absolute. */
export interface Settings {
  /** 0: any free port. */
  readonly port: number
  readonly host: string
  /** No slash at the end. */
  readonly publicUrl: string
  /** Proxies in front that are believed about a reader's address: hops, or their addresses and networks. */
  readonly trustedProxies: TrustedProxies
  readonly databaseUrl: string
  readonly dataDir: string
  readonly mediaDir: string
  /** Finished files: DATA_DIR/artefacts. */
  readonly artefactsDir: string
  /** What TV partners fetched: DATA_DIR/partner-log, and how much of it is kept. */
  readonly partnerLogDir: string
  /** The log of what alliance sites took, kept by the same rules. */
  readonly allianceLogDir: string
  readonly partnerLogDays: number
  readonly partnerLogBytes: number
  /** A path, or a name looked for on the PATH. */
  readonly ffmpegPath: string
  /** Imported source files: DATA_DIR/originals. */
  readonly originalsDir: string
  /** Only where PAYLOAD_SECRET is set; `payloadSecret()` answers the one to use. */
  readonly givenSecret?: string
  readonly roles: ReadonlySet<HubRole>
  readonly timeZone: string
  /** No slash at the end. */
  readonly wechatApiUrl: string
  /** Absent: nothing goes out. */
  readonly yixinApiUrl?: string
  readonly logLevel: LogLevel
  /** Absent: messages are written as files. */
  readonly smtpUrl?: string
  readonly mailFrom: string
  /** All of it or none. */
  readonly dkim?: { readonly domain: string; readonly selector: string; readonly keyFile: string }
  /** Files of JSON; absent: those subscribers wait. */
  readonly gatewayFiles: { readonly mms?: string; readonly sms?: string }
  /** Both or neither. */
  readonly adminEmail?: string
  readonly adminPassword?: string
}

export type Environment = Readonly<Record<string, string | undefined>>

type ValueOf<Name extends SettingName> = ReturnType<(typeof SETTINGS)[Name]['schema']['parse']>

/**
 * Reads and checks all settings; touches no disk. An empty variable counts as unset.
 * Throws SettingsError for the first one that breaks its rule.
 */
export function readSettings(env: Environment): Settings {
  // `turbopackIgnore`: the directories are data, not sources for the admin's build to trace.
  const dataDir = resolve(/* turbopackIgnore: true */ required(env, 'DATA_DIR'))
  const port = required(env, 'PORT')
  const givenSecret = read(env, 'PAYLOAD_SECRET')
  const yixinApiUrl = read(env, 'YIXIN_API_URL')
  return {
    port,
    host: required(env, 'HOST'),
    publicUrl: read(env, 'PUBLIC_URL') ?? `http://localhost:${String(port)}`,
    trustedProxies: required(env, 'TRUSTED_PROXIES'),
    databaseUrl: read(env, 'DATABASE_URL') ?? `file:${join(dataDir, 'quanmei.db')}`,
    dataDir,
    mediaDir: resolve(/* turbopackIgnore: true */ required(env, 'MEDIA_DIR')),
    artefactsDir: join(dataDir, 'artefacts'),
    partnerLogDir: join(dataDir, 'partner-log'),
    allianceLogDir: join(dataDir, 'alliance-log'),
    partnerLogDays: required(env, 'PARTNER_LOG_DAYS'),
    partnerLogBytes: required(env, 'PARTNER_LOG_MB') * 1024 * 1024,
    ffmpegPath: required(env, 'FFMPEG_PATH'),
    originalsDir: join(dataDir, 'originals'),
    ...(givenSecret === undefined ? {} : { givenSecret }),
    roles: required(env, 'HUB_ROLES'),
    timeZone: required(env, 'HUB_TIMEZONE'),
    wechatApiUrl: required(env, 'WECHAT_API_URL'),
    ...(yixinApiUrl === undefined ? {} : { yixinApiUrl }),
    logLevel: required(env, 'LOG_LEVEL'),
    ...mailServer(env),
    mailFrom: required(env, 'MAIL_FROM'),
    gatewayFiles: gatewayFiles(env),
    ...firstAdministrator(env),
  }
}

function gatewayFiles(env: Environment): Settings['gatewayFiles'] {
  const mms = read(env, 'MMS_GATEWAY_FILE')
  const sms = read(env, 'SMS_GATEWAY_FILE')
  return {
    ...(mms === undefined ? {} : { mms: resolve(/* turbopackIgnore: true */ mms) }),
    ...(sms === undefined ? {} : { sms: resolve(/* turbopackIgnore: true */ sms) }),
  }
}

function mailServer(env: Environment): Pick<Settings, 'smtpUrl' | 'dkim'> {
  const smtpUrl = read(env, 'SMTP_URL')
  const domain = read(env, 'DKIM_DOMAIN')
  const selector = read(env, 'DKIM_SELECTOR')
  const keyFile = read(env, 'DKIM_KEY_FILE')
  const server = smtpUrl === undefined ? {} : { smtpUrl }
  if (domain === undefined && selector === undefined && keyFile === undefined) return server
  if (domain === undefined) throw refusal('DKIM_DOMAIN', undefined)
  if (selector === undefined) throw refusal('DKIM_SELECTOR', undefined)
  if (keyFile === undefined) throw refusal('DKIM_KEY_FILE', undefined)
  return {
    ...server,
    dkim: { domain, selector, keyFile: resolve(/* turbopackIgnore: true */ keyFile) },
  }
}

function firstAdministrator(env: Environment): Pick<Settings, 'adminEmail' | 'adminPassword'> {
  const adminEmail = read(env, 'ADMIN_EMAIL')
  const adminPassword = read(env, 'ADMIN_PASSWORD')
  if (adminEmail === undefined && adminPassword === undefined) return {}
  if (adminEmail === undefined || adminPassword === undefined)
    throw refusal('ADMIN_PASSWORD', undefined)
  return { adminEmail, adminPassword }
}

function read<Name extends SettingName>(env: Environment, name: Name): ValueOf<Name> | undefined {
  const given = env[name]?.trim()
  const text = given === undefined || given === '' ? SETTINGS[name].default : given
  if (text === undefined) return undefined
  const result = SETTINGS[name].schema.safeParse(text)
  if (!result.success) throw refusal(name, text)
  return result.data as ValueOf<Name>
}

function required<Name extends SettingName>(env: Environment, name: Name): ValueOf<Name> {
  const value = read(env, name)
  if (value === undefined) throw refusal(name, undefined)
  return value
}

function refusal(name: SettingName, text: string | undefined): SettingsError {
  const setting = SETTINGS[name]
  const shown = text === undefined || 'secret' in setting ? '' : ` ${JSON.stringify(text)}`
  return new SettingsError(
    `设置 ${name}${shown} 无效：${setting.rule.zh} / Setting ${name}${shown} is invalid: it ${setting.rule.en}`,
  )
}
