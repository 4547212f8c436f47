/** Reads the log while others write it. */
import { open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'

import type { PartnerFetch } from '@/core'

import { dayOfFile, isMissing, listFiles, readLine, type LogFile } from './files'

/** How far each file was read, in bytes. */
export type Cursors = Readonly<Record<string, number>>

const NEWLINE = 0x0a

export interface ReadLines {
  readonly fetches: readonly PartnerFetch[]
  /** Where to go on: after the last finished line. */
  readonly next: number
  /** Lines that are none of ours. */
  readonly damaged: number
}

/** What a file says from `offset` on. Files are small enough to be read whole (`LARGEST_FILE_BYTES`). */
export async function readFrom(
  directory: string,
  { name, bytes }: LogFile,
  offset: number,
): Promise<ReadLines> {
  if (bytes <= offset) return { fetches: [], next: offset, damaged: 0 }
  const buffer = Buffer.alloc(bytes - offset)
  const file = await open(join(directory, name), 'r')
  let read = 0
  try {
    ;({ bytesRead: read } = await file.read(buffer, 0, buffer.length, offset))
  } finally {
    await file.close()
  }
  const end = buffer.subarray(0, read).lastIndexOf(NEWLINE) + 1
  const lines = buffer.toString('utf8', 0, end).split('\n').slice(0, -1)
  const fetches = lines.flatMap((line) => readLine(line) ?? [])
  return { fetches, next: offset + end, damaged: lines.length - fetches.length }
}

/** Every fetch of a partner that is still kept, oldest file first. */
export async function* fetchesOf(directory: string, partner: string): AsyncGenerator<PartnerFetch> {
  for (const { name } of await listFiles(directory)) {
    let text: string
    try {
      text = await readFile(join(directory, name), 'utf8')
    } catch (error) {
      // Pruned meanwhile.
      if (isMissing(error)) continue
      throw error
    }
    for (const line of text.split('\n').slice(0, -1)) {
      const fetch = readLine(line)
      if (fetch?.partner === partner) yield fetch
    }
  }
}

export interface Keeping {
  /** Days kept, today included. */
  readonly days: number
  /** Bytes of all files together. */
  readonly bytes: number
}

/** Removes the oldest files beyond what is kept, never one of today. Answers how many. */
export async function prune(directory: string, keeping: Keeping, now: Date): Promise<number> {
  const files = await listFiles(directory)
  const today = now.toISOString().slice(0, 10)
  const first = new Date(now.getTime() - (keeping.days - 1) * 24 * 60 * 60_000)
    .toISOString()
    .slice(0, 10)
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  let removed = 0
  for (const { name, bytes } of files) {
    const day = dayOfFile(name)
    if (day >= today || (day >= first && total <= keeping.bytes)) continue
    await unlink(join(directory, name))
    total -= bytes
    removed += 1
  }
  return removed
}
