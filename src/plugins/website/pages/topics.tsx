/** @jsxImportSource preact */
/** All themes, or all audiences. */
import type { Artefact } from '@/core'

import { HTML, renderDocument } from '../components/document'
import { Word } from '../components/words'
import type { Look } from '../html'
import { zh } from '../texts.zh'
import type { TopicsView } from '../views'
import { NEVER_CHANGES, topicPath, topicsPath } from './addresses'

export function renderTopics({ kind, topics, changedAt }: TopicsView, look: Look): Artefact {
  const path = topicsPath(kind)
  const body = renderDocument(
    {
      path,
      title: zh[kind],
      description: `${zh[kind]} · ${look.site.description}`,
      type: 'website',
      section: kind,
    },
    <div class="list-page">
      <div class="list-head">
        <h1>
          <Word of={kind} look={look} />
        </h1>
      </div>
      {topics.length > 0 ? (
        <ul class="topics">
          {topics.map(({ slug, label, documents }) => (
            <li key={slug}>
              <a href={topicPath(kind, slug)}>{label}</a>
              <small>
                {documents} {zh.documents}
              </small>
            </li>
          ))}
        </ul>
      ) : (
        <p class="nothing">{zh.nothing}</p>
      )}
    </div>,
    look,
  )
  return { path, mediaType: HTML, lastModified: changedAt ?? NEVER_CHANGES, body }
}
