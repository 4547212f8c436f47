/** Notes and links of an article, in one numbering: addresses do not open from WeChat, so readers get them as text. */
import type { ElementContent } from 'hast'

export interface Note {
  readonly content: readonly ElementContent[]
  readonly url?: string
}

export class Notes {
  private readonly numbers = new Map<string, number>()
  readonly all: Note[] = []

  /** The number of what is known under the key; the same key is the same note. */
  number(key: string, note: () => Note): number {
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const number = this.all.length + 1
    this.numbers.set(key, number)
    // Its place is taken first, since a note may itself hold links.
    this.all.push({ content: [] })
    this.all[number - 1] = note()
    return number
  }
}
