/** Notes fetches, in the process that answers them. Serving never waits for it, and goes on where it fails. */
import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { PartnerFetch } from '@/core'

import { fileName, LARGEST_FILE_BYTES, lineOf, MOST_WAITING } from './files'

export interface PartnerLog {
  note(fetch: PartnerFetch): void
  /** Waits for what was noted. */
  close(): Promise<void>
}

export interface PartnerLogOptions {
  /** Made when the first line is written. */
  readonly directory: string
  /** Names this process among all that write, letters and digits. */
  readonly writer: string
  readonly now: () => Date
  /** `dropped` is how many fetches go unrecorded. */
  readonly onError: (error: unknown, dropped: number) => void
  readonly largestFileBytes?: number
}

export function openPartnerLog(options: PartnerLogOptions): PartnerLog {
  const { directory, writer, now, onError } = options
  const largest = options.largestFileBytes ?? LARGEST_FILE_BYTES
  let waiting: string[] = []
  let writing: Promise<void> | undefined
  let day = ''
  let number = 0
  let size = 0

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const lines = waiting
      waiting = []
      const text = lines.join('')
      const today = now().toISOString().slice(0, 10)
      if (today !== day || size >= largest) {
        day = today
        number += 1
        size = 0
      }
      try {
        await mkdir(directory, { recursive: true })
        await appendFile(join(directory, fileName(day, writer, number)), text, { mode: 0o600 })
        size += Buffer.byteLength(text)
      } catch (error) {
        // Part of it may have been written: what comes next gets a file of its own.
        day = ''
        const kept = [...lines, ...waiting]
        waiting = kept.slice(-MOST_WAITING)
        onError(error, kept.length - waiting.length)
        return
      }
    }
  }

  const start = (): Promise<void> => {
    writing ??= write().finally(() => {
      writing = undefined
    })
    return writing
  }

  return {
    note(fetch) {
      waiting.push(lineOf(fetch))
      void start()
    },
    async close() {
      await writing
      if (waiting.length > 0) await start()
    },
  }
}
