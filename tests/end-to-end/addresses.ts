/** What the demo's samples are published as, and how tests ask for it. */

/** One of every kind of public address, from the samples. */
export const ADDRESSES = [
  '/',
  '/articles/',
  '/videos/',
  '/explainers/',
  '/lessons/',
  '/courses/',
  '/articles/find-a-study-point',
  '/videos/village-night-class',
  '/explainers/how-to-read-the-plan',
  '/lessons/three-minute-clip',
  '/courses/study-organiser',
  '/videos/2014-11/',
  '/feeds/',
  '/feeds/index.opml',
  '/feeds/all.rss',
  '/feeds/all.atom',
  '/feeds/all.json',
  '/feeds/all/2015-02.rss',
  '/feeds/articles.rss',
  '/feeds/themes/policy.atom',
  '/feeds/audiences/migrant.json',
  '/feeds/courses/study-organiser.rss',
  '/changes.json',
  '/sitemap.xml',
  '/sitemaps/2014-11.xml',
  '/robots.txt',
  '/healthz',
  '/readyz',
  '/metrics',
] as const

/** Pages for people: what links they have must lead somewhere. */
export const PAGES = ADDRESSES.filter((path) => /^\/([a-z]+\/([a-z-]+|[\d-]+\/)?)?$/.test(path))

/** Every address on this site that an HTML page names. */
export function linksOf(html: string, page: string): readonly string[] {
  const { origin } = new URL(page)
  const found = [...html.matchAll(/\s(?:href|src|poster)="([^"]+)"/g)]
    .map(([, link = '']) => new URL(link.replaceAll('&amp;', '&'), page))
    .filter((url) => url.origin === origin)
    .map((url) => url.origin + url.pathname + url.search)
  return [...new Set(found)]
}
