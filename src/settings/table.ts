/** Every setting of the hub: its name, default, rule and meaning. The one place they are written down. */
import { isIP } from 'node:net'

import { z } from 'zod'

export const HUB_ROLES = ['author', 'worker', 'delivery'] as const
export type HubRole = (typeof HUB_ROLES)[number]

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Shorter secrets can be guessed from one signed token. */
export const MIN_SECRET_LENGTH = 32

/** Payload's own minimum is 3; a public office's administrator deserves better. */
export const MIN_PASSWORD_LENGTH = 8

export interface Text {
  readonly zh: string
  readonly en: string
}

interface Setting<Value> {
  /** From the environment's text to the value; refuses what breaks the rule. */
  readonly schema: z.ZodType<Value, string>
  /** The text used when the variable is unset or empty; `undefined` where there is none. */
  readonly default: string | undefined
  /** How the default comes about, where it is not a fixed text. */
  readonly derived?: Text
  /** Never shown in messages. */
  readonly secret?: true
  readonly rule: Text
  readonly description: Text
}

const setting = <Value>(definition: Setting<Value>): Setting<Value> => definition

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const isPublicUrl = (text: string): boolean => {
  const url = URL.parse(text)
  return (
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === ''
  )
}

const isSmtpUrl = (text: string): boolean => {
  const url = URL.parse(text)
  return url !== null && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== ''
}

const wholeNumber = (least: number, most: number): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most)

const roleList: z.ZodType<ReadonlySet<HubRole>, string> = z
  .string()
  .transform((text) => text.split(',').map((role) => role.trim()))
  .pipe(z.array(z.enum(HUB_ROLES)))
  .transform((roles) => new Set(roles))

/** A number of hops, or the addresses and networks (CIDR) of the proxies themselves. */
export type TrustedProxies = number | readonly string[]

/** Chains of proxies are short; a larger number is a mistake. */
const MOST_PROXIES = 10

const isNetwork = (text: string): boolean => {
  const [address = '', prefix, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  if (prefix === undefined) return true
  // A prefix of 0 would believe everybody.
  const bits = Number(prefix)
  return /^[1-9]\d{0,2}$/.test(prefix) && bits <= (version === 4 ? 32 : 128)
}

const proxies: z.ZodType<TrustedProxies, string> = z.union([
  wholeNumber(0, MOST_PROXIES),
  z
    .string()
    .transform((text) => text.split(',').map((address) => address.trim()))
    .refine((addresses) => addresses.every(isNetwork)),
])

const directory = z.string().refine((path) => !path.includes('\0'))

export const SETTINGS = {
  PORT: setting({
    schema: wholeNumber(0, 65_535),
    default: '3000',
    rule: {
      zh: '应为 0 到 65535 的整数（0 表示由系统挑选空闲端口）',
      en: 'must be a whole number from 0 to 65535 (0 picks a free port)',
    },
    description: { zh: '监听的端口', en: 'Port to listen on' },
  }),
  HOST: setting({
    schema: z.string().regex(/^[a-zA-Z0-9.:_-]{1,255}$/),
    default: '127.0.0.1',
    rule: { zh: '应为主机名或 IP 地址', en: 'must be a host name or an IP address' },
    description: {
      zh: '监听的地址；默认只接受本机连接，对外服务请设为 0.0.0.0 或放在反向代理之后',
      en: 'Address to listen on; the default accepts connections from this machine only: set 0.0.0.0, or put a reverse proxy in front',
    },
  }),
  PUBLIC_URL: setting({
    schema: z
      .string()
      .refine(isPublicUrl)
      .transform((url) => url.replace(/\/$/, '')),
    default: undefined,
    derived: { zh: 'http://localhost:PORT', en: 'http://localhost:PORT' },
    rule: {
      zh: '应为不带路径的 http 或 https 地址，如 https://example.org',
      en: 'must be an http or https address without a path, such as https://example.org',
    },
    description: {
      zh: '读者看到的网址，写进订阅源和页面',
      en: 'Address readers see; written into feeds and pages',
    },
  }),
  TRUSTED_PROXIES: setting({
    schema: proxies,
    default: '0',
    rule: {
      zh: `应为 0 到 ${String(MOST_PROXIES)} 的整数，或用逗号隔开的 IP 地址或网段，如 10.0.0.0/8`,
      en: `must be a whole number from 0 to ${String(MOST_PROXIES)}, or IP addresses or networks such as 10.0.0.0/8, separated by commas`,
    },
    description: {
      zh: '前面有几层反向代理，或它们的地址；只有这些代理所写的 X-Forwarded-For 才算数，0 表示都不算',
      en: 'How many reverse proxies stand in front, or their addresses; only they are believed about the reader’s address (X-Forwarded-For), with 0 nobody',
    },
  }),
  DATABASE_URL: setting({
    schema: z.string().regex(/^(file:.+|mongodb(\+srv)?:\/\/.+)$/),
    default: undefined,
    derived: { zh: 'file:DATA_DIR/quanmei.db', en: 'file:DATA_DIR/quanmei.db' },
    secret: true,
    rule: {
      zh: '应以 file:（SQLite 文件）、mongodb:// 或 mongodb+srv:// 开头',
      en: 'must start with file: (an SQLite file), mongodb:// or mongodb+srv://',
    },
    description: {
      zh: '数据库；不设时用内嵌的 SQLite 文件',
      en: 'The database; an embedded SQLite file when unset',
    },
  }),
  DATA_DIR: setting({
    schema: directory,
    default: './data',
    rule: { zh: '应为目录路径', en: 'must be the path of a directory' },
    description: {
      zh: '数据库、成品、导入的原件和密钥存放的目录',
      en: 'Directory of the database, the artefacts, the imported originals and the secret',
    },
  }),
  MEDIA_DIR: setting({
    schema: directory,
    default: './media',
    rule: { zh: '应为目录路径', en: 'must be the path of a directory' },
    description: { zh: '上传的媒体文件存放的目录', en: 'Directory of uploaded media' },
  }),
  PAYLOAD_SECRET: setting({
    schema: z.string().min(MIN_SECRET_LENGTH),
    default: undefined,
    derived: {
      zh: '首次启动时生成，存于 DATA_DIR/secret（权限 0600）',
      en: 'made at the first start and kept in DATA_DIR/secret (mode 0600)',
    },
    secret: true,
    rule: {
      zh: `应至少有 ${String(MIN_SECRET_LENGTH)} 个字符`,
      en: `must have at least ${String(MIN_SECRET_LENGTH)} characters`,
    },
    description: {
      zh: '签发登录凭据和接口密钥摘要的密钥；几个进程共用一个数据库时必须一致',
      en: 'Signs logins and API key digests; the same for all processes that share a database',
    },
  }),
  FFMPEG_PATH: setting({
    schema: z.string().min(1),
    default: 'ffmpeg',
    rule: { zh: '应为程序的路径或名称', en: 'must be the path or the name of a program' },
    description: {
      zh: '转码用的 ffmpeg；没有它也能用原片播出，只是不转码',
      en: 'The ffmpeg that converts videos; without one the originals are used as they are',
    },
  }),
  PARTNER_LOG_DAYS: setting({
    schema: wholeNumber(1, 3660),
    default: '90',
    rule: { zh: '应为 1 到 3660 的整数', en: 'must be a whole number from 1 to 3660' },
    description: {
      zh: '播出机构和联盟网站的取用记录保留多少天',
      en: 'Days for which the logs of what TV partners and alliance sites fetched are kept',
    },
  }),
  PARTNER_LOG_MB: setting({
    schema: wholeNumber(32, 1_000_000),
    default: '512',
    rule: { zh: '应为 32 到 1000000 的整数', en: 'must be a whole number from 32 to 1000000' },
    description: {
      zh: '每种取用记录最多占多少兆字节，超过时先删最早的',
      en: 'Megabytes each of those logs may take; beyond them the oldest go first',
    },
  }),
  SMTP_URL: setting({
    schema: z.string().refine(isSmtpUrl),
    default: undefined,
    derived: { zh: '写成 .eml 文件，存于 DATA_DIR/outbox', en: '.eml files in DATA_DIR/outbox' },
    secret: true,
    rule: {
      zh: '应为 smtp:// 或 smtps:// 地址，如 smtps://mail.example.org:465',
      en: 'must be an smtp:// or smtps:// address, such as smtps://mail.example.org:465',
    },
    description: {
      zh: '发送手机报和找回密码邮件的邮件服务器',
      en: 'The mail server that takes the newspaper and links for forgotten passwords',
    },
  }),
  MAIL_FROM: setting({
    schema: z.email().max(254),
    default: 'newspaper@localhost.localdomain',
    rule: { zh: '应为电子邮件地址', en: 'must be an e-mail address' },
    description: {
      zh: '发件人地址；退信也回到它的域名',
      en: 'The sender’s address; bounces come back to its domain',
    },
  }),
  DKIM_DOMAIN: setting({
    schema: z.string().regex(/^[a-z0-9.-]{1,253}$/),
    default: undefined,
    rule: { zh: '应为域名', en: 'must be a domain name' },
    description: {
      zh: '邮件签名（DKIM）的域名；与 DKIM_SELECTOR、DKIM_KEY_FILE 一起设置',
      en: 'Domain messages are signed for (DKIM); set with DKIM_SELECTOR and DKIM_KEY_FILE',
    },
  }),
  DKIM_SELECTOR: setting({
    schema: z.string().regex(/^[a-z0-9.-]{1,63}$/),
    default: undefined,
    rule: {
      zh: '应为 DNS 标签，并与 DKIM_DOMAIN 一起设置',
      en: 'must be a DNS label, and set with DKIM_DOMAIN',
    },
    description: { zh: 'DKIM 选择器', en: 'DKIM selector' },
  }),
  DKIM_KEY_FILE: setting({
    schema: directory,
    default: undefined,
    rule: {
      zh: '应为文件路径，并与 DKIM_DOMAIN 一起设置',
      en: 'must be the path of a file, and set with DKIM_DOMAIN',
    },
    description: { zh: 'DKIM 私钥文件（PEM）', en: 'File with the DKIM private key (PEM)' },
  }),
  MMS_GATEWAY_FILE: setting({
    schema: directory,
    default: undefined,
    rule: { zh: '应为 JSON 文件的路径', en: 'must be the path of a JSON file' },
    description: {
      zh: '彩信网关（MM7 或 HTTP）怎样连接；不设时彩信订户一直等待。密钥放在名为 CHANNEL_SECRET_… 的环境变量里',
      en: 'How the MMS gateway (MM7 or HTTP) is reached; without it MMS subscribers wait. Its secrets are in variables named CHANNEL_SECRET_…',
    },
  }),
  SMS_GATEWAY_FILE: setting({
    schema: directory,
    default: undefined,
    rule: { zh: '应为 JSON 文件的路径', en: 'must be the path of a JSON file' },
    description: {
      zh: '短信网关（HTTP）怎样连接；不设时短信订户一直等待',
      en: 'How the SMS gateway (HTTP) is reached; without it SMS subscribers wait',
    },
  }),
  HUB_ROLES: setting({
    schema: roleList,
    default: HUB_ROLES.join(','),
    rule: {
      zh: `应为 ${HUB_ROLES.join('、')} 中的一个或几个，用逗号隔开`,
      en: `must be one or more of ${HUB_ROLES.join(', ')}, separated by commas`,
    },
    description: {
      zh: '本进程承担的角色：author 后台、worker 投递与定时任务、delivery 对外服务',
      en: 'What this process does: author (admin), worker (deliveries and scheduled jobs), delivery (public addresses)',
    },
  }),
  HUB_TIMEZONE: setting({
    schema: z.string().refine(isTimeZone),
    default: 'Asia/Shanghai',
    rule: {
      zh: '应为 IANA 时区名，如 Asia/Shanghai',
      en: 'must be an IANA time zone such as Asia/Shanghai',
    },
    description: {
      zh: '显示时间、定时任务和免打扰时段所用的时区',
      en: 'Time zone of displayed times, schedules and quiet hours',
    },
  }),
  WECHAT_API_URL: setting({
    schema: z
      .string()
      .refine(isPublicUrl)
      .transform((url) => url.replace(/\/$/, '')),
    default: 'https://api.weixin.qq.com',
    rule: {
      zh: '应为不带路径的 http 或 https 地址',
      en: 'must be an http or https address without a path',
    },
    description: {
      zh: '微信接口的地址；只在试用替身或经代理时改。公众号的密钥放在名为 CHANNEL_SECRET_… 的环境变量里',
      en: 'Address of WeChat’s API; changed only for a double or a proxy. Secrets of accounts are in variables named CHANNEL_SECRET_…',
    },
  }),
  YIXIN_API_URL: setting({
    schema: z
      .string()
      .refine(isPublicUrl)
      .transform((url) => url.replace(/\/$/, '')),
    default: undefined,
    rule: {
      zh: '应为不带路径的 http 或 https 地址',
      en: 'must be an http or https address without a path',
    },
    description: {
      zh: '易信接口的地址；易信已停止服务，不设则不投递',
      en: 'Address of Yixin’s API; the service is closed, and without an address nothing is sent',
    },
  }),
  LOG_LEVEL: setting({
    schema: z.enum(LOG_LEVELS),
    default: 'info',
    rule: {
      zh: `应为 ${LOG_LEVELS.join('、')} 之一`,
      en: `must be one of ${LOG_LEVELS.join(', ')}`,
    },
    description: { zh: '日志的详细程度', en: 'How much is logged' },
  }),
  ADMIN_EMAIL: setting({
    schema: z.email(),
    default: undefined,
    rule: { zh: '应为电子邮件地址', en: 'must be an e-mail address' },
    description: {
      zh: '还没有用户时，用它和 ADMIN_PASSWORD 建立第一个管理员；不设则在浏览器里建立',
      en: 'With ADMIN_PASSWORD, makes the first administrator when there are no users; otherwise make it in the browser',
    },
  }),
  ADMIN_PASSWORD: setting({
    schema: z.string().min(MIN_PASSWORD_LENGTH),
    default: undefined,
    secret: true,
    rule: {
      zh: `应至少有 ${String(MIN_PASSWORD_LENGTH)} 个字符，并与 ADMIN_EMAIL 一起设置`,
      en: `must have at least ${String(MIN_PASSWORD_LENGTH)} characters and be set together with ADMIN_EMAIL`,
    },
    description: { zh: '第一个管理员的密码', en: "The first administrator's password" },
  }),
} as const

export type SettingName = keyof typeof SETTINGS
