/** Sizes of the API's answers. The OpenAPI description names them too. */
export const API_LIMITS = {
  /** Documents of a list, and of changes with `include=content`. */
  documents: { default: 50, most: 200 },
  /** Changes without content. */
  changes: { default: 500, most: 1000 },
  /** Records looked at for one answer: whoever may take little gets short pages, not slow ones. */
  scanned: 5000,
} as const

export const API_BASE = '/alliance/v1'
export const OAI_PATH = '/oai'
