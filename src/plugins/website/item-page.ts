/** The page of one document: text, credits, attachments, corrections. What only one type has is in details.ts. */
import { absoluteUrl, itemPath, type Artefact, type Credits, type Item, type Term } from '@/core'

import { detailsAfter, detailsBefore } from './details'
import { escape, momentElement, plainWord, size, timeElement, word, type Look } from './html'
import { HTML, htmlLanguage, renderPage } from './page'
import { pictureFigure } from './picture'
import type { TextKey } from './texts.zh'

export function renderItemPage(item: Item, look: Look): Artefact {
  const path = itemPath(item)
  const language = htmlLanguage(item.language)
  const foreign = language === htmlLanguage(look.site.language) ? '' : ` lang="${language}"`
  const main = [
    `<article class="${item.type}"${foreign}>`,
    `<h1>${escape(item.title)}</h1>`,
    facts(item, look),
    item.summary ? `<p class="summary">${escape(item.summary)}</p>` : '',
    item.cover ? pictureFigure(item.cover) : '',
    detailsBefore(item, look),
    item.html ? `<div class="body">${item.html}</div>` : '',
    detailsAfter(item, look),
    attachments(item, look),
    corrections(item, look),
    related(item, look),
    signatures(item.credits, look),
    '</article>',
  ]
  const body = renderPage(
    {
      path,
      title: item.title,
      description: item.summary || item.title,
      type: 'article',
      main: main.filter(Boolean).join('\n'),
      crumbs: [{ path: `/${item.type}/`, html: word(look, item.type) }],
      section: item.type,
      feeds: [
        { path: `/feeds/${item.type}`, title: plainWord(item.type) },
        ...item.themes.map(({ slug, label }) => ({ path: `/feeds/themes/${slug}`, title: label })),
      ],
      publishedAt: item.publishedAt,
      updatedAt: item.updatedAt,
      ...(item.cover ? { image: item.cover.url } : {}),
    },
    look,
  )
  return { path, mediaType: HTML, lastModified: item.updatedAt, body }
}

/** The line below the title: when, from where, by whom, about what. */
function facts(item: Item, look: Look): string {
  const { publishedAt, updatedAt, credits, themes, audiences, courses } = item
  const rows: readonly (readonly [TextKey, string])[] = [
    ['published', momentElement(publishedAt, look)],
    ['updated', updatedAt > publishedAt ? momentElement(updatedAt, look) : ''],
    ['source', sourceOf(credits, look)],
    ['by', escape(credits.author)],
    ['themes', terms('/feeds/themes/', '.rss', themes)],
    ['audiences', terms('/feeds/audiences/', '.rss', audiences)],
    ['partOf', terms('/courses/', '', courses)],
  ]
  return labelled('meta', rows, look)
}

/** Who answers for the text, below it. */
const signatures = (
  { responsibleEditor = '', proofreader = '', reviewer = '' }: Credits,
  look: Look,
): string =>
  labelled(
    'meta credits',
    [
      ['responsibleEditor', escape(responsibleEditor)],
      ['proofreader', escape(proofreader)],
      ['reviewer', escape(reviewer)],
    ],
    look,
  )

function labelled(
  className: string,
  rows: readonly (readonly [TextKey, string])[],
  look: Look,
): string {
  const shown = rows.filter(([, html]) => html !== '')
  if (shown.length === 0) return ''
  const items = shown.map(([key, html]) => `<li>${word(look, key)}：${html}</li>`)
  return `<ul class="row ${className}">${items.join('')}</ul>`
}

/** Until themes and audiences have pages of their own, their feeds stand for them. */
const terms = (before: string, after: string, members: readonly Term[]): string =>
  members
    .map(({ slug, label }) => `<a href="${escape(before + slug + after)}">${escape(label)}</a>`)
    .join('、')

function sourceOf({ source }: Credits, look: Look): string {
  if (!source) return ''
  const { name, url, date } = source
  const isWeb = url !== undefined && /^(?:https?:\/\/|\/(?!\/))/i.test(url)
  const linked = isWeb
    ? `<a href="${escape(absoluteUrl(look.site, url))}">${escape(name)}</a>`
    : escape(name)
  return date ? `${linked}（${escape(date)}）` : linked
}

function attachments({ attachments: files }: Item, look: Look): string {
  if (files.length === 0) return ''
  const rows = files.map(({ url, title, mediaType, bytes }) => {
    const filename = decodeURIComponent(url.split('/').at(-1) ?? url)
    const extension = /\.(\w+)$/.exec(filename)?.[1] ?? mediaType
    return `<li><a href="${escape(url)}" type="${escape(mediaType)}">${escape(title ?? filename)}</a> <small>${escape(extension.toUpperCase())}，${size(bytes)}</small></li>`
  })
  return `<section><h2>${word(look, 'attachments')}</h2><ul class="files">${rows.join('')}</ul></section>`
}

function corrections({ corrections: notes }: Item, look: Look): string {
  if (notes.length === 0) return ''
  const rows = notes.map(({ at, note }) => `<li>${timeElement(at, look)}：${escape(note)}</li>`)
  return `<section class="box corrections"><h2>${word(look, 'corrections')}</h2><ul>${rows.join('')}</ul></section>`
}

/** A related document's slug comes with its type: `articles/village-night-class`. */
function related({ related: members }: Item, look: Look): string {
  if (members.length === 0) return ''
  const rows = members.map(
    ({ slug, label }) => `<li><a href="${escape(`/${slug}`)}">${escape(label)}</a></li>`,
  )
  return `<section><h2>${word(look, 'related')}</h2><ul>${rows.join('')}</ul></section>`
}
