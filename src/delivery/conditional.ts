/** Conditional requests (RFC 9110 §13) over what is about to be answered. */
import type { IncomingHttpHeaders } from 'node:http'

export interface Validators {
  readonly etag: string
  /** Whole seconds, as Last-Modified says it. */
  readonly lastModifiedMs: number
}

/** What a GET or HEAD with these headers gets: the content, 304, or 412. */
export function evaluate(headers: IncomingHttpHeaders, current: Validators): 200 | 304 | 412 {
  const noneMatch = headers['if-none-match']
  const since = headers['if-modified-since']
  const match = headers['if-match']
  const unmodifiedSince = headers['if-unmodified-since']
  if (match !== undefined) {
    if (!matches(match, current.etag, false)) return 412
  } else if (unmodifiedSince !== undefined) {
    const date = Date.parse(unmodifiedSince)
    if (date < current.lastModifiedMs) return 412
  }
  // Where both are sent, If-None-Match alone counts.
  if (noneMatch !== undefined) return matches(noneMatch, current.etag, true) ? 304 : 200
  // Readers send dates of their own, so not equality; an unreadable date compares as false.
  if (since !== undefined && Date.parse(since) >= current.lastModifiedMs) return 304
  return 200
}

/** Whether a Range still applies: the tag must be the same byte for byte, the date exactly ours. */
export function rangeApplies(ifRange: string | undefined, current: Validators): boolean {
  if (ifRange === undefined) return true
  if (ifRange.startsWith('"')) return ifRange === current.etag
  return Date.parse(ifRange) === current.lastModifiedMs
}

const TAG = /(W\/)?("[^"]*")/g

function matches(header: string, etag: string, weakly: boolean): boolean {
  if (header === etag || header.trim() === '*') return true
  for (const [, weak, tag] of header.matchAll(TAG)) {
    if (weak !== undefined && !weakly) continue
    // Apache names its own compressed copy `"tag-gzip"` and hands that name back to us.
    if (tag === etag || (weakly && tag?.replace(/-(?:gzip|br|zstd)"$/, '"') === etag)) return true
  }
  return false
}
