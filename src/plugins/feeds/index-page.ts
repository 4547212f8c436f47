/** `/feeds/`, where people find a feed, and `/feeds/index.opml`, where programs do. */
import { generateOpml } from 'feedsmith'

import { type Artefact, cleanLine, escapeXml, type Site } from '@/core'

import { en } from './texts.en'
import { zh } from './texts.zh'
import type { ListedTopic } from './topic-shelf'
import { compareTopics, feedUrl, FORMATS, termOf, topicName } from './topics'

export const INDEX_PATH = '/feeds/'
export const OPML_PATH = '/feeds/index.opml'

const LABELS = { rss: 'RSS', atom: 'Atom', json: 'JSON' } as const
const TYPES = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const

/** Both documents. They change only when a feed is added, closed or named anew. */
export function indexArtefacts(site: Site, listed: readonly ListedTopic[]): readonly Artefact[] {
  const topics = listed.toSorted((left, right) => compareTopics(left.topic, right.topic))
  // No date of its own: the list is a fact about the site, not an event.
  const lastModified = `${String(site.tagYear)}-01-01T00:00:00.000Z`
  return [
    {
      path: INDEX_PATH,
      mediaType: 'text/html; charset=utf-8',
      body: Buffer.from(indexPage(site, topics)),
      lastModified,
    },
    {
      path: OPML_PATH,
      mediaType: 'text/x-opml; charset=utf-8',
      body: Buffer.from(opml(site, topics)),
      lastModified,
    },
  ]
}

const homeOf = (site: Site): string => cleanLine(site.title) || new URL(site.publicUrl).hostname

function opml(site: Site, topics: readonly ListedTopic[]): string {
  return generateOpml({
    head: { title: `${homeOf(site)} · ${zh.indexTitle}` },
    body: {
      outlines: topics.map(({ topic, label }) => ({
        text: topicName(topic, label),
        title: topicName(topic, label),
        type: 'rss',
        xmlUrl: feedUrl(site, topic, 'rss'),
        htmlUrl: `${site.publicUrl}/`,
        language: site.language,
      })),
    },
  })
}

function indexPage(site: Site, topics: readonly ListedTopic[]): string {
  const home = homeOf(site)
  const groups = [
    { zh: zh.kinds, en: en.kinds, kind: undefined },
    { zh: zh.themes, en: en.themes, kind: 'themes' },
    { zh: zh.audiences, en: en.audiences, kind: 'audiences' },
    { zh: zh.coursesHeading, en: en.coursesHeading, kind: 'courses' },
    { zh: zh.newspapersHeading, en: en.newspapersHeading, kind: 'newspaper' },
  ] as const
  return `<!doctype html>
<html lang="${escapeXml(site.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(`${zh.indexTitle} · ${home}`)}</title>
<meta name="description" content="${escapeXml(zh.indexHelp)}">
<link rel="canonical" href="${escapeXml(site.publicUrl + INDEX_PATH)}">
${FORMATS.map((format) => `<link rel="alternate" type="${TYPES[format]}" title="${escapeXml(home)}" href="${escapeXml(feedUrl(site, 'all', format))}">`).join('\n')}
<style>${STYLE}</style>
</head>
<body>
<main>
<p><a href="/">${escapeXml(home)}</a></p>
<h1>${bilingual(zh.indexTitle, en.indexTitle)}</h1>
<p>${zh.indexHelp}<br><span lang="en">${en.indexHelp}</span></p>
${groups
  .map((group) =>
    groupHtml(
      site,
      group,
      topics.filter(({ topic }) => termOf(topic)?.kind === group.kind),
    ),
  )
  .join('')}<p><a href="${OPML_PATH}">${bilingual(zh.opml, en.opml)}</a></p>
</main>
</body>
</html>
`
}

function groupHtml(
  site: Site,
  heading: { readonly zh: string; readonly en: string },
  topics: readonly ListedTopic[],
): string {
  if (topics.length === 0) return ''
  const rows = topics.map(({ topic, label }) => {
    const links = FORMATS.map(
      (format) =>
        `<a type="${TYPES[format]}" href="${escapeXml(feedUrl(site, topic, format))}">${LABELS[format]}</a>`,
    )
    return `<li>${nameHtml(topic, label)} <span class="formats">${links.join(' ')}</span></li>`
  })
  return `<h2>${bilingual(heading.zh, heading.en)}</h2>\n<ul>\n${rows.join('\n')}\n</ul>\n`
}

/** A term has the name editors gave it; only our own words have a translation. */
function nameHtml(topic: string, label: string | undefined): string {
  const term = termOf(topic)
  if (term) return `<span>${escapeXml(label ?? term.slug)}</span>`
  return topic in en
    ? `<span>${bilingual(topicName(topic, undefined), en[topic as keyof typeof en])}</span>`
    : `<span>${escapeXml(topic)}</span>`
}

const bilingual = (chinese: string, english: string): string =>
  `${escapeXml(chinese)} <span lang="en">${escapeXml(english)}</span>`

const STYLE = `
:root{color-scheme:light dark;--paper:#fbf9f5;--ink:#24211d;--line:#e3ddd2;--soft:#5f584f;--accent:#a8201a}
@media (prefers-color-scheme:dark){:root{--paper:#171614;--ink:#ece8e0;--line:#3d3934;--soft:#b5ada2;--accent:#ff9a8d}}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.75 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.3;border-bottom:3px solid var(--accent);padding-bottom:.5rem}
h2{font-size:1.125rem;margin:2rem 0 .25rem}
[lang=en]{color:var(--soft);font-size:.875em;font-weight:400}
ul{list-style:none;margin:0;padding:0}
li{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;padding:.5rem 0;border-bottom:1px solid var(--line)}
a{color:var(--accent);text-underline-offset:.2em}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.formats{display:flex;gap:1rem;font-size:.9375rem}
`
