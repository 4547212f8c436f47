/** What every renderer may know about the installation. */
export interface Site {
  /** Absolute, no slash at the end, e.g. `https://example.org`. */
  readonly publicUrl: string
  readonly title: string
  readonly description: string
  /** BCP 47. */
  readonly language: string
  /** IANA zone in which times are shown, e.g. `Asia/Shanghai`. */
  readonly timeZone: string
  /** The authority part of permanent ids (RFC 4151): a DNS name, fixed at the first start. */
  readonly tagAuthority: string
  /** The year the tag authority was first used; part of every id, so it never changes. */
  readonly tagYear: number
  /** The editorial office, as readers see it; author of last resort in feeds. */
  readonly publisher: string
  /** How readers reach the office: plain text, a line each. */
  readonly contact?: string
  /** The number under which the site is registered (ICP 备案号). */
  readonly icp?: string
}

/** Where our own WebSub hub takes subscriptions; feeds name it. */
export const WEBSUB_HUB_PATH = '/websub/hub'

/** Makes a root-relative URL absolute; leaves absolute ones alone. */
export const absoluteUrl = (site: Pick<Site, 'publicUrl'>, url: string): string =>
  url.startsWith('/') && !url.startsWith('//') ? site.publicUrl + url : url

/** `tag:example.org,2014:articles/ID`. Permanent: independent of slug, address and edits (RFC 4151). */
export const tagUri = (site: Pick<Site, 'tagAuthority' | 'tagYear'>, name: string): string =>
  `tag:${site.tagAuthority},${String(site.tagYear)}:${name}`
