/** The headers every answer of the delivery plane carries, and how an artefact's own are laid over them. */

export const DEFAULT_CACHE_CONTROL = 'public, max-age=60, stale-while-revalidate=300'
/** Names of uploads are not used again for other files, but what is withdrawn must not live on in caches for days. */
export const UPLOAD_CACHE_CONTROL = 'public, max-age=600'
/** Of what only the holder of a key gets. */
export const PRIVATE_CACHE_CONTROL = 'private, no-cache'

export const HTML = 'text/html; charset=utf-8'
export const JSON_TYPE = 'application/json; charset=utf-8'

/** Inline styles are allowed: imported texts carry them, and they run nothing. Scripts come from our own files only. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

/** Uploads that a browser would run as a document of ours get no origin and no scripts. */
const ACTIVE_UPLOAD = /^(?:text\/html|image\/svg\+xml|application\/(?:xhtml\+xml|xml)|text\/xml)\b/i
const SANDBOXED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"

export type Headers = Readonly<Record<string, string>>

export function securityHeaders(publicUrl: string): Headers {
  return {
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // What is published here is meant to be shown elsewhere.
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ...(publicUrl.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  }
}

/** Players on partners' pages fetch playlists, films and captions by scripts, which other origins may only where told so. */
export const uploadHeaders = (mediaType: string): Headers => ({
  'Access-Control-Allow-Origin': '*',
  ...(ACTIVE_UPLOAD.test(mediaType) ? { 'Content-Security-Policy': SANDBOXED } : {}),
})

/** Later headers replace earlier ones of the same name in any case. */
export function layered(...layers: readonly Headers[]): Headers {
  const merged = new Map<string, [string, string]>()
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer)) merged.set(name.toLowerCase(), [name, value])
  }
  return Object.fromEntries(merged.values())
}

/** As `writeHead` takes it fastest: name, value, name, value. */
export const flat = (headers: Headers): string[] => Object.entries(headers).flat()
