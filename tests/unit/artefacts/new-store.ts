import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openArtefactStore, type ArtefactStore } from '@/artefacts'
import type { Artefact, Change } from '@/core'

export interface TestStore {
  readonly store: ArtefactStore
  readonly directory: string
  readonly uploads: string
  /** Another process's view of the same directory. */
  readonly reopen: () => Promise<ArtefactStore>
  /** What the store believes the time to be. */
  readonly clock: { now: Date }
}

/** A store in a directory of its own. */
export async function newStore(): Promise<TestStore> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-artefacts-'))
  const uploads = await mkdtemp(join(tmpdir(), 'quanmei-media-'))
  const clock = { now: new Date() }
  const reopen = (): Promise<ArtefactStore> =>
    openArtefactStore({ directory, uploads, now: () => clock.now })
  return { store: await reopen(), directory, uploads, reopen, clock }
}

export const LAST_MODIFIED = '2024-07-01T02:03:04.567Z'

export const artefact = (path: string, text: string, more: Partial<Artefact> = {}): Artefact => ({
  path,
  mediaType: 'text/html; charset=utf-8',
  body: new TextEncoder().encode(text),
  lastModified: LAST_MODIFIED,
  ...more,
})

/** Long enough to be worth compressing. */
export const LONG_TEXT = '全媒体内容分发。'.repeat(400)

export const entry = (number: number, more: Partial<Change> = {}): Omit<Change, 'seq'> => ({
  key: `key-${String(number)}`,
  action: 'publish',
  type: 'articles',
  id: `tag:example.org,2024:articles/${String(number)}`,
  slug: `article-${String(number)}`,
  path: `/articles/article-${String(number)}`,
  title: `第${String(number)}篇`,
  revision: 1,
  hash: 'a'.repeat(64),
  at: '2024-07-01T00:00:00.000Z',
  ...more,
})

export const entries = (from: number, to: number): Omit<Change, 'seq'>[] =>
  Array.from({ length: to - from + 1 }, (_, index) => entry(from + index))

export async function toArray<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}
