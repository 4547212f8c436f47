import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { onTestFinished } from 'vitest'

import type { Item } from '@/core'
import {
  isSearchProblem,
  openSearchReader,
  openSearchWriter,
  type SearchAnswer,
  type SearchQuery,
  type SearchReader,
  type SearchWriter,
} from '@/search'

/** A directory that is gone after the test. */
export async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-search-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

export interface Index {
  readonly directory: string
  readonly writer: SearchWriter
  readonly reader: SearchReader
  /** The first answer's slugs, best first. */
  readonly find: (text: string, filters?: Partial<SearchQuery>) => Promise<readonly string[]>
  readonly answer: (text: string, filters?: Partial<SearchQuery>) => Promise<SearchAnswer>
}

export async function newIndex(items: readonly Item[] = []): Promise<Index> {
  const directory = await newDirectory()
  const writer = openSearchWriter(directory)
  const reader = openSearchReader(directory)
  onTestFinished(async () => {
    reader.close()
    await writer.close()
  })
  if (items.length > 0) await writer.put(items)
  const answer = (text: string, filters: Partial<SearchQuery> = {}): Promise<SearchAnswer> =>
    answerOf(reader, text, filters)
  return {
    directory,
    writer,
    reader,
    answer,
    find: async (text, filters) => (await answer(text, filters)).hits.map(({ slug }) => slug),
  }
}

export async function answerOf(
  reader: SearchReader,
  text: string,
  filters: Partial<SearchQuery> = {},
): Promise<SearchAnswer> {
  const answer = await reader.search({ text, page: 1, pageSize: 50, ...filters })
  if (isSearchProblem(answer)) throw new Error(`${text}: ${answer.problem}`)
  return answer
}
