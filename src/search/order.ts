/**
 * The number of a document in the index: ascending with its publication, so that FTS5, which reads its lists by number
 * and from either end, gives the newest first without sorting. Documents of the same second are told apart by a hash of
 * their key, so that their order is the same in whatever order they arrived.
 */
import type { DocumentKey } from '@/core'

/** Places per second. */
const PLACES = 65_536
/** 1900-01-01: dates before it count as it. */
const EPOCH_SECONDS = Date.UTC(1900, 0, 1) / 1000

/** The first place of a moment given in milliseconds; also the lower bound of a search from then on. */
export const firstPlace = (moment: number): number =>
  Math.max(0, Math.floor(moment / 1000) - EPOCH_SECONDS) * PLACES

/** Where a document belongs. The next place is taken while it is occupied. `publishedAt` is ISO 8601. */
export const placeOf = (publishedAt: string, key: DocumentKey): number =>
  firstPlace(Date.parse(publishedAt)) + hash(key)

/** FNV-1a, folded to 16 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return (value ^ (value >>> 16)) & 0xffff
}
