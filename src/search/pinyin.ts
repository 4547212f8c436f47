/** What a title is called by those who type pinyin: 党章 is found as dangzhang, dang zhang and dz. */
import { pinyin } from 'pinyin-pro'

import type { Chunk } from './segment'

/** Words that may be typed as one: dangyuanjiaoyu is two. */
const JOINED = 4

export function pinyinOf(chunks: readonly Chunk[]): string[] {
  const found = new Set<string>()
  for (const chunk of chunks) {
    const words = chunk.filter(({ han }) => han)
    const spoken = words.map(({ text }) => syllables(text))
    const add = (said: readonly string[]): void => {
      found.add(said.join(''))
      if (said.length > 1) found.add(said.map((syllable) => syllable.charAt(0)).join(''))
    }
    words.forEach(({ parts }, from) => {
      const own = spoken[from] ?? []
      for (const syllable of own) add([syllable])
      for (const { text, start } of parts) add(own.slice(start, start + text.length))
      for (let to = from + 1; to <= Math.min(words.length, from + JOINED); to += 1) {
        add(spoken.slice(from, to).flat())
      }
    })
  }
  found.delete('')
  return [...found]
}

/** Without tones, ü as v. */
const syllables = (word: string): string[] =>
  pinyin(word, { toneType: 'none', type: 'array', v: true, nonZh: 'removed' }).filter((syllable) =>
    /^[a-z]+$/.test(syllable),
  )
