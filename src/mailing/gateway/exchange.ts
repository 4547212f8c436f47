/** One request to a gateway. Whether anything can have left decides between trying again and not knowing. */
import { messageOf } from '@/core'

/** Silence after which a gateway's answer is given up; well within a lease. */
export const ANSWER_MS = 60_000
/** Answers are small; what is longer is cut. */
const MOST_ANSWER = 64 * 1024
/** Longer waits are not believed. */
const LONGEST_RETRY_MS = 6 * 60 * 60_000

export type Exchanged =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly text: string
      readonly retryAfterMs: number
    }
  /** Nothing left the house. */
  | { readonly kind: 'unreached'; readonly code: string }
  /** It left, and no whole answer came. */
  | { readonly kind: 'silent'; readonly code: string }

/** Faults of name, connection and handshake: the request itself was not written. */
const BEFORE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
const isHandshake = (code: string): boolean =>
  /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)

export async function exchange(
  http: typeof fetch,
  url: string,
  init: RequestInit,
  timeoutMs = ANSWER_MS,
): Promise<Exchanged> {
  try {
    const response = await http(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return {
      kind: 'answered',
      status: response.status,
      text: await textOf(response),
      retryAfterMs: retryAfter(response.headers.get('retry-after')),
    }
  } catch (error) {
    const code = codeIn(error)
    const never = BEFORE.has(code) || isHandshake(code) || nameIn(error) === 'ForbiddenAddressError'
    return { kind: never ? 'unreached' : 'silent', code }
  }
}

async function textOf(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  if (!response.body) return text
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    // Read on to the end, so that the connection can be used again.
    if (text.length < MOST_ANSWER) text += decoder.decode(chunk, { stream: true })
  }
  return text.slice(0, MOST_ANSWER)
}

/** Seconds only; a date is not worth trusting two clocks. */
const retryAfter = (header: string | null): number =>
  header !== null && /^\d{1,6}$/.test(header)
    ? Math.min(Number(header) * 1000, LONGEST_RETRY_MS)
    : 0

const nameIn = (error: unknown): string =>
  error instanceof Error
    ? error.cause instanceof Error
      ? error.cause.name
      : error.name
    : messageOf(error)

/** For the ledger: never a message, which may hold the address called. */
function codeIn(error: unknown): string {
  for (const each of [error instanceof Error ? error.cause : undefined, error]) {
    if (
      typeof each === 'object' &&
      each !== null &&
      'code' in each &&
      typeof each.code === 'string'
    )
      return each.code
  }
  const name = nameIn(error)
  return name === 'TimeoutError' || name === 'AbortError' ? 'ETIMEDOUT' : name
}
