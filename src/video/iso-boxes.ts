/** The outermost boxes of an MP4 or MOV (ISO/IEC 14496-12, 4.2): enough to see whether the file was cut off. */
import type { FileHandle } from 'node:fs/promises'

/** More are in no sound file: fragments of two seconds make some 7,000 for two hours. */
const MOST_BOXES = 100_000

export interface BoxSurvey {
  /** A `moov` is there, whole. */
  readonly hasIndex: boolean
  /** The last box ends where the file does. */
  readonly isWhole: boolean
}

/** Reads sixteen bytes a box and skips the rest. */
export async function surveyBoxes(handle: FileHandle, bytes: number): Promise<BoxSurvey> {
  const header = Buffer.alloc(16)
  let offset = 0
  let hasIndex = false
  for (let count = 0; count < MOST_BOXES && offset + 8 <= bytes; count += 1) {
    const { bytesRead } = await handle.read(header, 0, 16, offset)
    const size = boxSize(header, bytesRead, bytes - offset)
    if (size < 8 || offset + size > bytes) return { hasIndex, isWhole: false }
    hasIndex ||= header.toString('latin1', 4, 8) === 'moov'
    offset += size
  }
  return { hasIndex, isWhole: offset === bytes }
}

/** 0 means "to the end of the file", 1 that 64 bits follow. */
function boxSize(header: Buffer, bytesRead: number, left: number): number {
  const size = header.readUInt32BE(0)
  if (size === 0) return left
  if (size !== 1) return size
  return bytesRead < 16 ? 0 : Number(header.readBigUInt64BE(8))
}
