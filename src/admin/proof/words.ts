/** Words of the admin's proofs, in both languages, with what stands in braces filled in. */
export type Words = Readonly<Record<string, Word>>

export interface Word {
  readonly zh: string
  readonly en: string
}

/** In the reader's language. English variants are English. */
export const inLanguage = (word: Word, language: string): string =>
  word[language.startsWith('en') ? 'en' : 'zh']

/** Reads the words of one proof. */
export const wordsOf =
  <Known extends Words>(words: Known) =>
  (
    key: keyof Known & string,
    language: string,
    values: Readonly<Record<string, string | number>> = {},
  ): string =>
    inLanguage(words[key] as Word, language).replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(values[name] ?? whole),
    )
