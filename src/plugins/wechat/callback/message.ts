/** The XML of a callback. Read by a parser that knows no entities of its own: a document type is refused before it is read. */
import { XMLParser } from 'fast-xml-parser'

import type { Event } from '../journal'

/** What callbacks look like: a dozen levels at most, values short. */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
})

type Node = Readonly<Record<string, unknown>>

/** `undefined` where it is no message. */
export function readXml(text: string): Node | undefined {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return undefined
  try {
    const root = node((parser.parse(text, true) as Node)['xml'])
    return Object.keys(root).length === 0 ? undefined : root
  } catch {
    // Not well-formed: no message, which the caller answers.
    return undefined
  }
}

/** What a message says of a hand-over. */
export interface News {
  /** publish_id or msg_id. */
  readonly job: string
  readonly event: Event
}

/** `undefined`: a message of another kind, such as a follower's, which is none of our business. */
export function newsIn(xml: Node): News | undefined {
  if (xml['MsgType'] !== 'event') return undefined
  const at = Number(word(xml['CreateTime'])) * 1000
  switch (xml['Event']) {
    case 'PUBLISHJOBFINISH': {
      const info = node(xml['PublishEventInfo'])
      const articleId = word(info['article_id'])
      return known(word(info['publish_id']), {
        ...{ at, status: word(info['publish_status']) },
        ...(articleId === '' ? {} : { articleId }),
        urls: addresses(node(info['article_detail'])['item'], 'idx', 'article_url'),
      })
    }
    case 'MASSSENDJOBFINISH': {
      const results = node(node(xml['ArticleUrlResult'])['ResultList'])
      return known(word(xml['MsgID']) || word(xml['MsgId']), {
        ...{ at, status: word(xml['Status']) },
        urls: addresses(results['item'], 'ArticleIdx', 'ArticleUrl'),
      })
    }
    default:
      return undefined
  }
}

const known = (job: string, event: Event): News | undefined =>
  job === '' || event.status === '' ? undefined : { job, event }

/** In the order of the articles; gaps are empty. One item comes without a list. */
function addresses(items: unknown, indexName: string, urlName: string): string[] {
  const list = (Array.isArray(items) ? items : items === undefined ? [] : [items]).map(node)
  const urls: string[] = []
  for (const item of list) {
    const index = Number(word(item[indexName])) - 1
    const url = word(item[urlName])
    if (Number.isInteger(index) && index >= 0 && index < 8 && isAddress(url)) urls[index] = url
  }
  return Array.from(urls, (url) => url ?? '')
}

/** Receipts are shown to people as links. */
const isAddress = (text: string): boolean => /^https?:\/\//.test(text)

const node = (value: unknown): Node =>
  typeof value === 'object' && value !== null ? (value as Node) : {}

const word = (value: unknown): string => (typeof value === 'string' ? value : '')
