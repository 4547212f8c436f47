/** What every step of reading HTML needs: the lookups, ids for new nodes, and what all elements of the editor's have. */
export interface LexicalLookups {
  /** The media id of an image's `src`; undefined leaves the picture out. */
  readonly media: (src: string) => string | undefined
}

export interface Reading {
  readonly lookups: LexicalLookups
  readonly nextId: () => string
}

/** Twenty-four hex digits like the editor's own ids, but always the same for the same place of the same text. */
export function createIds(seed: string): () => string {
  let count = 0
  return () => {
    count += 1
    let hash = 0xcbf29ce484222325n
    for (const character of `${seed}#${String(count)}`) {
      hash = BigInt.asUintN(96, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n)
    }
    return hash.toString(16).padStart(24, '0')
  }
}

/** What every element of the editor's has. */
export const element = { version: 1, direction: null, format: '', indent: 0 } as const
