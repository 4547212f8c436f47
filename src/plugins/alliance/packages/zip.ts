/** A zip archive whose bytes depend on its contents alone: one date, one order, one compressor. */
import { zipSync, type Zippable } from 'fflate'

/** Already compressed: trying again costs time and saves nothing. */
const COMPRESSED = /\.(?:jpe?g|png|gif|webp|avif|mp[34]|m4[av]|webm|ogg|zip|docx|xlsx|pptx|pdf)$/i
/** Names are made by us; nothing else may become one (no folders above, no drive, no control characters). */
const NAME = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/i

/** In the order of their names, the manifest first where there is one. Throws a RangeError for a name that is not ours. */
export function zipOf(files: ReadonlyMap<string, Uint8Array>, first?: string): Uint8Array {
  const names = [...files.keys()].sort((left, right) =>
    left === first ? -1 : right === first ? 1 : left < right ? -1 : 1,
  )
  // fflate writes the parts of local time, so they are the same in every zone. The first day a zip can tell.
  const mtime = new Date(1980, 0, 1)
  const entries: Zippable = {}
  for (const name of names) {
    if (!NAME.test(name)) throw new RangeError(`${JSON.stringify(name)} is no name in a package`)
    entries[name] = [
      files.get(name) ?? new Uint8Array(),
      { level: COMPRESSED.test(name) ? 0 : 6, mtime, os: 3, attrs: 0o100644 << 16 },
    ]
  }
  return zipSync(entries)
}
