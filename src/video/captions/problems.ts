import { LIMITS } from '../limits'

import { CaptionError, type CaptionProblem, type CaptionProblemCode, type Cue } from './cues'

/** Collects what is wrong; what can't be mended ends in an error that names all of it. */
export class Problems {
  readonly #all: CaptionProblem[] = []
  readonly #mended: CaptionProblem[] = []

  add(code: CaptionProblemCode, line?: number, value?: string): void {
    push(this.#all, code, line, value)
  }

  /** Something that was put right, or that players put up with. */
  warn(code: CaptionProblemCode, line?: number, value?: string): void {
    push(this.#mended, code, line, value)
  }

  get warnings(): readonly CaptionProblem[] {
    return this.#mended
  }

  /** The cues in order of time. Throws CaptionError where something can't be mended, or there are none. */
  settle(cues: readonly { readonly cue: Cue; readonly line: number }[]): Cue[] {
    if (cues.length === 0 && this.#all.length === 0) this.add('no-cues')
    if (cues.length > LIMITS.captions.cues) this.add('too-large', undefined, String(cues.length))
    if (this.#all.length > 0) throw new CaptionError(this.#all)
    for (const [index, { cue, line }] of cues.entries()) {
      if (cue.start < (cues[index - 1]?.cue.start ?? 0)) this.warn('out-of-order', line)
    }
    return cues.map(({ cue }) => cue).sort((left, right) => left.start - right.start)
  }
}

function push(
  to: CaptionProblem[],
  code: CaptionProblemCode,
  line: number | undefined,
  value: string | undefined,
): void {
  if (to.length >= LIMITS.captions.problems) return
  const where = line === undefined ? {} : { line }
  to.push({ code, ...where, ...(value === undefined ? {} : { value: value.slice(0, 100) }) })
}
