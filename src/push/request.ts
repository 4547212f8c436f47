/** One request to another site, and what its answer means. Answers are read no further than is needed. */
import { isForbiddenAddress } from './forbidden'
import { LONGEST_RETRY_AFTER, TIMEOUT } from './limits'
import type { Result } from './types'

export interface Asked {
  readonly http: typeof fetch
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** `read` gets the answer of a 2xx; without it the answer's text is thrown away. Throws only when `signal` was aborted. */
export async function ask(
  url: string,
  init: RequestInit,
  { http, now, signal }: Asked,
  read?: (response: Response) => Promise<Result>,
): Promise<Result> {
  const timeout = AbortSignal.timeout(TIMEOUT)
  try {
    const response = await http(url, { ...init, signal: AbortSignal.any([signal, timeout]) })
    try {
      if (response.ok && read) return await read(response)
      return judge(response, now())
    } finally {
      if (!response.body?.locked) await response.body?.cancel()
    }
  } catch (error) {
    signal.throwIfAborted()
    if (isForbiddenAddress(error)) return { ok: false, code: 'ADDRESS_FORBIDDEN' }
    return { ok: false, code: timeout.aborted ? 'TIMEOUT' : 'UNREACHABLE' }
  }
}

function judge({ status, ok, headers }: Response, now: Date): Result {
  if (ok) return { ok: true, status }
  if (status === 410) return { ok: false, code: 'GONE', status }
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const wait = retryAfterOf(headers.get('retry-after'), now)
    return { ok: false, code: 'BUSY', status, ...(wait === undefined ? {} : { retryAfter: wait }) }
  }
  return { ok: false, code: 'REFUSED', status }
}

/** Seconds or a date (RFC 9110, 10.2.3), in milliseconds from now. */
export function retryAfterOf(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now.getTime()
  return Number.isNaN(wait) || wait < 0 ? undefined : Math.min(wait, LONGEST_RETRY_AFTER)
}

/** At most so many characters of an answer. */
export async function shortText(response: Response, most: number): Promise<string> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (reader && text.length <= most) {
    const { done, value } = await reader.read()
    if (done) break
    text += decoder.decode(value, { stream: true })
  }
  await reader?.cancel()
  return text
}
