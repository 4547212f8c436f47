/** When a failed attempt is made again. */
import { JITTER, RETRY_WAITS, VERIFY_WAITS } from './limits'
import { PUSH_ERRORS, type Result, type Work } from './types'

/** `random` is from 0 up to 1. Undefined: not again. */
export function retryAt(
  { kind, attempts }: Pick<Work, 'kind' | 'attempts'>,
  result: Extract<Result, { ok: false }>,
  now: number,
  random: number,
): number | undefined {
  if (PUSH_ERRORS[result.code] === 'ends') return undefined
  const wait = (kind === 'verify' ? VERIFY_WAITS : RETRY_WAITS)[attempts]
  if (wait === undefined) return undefined
  return now + Math.max(Math.round(wait * (1 + JITTER * random)), result.retryAfter ?? 0)
}
