/** What only one content type shows, before and after the body. */
import type { Details, Item, QuestionAnswer, QuizQuestion } from '@/core'

import { chineseDate, clock, escape, word, type Look } from './html'
import { pictureFigure } from './picture'
import type { TextKey } from './texts.zh'

type Of<Type extends Details['type']> = Extract<Details, { type: Type }>

export function detailsBefore({ details, title }: Item, look: Look): string {
  switch (details.type) {
    case 'articles':
      return ''
    case 'videos':
      return player(details, title, look)
    case 'explainers':
      return explainerHead(details, look)
    case 'lessons':
      return lessonHead(details, look)
    case 'courses':
      return courseRules(details, look)
  }
}

export function detailsAfter({ details }: Item, look: Look): string {
  switch (details.type) {
    case 'articles':
      return ''
    case 'videos':
      return details.transcript
        ? `<details class="transcript"><summary>${word(look, 'transcript')}</summary>${paragraphs(details.transcript)}</details>`
        : ''
    case 'explainers':
      return details.questions.map((row, index) => question(row, index, look)).join('\n')
    case 'lessons':
      return quiz(details, look)
    case 'courses':
      return courseLessons(details, look)
  }
}

/** A line each. */
const paragraphs = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${escape(line.trim())}</p>`)
    .join('')

/** Facts as terms and values; those that are not known are left out. */
function facts(
  rows: readonly (readonly [TextKey, string | number | undefined])[],
  look: Look,
): string {
  const shown = rows.flatMap(([key, value]) =>
    value === undefined || value === ''
      ? []
      : `<div><dt>${word(look, key)}</dt><dd>${escape(String(value))}</dd></div>`,
  )
  return shown.length === 0 ? '' : `<dl class="facts">${shown.join('')}</dl>`
}

const box = (key: TextKey, html: string, look: Look): string =>
  html === '' ? '' : `<section class="box"><h2>${word(look, key)}</h2>${html}</section>`

function player(
  { video, poster, captions, durationSeconds }: Of<'videos'>,
  title: string,
  look: Look,
): string {
  const tracks = captions.map(
    ({ url, language = '', title: label }, index) =>
      `<track kind="captions" src="${escape(url)}" srclang="${escape(language)}" label="${escape(label ?? language)}"${index === 0 ? ' default' : ''}>`,
  )
  const still = poster
    ? ` poster="${escape(poster.url)}" width="${String(poster.width)}" height="${String(poster.height)}"`
    : ''
  const duration =
    durationSeconds === undefined
      ? ''
      : `<figcaption>${word(look, 'duration')}：${clock(durationSeconds)}</figcaption>`
  return `<figure><video controls preload="metadata" aria-label="${escape(title)}"${still}><source src="${escape(video.url)}" type="${escape(video.mediaType)}">${tracks.join('')}<a href="${escape(video.url)}">${escape(title)}</a></video>${duration}</figure>`
}

function explainerHead(details: Of<'explainers'>, look: Look): string {
  const { documentNumber, issuer, effectiveFrom, effectiveUntil, plainSummary, explainingPicture } =
    details
  const day = (iso: string | undefined): string =>
    iso === undefined ? '' : chineseDate(iso, look.site.timeZone)
  const rows = [
    ['documentNumber', documentNumber],
    ['issuer', issuer],
    ['effectiveFrom', day(effectiveFrom)],
    ['effectiveUntil', day(effectiveUntil)],
  ] as const
  return [
    facts(rows, look),
    box('plainSummary', paragraphs(plainSummary ?? ''), look),
    explainingPicture ? pictureFigure(explainingPicture) : '',
    outline(details, look),
  ].join('')
}

const anchorOf = (index: number): string => `question-${String(index + 1)}`

function outline({ questions }: Of<'explainers'>, look: Look): string {
  if (questions.length < 2) return ''
  const links = questions.map(
    ({ question: text }, index) => `<li><a href="#${anchorOf(index)}">${escape(text)}</a></li>`,
  )
  return `<nav class="box" aria-labelledby="outline"><h2 id="outline">${word(look, 'outline')}</h2><ol>${links.join('')}</ol></nav>`
}

/** The answer, with the clause it explains beside it. */
function question(
  { question: text, answerHtml, clause = '', clauseText = '' }: QuestionAnswer,
  index: number,
  look: Look,
): string {
  const heading = `<h2>${escape(text)}</h2>`
  const answer = `<div class="answer">${answerHtml}</div>`
  const beside =
    clause || clauseText
      ? `<aside class="clause"><p class="label">${word(look, 'clause')}</p>${paragraphs(clause)}${clauseText ? `<blockquote>${paragraphs(clauseText)}</blockquote>` : ''}</aside>`
      : ''
  return `<section class="question" id="${anchorOf(index)}">${heading}<div>${answer}${beside}</div></section>`
}

function lessonHead(
  { objectives, creditHours, durationMinutes, teacher }: Of<'lessons'>,
  look: Look,
): string {
  const rows = [
    ['creditHours', creditHours],
    ['minutes', durationMinutes],
    ['teacher', teacher],
  ] as const
  const goals = objectives.map((text) => `<li>${escape(text)}</li>`).join('')
  return facts(rows, look) + box('objectives', goals && `<ul>${goals}</ul>`, look)
}

const quiz = ({ quiz: rows }: Of<'lessons'>, look: Look): string =>
  rows.length === 0
    ? ''
    : `<section><h2>${word(look, 'quiz')}</h2><ol class="quiz">${rows.map((row) => quizQuestion(row, look)).join('')}</ol></section>`

/** Works without JavaScript: the answer opens beneath the question. */
function quizQuestion(
  { question: text, options, answer, explanation = '' }: QuizQuestion,
  look: Look,
): string {
  const several = answer.length > 1 ? ` <small>（${word(look, 'several')}）</small>` : ''
  const choices = options.map(({ key, text: option }) => `<li>${escape(`${key}. ${option}`)}</li>`)
  return `<li><p>${escape(text)}${several}</p><ul class="options">${choices.join('')}</ul><details><summary>${word(look, 'showAnswer')}</summary><p>${word(look, 'answer')}：${escape(answer.join('、'))}</p>${paragraphs(explanation)}</details></li>`
}

const courseRules = (
  { creditHours, lessonsRequired, quizPassMark }: Of<'courses'>,
  look: Look,
): string =>
  facts(
    [
      ['creditHours', creditHours],
      ['lessonsRequired', lessonsRequired],
      ['quizPassMark', quizPassMark],
    ],
    look,
  )

function courseLessons({ lessons }: Of<'courses'>, look: Look): string {
  if (lessons.length === 0) return ''
  const rows = lessons.map(
    ({ slug, label, required }) =>
      `<li><a href="${escape(`/lessons/${slug}`)}">${escape(label)}</a> <small class="mark">${word(look, required ? 'required' : 'optional')}</small></li>`,
  )
  return `<section><h2>${word(look, 'order')}</h2><ol class="lessons">${rows.join('')}</ol></section>`
}
