/** Every page and file of a website that can be reached, as a search engine would find them. */
import { attribute, elements, parsePage } from '../unit/website/page-rules'

/** Attributes that hold an address; of some, several with descriptions. */
const ADDRESS_ATTRIBUTES = ['href', 'src', 'poster', 'action'] as const

export interface CrawledPage {
  readonly path: string
  readonly html: string
  readonly canonical: string | undefined
  readonly ids: ReadonlySet<string>
  /** Where its links, pictures and files are, on this origin. */
  readonly links: readonly URL[]
}

export interface Crawl {
  /** By path. */
  readonly pages: ReadonlyMap<string, CrawledPage>
  /** Paths of files that are not HTML. */
  readonly files: ReadonlySet<string>
  /** Addresses of pages named by the sitemaps. */
  readonly named: ReadonlySet<string>
  /** `STATUS ADDRESS, on PAGE`, and anchors that are missing. */
  readonly dead: readonly string[]
}

/** Follows every link, picture and file from `starts` and from the sitemaps, on this origin only. */
export async function crawl(origin: string, starts: readonly string[]): Promise<Crawl> {
  const named = await namedBySitemaps(origin)
  const pages = new Map<string, CrawledPage>()
  const files = new Set<string>()
  const dead: string[] = []
  const seen = new Set<string>()
  const anchors: { readonly to: URL; readonly from: string }[] = []
  const waiting = [...starts, ...named].map((path) => ({ path, from: 'the start' }))
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { path, from } = next
    if (seen.has(path)) continue
    seen.add(path)
    const answer = await fetch(origin + path)
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false
    const body = await answer.arrayBuffer()
    if (answer.status !== 200) dead.push(`${String(answer.status)} ${path}, on ${from}`)
    else if (answer.redirected) dead.push(`${path} is a redirect, on ${from}`)
    else if (!isPage) files.add(path)
    else {
      const page = readPage(path, new TextDecoder().decode(body), origin)
      pages.set(path, page)
      for (const link of page.links) {
        if (link.hash) anchors.push({ to: link, from: path })
        waiting.push({ path: link.pathname + link.search, from: path })
      }
    }
  }
  for (const { to, from } of anchors) {
    const page = pages.get(to.pathname + to.search)
    if (page && !page.ids.has(decodeURIComponent(to.hash.slice(1))))
      dead.push(`no ${to.hash} on ${page.path}, on ${from}`)
  }
  return { pages, files, named, dead }
}

/** The pages a reader can come to from `start` by links alone. */
export function reachable({ pages }: Crawl, start: string): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [start]
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const page = pages.get(path)
    if (!page || reached.has(path)) continue
    reached.add(path)
    waiting.push(...page.links.map(({ pathname, search }) => pathname + search))
  }
  return reached
}

function readPage(path: string, html: string, origin: string): CrawledPage {
  const all = elements(parsePage(html))
  const links: URL[] = []
  let canonical: string | undefined
  for (const element of all) {
    if (attribute(element, 'rel') === 'canonical') canonical = attribute(element, 'href')
    const addresses = [
      ...ADDRESS_ATTRIBUTES.map((name) => attribute(element, name)),
      ...(attribute(element, 'srcSet') ?? '').split(/,\s+/).map((each) => each.split(' ')[0]),
      ...(/^og:(?:image|url)$/.test(attribute(element, 'property') ?? '')
        ? [attribute(element, 'content')]
        : []),
    ]
    for (const address of addresses) {
      if (!address) continue
      const url = new URL(address, origin + path)
      if (url.origin === origin) links.push(url)
    }
  }
  const ids = new Set(all.map((element) => attribute(element, 'id') ?? ''))
  return { path, html, canonical, ids, links }
}

async function namedBySitemaps(origin: string): Promise<Set<string>> {
  const locations = async (address: string): Promise<string[]> =>
    [...(await (await fetch(address)).text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(
      ([, location = '']) => location.replaceAll('&amp;', '&'),
    )
  const named = new Set<string>()
  for (const sitemap of await locations(`${origin}/sitemap.xml`))
    for (const address of await locations(sitemap)) {
      if (!address.startsWith(`${origin}/`)) throw new Error(`${sitemap} names ${address}`)
      named.add(address.slice(origin.length))
    }
  return named
}
