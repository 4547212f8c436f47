/** What the far side says of a hand-over, in one of four words. */
import { clientId } from './client-id'
import type { Account } from './account'
import { NoAnswer, WechatError } from './errors'
import { eventName, type Event, type HandOver, type Journal, type Page } from './journal'
import { CLIENT_MESSAGE_ID } from './limits'
import type { Shelf } from '@/core'

export type Verdict =
  | { readonly word: 'public'; readonly page: Pick<Page, 'id' | 'url'> }
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

export function ofPublish({ status, articleId, url }: Event): Verdict {
  const reason = PUBLISH_STATUS[status]
  if (reason !== undefined) return { word: 'refused', reason }
  if (status !== '0') return { word: 'open' }
  return { word: 'public', page: { id: articleId ?? '', ...(url === undefined ? {} : { url }) } }
}

/** From mass/get (`SEND_SUCCESS`) and from the event (`send success`, `sendsuccess`). */
export function ofMass(messageId: string, { status, url }: Event): Verdict {
  const word = status.toLowerCase().replace(/[\s_]/g, '')
  if (word === 'sendsuccess') {
    return { word: 'public', page: { id: messageId, ...(url ? { url } : {}) } }
  }
  if (word === 'sending') return { word: 'open' }
  return { word: 'refused', reason: `群发未成功 / the mass send failed (${status})` }
}

interface Desk {
  readonly account: Account
  readonly shelf: Shelf
  readonly now: () => Date
}

/** The callback's word costs nothing and comes first. */
async function told(shelf: Shelf, way: HandOver['way'], id: string): Promise<Verdict | undefined> {
  const event = (await shelf.read(eventName(id))) as Event | undefined
  if (!event) return undefined
  return way === 'publish' ? ofPublish(event) : ofMass(id, event)
}

/** Asks; `mayAsk` false looks only at what a callback left. */
export async function verdictOf(
  { account, shelf, now }: Desk,
  journal: Journal & { readonly handOver: HandOver },
  mayAsk: boolean,
): Promise<Verdict> {
  const { way, id, at } = journal.handOver
  if (id !== undefined) {
    const known = await told(shelf, way, id)
    if (known && known.word !== 'open') return known
    if (!mayAsk) return { word: 'open' }
    return way === 'publish'
      ? ofPublish(await account.publishStatus(id))
      : ofMass(id, { status: await account.massStatus(id) })
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
    ({ id, title, sourceUrl, updatedAt }) =>
      !known.has(id) &&
      title === journal.title &&
      sourceUrl === journal.sourceUrl &&
      updatedAt >= at - SKEW_MS,
  )
  return found ? { word: 'public', page: { id: found.id, url: found.url } } : { word: 'lost' }
}
