/** The path of a request in its one spelling, so that equal addresses are one address. */

/** Characters that never need percent-encoding (RFC 3986 §2.3). */
const UNRESERVED = /[A-Za-z0-9\-._~]/

export interface RequestPath {
  readonly path: string
  /** With its question mark, or empty. */
  readonly query: string
}

/** The part before the query: enough to look up what is in memory. */
export function rawPath(url: string): string {
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}

/** `undefined` for an address that is malformed: bad percent-encoding, no UTF-8, or no path at all. */
export function requestPath(url: string): RequestPath | undefined {
  const local = url.startsWith('/') ? url : withoutOrigin(url)
  if (local === undefined) return undefined
  const raw = rawPath(local)
  if (!isWellEncoded(raw)) return undefined
  const path = raw.replace(/%([0-9A-Fa-f]{2})|[^\x21-\x7e]/g, (sign, hex: string | undefined) => {
    if (hex === undefined) return encodeURIComponent(sign)
    const decoded = String.fromCharCode(Number.parseInt(hex, 16))
    return UNRESERVED.test(decoded) ? decoded : sign.toUpperCase()
  })
  return { path, query: local.slice(raw.length) }
}

/** Proxies send whole addresses. */
function withoutOrigin(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { pathname, search, protocol } = new URL(url)
  return protocol === 'http:' || protocol === 'https:' ? pathname + search : undefined
}

function isWellEncoded(raw: string): boolean {
  if (!raw.includes('%')) return true
  try {
    return !decodeURIComponent(raw).includes('\0')
  } catch (error) {
    if (error instanceof URIError) return false
    throw error
  }
}
