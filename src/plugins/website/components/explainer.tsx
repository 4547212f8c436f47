/** @jsxImportSource preact */
/** A policy explained: the document's own data, in plain words, in one picture, question by question. */
import type { QuestionAnswer } from '@/core'

import { zh } from '../texts.zh'
import { prepareBody } from './body'
import { FactTable } from './facts'
import { OnePicture } from './picture'
import type { Of } from './types'
import { Day, Html, Paragraphs, Word, type LookProps } from './words'

interface ExplainerProps extends LookProps {
  readonly details: Of<'explainers'>
}

export const questionId = (index: number): string => `question-${String(index + 1)}`

export const ExplainerHead = ({ details, look }: ExplainerProps) => (
  <>
    <FactTable
      rows={[
        ['documentNumber', details.documentNumber],
        ['issuer', details.issuer],
        ['effectiveFrom', details.effectiveFrom && <Day iso={details.effectiveFrom} look={look} />],
        [
          'effectiveUntil',
          details.effectiveUntil && <Day iso={details.effectiveUntil} look={look} />,
        ],
      ]}
    />
    {details.plainSummary && (
      <section class="box plain-summary">
        <h2>
          <Word of="plainSummary" look={look} />
        </h2>
        <Paragraphs text={details.plainSummary} />
      </section>
    )}
    {details.explainingPicture && (
      <section class="box">
        <h2>
          <Word of="explainingPicture" look={look} />
        </h2>
        <OnePicture picture={details.explainingPicture} look={look} />
      </section>
    )}
  </>
)

export const Questions = ({ details }: Omit<ExplainerProps, 'look'>) => (
  <>
    {details.questions.map((row, index) => (
      <Question key={index} {...row} id={questionId(index)} />
    ))}
  </>
)

/** The answer, with the clause it explains beside it. */
const Question = ({
  id,
  question,
  answerHtml,
  clause = '',
  clauseText = '',
}: QuestionAnswer & { readonly id: string }) => (
  <section class={clause || clauseText ? 'qa with-clause' : 'qa'} id={id}>
    <h2>{question}</h2>
    <Html class="prose indented" html={prepareBody(answerHtml, id).html} />
    {(clause || clauseText) && (
      <div class="clause">
        <p class="label">{zh.clause}</p>
        {clause && <p class="name">{clause}</p>}
        {clauseText && (
          <blockquote>
            <Paragraphs text={clauseText} />
          </blockquote>
        )}
      </div>
    )}
  </section>
)
