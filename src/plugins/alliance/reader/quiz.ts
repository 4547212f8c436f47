/** A lesson's quiz as a form, and what its script is told of it. */
import { escapeHtml, type QuizQuestion } from '@/core'

import { words } from './texts'

/** What `lesson.js` reads from the page. */
export interface LessonConfig {
  readonly id: string
  readonly title: string
  /** Share of right answers that passes, 0 to 1; absent without a quiz. */
  readonly passMark?: number
  /** Indexes into the options, per question. */
  readonly answers: readonly (readonly number[])[]
  readonly options: readonly number[]
  readonly words: Readonly<Record<(typeof SPOKEN)[number], string>>
}

/** What the script says. */
const SPOKEN = [
  'again',
  'unanswered',
  'right',
  'wrong',
  'score',
  'passed',
  'failed',
  'finished',
  'noPlatform',
  'notReported',
] as const satisfies readonly (keyof typeof words)[]

/** Questions nobody can answer are shown to nobody: without options, or without a right one. */
export const usableQuestions = (quiz: readonly QuizQuestion[]): readonly QuizQuestion[] =>
  quiz.filter(
    ({ options, answer }) =>
      options.length > 1 && answer.length > 0 && options.some(({ key }) => answer.includes(key)),
  )

export function lessonConfig(
  { id, title }: { readonly id: string; readonly title: string },
  quiz: readonly QuizQuestion[],
  passMark: number,
): LessonConfig {
  const questions = usableQuestions(quiz)
  return {
    id,
    title,
    ...(questions.length === 0 ? {} : { passMark }),
    answers: questions.map(({ options, answer }) =>
      options.flatMap(({ key }, index) => (answer.includes(key) ? [index] : [])),
    ),
    options: questions.map(({ options }) => options.length),
    words: Object.fromEntries(SPOKEN.map((name) => [name, words[name]])) as LessonConfig['words'],
  }
}

export function quizHtml(quiz: readonly QuizQuestion[]): string {
  const questions = usableQuestions(quiz)
  if (questions.length === 0) {
    return `<p class="actions"><button type="button" data-finish>${escapeHtml(words.finish)}</button></p>`
  }
  return `<section class="quiz"><h2>${escapeHtml(words.quiz)}</h2>
<form data-quiz autocomplete="off">
${questions.map(questionHtml).join('\n')}
<p class="actions"><button type="submit">${escapeHtml(words.check)}</button></p>
</form></section>`
}

function questionHtml(
  { question, options, answer, explanation }: QuizQuestion,
  index: number,
): string {
  const type = answer.length > 1 ? 'checkbox' : 'radio'
  const several = answer.length > 1 ? ` <small>（${escapeHtml(words.several)}）</small>` : ''
  const right = options.filter(({ key }) => answer.includes(key)).map(({ key }) => key)
  return `<fieldset><legend>${String(index + 1)}. ${escapeHtml(question)}${several}</legend>
${options
  .map(
    ({ key, text }, option) =>
      `<label><input type="${type}" name="q${String(index)}" value="${String(option)}"> <span>${escapeHtml(`${key}. ${text}`)}</span></label>`,
  )
  .join('\n')}
<div class="verdict" hidden><p data-verdict></p><p>${escapeHtml(`${words.answer}：${right.join('、')}`)}</p>${
    explanation === undefined ? '' : `<p>${escapeHtml(explanation)}</p>`
  }</div></fieldset>`
}
