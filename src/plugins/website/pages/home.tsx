/** @jsxImportSource preact */
/** The home page: what matters most, what is new, and a way into everything. */
import { absoluteUrl, type Artefact, type ContentType } from '@/core'

import { Band } from '../components/band'
import { HTML, renderDocument } from '../components/document'
import { EntryCards, EntryLines, EntryRows, LeadEntry } from '../components/entries'
import { FeedLinks } from '../components/lists'
import { OnAir } from '../components/on-air'
import { type LookProps } from '../components/words'
import type { Look } from '../html'
import { SUBJECT_KINDS, type HomeView } from '../views'
import {
  ARCHIVE_PATH,
  feedPath,
  HOME_PATH,
  latestChange,
  listPath,
  SEARCH_PATH,
  topicPath,
  topicsPath,
} from './addresses'

export function renderHome(view: HomeView, look: Look): Artefact {
  const { site } = look
  const shown = [
    ...(view.lead ? [view.lead] : []),
    ...view.latest,
    ...Object.values(view.byType).flat(),
    ...view.onAir,
    ...view.editions,
  ]
  const body = renderDocument(
    {
      path: HOME_PATH,
      title: site.title,
      description: site.description,
      type: 'website',
      ...(view.lead?.picture ? { image: view.lead.picture.url } : {}),
      structured: [
        {
          '@type': 'WebSite',
          url: absoluteUrl(site, HOME_PATH),
          name: site.title,
          description: site.description,
          inLanguage: site.language,
          publisher: { '@type': 'Organization', name: site.publisher },
          potentialAction: {
            '@type': 'SearchAction',
            target: `${absoluteUrl(site, SEARCH_PATH)}?q={search_term_string}`,
            'query-input': 'required name=search_term_string',
          },
        },
      ],
    },
    <HomeMain view={view} look={look} />,
    look,
  )
  return { path: HOME_PATH, mediaType: HTML, lastModified: latestChange(shown), body }
}

function HomeMain({ view, look }: LookProps & { readonly view: HomeView }) {
  const { lead, latest, byType, topics } = view
  return (
    <div class="home">
      {lead && <LeadEntry entry={lead} look={look} level={2} />}
      <div class="columns">
        <Band title="latest" more={ARCHIVE_PATH} look={look}>
          <EntryRows entries={latest} look={look} level={3} showType />
        </Band>
        <div class="aside">
          <OnAir slots={view.onAir} look={look} />
          {byType.explainers.length > 0 && (
            <Band title="explainers" more={listPath('explainers')} look={look}>
              <EntryLines entries={byType.explainers} look={look} level={3} />
            </Band>
          )}
          {view.editions.length > 0 && (
            <Band title="newspaper" more={topicsPath('newspaper')} look={look}>
              <EntryLines entries={view.editions} look={look} level={3} />
            </Band>
          )}
          {SUBJECT_KINDS.map((kind) => {
            const members = topics.filter((topic) => topic.kind === kind)
            return (
              members.length > 0 && (
                <Band key={kind} title={kind} more={topicsPath(kind)} look={look}>
                  <ul class="chips">
                    {members.map(({ slug, label }) => (
                      <li key={slug}>
                        <a href={topicPath(kind, slug)}>{label}</a>
                      </li>
                    ))}
                  </ul>
                </Band>
              )
            )
          })}
        </div>
      </div>
      <TypeBand type="videos" view={view} look={look} />
      {byType.courses.length + byType.lessons.length > 0 && (
        <div class="pair">
          <TypeBand type="courses" view={view} look={look} />
          <TypeBand type="lessons" view={view} look={look} />
        </div>
      )}
      <FeedLinks feed={feedPath('all')} />
    </div>
  )
}

const TypeBand = ({
  type,
  view: { byType },
  look,
}: LookProps & { readonly type: ContentType; readonly view: HomeView }) =>
  byType[type].length === 0 ? null : (
    <Band title={type} more={listPath(type)} look={look}>
      <EntryCards entries={byType[type]} look={look} level={3} />
    </Band>
  )
