import type { zh } from './texts.zh'

type Translated<T> = {
  readonly [Key in keyof T]: T[Key] extends string ? string : Translated<T[Key]>
}

/** What readers and consumers are told, in English. */
export const en: Translated<typeof zh> = {
  notFound: {
    title: 'Page not found',
    text: 'The address may be wrong, or there never was anything here.',
  },
  gone: {
    title: 'Withdrawn',
    text: 'What was here has been withdrawn and is no longer available.',
  },
  moved: { title: 'Moved', text: 'The new address: ' },
  badRequest: {
    title: 'Malformed address',
    text: 'This address breaks the rules; please check it.',
  },
  notAllowed: { title: 'Method not allowed', text: 'This place can only be read.' },
  notAcceptable: {
    title: 'Not acceptable',
    text: 'Your program refuses every content encoding there is.',
  },
  unavailable: {
    title: 'Temporarily unavailable',
    text: 'The content can’t be read just now; please try again soon.',
  },
  home: 'Home',
  changes: {
    malformedToken: 'since is no token of this site; use the `next` of an earlier answer.',
    resync:
      'This token is no longer valid: the change log was made anew. Please sync again without since.',
    limit: 'limit must be a whole number from 1 to 500.',
  },
  tooMany: 'Too many requests; please try again later.',
}
