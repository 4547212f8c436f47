/** `/search` and `/search.json`: the index's answers, drawn as the website draws its pages. Needs no database. */
import type { ArtefactStore } from '@/artefacts'
import { absoluteUrl, DeliveryError, type Site } from '@/core'
import type { ComputedAnswer, ComputedRoute } from '@/delivery'
import {
  lastLook,
  readTopics,
  renderSearch,
  SUBJECT_KINDS,
  type Fragments,
  type Look,
  type SearchView,
} from '@/plugins/website'
import {
  isSearchProblem,
  markedHtml,
  parseSearchQuery,
  type Marked,
  type SearchAnswer,
  type SearchProblem,
  type SearchReader,
} from '@/search'

const HTML = 'text/html; charset=utf-8'
const JSON_TYPE = 'application/json; charset=utf-8'
/** The channel row whose documents are searched. */
export const SEARCHED_CHANNEL = 'website'

export interface SearchRoutesOptions {
  readonly store: Pick<ArtefactStore, 'shelf'>
  readonly reader: SearchReader
  /** What is known of the site before the website's first delivery. */
  readonly site: () => Promise<Site>
  readonly onError: (error: unknown) => void
}

type Outcome = SearchAnswer | SearchProblem | 'unavailable'

export function searchRoutes({
  store,
  reader,
  site,
  onError,
}: SearchRoutesOptions): readonly ComputedRoute[] {
  const shelf = store.shelf(SEARCHED_CHANNEL)

  const look = async (): Promise<Look> =>
    (await lastLook(shelf)) ?? { site: await site(), showEnglish: true }

  async function search(parameters: URLSearchParams, timeZone: string): Promise<Outcome> {
    const query = parseSearchQuery(parameters, { timeZone })
    if (isSearchProblem(query)) return query
    try {
      return await reader.search(query)
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error
      onError(error)
      return 'unavailable'
    }
  }

  return [
    {
      path: '/search',
      async answer(parameters) {
        const current = await look()
        const outcome = await search(parameters, current.site.timeZone)
        const topics = await readTopics(shelf)
        const view: SearchView = {
          ...asked(parameters),
          topics: SUBJECT_KINDS.flatMap((kind) =>
            [...topics[kind]].map(([slug, { label }]) => ({ kind, slug, label })),
          ),
          ...shown(outcome),
        }
        return {
          status: statusOf(outcome, 200),
          mediaType: HTML,
          body: renderSearch(view, current),
        }
      },
    },
    {
      path: '/search.json',
      async answer(parameters) {
        const { site: current } = await look()
        const outcome = await search(parameters, current.timeZone)
        return json(statusOf(outcome, 400), forPrograms(outcome, current))
      },
    },
  ]
}

const statusOf = (outcome: Outcome, problem: number): number => {
  if (outcome === 'unavailable') return 503
  return isSearchProblem(outcome) ? problem : 200
}

/** What the form shows again, whatever it was. */
function asked(parameters: URLSearchParams): Pick<SearchView, 'query' | 'filters'> {
  const given = (name: string): string | undefined => parameters.get(name)?.trim() || undefined
  const filters = {
    type: given('type'),
    theme: given('theme'),
    audience: given('audience'),
    from: given('from'),
    until: given('to'),
  }
  return {
    query: given('q') ?? '',
    filters: Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)),
  }
}

function shown(outcome: Outcome): Pick<SearchView, 'answer' | 'problem'> {
  if (outcome === 'unavailable') return { problem: 'unavailable' }
  if (!isSearchProblem(outcome)) {
    const { total, more, page, pages, hits } = outcome
    return {
      answer: {
        total,
        more,
        page,
        pages,
        hits: hits.map((hit) => ({
          ...hit,
          title: fragmentsOf(hit.title),
          snippet: fragmentsOf(hit.snippet),
        })),
      },
    }
  }
  switch (outcome.problem) {
    case 'EMPTY':
      return {}
    case 'TOO_LONG':
      return { problem: 'tooLong' }
    case 'NO_WORDS':
      return { problem: 'noWords' }
    case 'FILTER_INVALID':
      return { problem: 'badFilter' }
  }
}

function fragmentsOf({ text, marks }: Marked): Fragments {
  const fragments: { text: string; marked?: boolean }[] = []
  let at = 0
  for (const [from, before] of marks) {
    fragments.push({ text: text.slice(at, from) }, { text: text.slice(from, before), marked: true })
    at = before
  }
  fragments.push({ text: text.slice(at) })
  return fragments.filter((fragment) => fragment.text !== '')
}

/** Of the answer's form, not of its content. */
const VERSION = 1

function forPrograms(outcome: Outcome, site: Site): object {
  if (outcome === 'unavailable') return { version: VERSION, error: { code: 'UNAVAILABLE' } }
  if (isSearchProblem(outcome)) {
    const { problem, ...details } = outcome
    return { version: VERSION, error: { code: problem, ...details } }
  }
  const { hits, ...counts } = outcome
  return {
    version: VERSION,
    ...counts,
    hits: hits.map(({ document, path, title, snippet, ...hit }) => ({
      document,
      url: absoluteUrl(site, path),
      title: title.text,
      titleHtml: markedHtml(title),
      snippetHtml: markedHtml(snippet),
      ...hit,
    })),
  }
}

const json = (status: number, value: object): ComputedAnswer => ({
  status,
  mediaType: JSON_TYPE,
  body: Buffer.from(`${JSON.stringify(value)}\n`),
})
