/** What the far side says of a hand-over, in one of four words. */
import { clientId } from './client-id'
import type { Account } from './account'
import { NoAnswer, WechatError } from './errors'
import {
  articlesOf,
  eventName,
  type HandOver,
  type Journal,
  type KeptEvent,
  type Known,
  type Page,
} from './journal'
import { CLIENT_MESSAGE_ID } from './limits'
import type { Shelf } from '@/core'

export type Verdict =
  | { readonly word: 'public'; readonly page: Pick<Page, 'id' | 'url' | 'urls'> }
  | { readonly word: 'open'; readonly id?: string }
  /** `reason` in both languages. */
  | { readonly word: 'refused'; readonly reason: string }
  /** Nothing was found of it; it may still have happened. */
  | { readonly word: 'lost' }

/** publish_status; numbers that are not here are not known yet, so they leave it open. */
const PUBLISH_STATUS: Readonly<Record<string, string>> = {
  2: '原创声明失败 / the claim to be original failed',
  3: '发布失败，平台未说明原因 / publishing failed, no reason was given',
  4: '平台审核不通过 / the platform’s review refused it',
  5: '发布后被删除 / deleted after it was published',
  6: '发布后被平台封禁 / banned by the platform after it was published',
}

/** What is said of a hand-over, by a callback or in answer to a question. */
interface Said {
  readonly status: string
  readonly articleId?: string
  readonly urls: readonly string[]
}

export function ofPublish({ status, articleId, urls }: Said): Verdict {
  const reason = PUBLISH_STATUS[status]
  if (reason !== undefined) return { word: 'refused', reason }
  if (status !== '0') return { word: 'open' }
  return { word: 'public', page: pageWith(articleId ?? '', urls) }
}

const pageWith = (id: string, urls: readonly string[]): Pick<Page, 'id' | 'url' | 'urls'> => ({
  id,
  ...(urls[0] ? { url: urls[0] } : {}),
  ...(urls.length > 1 ? { urls } : {}),
})

/** From mass/get (`SEND_SUCCESS`) and from the event (`send success`, `sendsuccess`). */
export function ofMass(messageId: string, { status, urls }: Said): Verdict {
  const word = status.toLowerCase().replace(/[\s_]/g, '')
  if (word === 'sendsuccess') return { word: 'public', page: pageWith(messageId, urls) }
  if (word === 'sending') return { word: 'open' }
  return { word: 'refused', reason: `群发未成功 / the mass send failed (${status})` }
}

interface Desk {
  readonly account: Account
  readonly shelf: Shelf
  readonly now: () => Date
}

export const readEvent = async (shelf: Shelf, id: string): Promise<KeptEvent | undefined> =>
  (await shelf.read(eventName(id))) as KeptEvent | undefined

/** Asks; `mayAsk` false looks only at what a callback left. */
export async function verdictOf(
  { account, shelf, now }: Desk,
  journal: Journal & { readonly handOver: HandOver },
  mayAsk: boolean,
): Promise<Verdict> {
  const { way, id, at } = journal.handOver
  if (id !== undefined) {
    const of = (said: Said): Verdict => (way === 'publish' ? ofPublish(said) : ofMass(id, said))
    // The callback's word costs nothing and comes first.
    const event = await readEvent(shelf, id)
    const known = event?.isAuthentic ? of(event) : undefined
    if (known && known.word !== 'open') return known
    if (!mayAsk) return { word: 'open' }
    return of(
      way === 'publish'
        ? await account.publishStatus(id)
        : // Only the callback knows the addresses of a mass send.
          { status: await account.massStatus(id), urls: event?.urls ?? [] },
    )
  }
  if (way === 'publish') return findPublished(account, journal, at)
  // The far side drops a second send under the same id, and names the first.
  const stillKnown = now().getTime() - at < CLIENT_MESSAGE_ID.hours * 3_600_000
  const mediaId = journal.draft?.mediaId
  if (!stillKnown || mediaId === undefined) return { word: 'lost' }
  try {
    return { word: 'open', id: await account.massSend(mediaId, clientId(journal.key), true) }
  } catch (error) {
    if (error instanceof WechatError && error.reaction === 'twice') {
      const first = error.answer['msg_id']
      const isNamed = typeof first === 'string' || typeof first === 'number'
      return isNamed ? { word: 'open', id: String(first) } : { word: 'lost' }
    }
    if (error instanceof NoAnswer || (error instanceof WechatError && error.reaction === 'busy')) {
      return { word: 'lost' }
    }
    throw error
  }
}

/** Clocks differ, and the far side's list counts in seconds. */
const SKEW_MS = 60_000

async function findPublished(account: Account, journal: Journal, at: number): Promise<Verdict> {
  const known = new Set(journal.pages.map(({ id }) => id))
  const found = (await account.published()).find(
    ({ id, articles, updatedAt }) =>
      !known.has(id) && updatedAt >= at - SKEW_MS && areSame(articles, articlesOf(journal)),
  )
  return found
    ? {
        word: 'public',
        page: pageWith(
          found.id,
          found.articles.map(({ url }) => url),
        ),
      }
    : { word: 'lost' }
}

/** The same articles in the same order. */
export const areSame = (listed: readonly Known[], ours: readonly Known[]): boolean =>
  listed.length === ours.length &&
  listed.every(
    ({ title, sourceUrl }, index) =>
      title === ours[index]?.title && sourceUrl === ours[index].sourceUrl,
  )
