/** @jsxImportSource preact */
/** The front page of a type, a theme or an audience: the newest, and its months. */
import { isContentType, type Artefact, type ContentType, type Item } from '@/core'

import { HTML, renderDocument } from '../components/document'
import type { Crumb } from '../components/head'
import { EntryCards, EntryRows } from '../components/entries'
import { FeedLinks, MonthsSection } from '../components/lists'
import { Word } from '../components/words'
import { rowOf } from '../entries'
import type { Look } from '../html'
import { zh } from '../texts.zh'
import { TOPIC_KINDS, type List, type ListView, type TopicKind } from '../views'
import { feedPath, latestChange, listPath, topicsPath } from './addresses'

/** What readers look at before they read. */
const AS_CARDS: ReadonlySet<List> = new Set<List>(['videos', 'courses', 'lessons'])

export function renderList({ list, label, newest, months }: ListView, look: Look): Artefact {
  const path = listPath(list)
  const feed = feedPath(list)
  const { title, section, crumbs } = placeOf(list, label)
  const body = renderDocument(
    {
      path,
      title,
      description: `${title} · ${look.site.description}`,
      type: 'website',
      crumbs,
      section,
      feeds: [{ path: feed, title }],
    },
    <div class="list-page">
      <div class="list-head">
        <h1>{isContentType(list) ? <Word of={list} look={look} /> : title}</h1>
        <FeedLinks feed={feed} />
      </div>
      {AS_CARDS.has(list) && newest.length > 0 ? (
        <EntryCards entries={newest} look={look} level={2} />
      ) : (
        <EntryRows entries={newest} look={look} level={2} showType={!isContentType(list)} />
      )}
      <MonthsSection list={list} months={months} look={look} />
    </div>,
    look,
  )
  return { path, mediaType: HTML, lastModified: latestChange(newest), body }
}

export interface Place {
  readonly title: string
  readonly section: ContentType | TopicKind
  readonly crumbs: readonly Crumb[]
}

/** The place of the list a document is one of a row in. */
export const placeOfItem = (item: Pick<Item, 'details'>): Place =>
  placeOf(rowOf(item), item.details.type === 'editions' ? item.details.newspaper.label : undefined)

/** A list's name, and where it is at home. Types are named by our texts, topics have a label of their own. */
export function placeOf(list: Exclude<List, 'all'>, label: string | undefined): Place {
  if (isContentType(list)) return { title: zh[list], section: list, crumbs: [] }
  const kind = TOPIC_KINDS.find((each) => list.startsWith(`${each}/`)) ?? 'themes'
  const title = label ?? list.slice(kind.length + 1)
  return { title, section: kind, crumbs: [{ path: topicsPath(kind), label: zh[kind] }] }
}
