/** The segment index (`sidx`, ISO/IEC 14496-12, 8.16.3) of a fragmented MP4: where each fragment is and how long it lasts. */
import { open, type FileHandle } from 'node:fs/promises'

export interface Fragment {
  /** Bytes from the beginning of the file. */
  readonly offset: number
  readonly bytes: number
  readonly seconds: number
}

export interface SegmentIndex {
  /** Bytes of what a player reads first: everything before the index. */
  readonly header: number
  /** One for each key frame of the picture. */
  readonly fragments: readonly Fragment[]
}

/** Boxes before the index: `ftyp` and `moov`. */
const MOST_BOXES = 8
const LARGEST_INDEX = 16 * 1024 * 1024

/** Reads the first track's index. Throws an Error where there is none. */
export async function readSegmentIndex(file: string): Promise<SegmentIndex> {
  const handle = await open(file)
  try {
    return await findIndex(handle)
  } finally {
    await handle.close()
  }
}

async function findIndex(handle: FileHandle): Promise<SegmentIndex> {
  const header = Buffer.alloc(8)
  let offset = 0
  for (let count = 0; count < MOST_BOXES; count += 1) {
    await handle.read(header, 0, 8, offset)
    const size = header.readUInt32BE(0)
    if (header.toString('latin1', 4, 8) === 'sidx' && size <= LARGEST_INDEX) {
      const box = Buffer.alloc(size)
      await handle.read(box, 0, size, offset)
      return { header: offset, fragments: fragmentsOf(box, offset + size) }
    }
    if (size < 8) break
    offset += size
  }
  throw new Error('The fragmented MP4 has no segment index')
}

function fragmentsOf(box: Buffer, end: number): Fragment[] {
  const wide = box.readUInt8(8) === 1
  const timescale = box.readUInt32BE(16)
  let offset = end + (wide ? Number(box.readBigUInt64BE(28)) : box.readUInt32BE(24))
  const first = wide ? 40 : 32
  const fragments: Fragment[] = []
  for (let at = first; at + 12 <= box.length; at += 12) {
    const bytes = box.readUInt32BE(at) & 0x7fffffff
    fragments.push({ offset, bytes, seconds: box.readUInt32BE(at + 4) / timescale })
    offset += bytes
  }
  return fragments
}
