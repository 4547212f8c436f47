/** Long lists are cut into parts of equal length. A change touches its own part and those after it, never those before. */

export interface Part<Entry> {
  /** Counts from 1. */
  readonly number: number
  /** How many there are. */
  readonly of: number
  readonly entries: readonly Entry[]
}

/**
 * The first part to be written again when so many entries stand unchanged before the change. The entry before it counts
 * too: when a part begins or ends to exist, the one before it gets or loses its link.
 */
export const firstStalePart = (unchanged: number, length: number): number =>
  Math.floor(Math.max(0, unchanged - 1) / length) + 1

/** Cuts what follows `first - 1` whole parts. */
export function cut<Entry>(
  entries: readonly Entry[],
  length: number,
  first: number,
): Part<Entry>[] {
  const of = first - 1 + Math.ceil(entries.length / length)
  return Array.from({ length: of - first + 1 }, (_, index) => ({
    number: first + index,
    of,
    entries: entries.slice(index * length, (index + 1) * length),
  }))
}
