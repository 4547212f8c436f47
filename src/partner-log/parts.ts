/** What several readers' records do not have yet of the log, each counting from its own place. */
import type { PartnerFetch } from '@/core'

import type { LogFile } from './files'
import { readFrom, type Cursors } from './reader'

export interface LogPart {
  readonly name: string
  /** `from` is where the part begins that was read together. */
  readonly lines: readonly { readonly fetch: PartnerFetch; readonly from: number }[]
  readonly next: number
  readonly damaged: number
}

/** Records are written one by one, so after a crash some are further than others: each gets its own part. */
export async function readParts(
  directory: string,
  files: readonly LogFile[],
  cursors: readonly Cursors[],
): Promise<readonly LogPart[]> {
  const parts: LogPart[] = []
  for (const file of files) {
    const starts = [...new Set(cursors.map((of) => of[file.name] ?? 0))]
    const found: LogPart['lines'][number][] = []
    let next = Math.max(0, ...starts)
    let damaged = 0
    for (const [position, start] of starts.sort((left, right) => left - right).entries()) {
      const end = starts[position + 1] ?? file.bytes
      const part = await readFrom(directory, { ...file, bytes: end }, start)
      found.push(...part.fetches.map((fetch) => ({ fetch, from: start })))
      next = Math.max(next, part.next)
      damaged += part.damaged
    }
    parts.push({ name: file.name, lines: found, next, damaged })
  }
  return parts
}

/** A partner's fetches among them that a record with these cursors does not have. */
export const newFetches = (
  parts: readonly LogPart[],
  partner: string,
  cursors: Cursors,
): readonly PartnerFetch[] =>
  parts.flatMap(({ name, lines }) =>
    lines
      .filter(({ fetch, from }) => fetch.partner === partner && from >= (cursors[name] ?? 0))
      .map(({ fetch }) => fetch),
  )

export const cursorsAfter = (parts: readonly LogPart[]): Cursors =>
  Object.fromEntries(parts.map(({ name, next }) => [name, next]))
