/** @jsxImportSource preact */
/** The months of everything. */
import type { Artefact } from '@/core'

import { HTML, renderDocument } from '../components/document'
import { FeedLinks, Months } from '../components/lists'
import { Word } from '../components/words'
import type { Look } from '../html'
import { zh } from '../texts.zh'
import type { ArchiveView } from '../views'
import { ARCHIVE_PATH, feedPath, NEVER_CHANGES } from './addresses'

export function renderArchive({ months, changedAt }: ArchiveView, look: Look): Artefact {
  const body = renderDocument(
    {
      path: ARCHIVE_PATH,
      title: zh.archive,
      description: `${zh.archive} · ${look.site.description}`,
      type: 'website',
    },
    <div class="list-page">
      <div class="list-head">
        <h1>
          <Word of="archive" look={look} />
        </h1>
        <FeedLinks feed={feedPath('all')} />
      </div>
      {months.size > 0 ? (
        <Months list="all" months={months} look={look} />
      ) : (
        <p class="nothing">{zh.nothing}</p>
      )}
    </div>,
    look,
  )
  return { path: ARCHIVE_PATH, mediaType: HTML, lastModified: changedAt ?? NEVER_CHANGES, body }
}
