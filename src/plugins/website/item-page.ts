/** The page of one document: text, credits, attachments, corrections. What only one type has is in details.ts. */
import { absoluteUrl, itemPath, type Artefact, type Item, type Picture, type Term } from '@/core'

import { detailsAfter, detailsBefore } from './details'
import { escape, size, timeElement, word, type Look } from './html'
import { htmlLanguage, renderPage } from './page'

export function renderItemPage(item: Item, look: Look): Artefact {
  const path = itemPath(item)
  const language = htmlLanguage(item.language)
  const foreign = language === htmlLanguage(look.site.language) ? '' : ` lang="${language}"`
  const main = [
    `<article${foreign}>`,
    `<h1>${escape(item.title)}</h1>`,
    meta(item, look),
    item.summary ? `<p class="summary">${escape(item.summary)}</p>` : '',
    item.cover ? pictureFigure(item.cover) : '',
    detailsBefore(item, look),
    item.html
      ? `<div class="${item.type === 'explainers' ? 'body indent' : 'body'}">${item.html}</div>`
      : '',
    detailsAfter(item, look),
    attachments(item, look),
    corrections(item, look),
    related(item, look),
    credits(item, look),
    '</article>',
  ]
  return {
    path,
    mediaType: 'text/html; charset=utf-8',
    lastModified: item.updatedAt,
    body: renderPage(
      {
        path,
        title: item.title,
        description: item.summary,
        type: 'article',
        main: main.filter(Boolean).join('\n'),
        crumbs: [{ path: `/${item.type}/`, html: word(look, item.type) }],
        feeds: [
          { path: `/feeds/${item.type}`, title: item.type },
          ...item.themes.map(({ slug, label }) => ({
            path: `/feeds/themes/${slug}`,
            title: label,
          })),
        ],
        ...(item.cover ? { image: item.cover.url } : {}),
      },
      look,
    ),
  }
}

function meta(item: Item, look: Look): string {
  const terms = (kind: 'themes' | 'audiences'): string =>
    item[kind].length === 0
      ? ''
      : `<li>${word(look, kind)}：${item[kind].map((term) => termLink(kind, term)).join('、')}</li>`
  const courses =
    item.courses.length === 0
      ? ''
      : `<li>${word(look, 'partOf')}：${item.courses.map(({ slug, label }) => `<a href="/courses/${slug}">${escape(label)}</a>`).join('、')}</li>`
  const updated =
    item.updatedAt > item.publishedAt
      ? `<li>${word(look, 'updated')}：${timeElement(item.updatedAt, look)}</li>`
      : ''
  return `<ul class="meta"><li>${word(look, 'published')}：${timeElement(item.publishedAt, look)}</li>${updated}${
    item.credits.author ? `<li>${word(look, 'by')}：${escape(item.credits.author)}</li>` : ''
  }${terms('themes')}${terms('audiences')}${courses}</ul>`
}

/** Until topics have pages of their own, their place is in the list of feeds. */
const termLink = (kind: 'themes' | 'audiences', { slug, label }: Term): string =>
  `<a href="/feeds/${kind}/${slug}.rss">${escape(label)}</a>`

export function pictureFigure(picture: Picture): string {
  const candidates = [...picture.sizes, { url: picture.url, width: picture.width }]
  const srcset =
    candidates.length > 1
      ? ` srcset="${escape(candidates.map(({ url, width }) => `${url} ${String(width)}w`).join(', '))}" sizes="(max-width: 46rem) 100vw, 46rem"`
      : ''
  const credit = picture.credit
    ? `<figcaption><small>${escape(picture.credit)}</small></figcaption>`
    : ''
  return `<figure><img src="${escape(picture.url)}" alt="${escape(picture.alt)}" width="${String(picture.width)}" height="${String(picture.height)}"${srcset} decoding="async">${credit}</figure>`
}

function attachments({ attachments: files }: Item, look: Look): string {
  if (files.length === 0) return ''
  const rows = files.map(({ url, title, mediaType, bytes }) => {
    const name = title ?? decodeURIComponent(url.split('/').at(-1) ?? url)
    const extension = (url.split('.').at(-1) ?? '').toUpperCase()
    return `<li><a href="${escape(url)}" type="${escape(mediaType)}">${escape(name)}</a> <small>${escape(extension)}, ${size(bytes)}</small></li>`
  })
  return `<section><h2>${word(look, 'attachments')}</h2><ul>${rows.join('')}</ul></section>`
}

const corrections = ({ corrections: notes }: Item, look: Look): string =>
  notes.length === 0
    ? ''
    : `<section class="box"><h2>${word(look, 'corrections')}</h2>${notes
        .map(({ at, note }) => `<p>${timeElement(at, look)}：${escape(note)}</p>`)
        .join('')}</section>`

const related = ({ related: terms }: Item, look: Look): string =>
  terms.length === 0
    ? ''
    : `<section><h2>${word(look, 'related')}</h2><ul>${terms
        .map(({ slug, label }) => `<li><a href="/${slug}">${escape(label)}</a></li>`)
        .join('')}</ul></section>`

/** 来源、责任编辑、校对、审核. */
function credits(
  { credits: { source, responsibleEditor, proofreader, reviewer } }: Item,
  look: Look,
): string {
  const named = source?.url
    ? `<a href="${escape(absoluteUrl(look.site, source.url))}">${escape(source.name)}</a>`
    : escape(source?.name ?? '')
  const lines = [
    source
      ? `<li>${word(look, 'source')}：${named}${source.date ? `（${escape(source.date)}）` : ''}</li>`
      : '',
    ...(
      [
        ['responsibleEditor', responsibleEditor],
        ['proofreader', proofreader],
        ['reviewer', reviewer],
      ] as const
    ).map(([key, name]) => (name ? `<li>${word(look, key)}：${escape(name)}</li>` : '')),
  ].join('')
  return lines ? `<ul class="meta credits">${lines}</ul>` : ''
}
