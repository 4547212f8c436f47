/** Every way the API refuses (RFC 9457), in both languages. The one place; docs/errors.md has the same list. */
export const API_PROBLEMS = {
  'bad-parameter': {
    status: 400,
    zh: '参数 {name} 的值“{value}”不对：{rule}',
    en: 'The parameter {name} has the value "{value}", but {ruleEn}',
  },
  'bad-token': {
    status: 400,
    zh: '这个令牌不是发给本站点的，或已被改动。请不带令牌从头同步。',
    en: 'This token was not given to this site, or was altered. Start again without one.',
  },
  'key-unknown': {
    status: 401,
    zh: '密钥不对、已作废或没有提供。请在 Authorization: Bearer 里给出密钥。',
    en: 'The key is unknown, was revoked, or is missing. Send it as Authorization: Bearer.',
  },
  suspended: {
    status: 403,
    zh: '本站点已被停用，请与联盟管理员联系。',
    en: 'This site is suspended; please ask the administrator of the alliance.',
  },
  'agreement-not-begun': {
    status: 403,
    zh: '合作协议尚未开始。',
    en: 'The agreement has not begun yet.',
  },
  'agreement-ended': {
    status: 403,
    zh: '合作协议已经到期。',
    en: 'The agreement has ended.',
  },
  'scope-missing': {
    status: 403,
    zh: '这个密钥不能用于此操作，需要权限“{scope}”。',
    en: 'This key is not good for this: it lacks the scope "{scope}".',
  },
  'not-found': {
    status: 404,
    zh: '没有这个内容，或者协议不包括它。',
    en: 'There is no such document, or the agreement does not include it.',
  },
  'method-not-allowed': {
    status: 405,
    zh: '这个地址不接受 {method}。',
    en: 'This address does not take {method}.',
  },
  gone: {
    status: 410,
    zh: '此内容已撤下或已过期，请停止使用。{reason}',
    en: 'This document was withdrawn or has expired; please stop using it. {reason}',
  },
  resync: {
    status: 410,
    zh: '变更记录或协议范围已改变，请不带令牌从头同步。',
    en: 'The log or the entitlement has changed; start again without a token.',
  },
  'too-many-requests': {
    status: 429,
    zh: '请求太频繁：每分钟最多 {limit} 次。',
    en: 'Too many requests: at most {limit} a minute.',
  },
  'quota-used-up': {
    status: 429,
    zh: '今天的取用额度（{limit} 篇）已用完，世界时零点后恢复。',
    en: 'The quota of the day ({limit} documents) is used up; it is renewed at midnight UTC.',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>

export type ProblemCode = keyof typeof API_PROBLEMS

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  constructor(
    readonly code: ProblemCode,
    readonly values: Readonly<Record<string, string>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code)
  }

  get status(): number {
    return API_PROBLEMS[this.code].status
  }
}

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '').trim()

/** The body of an `application/problem+json` answer. */
export const problemBody = ({
  code,
  status,
  values,
}: Pick<ApiProblem, 'code' | 'status' | 'values'>): Readonly<Record<string, unknown>> => ({
  type: `urn:quanmei:alliance:${code}`,
  status,
  code,
  title: filled(API_PROBLEMS[code].zh, values),
  titleEn: filled(API_PROBLEMS[code].en, values),
})
