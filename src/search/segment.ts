/**
 * Cutting text into words, the same way for the index and for queries. Chinese is cut by jieba's dictionary and ours,
 * without jieba's guesses at unknown words (its hidden Markov model): it glues 微信易信 into one "word", so that neither
 * is found. What no dictionary knows stays single characters, which queries then ask for side by side.
 */
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { LRUCache } from 'lru-cache'

import { DOMAIN_WORDS } from './domain-words'
import { fold } from './fold'

export interface Part {
  readonly text: string
  /** Within the word, in UTF-16 units. */
  readonly start: number
}

export interface Word {
  /** Folded, see fold.ts. */
  readonly text: string
  /** Within the text that was cut, in UTF-16 units. */
  readonly start: number
  readonly han: boolean
  /** Words inside a longer one: 党员 in 农村党员. Single characters are not among them. */
  readonly parts: readonly Part[]
}

/** Written without a gap: 农村党员, 2014-2018, IPTV平台. */
export type Chunk = readonly Word[]

/** A run of letters and digits; inside it, what joins 2014-2018, T+1 or example.org. */
const CHUNK = /[\p{L}\p{N}\p{M}]+(?:[-+./_·:'’&@][\p{L}\p{N}\p{M}]+)*/gu
const HAN_OR_OTHER = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu
const IS_HAN = /^\p{Script=Han}/u

export const hasSearchableCharacter = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

export function segment(text: string): Chunk[] {
  const folded = fold(text)
  return [...folded.matchAll(CHUNK)].map((chunk) =>
    [...chunk[0].matchAll(HAN_OR_OTHER)].flatMap((run) => {
      const start = chunk.index + run.index
      return IS_HAN.test(run[0])
        ? hanWords(run[0], start)
        : [{ text: run[0], start, han: false, parts: [] }]
    }),
  )
}

function hanWords(run: string, start: number): Word[] {
  let at = start
  return dictionary()
    .cut(run, false)
    .map((text) => {
      const word = { text, start: at, han: true, parts: partsOf(text) }
      at += text.length
      return word
    })
}

/** Words a long one consists of: enough for every one that occurs often. */
const parts = new LRUCache<string, readonly Part[]>({ max: 20_000 })

function partsOf(word: string): readonly Part[] {
  if (word.length < 3) return []
  const known = parts.get(word)
  if (known) return known
  const made = wordsInside(word)
  parts.set(word, made)
  return made
}

/**
 * jieba names every dictionary word inside, 国共 in 中国共产党 included. Kept is what begins or ends where the word or
 * another word inside does.
 */
function wordsInside(word: string): readonly Part[] {
  const inside = [...new Set(dictionary().cutForSearch(word, false))]
    .filter((text) => text.length > 1 && text !== word && word.includes(text))
    .map((text) => ({ text, start: word.indexOf(text) }))
  const ends = new Set([0, ...inside.map(({ text, start }) => start + text.length)])
  const starts = new Set([word.length, ...inside.map(({ start }) => start)])
  return inside.filter(({ text, start }) => ends.has(start) || starts.has(start + text.length))
}

let loaded: Jieba | undefined

/** Loaded at first use: it takes 0.4 s and 40 MB. */
function dictionary(): Jieba {
  if (loaded) return loaded
  loaded = Jieba.withDict(dict)
  // A frequency high enough to win against any way of cutting the word apart.
  loaded.loadDict(Buffer.from(DOMAIN_WORDS.map((word) => `${word} 100000 n`).join('\n')))
  return loaded
}
