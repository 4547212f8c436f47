/** @jsxImportSource preact */
/**
 * A quiz that works without scripts: choose, then open the answer; the stylesheet then marks what was right and wrong.
 * The script adds a button that marks everything at once and says so in words.
 */
import type { QuizQuestion } from '@/core'

import { zh } from '../texts.zh'
import { Paragraphs, Word, type LookProps } from './words'

export const Quiz = ({
  questions,
  look,
}: LookProps & { readonly questions: readonly QuizQuestion[] }) =>
  questions.length === 0 ? null : (
    <section class="quiz-section" id="quiz">
      <h2>
        <Word of="quiz" look={look} />
      </h2>
      <form
        class="quiz"
        autocomplete="off"
        data-quiz
        data-right={zh.right}
        data-wrong={zh.wrong}
        data-unanswered={zh.unanswered}
      >
        {questions.map((question, index) => (
          <Question key={index} {...question} number={index + 1} />
        ))}
        <p class="actions" hidden>
          <button type="submit">{zh.checkAnswers}</button>
          <button type="reset">{zh.tryAgain}</button>
        </p>
        <p class="score" role="status" />
      </form>
    </section>
  )

function Question({
  question,
  options,
  answer,
  explanation,
  number,
}: QuizQuestion & { readonly number: number }) {
  const several = answer.length > 1
  const name = `question-${String(number)}`
  return (
    <fieldset class="question">
      <legend>
        {number}. {question}
        {several && <small>（{zh.several}）</small>}
      </legend>
      {options.map(({ key, text }, index) => (
        <label key={index} class={answer.includes(key) ? 'option is-answer' : 'option'}>
          <input type={several ? 'checkbox' : 'radio'} name={name} value={key} />
          <span>
            {key}. {text}
          </span>
        </label>
      ))}
      <p class="verdict" hidden />
      <details>
        <summary>{zh.showAnswer}</summary>
        <p>
          {zh.answer}：{answer.join('、')}
        </p>
        {explanation && <Paragraphs text={explanation} />}
      </details>
    </fieldset>
  )
}
