/**
 * Reads what mail servers send back: delivery status notifications (RFC 3464) and feedback reports (ARF, RFC 5965). The
 * person is found by our own token: in the address it came back to (VERP), or in the returned message's headers.
 */
import PostalMime, { type Attachment, type Email } from 'postal-mime'

import { LINK_LENGTH } from '../vault'
import { kindOf, type BounceKind } from './rules'

export type ReadReport =
  | {
      readonly type: 'bounce'
      readonly kind: BounceKind
      readonly status: string
      readonly tokens: readonly string[]
    }
  | { readonly type: 'complaint'; readonly tokens: readonly string[] }
  /** Nothing to do: a delay, an answer from somebody on holiday, a note that it arrived, or no report at all. */
  | {
      readonly type: 'ignored'
      readonly why: 'delayed' | 'autoreply' | 'not-a-report' | 'no-failure' | 'not-abuse'
    }

/** Parts nested deeper, and longer header blocks, are no report. */
const DEEPEST = 20
const LONGEST_HEADERS = 256 * 1024

/** Never throws for what a stranger sent. */
export async function readReport(raw: Buffer): Promise<ReadReport> {
  let mail: Email
  try {
    mail = await PostalMime.parse(raw, {
      attachmentEncoding: 'utf8',
      forceRfc822Attachments: true,
      maxNestingDepth: DEEPEST,
      maxHeadersSize: LONGEST_HEADERS,
    })
  } catch {
    // Whatever it is, it is no report that a server made.
    return { type: 'ignored', why: 'not-a-report' }
  }
  const part = (type: string): string | undefined => textOf(mail, type)
  const tokens = tokensIn(mail)
  const feedback = part('message/feedback-report')
  if (feedback !== undefined) {
    const [fields = {}] = fieldGroups(feedback)
    const from = verpIn(fields['original-mail-from'] ?? '')
    return fields['feedback-type']?.toLowerCase() === 'abuse'
      ? { type: 'complaint', tokens: [...tokens, ...from] }
      : { type: 'ignored', why: 'not-abuse' }
  }
  const status = part('message/delivery-status') ?? part('message/global-delivery-status')
  if (status !== undefined) return bounceIn(status, tokens)
  const automatic = headerOf(mail, 'auto-submitted')
  return automatic !== undefined && !/^no\b/i.test(automatic)
    ? { type: 'ignored', why: 'autoreply' }
    : { type: 'ignored', why: 'not-a-report' }
}

/** One group of fields per message, then one per recipient. Ours have one recipient; the worst one counts. */
function bounceIn(text: string, tokens: readonly string[]): ReadReport {
  const recipients = fieldGroups(text).filter((fields) => fields['action'] !== undefined)
  const failed = recipients.filter(({ action = '' }) => /^failed\b/i.test(action))
  if (failed.length === 0) {
    const isDelayed = recipients.some(({ action = '' }) => /^delayed\b/i.test(action))
    return { type: 'ignored', why: isDelayed ? 'delayed' : 'no-failure' }
  }
  const statuses = failed.map(
    (fields) => /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields['status'] ?? '')?.[0] ?? '',
  )
  const hard = statuses.find((status) => status !== '' && kindOf(status) === 'hard')
  return {
    type: 'bounce',
    kind: hard === undefined ? 'soft' : 'hard',
    status: hard ?? statuses[0] ?? '',
    tokens,
  }
}

const textOf = ({ attachments }: Email, type: string): string | undefined => {
  const found = attachments.find(({ mimeType }) => mimeType.toLowerCase() === type)
  return found && contentOf(found)
}

const contentOf = ({ content }: Attachment): string =>
  typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('utf8')

const headerOf = ({ headers }: Email, name: string): string | undefined =>
  headers.find(({ key }) => key === name)?.value

/** Where the report was addressed to, whatever the server in front calls it. */
const ADDRESSED = ['to', 'delivered-to', 'x-original-to', 'envelope-to', 'x-failed-recipients']
const RETURNED = [
  'message/rfc822',
  'text/rfc822-headers',
  'message/global',
  'message/global-headers',
]

function tokensIn(mail: Email): string[] {
  const addressed = mail.headers
    .filter(({ key }) => ADDRESSED.includes(key))
    .flatMap(({ value }) => verpIn(value))
  const returned = mail.attachments
    .filter(({ mimeType }) => RETURNED.includes(mimeType.toLowerCase()))
    .flatMap((attachment) => {
      const [head = ''] = contentOf(attachment).split(/\r?\n\r?\n/, 1)
      return [...head.matchAll(MESSAGE_ID)].map(([, token = '']) => token)
    })
  return [...new Set([...addressed, ...returned])]
}

const TOKEN = `[0-9a-f]{${String(LINK_LENGTH)}}`
const VERP = new RegExp(`\\bb-(${TOKEN})@`, 'gi')
/** Ours holds the same token as the envelope's sender. */
const MESSAGE_ID = new RegExp(`^Message-ID:\\s*<(${TOKEN})@`, 'gim')

const verpIn = (text: string): string[] => [...text.matchAll(VERP)].map(([, token = '']) => token)

/** Groups of header-like fields between empty lines; names in lower case, folded lines joined. */
function fieldGroups(text: string): Partial<Record<string, string>>[] {
  return text
    .replace(/\r\n/g, '\n')
    .split(/\n[ \t]*\n/)
    .map((group) => {
      const fields: Partial<Record<string, string>> = {}
      for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
        const colon = line.indexOf(':')
        if (colon < 1) continue
        fields[line.slice(0, colon).trim().toLowerCase()] ??= line.slice(colon + 1).trim()
      }
      return fields
    })
}
