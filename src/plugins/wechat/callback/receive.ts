/**
 * What comes to an account's callback address: whether it is the far side's, and what it says. What follows from it is the
 * ledger's matter: news are left on the shelf and the row is checked.
 */
import { CALLBACK_WINDOW_SECONDS } from '../limits'
import { decrypt, isSigned } from './crypt'
import { newsIn, readXml, type News } from './message'

/** An account's callback, its secrets read. */
export interface CallbackAccount {
  readonly appId: string
  readonly token: string
  /** With it only encrypted messages count. */
  readonly aesKey?: string
}

export interface CallbackRequest {
  readonly method: string
  readonly query: URLSearchParams
  readonly body: string
}

/** `refused`: why, for the log; never what was sent. */
export type Received =
  | { readonly kind: 'echo'; readonly text: string }
  | { readonly kind: 'message'; readonly news: News | undefined; readonly isAuthentic: boolean }
  | { readonly kind: 'refused'; readonly status: 400 | 403; readonly reason: string }

const refused = (status: 400 | 403, reason: string): Received => ({
  kind: 'refused',
  status,
  reason,
})

/**
 * In plain mode the signature covers the query alone, not the message, so such news are only a reason to ask; what came
 * encrypted is the far side's word.
 */
export function receive(
  { method, query, body }: CallbackRequest,
  { appId, token, aesKey }: CallbackAccount,
  now: Date,
): Received {
  const timestamp = query.get('timestamp') ?? ''
  const nonce = query.get('nonce') ?? ''
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN
  // A number that is none is never within the window.
  if (!(Math.abs(now.getTime() / 1000 - seconds) <= CALLBACK_WINDOW_SECONDS)) {
    return refused(403, 'the time is outside the window')
  }
  if (method !== 'POST') {
    return isSigned(query.get('signature'), token, timestamp, nonce)
      ? { kind: 'echo', text: query.get('echostr') ?? '' }
      : refused(403, 'the signature is wrong')
  }
  if (aesKey === undefined) {
    if (!isSigned(query.get('signature'), token, timestamp, nonce)) {
      return refused(403, 'the signature is wrong')
    }
    const xml = readXml(body)
    return xml
      ? { kind: 'message', news: newsIn(xml), isAuthentic: false }
      : refused(400, 'the body is no message')
  }
  const encrypted = readXml(body)?.['Encrypt']
  if (typeof encrypted !== 'string') return refused(403, 'the message is not encrypted')
  if (!isSigned(query.get('msg_signature'), token, timestamp, nonce, encrypted)) {
    return refused(403, 'the signature is wrong')
  }
  const text = decrypt(encrypted, aesKey, appId)
  const xml = text === undefined ? undefined : readXml(text)
  return xml
    ? { kind: 'message', news: newsIn(xml), isAuthentic: true }
    : refused(403, 'the message is not for this account')
}
