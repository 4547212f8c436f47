/** Timed text: captions, subtitles, chapters. */

export interface Cue {
  /** Seconds. */
  readonly start: number
  readonly end: number
  /** Lines joined by `\n`, with WebVTT's own tags. */
  readonly text: string
  readonly id?: string
  /** WebVTT cue settings, such as `align:start line:0`. */
  readonly settings?: string
}

export interface Captions {
  readonly cues: readonly Cue[]
  /** WebVTT `STYLE` and `REGION` blocks, in order, kept when it is written again. */
  readonly blocks: readonly string[]
}

/** What is wrong with a file of captions, and where. */
export interface CaptionProblem {
  /** From 1; absent where it concerns the file. */
  readonly line?: number
  readonly code: CaptionProblemCode
  readonly value?: string
}

export type CaptionProblemCode =
  | 'not-utf8'
  | 'binary'
  | 'too-large'
  | 'no-header'
  | 'no-cues'
  | 'bad-time'
  | 'ends-before-start'
  | 'out-of-order'
  | 'bad-setting'
  | 'empty-cue'
  | 'after-the-end'
  | 'bad-language'
  | 'untitled-chapter'
  | 'overlapping-chapters'

/** Captions that can't be used; `problems` says why, the first one first. */
export class CaptionError extends Error {
  override readonly name = 'CaptionError'

  constructor(
    readonly problems: readonly CaptionProblem[],
    options?: ErrorOptions,
  ) {
    const [first] = problems
    const where = first?.line === undefined ? '' : `line ${String(first.line)}: `
    super(`${where}${first?.code ?? 'unusable'}${first?.value ? ` (${first.value})` : ''}`, options)
  }
}
