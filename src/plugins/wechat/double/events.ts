/** The events the double sends to a callback address, written and signed as WeChat does. */
import { encrypt, signatureOf } from '../callback/crypt'
import { addressOf, type Publication } from './types'

export interface CallbackTarget {
  readonly appId: string
  readonly token: string
  /** With it messages are encrypted (safe mode). */
  readonly aesKey?: string
}

export interface SignedRequest {
  /** With the leading `?`. */
  readonly query: string
  readonly body: string
}

/** The event that ends a job: its articles in order. */
export function eventOf(articles: readonly Publication[], at: number): string {
  const [first] = articles
  if (!first) throw new RangeError('A job has an article at least')
  const isPublic = first.status === 'public' || first.status === 'deleted'
  const seconds = String(Math.floor(at / 1000))
  const head = `<ToUserName><![CDATA[gh_double]]></ToUserName><FromUserName><![CDATA[oDouble]]></FromUserName><CreateTime>${seconds}</CreateTime><MsgType><![CDATA[event]]></MsgType>`
  if (first.way === 'publish') {
    const items = articles
      .map(
        ({ id, index }) =>
          `<item><idx>${String(index)}</idx><article_url><![CDATA[${addressOf(id, index)}]]></article_url></item>`,
      )
      .join('')
    const detail = isPublic
      ? `<article_id><![CDATA[${first.id}]]></article_id><article_detail><count>${String(articles.length)}</count>${items}</article_detail>`
      : `<fail_idx>1</fail_idx>`
    return `<xml>${head}<Event><![CDATA[PUBLISHJOBFINISH]]></Event><PublishEventInfo><publish_id>${first.job}</publish_id><publish_status>${isPublic ? '0' : '4'}</publish_status>${detail}</PublishEventInfo></xml>`
  }
  const items = articles
    .map(
      ({ id, index }) =>
        `<item><ArticleIdx>${String(index)}</ArticleIdx><ArticleUrl><![CDATA[${addressOf(id, index)}]]></ArticleUrl></item>`,
    )
    .join('')
  return `<xml>${head}<Event><![CDATA[MASSSENDJOBFINISH]]></Event><MsgID>${first.job}</MsgID><Status><![CDATA[${isPublic ? 'send success' : 'send fail'}]]></Status><TotalCount>1</TotalCount><ArticleUrlResult><Count>${String(articles.length)}</Count><ResultList>${items}</ResultList></ArticleUrlResult></xml>`
}

/** `nonce` and `random` (16 bytes) make one request unlike the next. */
export function signed(
  xml: string,
  { appId, token, aesKey }: CallbackTarget,
  { at, nonce, random }: { at: number; nonce: string; random: Uint8Array },
): SignedRequest {
  const timestamp = String(Math.floor(at / 1000))
  const query = new URLSearchParams({
    ...{ timestamp, nonce, openid: 'oDouble' },
    signature: signatureOf(token, timestamp, nonce),
  })
  if (aesKey === undefined) return { query: `?${String(query)}`, body: xml }
  const encrypted = encrypt(xml, aesKey, appId, random)
  query.set('encrypt_type', 'aes')
  query.set('msg_signature', signatureOf(token, timestamp, nonce, encrypted))
  return {
    query: `?${String(query)}`,
    body: `<xml><ToUserName><![CDATA[gh_double]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
  }
}
