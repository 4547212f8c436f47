/**
 * The log of what partners fetched: files of lines that only grow, each written by one process, so that processes never
 * write into each other. A crash may tear a file's last line; nobody appends to that file again, and readers leave it out.
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import type { PartnerFetch } from '@/core'

/** A file is closed at this size, and with its day (UTC). */
export const LARGEST_FILE_BYTES = 16 * 1024 * 1024
/** Lines that wait while the disk can't be written; more are dropped, and said to be. */
export const MOST_WAITING = 10_000

const FILE = /^\d{4}-\d{2}-\d{2}\.[\w-]+\.jsonl$/

/** `2026-11-24.<writer>-<number>.jsonl`: names sort by day. */
export const fileName = (day: string, writer: string, number: number): string =>
  `${day}.${writer}-${String(number)}.jsonl`

export const dayOfFile = (name: string): string => name.slice(0, '2026-11-24'.length)

/** A JSON array a line: names of fields would be most of it. */
export const lineOf = (fetch: PartnerFetch): string =>
  `${JSON.stringify([
    fetch.at,
    fetch.partner,
    fetch.key,
    fetch.method,
    fetch.path,
    fetch.status,
    fetch.bytes,
    fetch.userAgent,
    ...(fetch.documents || fetch.acknowledged ? [fetch.documents ?? [], fetch.acknowledged] : []),
  ])}\n`

/** `undefined` for a line that is none of ours. */
export function readLine(line: string): PartnerFetch | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (!Array.isArray(value)) return undefined
  const [at, partner, key, method, path, status, bytes, userAgent, documents, acknowledged] =
    value as unknown[]
  return typeof at === 'string' &&
    typeof partner === 'string' &&
    typeof key === 'string' &&
    typeof method === 'string' &&
    typeof path === 'string' &&
    typeof status === 'number' &&
    typeof bytes === 'number' &&
    typeof userAgent === 'string'
    ? {
        ...{ at, partner, key, method, path, status, bytes, userAgent },
        ...(isTexts(documents) && documents.length > 0 ? { documents } : {}),
        ...(typeof acknowledged === 'string' ? { acknowledged } : {}),
      }
    : undefined
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

export interface LogFile {
  readonly name: string
  readonly bytes: number
}

/** Oldest day first; none where nothing was written yet. */
export async function listFiles(directory: string): Promise<readonly LogFile[]> {
  let names: string[]
  try {
    names = await readdir(directory)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
  const files: LogFile[] = []
  for (const name of names.filter((one) => FILE.test(one)).sort()) {
    files.push({ name, bytes: (await stat(join(directory, name))).size })
  }
  return files
}

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
