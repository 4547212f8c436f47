/** What the far side's error codes mean and what follows. Data: a code nobody knows is held and shown with its `rid`. */
import { DeliveryError } from '@/core'

import { nextDay } from './quotas'

/**
 * `busy` try again later · `soon` too frequent, after minutes · `quota` spent, after midnight · `token` fetch a new one once ·
 * `hourly` the account stops and is tried hourly · `stop` the account stops until somebody acts · `media` upload the picture
 * anew once, then tell the editor · `editor` the article must change · `manual` only a person at the console can go on ·
 * `bug` ours · `twice` the same mass send was asked before · `absent` there is no such article.
 */
export type Reaction =
  | 'busy'
  | 'soon'
  | 'quota'
  | 'token'
  | 'hourly'
  | 'stop'
  | 'media'
  | 'editor'
  | 'manual'
  | 'bug'
  | 'twice'
  | 'absent'

interface Meaning {
  readonly reaction: Reaction
  readonly zh: string
  readonly en: string
}

const all = (codes: readonly number[], meaning: Meaning): [number, Meaning][] =>
  codes.map((code) => [code, meaning])

const TABLE: ReadonlyMap<number, Meaning> = new Map([
  ...all([-1, 61450], { reaction: 'busy', zh: '系统繁忙', en: 'the system is busy' }),
  ...all([40001, 40014, 42001, 41001], {
    ...{ reaction: 'token', zh: '访问令牌失效', en: 'the access token is not valid' },
  } as const),
  ...all([40013, 40125], {
    reaction: 'stop',
    zh: 'AppID 或密钥不对，请在渠道设置里核对',
    en: 'the AppID or its secret is wrong: check the channel’s settings',
  }),
  ...all([40164], {
    reaction: 'hourly',
    zh: '本机出口 IP 不在公众号的 IP 白名单里，请在公众平台的开发设置里加上',
    en: 'this machine’s address is not on the account’s IP allow-list: add it in the console',
  }),
  ...all([48001], {
    reaction: 'manual',
    zh: '这个账号没有该接口的权限（未认证账号不能经接口发布）',
    en: 'the account may not use this call (unverified accounts may not publish by API)',
  }),
  ...all([48004, 50002], {
    reaction: 'stop',
    zh: '接口被封禁或账号受限，请到公众平台查看',
    en: 'the call is banned or the account restricted: look in the console',
  }),
  ...all([45009], { reaction: 'quota', zh: '当日调用次数用完', en: 'the daily quota is spent' }),
  ...all([45028], { reaction: 'quota', zh: '群发次数用完', en: 'no mass send is left' }),
  ...all([45011, 42010, 45066], { reaction: 'soon', zh: '调用太频繁', en: 'called too often' }),
  ...all([40004, 40005, 40006, 40007, 40009, 40121, 40137, 45001], {
    reaction: 'media',
    zh: '图片或素材的编号、类型、大小不合要求',
    en: 'a picture’s id, type or size is not accepted',
  }),
  ...all([45002, 45003, 45004, 45005, 45006, 45007, 45008, 44003, 44004, 45166], {
    reaction: 'editor',
    zh: '标题、摘要、正文或链接超限、为空或不合规',
    en: 'title, digest, text or link is too long, empty or not allowed',
  }),
  ...all([53503, 53504, 53505], {
    reaction: 'manual',
    zh: '草稿未通过发布检查，需到公众平台手工处理',
    en: 'the draft did not pass the publish check and must be handled in the console',
  }),
  ...all([47001, 43002, 40033, 45106, 45067], {
    reaction: 'bug',
    zh: '请求格式不被接受，请报告此问题',
    en: 'the request’s form was refused: please report it',
  }),
  ...all([53600], { reaction: 'absent', zh: '文章不存在', en: 'there is no such article' }),
  ...all([45065], {
    reaction: 'twice',
    zh: '同一次群发已提交过',
    en: 'this mass send was asked before',
  }),
])

/** The far side answered, and said no. Never carries its text, which may quote the request. */
export class WechatError extends Error {
  override readonly name = 'WechatError'
  readonly reaction: Reaction | 'unknown'
  readonly rid?: string
  /** The caller's address that is not on the allow-list. */
  readonly ip?: string

  constructor(
    readonly api: string,
    readonly code: number,
    /** What the answer says, such as the id of a mass send asked twice. */
    readonly answer: Readonly<Record<string, unknown>> = {},
  ) {
    const said = typeof answer['errmsg'] === 'string' ? answer['errmsg'] : ''
    const rid = /rid: ?([\w-]+)/.exec(said)?.[1]
    // Only of the one code that is about it.
    const ip = code === 40164 ? /invalid ip ([0-9a-f.:]{3,45})/i.exec(said)?.[1] : undefined
    const meaning = TABLE.get(code)
    const words = meaning ? `${meaning.zh} / ${meaning.en}` : '未知错误码 / unknown code'
    const more = [ip && `IP ${ip}`, rid && `rid ${rid}`].filter(Boolean).join(', ')
    super(`${api} ${String(code)}: ${words}${more === '' ? '' : ` (${more})`}`)
    this.reaction = meaning?.reaction ?? 'unknown'
    if (rid !== undefined) this.rid = rid
    if (ip !== undefined) this.ip = ip
  }
}

/** No usable answer. `sent` is false where the request certainly never left. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'

  constructor(
    readonly api: string,
    readonly sent: boolean,
    options: { cause?: unknown } = {},
  ) {
    super(`${api}: ${sent ? '没有收到答复 / no answer came' : '连接不上 / no connection'}`, options)
  }
}

const MINUTE = 60_000

/** The ledger's word for it. For calls that may be repeated: an unanswered one is tried again. */
export function toDeliveryError(error: unknown, now: Date): unknown {
  if (error instanceof NoAnswer) {
    return new DeliveryError('DESTINATION_BUSY', error.message, { cause: error })
  }
  if (!(error instanceof WechatError)) return error
  const busy = (retryAfterMs: number): DeliveryError =>
    new DeliveryError('DESTINATION_BUSY', error.message, { cause: error, retryAfterMs })
  switch (error.reaction) {
    case 'busy':
    case 'token':
      return busy(0)
    case 'soon':
      return busy(2 * MINUTE)
    case 'hourly':
      return busy(60 * MINUTE)
    case 'quota':
      return busy(nextDay(now).getTime() - now.getTime())
    case 'unknown':
      return new DeliveryError('OUTCOME_UNKNOWN', error.message, { cause: error })
    case 'stop':
    case 'media':
    case 'editor':
    case 'manual':
    case 'bug':
    case 'twice':
    case 'absent':
      return new DeliveryError('DESTINATION_REFUSED', error.message, { cause: error })
  }
}
