/** A document as one page that stands by itself: in a package, or in a frame on somebody else's page. */
import {
  absoluteUrl,
  dayOf,
  escapeHtml,
  itemPath,
  type Item,
  type MediaFile,
  type Site,
} from '@/core'

import { fragment, type Addresses } from './fragment'
import { lrmiOf, scriptJson } from '../lrmi'
import { lessonConfig, quizHtml } from './quiz'
import { words } from './texts'

export interface Frame {
  readonly site: Site
  readonly addresses: Addresses
  /** Addresses of the stylesheet and, in order, the scripts. */
  readonly style: string
  readonly scripts: readonly string[]
  /** Share of right answers that passes a lesson's quiz. */
  readonly passMark: number
  /** What stands above the text, such as a film. HTML. */
  readonly opening?: string
  /** What stands below it, such as a course's lessons. HTML. */
  readonly closing?: string
}

/** The whole HTML document. */
export function pageOf(item: Item, frame: Frame): string {
  const { site, style, scripts } = frame
  const canonical = absoluteUrl(site, itemPath(item))
  return `<!doctype html>
<html lang="${escapeHtml(item.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(item.title)}</title>
<meta name="description" content="${escapeHtml(item.summary)}">
<meta name="robots" content="noindex">
<link rel="canonical" href="${escapeHtml(canonical)}">
<link rel="stylesheet" href="${escapeHtml(style)}">
<script type="application/ld+json">${scriptJson(lrmiOf(item, site))}</script>
</head>
<body>
<main>
<h1>${escapeHtml(item.title)}</h1>
${factsHtml(item)}
${item.summary === '' ? '' : `<p>${escapeHtml(item.summary)}</p>`}
${frame.opening ?? ''}
${objectivesHtml(item)}
${fragment(item.html, frame.addresses)}
${particularsHtml(item, frame)}
${frame.closing ?? ''}
${attachmentsHtml(item.attachments, frame.addresses)}
${correctionsHtml(item, site)}
</main>
${attributionHtml(item, site)}
${configHtml(item, frame)}
${scripts.map((address) => `<script src="${escapeHtml(address)}"></script>`).join('\n')}
</body>
</html>
`
}

function factsHtml({ details, audiences }: Item): string {
  const isTaught = details.type === 'lessons' || details.type === 'courses'
  const facts: [string, string | number | undefined][] = [
    [words.creditHours, isTaught ? details.creditHours : undefined],
    [words.minutes, details.type === 'lessons' ? details.durationMinutes : undefined],
    [words.teacher, details.type === 'lessons' ? details.teacher : undefined],
    [words.audiences, audiences.map(({ label }) => label).join('、') || undefined],
  ]
  const known = facts.filter(([, value]) => value !== undefined)
  return known.length === 0
    ? ''
    : `<ul class="facts">${known
        .map(([label, value]) => `<li>${escapeHtml(`${label}：${String(value)}`)}</li>`)
        .join('')}</ul>`
}

const section = (heading: string, html: string): string =>
  html === '' ? '' : `<section><h2>${escapeHtml(heading)}</h2>${html}</section>`

const list = (entries: readonly string[]): string =>
  entries.length === 0 ? '' : `<ul>${entries.map((entry) => `<li>${entry}</li>`).join('')}</ul>`

const paragraphs = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escapeHtml(paragraph.trim())}</p>`)
    .join('')

const objectivesHtml = ({ details }: Item): string =>
  details.type === 'lessons'
    ? section(words.objectives, list(details.objectives.map(escapeHtml)))
    : ''

function particularsHtml({ details }: Item, { addresses }: Frame): string {
  switch (details.type) {
    case 'lessons':
      return quizHtml(details.quiz)
    case 'videos':
      return section(words.transcript, paragraphs(details.transcript ?? ''))
    case 'explainers':
      return (
        section(words.plainSummary, paragraphs(details.plainSummary ?? '')) +
        section(
          words.questions,
          details.questions
            .map(
              ({ question, answerHtml, clause, clauseText }) =>
                `<h3>${escapeHtml(question)}</h3>` +
                (clause === undefined && clauseText === undefined
                  ? ''
                  : `<blockquote>${escapeHtml([clause, clauseText].filter(Boolean).join('：'))}</blockquote>`) +
                fragment(answerHtml, addresses),
            )
            .join(''),
        )
      )
    case 'editions':
    case 'articles':
    case 'courses':
      return ''
  }
}

const attachmentsHtml = (files: readonly MediaFile[], { link }: Addresses): string =>
  section(
    words.attachments,
    list(
      files.flatMap(({ url, title, mediaType }) => {
        const address = link(url)
        const label = escapeHtml(title ?? mediaType)
        return address === undefined ? [] : [`<a href="${escapeHtml(address)}">${label}</a>`]
      }),
    ),
  )

const correctionsHtml = ({ corrections }: Item, site: Site): string =>
  section(
    words.corrections,
    list(corrections.map(({ at, note }) => `${dayOf(at, site.timeZone)}：${escapeHtml(note)}`)),
  )

/** Who made it and where it really is. */
export function attributionHtml(item: Item, site: Site): string {
  const canonical = absoluteUrl(site, itemPath(item))
  const parts = [
    item.credits.author && `${words.author}：${item.credits.author}`,
    item.credits.source && `${words.from}：${item.credits.source.name}`,
    `${words.published}：${site.publisher} · ${site.title}，${dayOf(item.publishedAt, site.timeZone)}`,
  ].filter((part) => typeof part === 'string' && part !== '')
  return `<footer><p>${parts.map((part) => escapeHtml(String(part))).join(' · ')}</p>
<p>${escapeHtml(words.original)}：<a href="${escapeHtml(canonical)}" rel="noopener" target="_blank">${escapeHtml(canonical)}</a></p></footer>`
}

const configHtml = (item: Item, { site, passMark }: Frame): string =>
  item.details.type === 'lessons'
    ? `<script type="application/json" id="lesson">${scriptJson(
        lessonConfig(
          { id: `${site.publicUrl}${itemPath(item)}`, title: item.title },
          item.details.quiz,
          passMark,
        ),
      )}</script>`
    : ''
