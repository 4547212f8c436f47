/** What the double keeps, and what can be made to go wrong with it. */

/** What goes wrong with one call. */
export type Fault =
  | 'token-expired'
  | 'busy'
  | 'quota'
  | 'refused-connection'
  | 'reset-before'
  | 'reset-after'
  | 'no-answer'
  | 'unknown-code'
  | 'ip-refused'
export const FAULTS = [
  ...(['token-expired', 'busy', 'quota', 'refused-connection'] as const),
  ...(['reset-before', 'reset-after', 'no-answer', 'unknown-code'] as const),
] satisfies readonly Fault[]

export type Body = Record<string, unknown>

export interface DraftRow {
  readonly id: string
  readonly articles: Body[]
  updatedAt: number
}

/** One article readers, or followers, got. Those of a bundle share `id` and `job`. */
export interface Publication {
  readonly id: string
  readonly job: string
  /** Its place in what was handed over, from 1. */
  readonly index: number
  readonly way: 'publish' | 'mass'
  readonly title: string
  readonly sourceUrl: string
  readonly updatedAt: number
  status: 'running' | 'public' | 'refused' | 'deleted'
}

export interface DoubleOptions {
  readonly now: () => number
  readonly appId?: string
  readonly secret?: string
  /** Unverified accounts get 48001 on publishing. */
  readonly verified?: boolean
  /** How a hand-over ends when it is asked for the n-th time; default: public at once. */
  readonly outcome?: 'public' | 'refused' | 'running'
  /** Characters of a title; default WeChat's. */
  readonly titleLimit?: number
  /** The address that is said not to be on the allow-list. */
  readonly callerIp?: string
}

export const json = (body: Body): Response => Response.json(body)

export const refuse = (errcode: number, message = 'double refused'): Response =>
  json({ errcode, errmsg: `${message}, rid: 0000-${String(errcode).replace('-', 'n')}` })

export const addressOf = (article: string, index = 1): string =>
  `https://mp.weixin.qq.com/s/${article}${index === 1 ? '' : `-${String(index)}`}`

export const networkError = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
