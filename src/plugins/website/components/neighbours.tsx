/** @jsxImportSource preact */
/** Where to go on from a document. */
import { itemPath } from '@/core'

import { zh } from '../texts.zh'
import type { Entry, ItemView } from '../views'
import { EntryCards } from './entries'
import { Word, type LookProps } from './words'

interface ViewProps extends LookProps {
  readonly view: ItemView
}

export const Neighbours = ({ view: { previous, next } }: ViewProps) =>
  previous || next ? (
    <nav class="neighbours" aria-label={zh.neighbours}>
      {previous && <Neighbour entry={previous} rel="prev" />}
      {next && <Neighbour entry={next} rel="next" />}
    </nav>
  ) : null

const Neighbour = ({ entry, rel }: { readonly entry: Entry; readonly rel: 'prev' | 'next' }) => (
  <a class={rel} rel={rel} href={itemPath(entry)}>
    <small>{rel === 'prev' ? zh.previous : zh.next}</small>
    <span>{entry.title}</span>
  </a>
)

/** What the editors chose comes first, as links: of these only the title is known. */
export function Related({ view: { item, related }, look }: ViewProps) {
  // A related document's slug comes with its type: `articles/village-night-class`.
  const chosen = new Set(item.related.map(({ slug }) => `/${slug}`))
  const others = related.filter((entry) => !chosen.has(itemPath(entry)))
  if (chosen.size === 0 && others.length === 0) return null
  return (
    <section class="related">
      <h2>
        <Word of="related" look={look} />
      </h2>
      {item.related.length > 0 && (
        <ul class="chosen">
          {item.related.map(({ slug, label }) => (
            <li key={slug}>
              <a href={`/${slug}`}>{label}</a>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && <EntryCards entries={others} look={look} level={3} showType />}
    </section>
  )
}
