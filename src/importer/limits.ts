/** Every limit of the import, in one place. What goes beyond one is refused with the limit in the message. */

const KIB = 1024
const MIB = 1024 * KIB

export const LIMITS = {
  /** Largest file of each kind, in bytes. */
  fileBytes: {
    text: 4 * MIB,
    metadata: 1 * MIB,
    word: 64 * MIB,
    image: 32 * MIB,
    audio: 256 * MIB,
    video: 512 * MIB,
    attachment: 128 * MIB,
  },
  /** Archives are checked from their directory and again while they are unpacked. */
  zip: {
    entries: 2000,
    entryBytes: 32 * MIB,
    totalBytes: 128 * MIB,
    /** A zip entry above `ratioFrom` bytes may be at most this many times its packed size. */
    ratio: 200,
    ratioFrom: 1 * MIB,
  },
  yaml: { aliases: 50, depth: 20 },
  html: { depth: 256 },
  image: { pixels: 100_000_000 },
  /** Files of one folder, and how deep its folders nest. */
  folder: { files: 500_000, depth: 32 },
} as const

/** Bytes for people: `50 MiB`. */
export function readableBytes(bytes: number): string {
  if (bytes >= MIB) return `${String(Math.round((bytes / MIB) * 10) / 10)} MiB`
  if (bytes >= KIB) return `${String(Math.round((bytes / KIB) * 10) / 10)} KiB`
  return `${String(bytes)} B`
}
