/** Sections with a look of their own. */
import type { Element, ElementContent } from 'hast'

import { zh } from '../texts.zh'
import { part, plain, text, type Context } from './tree'

/** A question with its answer below it. */
export const question = (
  context: Context,
  words: string,
  answer: readonly ElementContent[],
): Element =>
  part(context, 'question', 'section', [
    part(context, 'boxTitle', 'p', [part(context, 'mark', 'span', zh.question), text(words)]),
    ...answer,
  ])

/** The clause that is explained. */
export const clause = (
  context: Context,
  name: string | undefined,
  words: string | undefined,
): Element[] =>
  name === undefined && words === undefined
    ? []
    : [
        part(context, 'clause', 'section', [
          plain('p', [plain('strong', [text(name ?? zh.clause)])]),
          ...(words === undefined
            ? []
            : words
                .split(/\n+/)
                .filter((line) => line.trim() !== '')
                .map((line) => plain('p', [text(line.trim())]))),
        ]),
      ]
