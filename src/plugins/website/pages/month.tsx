/** @jsxImportSource preact */
/** One page of a month of a list: oldest first, numbered from the oldest, so that full pages never change. */
import type { Artefact } from '@/core'

import { HTML, renderDocument } from '../components/document'
import type { Crumb } from '../components/head'
import { EntryRows } from '../components/entries'
import { Pager } from '../components/lists'
import { monthLabel } from '../components/words'
import type { Look } from '../html'
import { zh } from '../texts.zh'
import type { MonthView } from '../views'
import { latestChange, listPath, monthPath } from './addresses'
import { placeOf } from './list'

export function renderMonth(view: MonthView, look: Look): Artefact {
  const { list, month, entries, part, parts } = view
  const path = monthPath(list, month, part)
  const place = list === 'all' ? undefined : placeOf(list, view.label)
  const name = place?.title ?? zh.archive
  const title = `${name} ${monthLabel(month)}`
  const home: Crumb = { path: listPath(list), label: name }
  const pages = {
    ...(part > 1 ? { previous: monthPath(list, month, part - 1) } : {}),
    ...(part < parts ? { next: monthPath(list, month, part + 1) } : {}),
  }
  const body = renderDocument(
    {
      path,
      title: part === 1 ? title : `${title} (${String(part)})`,
      description: `${title} · ${look.site.description}`,
      type: 'website',
      crumbs: [...(place?.crumbs ?? []), home],
      ...(place ? { section: place.section } : {}),
      ...pages,
    },
    <div class="list-page">
      <div class="list-head">
        <h1>{title}</h1>
      </div>
      <EntryRows
        entries={entries}
        look={look}
        level={2}
        showType={list === 'all' || list.includes('/')}
      />
      <Pager part={part} {...pages} />
    </div>,
    look,
  )
  return { path, mediaType: HTML, lastModified: latestChange(entries), body }
}
