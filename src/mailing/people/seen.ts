/**
 * Which addresses a file has named so far, and in which line. Twelve bytes an address instead of a hundred, so that a
 * file of millions fits in memory. Goes by 64 bits of the look-up key: among a million rows two different ones are taken for the
 * same once in about thirty million files.
 */
export interface Seen {
  /** Where the address stood before, or `undefined` the first time. */
  add(lookup: string, line: number): number | undefined
}

const FIRST_SIZE = 1 << 12

export function createSeen(): Seen {
  let keys = new BigUint64Array(FIRST_SIZE)
  let lines = new Uint32Array(FIRST_SIZE)
  let count = 0

  /** The key's place, or the free one where it belongs. */
  const placeOf = (table: BigUint64Array, key: bigint): number => {
    const mask = table.length - 1
    let place = Number(key & BigInt(mask))
    while (table[place] !== 0n && table[place] !== key) place = (place + 1) & mask
    return place
  }

  function grow(): void {
    const wider = new BigUint64Array(keys.length * 2)
    const moved = new Uint32Array(wider.length)
    for (const [index, key] of keys.entries()) {
      if (key === 0n) continue
      const place = placeOf(wider, key)
      wider[place] = key
      moved[place] = lines[index] ?? 0
    }
    keys = wider
    lines = moved
  }

  return {
    add(lookup, line) {
      // Zero marks a free place.
      const key = Buffer.from(lookup, 'base64url').readBigUInt64LE(0) || 1n
      const place = placeOf(keys, key)
      if (keys[place] === key) return lines[place]
      keys[place] = key
      lines[place] = line
      count += 1
      if (count * 2 > keys.length) grow()
      return undefined
    },
  }
}
