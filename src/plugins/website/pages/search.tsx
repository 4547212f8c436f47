/** @jsxImportSource preact */
/** The search page. Drawn when it is asked for; complete without scripts, one GET form. */
import { CONTENT_TYPES, itemPath } from '@/core'

import { renderDocument } from '../components/document'
import { Pager } from '../components/lists'
import { Day, Word, type LookProps } from '../components/words'
import type { Look } from '../html'
import { zh, type TextKey } from '../texts.zh'
import { SUBJECT_KINDS, type Fragments, type SearchView, type SubjectKind } from '../views'
import { SEARCH_PATH } from './addresses'

/** The names of the form's fields, which are those of the address's parameters. */
export const SEARCH_PARAMETERS = {
  query: 'q',
  type: 'type',
  theme: 'theme',
  audience: 'audience',
  from: 'from',
  until: 'to',
  page: 'page',
} as const

const FILTER_OF: Readonly<Record<SubjectKind, 'theme' | 'audience'>> = {
  themes: 'theme',
  audiences: 'audience',
}

interface ViewProps extends LookProps {
  readonly view: SearchView
}

export function renderSearch(view: SearchView, look: Look): Uint8Array {
  const title = view.query ? `${view.query} · ${zh.search}` : zh.search
  return renderDocument(
    {
      path: SEARCH_PATH,
      title,
      description: `${zh.search} · ${look.site.description}`,
      type: 'website',
      query: view.query,
      // Each query would be a page of its own to a search engine.
      hidden: true,
    },
    <div class="search-page">
      <h1>
        <Word of="search" look={look} />
      </h1>
      <Form view={view} look={look} />
      <Answer view={view} look={look} />
    </div>,
    look,
  )
}

function Form({ view: { query, filters, topics }, look }: ViewProps) {
  return (
    <form class="search-form" action={SEARCH_PATH}>
      <div class="query">
        <label for="query">{zh.searchHint}</label>
        <input
          type="search"
          id="query"
          name={SEARCH_PARAMETERS.query}
          value={query}
          maxlength={100}
          autocomplete="off"
        />
        <button type="submit">{zh.search}</button>
      </div>
      <fieldset class="filters">
        <legend>
          <Word of="filters" look={look} />
        </legend>
        <Choice
          name={SEARCH_PARAMETERS.type}
          label="type"
          chosen={filters.type}
          options={CONTENT_TYPES.map((type) => [type, zh[type]])}
        />
        {SUBJECT_KINDS.map((kind) => (
          <Choice
            key={kind}
            name={SEARCH_PARAMETERS[FILTER_OF[kind]]}
            label={kind}
            chosen={filters[FILTER_OF[kind]]}
            options={topics
              .filter((topic) => topic.kind === kind)
              .map(({ slug, label }) => [slug, label])}
          />
        ))}
        {(['from', 'until'] as const).map((name) => (
          <label key={name}>
            <span>{zh[name]}</span>
            <input type="date" name={SEARCH_PARAMETERS[name]} value={filters[name]} />
          </label>
        ))}
      </fieldset>
    </form>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly label: TextKey
  readonly chosen: string | undefined
  readonly options: readonly (readonly [value: string, label: string])[]
}

const Choice = ({ name, label, chosen, options }: ChoiceProps) =>
  options.length === 0 ? null : (
    <label>
      <span>{zh[label]}</span>
      <select name={name}>
        <option value="">{zh.any}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )

function Answer({ view, look }: ViewProps) {
  const { problem, answer } = view
  if (problem) {
    return (
      <p class="box warning" role="alert">
        {zh[problem]}
      </p>
    )
  }
  if (!answer) return <p class="nothing">{zh.searchEmpty}</p>
  if (answer.total === 0) return <p class="nothing">{zh.noHits}</p>
  const { total, more, hits, page, pages } = answer
  return (
    <section class="hits">
      <h2>
        {more && `${zh.atLeast} `}
        {total} {zh.hits}
      </h2>
      <ol class="rows">
        {hits.map(({ type, slug, publishedAt, title, snippet }) => (
          <li key={`${type}/${slug}`}>
            <div class="words">
              <h3>
                <a href={itemPath({ type, slug })}>
                  <Marked fragments={title} />
                </a>
              </h3>
              {snippet.length > 0 && (
                <p class="summary">
                  <Marked fragments={snippet} />
                </p>
              )}
              <p class="meta">
                <span class="tag">{zh[type]}</span>
                <Day iso={publishedAt} look={look} />
              </p>
            </div>
          </li>
        ))}
      </ol>
      <Pager
        part={page}
        {...(page > 1 ? { previous: searchAddress(view, page - 1) } : {})}
        {...(page < pages ? { next: searchAddress(view, page + 1) } : {})}
      />
    </section>
  )
}

const Marked = ({ fragments }: { readonly fragments: Fragments }) => (
  <>
    {fragments.map(({ text, marked = false }, index) =>
      marked ? <mark key={index}>{text}</mark> : text,
    )}
  </>
)

/** The address of a page of the same search. */
export function searchAddress(
  { query, filters }: Pick<SearchView, 'query' | 'filters'>,
  page: number,
): string {
  const parameters = new URLSearchParams({ [SEARCH_PARAMETERS.query]: query })
  for (const name of ['type', 'theme', 'audience', 'from', 'until'] as const) {
    const value = filters[name]
    if (value) parameters.set(SEARCH_PARAMETERS[name], value)
  }
  if (page > 1) parameters.set(SEARCH_PARAMETERS.page, String(page))
  return `${SEARCH_PATH}?${parameters.toString()}`
}
