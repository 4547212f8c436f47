/** Texts of the admin in both languages, as Payload wants them. */
import { en } from './en'
import { zh } from './zh'

export interface Text extends Record<string, string> {
  zh: string
  en: string
}

type Paired<T> = { readonly [Key in keyof T]: T[Key] extends string ? Text : Paired<T[Key]> }

/** The same shape with words of another language. */
export type Translated<T> = {
  readonly [Key in keyof T]: T[Key] extends string ? string : Translated<T[Key]>
}

/** Also for folders that keep words of their own. */
export const pair = <T extends object>(chinese: T, english: Translated<T>): Paired<T> =>
  Object.fromEntries(
    Object.entries(chinese).map(([key, text]: [string, unknown]) => {
      const other: unknown = english[key as keyof T]
      return typeof text === 'string'
        ? [key, { zh: text, en: String(other) }]
        : [key, pair(text as object, other as object)]
    }),
  ) as Paired<T>

export const texts = pair(zh, en)

/** A message in the reader's language, Chinese when it is neither; `{name}` is replaced by `values.name`. */
export function say(
  text: Text,
  language: string,
  values: Readonly<Record<string, string>> = {},
): string {
  const template = language.startsWith('en') ? text.en : text.zh
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
