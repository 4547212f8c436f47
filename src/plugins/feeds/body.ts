/** The whole text of an item as one piece of HTML that is safe and complete outside our own pages. */
import type { Nodes, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { defaultSchema, sanitize, type Schema } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { visit } from 'unist-util-visit'

import {
  cleanLine,
  cleanText,
  dayOf,
  escapeXml,
  type Item,
  itemPath,
  type QuizQuestion,
  type Site,
} from '@/core'

import { EXCERPT } from './limits'
import { rewritePlain, type PlainRules } from './plain-html'
import { zh } from './texts.zh'
import { absoluteAddress } from './urls'

/** What readers get as full text: the body, what only this content type has, and the corrections. */
export function bodyHtml(item: Item, site: Site): string {
  const parts = [item.html, detailsHtml(item), correctionsHtml(item, site)]
  return selfContained(parts.filter((part) => part !== '').join('\n'), site)
}

/** The beginning of a text, for items that came without a summary. */
export function excerptOf(html: string): string {
  const words: string[] = []
  visit(fromHtml(html, { fragment: true }), 'text', ({ value }) => {
    words.push(value)
  })
  const text = [...cleanLine(words.join(' '))]
  return text.length <= EXCERPT ? text.join('') : `${text.slice(0, EXCERPT).join('')}…`
}

/** Without scripts, with absolute addresses. */
export function selfContained(html: string, site: Site): string {
  const clean = cleanText(html)
  if (clean === '') return ''
  return rewritePlain(clean, plainRules(site))?.trim() ?? parsedAndSanitised(clean, site)
}

/** Whatever the HTML looks like: as a browser would read it. */
export function parsedAndSanitised(html: string, site: Site): string {
  const tree = sanitize(fromHtml(html, { fragment: true }), SCHEMA) as Root
  makeAbsolute(tree, site)
  return toHtml(tree).trim()
}

/**
 * What feed validators accept of HTML: GitHub's list, and pictures, films and figures besides. Ids keep their names,
 * since footnotes refer to them.
 */
const SCHEMA: Schema = {
  ...defaultSchema,
  clobber: [],
  strip: ['script', 'style', 'iframe', 'object', 'embed', 'template', 'noscript', 'form'],
  tagNames: [
    ...(defaultSchema.tagNames ?? []).filter((name) => name !== 'input'),
    ...['figure', 'figcaption', 'video', 'audio', 'track', 'aside', 'article', 'header', 'footer'],
    ...['mark', 'small', 'u', 'abbr', 'time', 'cite', 'caption', 'col', 'colgroup'],
  ],
  attributes: {
    ...defaultSchema.attributes,
    '*': ['lang', 'dir', 'id', 'title', 'colSpan', 'rowSpan', 'scope', 'headers', 'start', 'span'],
    a: ['href', 'hrefLang', 'type', 'download'],
    img: ['src', 'srcSet', 'sizes', 'alt', 'width', 'height', 'loading'],
    source: ['src', 'srcSet', 'sizes', 'type', 'media'],
    video: ['src', 'poster', 'controls', 'preload', 'width', 'height'],
    audio: ['src', 'controls', 'preload'],
    track: ['src', 'kind', 'srcLang', 'label', 'default'],
    time: ['dateTime'],
    ol: ['start', 'reversed', 'type'],
  },
  protocols: {
    ...defaultSchema.protocols,
    href: ['http', 'https', 'mailto', 'tel'],
    poster: ['http', 'https'],
  },
}

/** `srcSet` → `srcset`, `className` → `class`, `ariaLabel` → `aria-label`. */
const attributeName = (property: string): string =>
  property === 'className'
    ? 'class'
    : property.replace(/^(aria|data)(?=[A-Z])/, '$1-').toLowerCase()

/** SCHEMA by HTML's own names, for text that needs no tree. */
const ELEMENTS = new Set(SCHEMA.tagNames)
const allowed = (element: string): readonly (string | readonly unknown[])[] =>
  SCHEMA.attributes?.[element] ?? []
const ATTRIBUTES = new Map(
  ['*', ...ELEMENTS].map((element) => [
    element,
    {
      plain: new Set(
        allowed(element).flatMap((one) => (typeof one === 'string' ? attributeName(one) : [])),
      ),
      conditional: new Set(
        allowed(element).flatMap((one) =>
          typeof one === 'string' ? [] : attributeName(String(one[0])),
        ),
      ),
    },
  ]),
)

const plainRules = (site: Site): PlainRules => ({
  elements: ELEMENTS,
  attribute: (element, name) => {
    if (ATTRIBUTES.get(element)?.conditional.has(name)) return 'ask'
    return ATTRIBUTES.get(element)?.plain.has(name) || ATTRIBUTES.get('*')?.plain.has(name)
      ? 'keep'
      : 'drop'
  },
  value: (name, value) => {
    if (name === 'srcset') return absoluteSrcset(value, site) || undefined
    if (!ADDRESSES.some((one) => one === name)) return value
    return outwardAddress(name, value, site)
  },
})

const ADDRESSES = ['src', 'href', 'poster', 'cite'] as const

/** Only links may lead elsewhere than to the web: `mailto:`, `tel:`. */
function outwardAddress(name: string, value: string, site: Site): string | undefined {
  if (value.startsWith('#')) return value
  const address = absoluteAddress(site, value)
  return name === 'href' || address?.startsWith('http') === true ? address : undefined
}

function makeAbsolute(tree: Nodes, site: Site): void {
  // Once more, since a reference such as &#0; only now is the character it stands for.
  visit(tree, 'text', (node) => {
    node.value = cleanText(node.value)
  })
  visit(tree, 'element', ({ properties }) => {
    for (const name of ADDRESSES) {
      const value = properties[name]
      if (typeof value !== 'string') continue
      const address = outwardAddress(name, value, site)
      if (address === undefined) delete properties[name]
      else properties[name] = address
    }
    if (typeof properties['srcSet'] === 'string') {
      const candidates = absoluteSrcset(properties['srcSet'], site)
      if (candidates === '') delete properties['srcSet']
      else properties['srcSet'] = candidates
    }
  })
}

/** `URL [descriptor], …`: a URL ends at white space, so that commas inside it stay (HTML, "srcset attributes"). */
const absoluteSrcset = (srcset: string, site: Site): string =>
  [...srcset.matchAll(/([^\s,]\S*[^\s,])(?:\s+([\d.]+[wx]))?\s*(?:,|$)/g)]
    .flatMap(([, url = '', descriptor]) => {
      const address = /^(?:\/|https?:)/.test(url) ? absoluteAddress(site, url) : undefined
      return address === undefined
        ? []
        : [descriptor === undefined ? address : `${address} ${descriptor}`]
    })
    .join(', ')

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`

/** Blank lines make paragraphs. */
const paragraphs = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => element('p', paragraph.trim()))
    .join('')

const list = (name: 'ul' | 'ol', entries: readonly string[]): string =>
  `<${name}>${entries.map((entry) => `<li>${entry}</li>`).join('')}</${name}>`

const section = (heading: string, html: string): string =>
  html === '' ? '' : `<section>${element('h2', heading)}${html}</section>`

function detailsHtml({ details }: Item): string {
  switch (details.type) {
    case 'articles':
      return ''
    case 'videos': {
      const { video, poster, captions, transcript = '' } = details
      const tracks = captions.map(
        ({ url, language, title }) =>
          `<track kind="captions" src="${escapeXml(url)}"` +
          (language === undefined ? '' : ` srclang="${escapeXml(language)}"`) +
          (title === undefined ? '' : ` label="${escapeXml(title)}"`) +
          '>',
      )
      const image = poster === undefined ? '' : ` poster="${escapeXml(poster.url)}"`
      return (
        `<video controls preload="none" src="${escapeXml(video.url)}"${image}>${tracks.join('')}</video>` +
        section(zh.transcript, paragraphs(transcript))
      )
    }
    case 'explainers':
      return (
        section(zh.plainSummary, paragraphs(details.plainSummary ?? '')) +
        section(
          zh.questions,
          details.questions
            .map(
              ({ question, answerHtml, clause, clauseText }) =>
                element('h3', question) +
                (clause === undefined && clauseText === undefined
                  ? ''
                  : `<blockquote>${element('p', [clause, clauseText].filter(Boolean).join('：'))}</blockquote>`) +
                answerHtml,
            )
            .join(''),
        )
      )
    case 'lessons':
      return (
        section(
          zh.objectives,
          details.objectives.length === 0 ? '' : list('ul', details.objectives.map(escapeXml)),
        ) +
        section(zh.quiz, details.quiz.length === 0 ? '' : list('ol', details.quiz.map(quizHtml)))
      )
    case 'courses':
      return section(
        zh.lessonsOfCourse,
        details.lessons.length === 0
          ? ''
          : list(
              'ol',
              details.lessons.map(
                ({ slug, label }) =>
                  `<a href="${escapeXml(itemPath({ type: 'lessons', slug }))}">${escapeXml(label)}</a>`,
              ),
            ),
      )
    case 'editions':
      return (
        paragraphs(details.greeting) +
        details.entries
          .map(
            ({ headline, summary, credits, path }) =>
              `<h3><a href="${escapeXml(path)}">${escapeXml(headline)}</a></h3>` +
              [summary, credits].map((line) => (line === '' ? '' : element('p', line))).join(''),
          )
          .join('')
      )
  }
}

const quizHtml = ({ question, options, answer, explanation }: QuizQuestion): string =>
  element('p', question) +
  list(
    'ul',
    options.map(({ key, text }) => escapeXml(`${key}. ${text}`)),
  ) +
  element(
    'p',
    `${zh.answer}：${[...answer, explanation ?? ''].filter((part) => part !== '').join(' ')}`,
  )

const correctionsHtml = ({ corrections }: Item, site: Site): string =>
  section(
    zh.corrections,
    corrections.length === 0
      ? ''
      : list(
          'ul',
          corrections.map(
            ({ at, note }) =>
              `<time datetime="${escapeXml(at)}">${dayOf(at, site.timeZone)}</time>：${escapeXml(note)}`,
          ),
        ),
  )
