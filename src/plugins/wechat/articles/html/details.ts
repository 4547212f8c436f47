/** What only one content type has, before and after the body. */
import type { ElementContent } from 'hast'

import { dayOf, itemPath, type Details, type QuizQuestion } from '@/core'

import { zh } from '../texts.zh'
import { convertHtml } from './convert'
import { outward } from './links'
import { film, image } from './media'
import { clause, question } from './sections'
import { box, facts, heading, paragraphs, part, plain, text, type Context } from './tree'

type Of<Type extends Details['type']> = Extract<Details, { type: Type }>

export function beforeBody(context: Context): ElementContent[] {
  const { details, summary, html } = context.item
  const lead = html === '' || details.type === 'videos' ? summary.trim() : ''
  const leading = lead === '' ? [] : [part(context, 'lead', 'p', lead)]
  switch (details.type) {
    case 'articles':
    case 'editions':
      return []
    case 'videos':
      return [...leading, filmOf(details, context)]
    case 'explainers':
      return explainerHead(details, context)
    case 'lessons':
      return [
        ...facts(context, [
          [zh.creditHours, details.creditHours],
          [zh.minutes, details.durationMinutes],
          [zh.teacher, details.teacher],
        ]),
        ...box(
          context,
          zh.objectives,
          details.objectives.length === 0
            ? []
            : [
                part(
                  context,
                  'list',
                  'ul',
                  details.objectives.map((each) => part(context, 'item', 'li', each)),
                ),
              ],
        ),
      ]
    case 'courses':
      return [
        ...leading,
        ...facts(context, [
          [zh.creditHours, details.creditHours],
          [zh.lessonsRequired, details.lessonsRequired],
          [zh.quizPassMark, details.quizPassMark],
        ]),
      ]
  }
}

export function afterBody(context: Context): ElementContent[] {
  const { details } = context.item
  switch (details.type) {
    case 'articles':
    case 'editions':
      return []
    case 'videos': {
      const words = paragraphs(context, details.transcript ?? '')
      return words.length === 0 ? [] : [heading(context, zh.transcript), ...words]
    }
    case 'explainers':
      return details.questions.map((row, index) =>
        question(context, row.question, [
          ...clause(context, row.clause, row.clauseText),
          ...convertHtml(row.answerHtml, context, `answer-${String(index)}`),
        ]),
      )
    case 'lessons':
      return quiz(details.quiz, context)
    case 'courses':
      return lessons(details, context)
  }
}

function filmOf(
  { poster, durationSeconds, video }: Of<'videos'>,
  context: Context,
): ElementContent {
  context.losses.push({ kind: 'video', url: video.url })
  const cover = poster ?? context.item.cover
  const length =
    durationSeconds === undefined ? '' : `（${zh.duration} ${duration(durationSeconds)}）`
  return film(
    context,
    cover ? image(context, cover.url, cover.alt) : [],
    `▶ ${zh.video}${length}，${zh.watch}`,
  )
}

/** `1小时2分3秒` */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  const parts = [
    [Math.floor(whole / 3600), zh.hour],
    [Math.floor(whole / 60) % 60, zh.minute],
    [whole % 60, zh.second],
  ] as const
  const shown = parts.filter(([value]) => value > 0)
  return (shown.length > 0 ? shown : parts.slice(2))
    .map(([value, unit]) => `${String(value)}${unit}`)
    .join('')
}

function explainerHead(details: Of<'explainers'>, context: Context): ElementContent[] {
  const { timeZone } = context.site
  const day = (iso: string | undefined): string | undefined => iso && dayOf(iso, timeZone)
  const picture = details.explainingPicture
  return [
    ...facts(context, [
      [zh.documentNumber, details.documentNumber],
      [zh.issuer, details.issuer],
      [zh.effectiveFrom, day(details.effectiveFrom)],
      [zh.effectiveUntil, day(details.effectiveUntil)],
    ]),
    ...box(context, zh.plainSummary, paragraphs(context, details.plainSummary ?? '')),
    ...(picture
      ? [
          heading(context, zh.explainingPicture),
          part(context, 'figure', 'section', [
            ...image(context, picture.url, picture.alt),
            ...(picture.credit ? [part(context, 'caption', 'p', picture.credit)] : []),
          ]),
        ]
      : []),
  ]
}

/** Questions to read, and the answers after all of them, since nothing can be opened in WeChat. */
function quiz(questions: readonly QuizQuestion[], context: Context): ElementContent[] {
  if (questions.length === 0) return []
  return [
    heading(context, zh.quiz),
    ...questions.flatMap((row, index) => [
      part(context, 'paragraph', 'p', [
        plain('strong', [
          text(
            `${String(index + 1)}. ${row.question}${row.answer.length > 1 && !row.question.includes(zh.several) ? `（${zh.several}）` : ''}`,
          ),
        ]),
        ...row.options.flatMap(({ key, text: words }) => [plain('br'), text(`${key}. ${words}`)]),
      ]),
    ]),
    ...box(
      context,
      zh.answers,
      questions.map((row, index) =>
        part(
          context,
          'paragraph',
          'p',
          `${String(index + 1)}. ${row.answer.join('、')}${row.explanation ? `：${row.explanation}` : ''}`,
        ),
      ),
    ),
  ]
}

function lessons({ lessons: rows }: Of<'courses'>, context: Context): ElementContent[] {
  if (rows.length === 0) return []
  return [
    heading(context, zh.lessons),
    part(
      context,
      'list',
      'ol',
      rows.map(({ slug, label, required }) => {
        const path = itemPath({ type: 'lessons', slug })
        const url = outward(path, context) ?? path
        const number = context.notes.number(url, () => ({ content: [text(label)], url }))
        return part(context, 'item', 'li', [
          text(label),
          part(context, 'noteMark', 'sup', `[${String(number)}]`),
          part(context, 'name', 'span', `（${required ? zh.required : zh.optional}）`),
        ])
      }),
    ),
  ]
}
