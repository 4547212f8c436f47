/** Validation rules shared by fields; each answers true or a sentence in the reader's language. */
import type { PayloadRequest } from 'payload'

import { say, texts, type Text } from '@/i18n/texts'

interface Asked {
  readonly req: PayloadRequest
}
type Rule = (value: unknown, asked: Asked) => string | true

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

/** A rule for a text: an empty one passes, `required` sees to that. */
const textRule =
  (holds: (text: string) => boolean, message: Text, values: Record<string, string> = {}): Rule =>
  (value, { req }) =>
    isEmpty(value) ||
    (typeof value === 'string' && holds(value)) ||
    say(message, req.i18n.language, { ...values, value: String(value) })

/** Fields with a `validate` of their own lose Payload's check for emptiness. */
export const requiredAnd =
  (rule: Rule): Rule =>
  (value, asked) =>
    isEmpty(value) ? asked.req.t('validation:required') : rule(value, asked)

export const isLanguageTag = (text: string): boolean => {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

export const languageTag = textRule(isLanguageTag, texts.errors.language)

const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)

export const webAddress = textRule(isWebAddress, texts.errors.url)

/** 0 to 99.9 with at most one decimal. */
export const creditHours: Rule = (value, { req }) =>
  isEmpty(value) ||
  (typeof value === 'number' &&
    value >= 0 &&
    value <= 99.9 &&
    Number(value.toFixed(1)) === value) ||
  say(texts.errors.creditHours, req.i18n.language, { value: String(value) })

/** For the later date of a pair in one group; `earlier` names the other field. */
export const notBefore =
  (earlier: string) =>
  (value: unknown, { req, siblingData }: Asked & { siblingData: unknown }): string | true => {
    const from = (siblingData as Record<string, unknown> | undefined)?.[earlier]
    return (
      isEmpty(value) ||
      isEmpty(from) ||
      new Date(String(value)) >= new Date(String(from)) ||
      say(texts.errors.rangeBackwards, req.i18n.language)
    )
  }

/** Options of a quiz question: two or more, each key once, one right. */
export const quizOptions: Rule = (value, { req }) => {
  const options = (Array.isArray(value) ? value : []) as { key?: unknown; correct?: unknown }[]
  const keys = new Set(options.map(({ key }) => key))
  return (
    (options.length >= 2 &&
      keys.size === options.length &&
      options.some(({ correct }) => correct === true)) ||
    say(texts.errors.quizOptions, req.i18n.language)
  )
}
