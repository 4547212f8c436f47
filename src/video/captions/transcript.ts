/** A text to read, from captions. */
import type { Captions } from './cues'

/** Silence, in seconds, after which a new paragraph begins. */
const PAUSE = 3

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '',
  rlm: '',
}

/** A cue's text without tags, on one line. */
export function plainText(text: string): string {
  const words = text.replace(/<[^>]*>/g, '').replace(/&(\w+);/g, (whole, name: string) => {
    return ENTITIES[name] ?? whole
  })
  return joined(words.split('\n').map((line) => line.trim()))
}

/**
 * Paragraphs separated by an empty line: a new one where the speaker (`<v 名字>`) changes or after a pause. Lines that
 * captions repeat while they roll up are told once.
 */
export function transcriptOf({ cues }: Captions): string {
  const paragraphs: { speaker: string | undefined; lines: string[] }[] = []
  let [before, until] = ['', 0]
  for (const { start, end, text } of cues) {
    const speaker = /^<v(?:\.\S*)?\s+([^>]+)>/.exec(text)?.[1]?.trim()
    const words = plainText(text)
    const last = paragraphs.at(-1)
    const isRepeated = words === before && start - until < PAUSE
    if (words !== '' && !isRepeated) {
      if (!last || last.speaker !== speaker || start - until >= PAUSE) {
        paragraphs.push({ speaker, lines: [words] })
      } else {
        last.lines.push(words)
      }
    }
    before = words
    until = Math.max(until, end)
  }
  return paragraphs
    .map(({ speaker, lines }) => `${speaker === undefined ? '' : `${speaker}：`}${joined(lines)}`)
    .join('\n\n')
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。！？、；：”’」』）》…—]$/u
const WIDE_START = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}“‘「『（《…—]/u

/** No space between Chinese lines, one between others. */
function joined(lines: readonly string[]): string {
  return lines
    .filter((line) => line !== '')
    .reduce((text, line) => {
      if (text === '') return line
      return WIDE.test(text) || WIDE_START.test(line) ? text + line : `${text} ${line}`
    }, '')
}
