/**
 * A query as FTS5 expressions, best matches first. Every word of the query must be in the document. A result's rank is
 * the first tier it is found in, and within a tier the newest comes first.
 *
 * Only letters and digits reach an expression, in double quotes, so nothing in a query can be an operator.
 */
import { tag } from './document'
import { MAX_QUERY_TERMS } from './limits'
import { tooLong, type SearchProblem, type SearchQuery } from './query'
import { segment, type Chunk, type Word } from './segment'

export interface Tier {
  readonly table: 'heads' | 'texts'
  readonly expression: string
  /** A tier with all that is in this one: where that has nothing, this one need not be asked. */
  readonly within?: Tier
}

export interface Match {
  readonly tiers: readonly Tier[]
  /** What to mark in a result. */
  readonly terms: Terms
}

export interface Terms {
  /** Marked where they are words, or words inside words. */
  readonly words: ReadonlySet<string>
  /** Marked wherever they stand: single characters, and characters that are no word of a dictionary. */
  readonly characters: ReadonlySet<string>
}

/** Words that have to stand side by side: one word, or what no dictionary knows, such as 三/会/一/课 or 2014/2018. */
type Unit = readonly Word[]

/** They are in every text, and 党员的学习 asks for no 的. A query of nothing else still finds them. */
const STOP_WORDS = new Set('的了和与及是在等就也都而或把被对'.split(''))

export function matchOf(query: SearchQuery): Match | SearchProblem {
  const chunks = segment(query.text)
  const units = chunks.map(unitsOf)
  const all = units.flat()
  const terms = all.flat().length
  if (terms === 0) return { problem: 'NO_WORDS' }
  if (terms > MAX_QUERY_TERMS) return tooLong

  const filters = filtersOf(query)
  const tier = (table: Tier['table'], columns: string, sideBySide = false): Tier => ({
    table,
    expression: `${filters}{${columns}} : (${
      sideBySide
        ? chunks
            .map((chunk, index) => phraseOf(chunk, units[index] ?? [], table))
            .filter((each) => each !== '')
            .join(' AND ')
        : all.map((unit) => unitExpression(unit, table)).join(' AND ')
    })`,
  })
  // 流动党员 side by side is meant before 流动 and 党员 somewhere.
  const several = units.some((each) => each.length > 1 || each.some((unit) => tilesOf(unit)))
  const latin = all.flat().some(({ han }) => !han)
  const within = tier('heads', 'title title_parts summary summary_parts often')
  return {
    tiers: [
      ...(several ? [{ ...tier('heads', 'title title_parts', true), within }] : []),
      { ...tier('heads', 'title title_parts'), within },
      { ...tier('heads', 'title title_parts summary summary_parts'), within },
      ...(several ? [tier('texts', 'words parts', true)] : []),
      within,
      tier('texts', 'words parts'),
      ...(latin ? [tier('heads', 'pinyin title title_parts')] : []),
    ],
    terms: termsOf(all),
  }
}

/** Single characters and Latin words run together; a Chinese word stands for itself. */
function unitsOf(chunk: Chunk): Unit[] {
  const stop = ({ text }: Word): boolean => STOP_WORDS.has(text)
  const units: Word[][] = []
  let run: Word[] | undefined
  for (const word of chunk.every(stop) ? chunk : chunk.filter((each) => !stop(each))) {
    const alone = word.han && [...word.text].length > 1
    if (alone) units.push([word])
    else if (run && follows(run.at(-1), word)) run.push(word)
    else units.push((run = [word]))
    if (alone) run = undefined
  }
  return units
}

/** With nothing but a joining sign between them: what was left out as a stop word ends the run. */
const follows = (before: Word | undefined, word: Word): boolean =>
  before !== undefined && word.start - (before.start + before.text.length) <= (word.han ? 0 : 1)

const quoted = (text: string): string => `"${text}"`

/** Columns that hold the words in the order of the text: only there is anything side by side. */
const IN_ORDER = { heads: 'title summary', texts: 'words' } as const

const sideBySide = (words: readonly Word[], table: Tier['table']): string =>
  words.length === 1
    ? quoted(words[0]?.text ?? '')
    : `{${IN_ORDER[table]}} : ${quoted(words.map(({ text }) => text).join(' '))}`

/** The chunk as it was typed; nothing for one of stop words alone beside others. */
const phraseOf = (chunk: Chunk, units: readonly Unit[], table: Tier['table']): string =>
  units.length === 0 ? '' : sideBySide(units.length === 1 ? (units[0] ?? []) : chunk, table)

/** 农村党员 is also there where the text was cut as 农村/党员干部. */
function unitExpression(unit: Unit, table: Tier['table']): string {
  const whole = sideBySide(unit, table)
  const tiles = tilesOf(unit)
  return tiles ? `(${whole} OR (${tiles.map(quoted).join(' AND ')}))` : whole
}

/** Parts of two characters or more that make up the whole word, if it is one and there are such. */
function tilesOf(unit: Unit): readonly string[] | undefined {
  const [word] = unit
  if (unit.length > 1 || !word || word.parts.length === 0) return undefined
  const { text, parts } = word
  const from = (start: number): readonly string[] | undefined => {
    if (start === text.length) return []
    for (const part of parts) {
      if (part.start !== start) continue
      const rest = from(start + part.text.length)
      if (rest) return [part.text, ...rest]
    }
    return undefined
  }
  return from(0)
}

function termsOf(units: readonly Unit[]): Terms {
  const words = new Set<string>()
  const characters = new Set<string>()
  for (const unit of units) {
    const [word] = unit
    if (!word) continue
    if (unit.every(({ han }) => !han)) for (const { text } of unit) words.add(text)
    else if (unit.length > 1 || [...word.text].length === 1) {
      characters.add(unit.map(({ text }) => text).join(''))
    } else for (const text of [word.text, ...(tilesOf(unit) ?? [])]) words.add(text)
  }
  return { words, characters }
}

function filtersOf({ type, theme, audience }: SearchQuery): string {
  const tags = [
    ...(type === undefined ? [] : [tag('type', type)]),
    ...(theme === undefined ? [] : [tag('theme', theme)]),
    ...(audience === undefined ? [] : [tag('audience', audience)]),
  ]
  if (tags.length === 0) return ''
  return `{tags} : (${tags.map((each) => `"${each.replaceAll('"', '""')}"`).join(' AND ')}) AND `
}
