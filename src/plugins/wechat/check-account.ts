/** What an account may do, found out by asking, and what to do next in plain words. Asks only; sends nothing. */
import { DeliveryError, type Shelf } from '@/core'

import type { Account } from './account'
import { NoAnswer, WechatError } from './errors'
import type { WechatSettings } from './settings'

export interface Words {
  readonly zh: string
  readonly en: string
}

export const RIGHTS = ['draft', 'publish', 'mass'] as const
export type Right = (typeof RIGHTS)[number]

export interface AccountCheck {
  /** ISO 8601. */
  readonly at: string
  /** The far side took the AppID, the secret and this machine's address. */
  readonly isReached: boolean
  /** Absent where it could not be found out. */
  readonly may: Readonly<Partial<Record<Right, boolean>>>
  readonly findings: readonly ({ readonly severity: 'ok' | 'warn' | 'block' } & Words)[]
}

type Finding = AccountCheck['findings'][number]

const NAME = 'check'

export const readCheck = async (shelf: Shelf): Promise<AccountCheck | undefined> =>
  (await shelf.read(NAME)) as AccountCheck | undefined

const RIGHT_WORDS: Readonly<Record<Right, Words>> = {
  draft: { zh: '建草稿', en: 'make drafts' },
  publish: { zh: '发布', en: 'publish' },
  mass: { zh: '群发', en: 'send to followers' },
}

/** Asks and keeps the answer on the account's shelf, where deliveries look. Whoever calls holds the account's lane. */
export async function checkAccount(
  open: () => Account,
  settings: WechatSettings,
  shelf: Shelf,
  now: Date,
): Promise<AccountCheck> {
  const findings: Finding[] = []
  const may: Partial<Record<Right, boolean>> = {}
  let isReached = false
  try {
    const account = open()
    may.draft = await isAllowed(() => account.countDrafts())
    isReached = true
    may.publish = await isAllowed(() => account.published())
    // There is no such message: whoever may send is told so, whoever may not that.
    may.mass = await isAllowed(() => account.massStatus('0'), ['media', 'absent', 'editor'])
  } catch (error) {
    findings.push(faultOf(error))
  }
  if (isReached) {
    findings.unshift({
      severity: 'ok',
      zh: 'AppID、密钥和 IP 白名单都没问题。',
      en: 'AppID, secret and IP allow-list are in order.',
    })
  }
  for (const right of RIGHTS) {
    if (may[right] !== undefined) findings.push(rightWords(right, may[right]))
  }
  findings.push(...adviceFor(settings, may))
  const check: AccountCheck = { at: now.toISOString(), isReached, may, findings }
  await shelf.write(NAME, check)
  return check
}

/** False where the far side says the account may not; throws what says nothing about that. */
async function isAllowed(
  ask: () => Promise<unknown>,
  passing: readonly string[] = [],
): Promise<boolean> {
  try {
    await ask()
    return true
  } catch (error) {
    if (!(error instanceof WechatError)) throw error
    if (error.reaction === 'manual') return false
    if (passing.includes(error.reaction)) return true
    throw error
  }
}

function faultOf(error: unknown): Finding {
  if (error instanceof WechatError && error.code === 40164) {
    const ip = error.ip ?? '?'
    return {
      severity: 'block',
      zh: `本机出口 IP ${ip} 不在公众号的 IP 白名单里。请在公众平台“设置与开发 → 基本配置 → IP 白名单”里加上 ${ip}，几分钟后再检查。`,
      en: `This machine’s address ${ip} is not on the account’s IP allow-list. Add ${ip} in the console under basic configuration, and check again after some minutes.`,
    }
  }
  if (error instanceof NoAnswer) {
    return {
      severity: 'block',
      zh: '连不上微信接口。请检查本机的网络和 WECHAT_API_URL。',
      en: 'WeChat’s API can’t be reached. Check this machine’s network and WECHAT_API_URL.',
    }
  }
  if (error instanceof WechatError || error instanceof DeliveryError) {
    const [zh = error.message, en = zh] = error.message.split(' / ')
    return { severity: 'block', zh, en }
  }
  throw error
}

const rightWords = (right: Right, isHeld: boolean): Finding => {
  const { zh, en } = RIGHT_WORDS[right]
  return isHeld
    ? { severity: 'ok', zh: `可以${zh}。`, en: `The account may ${en}.` }
    : { severity: 'warn', zh: `不能经接口${zh}。`, en: `The account may not ${en} by API.` }
}

/** What to do next. */
function adviceFor(
  { mode, verified, callbackToken, callbackAesKey }: WechatSettings,
  may: AccountCheck['may'],
): Finding[] {
  const needed = mode === 'draft' ? undefined : may[mode]
  const found: (Finding | false)[] = [
    needed === false && {
      severity: 'warn',
      zh: '文章会建成草稿：请到公众平台手工发布，再在投递台账里用文章地址核实。账号认证后请再检查一次。',
      en: 'Articles become drafts: publish them in the console, then resolve their rows with the article’s address. Check again once the account is verified.',
    },
    needed === true &&
      !verified && {
        severity: 'warn',
        zh: '账号有这个权限，但设置里 verified 是 false，所以只建草稿。要自动发布，请改为 true。',
        en: 'The account has this right, but verified is false in the settings, so only drafts are made. Set it to true to publish.',
      },
    callbackToken === undefined && {
      severity: 'warn',
      zh: '没有设回调：发布结果最多要等 60 分钟。请在公众平台的服务器配置里填 /wechat/本渠道编号，并把 Token 填到这里。',
      en: 'There is no callback: outcomes may take 60 minutes. Give /wechat/ and this channel’s id in the console’s server settings, and the Token here.',
    },
    callbackToken !== undefined &&
      callbackAesKey === undefined && {
        severity: 'warn',
        zh: '回调没有加密：请在公众平台选“安全模式”，并把 EncodingAESKey 填到这里。',
        en: 'Callbacks are not encrypted: choose the safe mode in the console, and give the EncodingAESKey here.',
      },
  ]
  return found.filter((each) => each !== false)
}
