/** The shape of the longer texts about the site: prose.zh.ts and prose.en.ts. */
import type { Site } from '@/core'

export interface Section {
  /** Absent: the text follows the page's title. */
  readonly heading?: string
  /** `[words](/path)` is a link to a page of ours. */
  readonly paragraphs?: readonly string[]
  readonly items?: readonly string[]
}

export interface Prose {
  readonly about: (site: Pick<Site, 'title' | 'publisher'>) => readonly Section[]
  readonly accessibility: readonly Section[]
}
