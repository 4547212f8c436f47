/** Addresses as they may stand in a feed: absolute, percent-encoded, of a harmless kind. */
import { absoluteUrl, type Site } from '@/core'

const ALLOWED = new Set(['http:', 'https:', 'mailto:', 'tel:'])

const PLAIN_PATH = /^(?:\/[\w-]+)+(?:\.\w+)?$/

/** `undefined` for what is no address, or one that must not leave the house (`javascript:`). */
export function absoluteAddress(site: Pick<Site, 'publicUrl'>, url: string): string | undefined {
  // Nearly all of them are paths of ours in their simplest form, which parsing would not change.
  if (PLAIN_PATH.test(url)) return site.publicUrl + url
  const absolute = absoluteUrl(site, url.trim())
  const base = `${site.publicUrl}/`
  if (!URL.canParse(absolute, base)) return undefined
  const { href, protocol } = new URL(absolute, base)
  return ALLOWED.has(protocol) ? href : undefined
}
