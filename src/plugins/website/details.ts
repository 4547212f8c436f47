/** What only one content type shows, before and after the body. */
import type { Details, Item } from '@/core'

import { chineseDate, clock, escape, word, type Look } from './html'
import { pictureFigure } from './item-page'

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
      return ''
  }
}

export function detailsAfter({ details }: Item, look: Look): string {
  switch (details.type) {
    case 'articles':
      return ''
    case 'videos':
      return details.transcript
        ? `<details><summary>${word(look, 'transcript')}</summary>${paragraphs(details.transcript)}</details>`
        : ''
    case 'explainers':
      return questions(details, look)
    case 'lessons':
      return quiz(details, look)
    case 'courses':
      return course(details, look)
  }
}

const paragraphs = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${escape(line)}</p>`)
    .join('')

function player(
  { video, poster, captions, durationSeconds }: Of<'videos'>,
  title: string,
  look: Look,
): string {
  const tracks = captions
    .map(
      ({ url, language = '', title: label }, index) =>
        `<track kind="captions" src="${escape(url)}" srclang="${escape(language)}" label="${escape(label ?? language)}"${index === 0 ? ' default' : ''}>`,
    )
    .join('')
  const duration =
    durationSeconds === undefined
      ? ''
      : `<figcaption>${word(look, 'duration')}：${clock(durationSeconds)}</figcaption>`
  return `<figure><video controls preload="metadata" aria-label="${escape(title)}"${poster ? ` poster="${escape(poster.url)}" width="${String(poster.width)}" height="${String(poster.height)}"` : ''}><source src="${escape(video.url)}" type="${escape(video.mediaType)}">${tracks}<a href="${escape(video.url)}">${escape(title)}</a></video>${duration}</figure>`
}

function explainerHead(details: Of<'explainers'>, look: Look): string {
  const { documentNumber, issuer, effectiveFrom, effectiveUntil, plainSummary, explainingPicture } =
    details
  const day = (iso: string): string => chineseDate(iso, look.site.timeZone)
  const facts = [
    documentNumber ? `<li>${word(look, 'documentNumber')}：${escape(documentNumber)}</li>` : '',
    issuer ? `<li>${word(look, 'issuer')}：${escape(issuer)}</li>` : '',
    effectiveFrom
      ? `<li>${word(look, 'effective')}：${day(effectiveFrom)}${effectiveUntil ? ` ${word(look, 'until')} ${day(effectiveUntil)}` : ''}</li>`
      : '',
  ].join('')
  const outline =
    details.questions.length > 1
      ? `<nav class="box" aria-labelledby="outline"><h2 id="outline">${word(look, 'outline')}</h2><ol>${details.questions
          .map(
            ({ question }, index) =>
              `<li><a href="#q${String(index + 1)}">${escape(question)}</a></li>`,
          )
          .join('')}</ol></nav>`
      : ''
  return [
    facts ? `<ul class="meta">${facts}</ul>` : '',
    plainSummary
      ? `<section class="box"><h2>${word(look, 'plainSummary')}</h2>${paragraphs(plainSummary)}</section>`
      : '',
    explainingPicture ? pictureFigure(explainingPicture) : '',
    outline,
  ].join('')
}

const questions = ({ questions: rows }: Of<'explainers'>, look: Look): string =>
  rows
    .map(({ question, answerHtml, clause, clauseText }, index) => {
      const about = clause ?? clauseText
      const beside = about
        ? `<div class="clause"><p><strong>${word(look, 'clause')}</strong> ${escape(clause ?? '')}</p>${clauseText ? paragraphs(clauseText) : ''}</div>`
        : ''
      return `<section id="q${String(index + 1)}"><h2>${escape(question)}</h2>${beside}${answerHtml}</section>`
    })
    .join('\n')

function lessonHead(
  { objectives, creditHours, durationMinutes, teacher }: Of<'lessons'>,
  look: Look,
): string {
  const facts = [
    creditHours === undefined
      ? ''
      : `<li>${word(look, 'creditHours')}：${String(creditHours)}</li>`,
    durationMinutes === undefined
      ? ''
      : `<li>${word(look, 'duration')}：${String(durationMinutes)} ${word(look, 'minutes')}</li>`,
    teacher ? `<li>${word(look, 'teacher')}：${escape(teacher)}</li>` : '',
  ].join('')
  const goals =
    objectives.length === 0
      ? ''
      : `<section class="box"><h2>${word(look, 'objectives')}</h2><ul>${objectives.map((text) => `<li>${escape(text)}</li>`).join('')}</ul></section>`
  return `${facts ? `<ul class="meta">${facts}</ul>` : ''}${goals}`
}

/** Works without JavaScript: the answer opens beneath the question. */
function quiz({ quiz: rows }: Of<'lessons'>, look: Look): string {
  if (rows.length === 0) return ''
  const items = rows.map(({ question, options, answer, explanation }) => {
    const choices = options
      .map(({ key, text }) => `<li>${escape(key)}. ${escape(text)}</li>`)
      .join('')
    return `<li><p>${escape(question)}</p><ol class="options">${choices}</ol><details><summary>${word(look, 'showAnswer')}</summary><p>${word(look, 'answer')}：${escape(answer.join('、'))}</p>${explanation ? paragraphs(explanation) : ''}</details></li>`
  })
  return `<section><h2>${word(look, 'quiz')}</h2><ol class="quiz">${items.join('')}</ol></section>`
}

function course(
  { lessons, creditHours, lessonsRequired, quizPassMark }: Of<'courses'>,
  look: Look,
): string {
  const rows = lessons.map(
    ({ slug, label, required }) =>
      `<li><a href="/lessons/${slug}">${escape(label)}</a> <small>${word(look, required ? 'required' : 'optional')}</small></li>`,
  )
  const facts = (
    [
      ['creditHours', creditHours],
      ['lessonsRequired', lessonsRequired],
      ['quizPassMark', quizPassMark],
    ] as const
  )
    .map(([key, value]) =>
      value === undefined ? '' : `<li>${word(look, key)}：${String(value)}</li>`,
    )
    .join('')
  return [
    rows.length > 0
      ? `<section><h2>${word(look, 'order')}</h2><ol>${rows.join('')}</ol></section>`
      : '',
    facts
      ? `<section><h2>${word(look, 'completion')}</h2><ul class="meta">${facts}</ul></section>`
      : '',
  ].join('')
}
