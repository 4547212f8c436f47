/**
 * The change log on disk: segments of a fixed number of entries, one JSON line each, in a folder per edition; `current`
 * names the edition and its epoch.
 *
 * The newest segment is written anew for every append, aside, flushed and renamed. That costs a few hundred kilobytes at
 * the most, and in return there is no torn line, no gap and nothing to repair: whenever the machine stops, the log is as
 * it was before the append or after it. Numbers and places are arithmetic: entry n is in segment ⌊(n-1)/500⌋.
 */
import { randomBytes } from 'node:crypto'
import { readdirSync, statSync, readFileSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'

import { LRUCache } from 'lru-cache'

import { canonicalJson, type Change } from '@/core'

import { isMissing, readSmall, storageError, type Disk } from './disk'
import { settled } from './shelf'
import type { ChangeLog, ChangePage } from './store'

export const SEGMENT_ENTRIES = 500
/** Parsed segments kept in memory. */
const CACHED_SEGMENTS = 8

interface Edition {
  /** Folder below `changes`. */
  readonly folder: string
  readonly epoch: string
}

export function openChangeLog(disk: Disk): ChangeLog {
  const parsed = new LRUCache<string, { stamp: string; changes: readonly Change[] }>({
    max: CACHED_SEGMENTS,
  })
  const currentFile = disk.path('changes', 'current')
  let writing: Promise<unknown> = Promise.resolve()

  /** One write after the other, also after one that failed. */
  const inTurn = <T>(write: () => Promise<T>): Promise<T> => {
    const turn = writing.then(write, write)
    writing = turn.catch(() => undefined)
    return turn
  }

  const edition = (): Edition | undefined => {
    const text = readSmall(currentFile)
    return text === undefined ? undefined : (JSON.parse(text) as Edition)
  }

  const segmentFile = (folder: string, index: number): string =>
    disk.path('changes', folder, `${String(index).padStart(8, '0')}.jsonl`)

  const lastSegment = (folder: string): number => {
    let newest = -1
    for (const name of readdirSync(disk.path('changes', folder))) {
      newest = Math.max(newest, Number.parseInt(name, 10))
    }
    return newest
  }

  const segment = (folder: string, index: number): readonly Change[] => {
    if (index < 0) return []
    const file = segmentFile(folder, index)
    const { ino, size, mtimeNs } = statSync(file, { bigint: true })
    const stamp = `${String(ino)} ${String(size)} ${String(mtimeNs)}`
    const known = parsed.get(file)
    if (known?.stamp === stamp) return known.changes
    const changes = parseSegment(readFileSync(file, 'utf8'))
    parsed.set(file, { stamp, changes })
    return changes
  }

  const lastOf = (folder: string): number => {
    const index = lastSegment(folder)
    return Math.max(0, index * SEGMENT_ENTRIES + segment(folder, index).length)
  }

  const pageOf = ({ folder, epoch }: Edition, since: number, limit: number): ChangePage => {
    const last = lastOf(folder)
    const changes: Change[] = []
    let next = since + 1
    while (next <= last && changes.length < limit) {
      const offset = (next - 1) % SEGMENT_ENTRIES
      const found = segment(folder, segmentOf(next)).slice(offset, offset + limit - changes.length)
      if (found.length === 0) throw new Error(`Change ${String(next)} is missing from ${folder}`)
      changes.push(...found)
      next += found.length
    }
    return { epoch, last, changes }
  }

  const page = (since: number, limit: number): ChangePage => {
    const found = edition()
    if (!found) return { epoch: '', last: 0, changes: [] }
    try {
      return pageOf(found, since, limit)
    } catch (error) {
      // A rewrite removed this edition while it was read; the next one is there by now.
      const newer = edition()
      if (!isMissing(error) || newer === undefined || newer.folder === found.folder) throw error
      return pageOf(newer, since, limit)
    }
  }

  const writeSegment = (folder: string, index: number, changes: readonly Change[]): Promise<void> =>
    writeFlushed(
      disk,
      segmentFile(folder, index),
      changes.map((change) => `${JSON.stringify(change)}\n`).join(''),
    )

  const startEdition = async (): Promise<Edition> => {
    const started = { folder: disk.uniqueName(), epoch: newEpoch() }
    await mkdir(disk.path('changes', started.folder), { recursive: true })
    await writeFlushed(disk, currentFile, JSON.stringify(started))
    return started
  }

  const append = async (entries: readonly Omit<Change, 'seq'>[]): Promise<readonly Change[]> => {
    if (entries.length === 0) return []
    const { folder } = edition() ?? (await startEdition())
    let index = Math.max(0, lastSegment(folder))
    // Enough to hold a whole earlier attempt at this batch, however far it came.
    const window = 2 + Math.floor(entries.length / SEGMENT_ENTRIES)
    const byKey = new Map<string, Change>()
    let tail: Change[] = []
    if (lastSegment(folder) >= 0) {
      for (let each = Math.max(0, index - window + 1); each <= index; each += 1) {
        tail = [...segment(folder, each)]
        for (const change of tail) byKey.set(change.key, change)
      }
    }
    let seq = index * SEGMENT_ENTRIES + tail.length
    let added = false
    const answers: Change[] = []
    for (const entry of entries) {
      let change = byKey.get(entry.key)
      if (!change) {
        if (tail.length === SEGMENT_ENTRIES) {
          if (added) await writeSegment(folder, index, tail)
          index += 1
          tail = []
        }
        seq += 1
        change = { seq, ...entry }
        byKey.set(entry.key, change)
        tail.push(change)
        added = true
      }
      answers.push(change)
    }
    if (added) await writeSegment(folder, index, tail)
    return answers
  }

  /**
   * The epoch stays where every number still means the same change: the new log equals the old one or continues it.
   * Otherwise consumers' tokens would skip or repeat, so the epoch changes and they are told to start again.
   */
  const rewrite = async (entries: AsyncIterable<Change>): Promise<void> => {
    const old = edition()
    const oldLast = old ? lastOf(old.folder) : 0
    const folder = disk.uniqueName()
    await mkdir(disk.path('changes', folder), { recursive: true })
    let continues = true
    let seq = 0
    let tail: Change[] = []
    try {
      for await (const change of entries) {
        seq += 1
        if (change.seq !== seq) {
          throw new RangeError(`Change ${String(change.seq)} stands where ${String(seq)} is due`)
        }
        if (old && continues && seq <= oldLast) {
          const before = segment(old.folder, segmentOf(seq))[(seq - 1) % SEGMENT_ENTRIES]
          continues = canonicalJson(before) === canonicalJson(change)
        }
        tail.push(change)
        if (tail.length === SEGMENT_ENTRIES) {
          await writeSegment(folder, segmentOf(seq), tail)
          tail = []
        }
      }
      if (tail.length > 0) await writeSegment(folder, segmentOf(seq), tail)
      continues &&= seq >= oldLast
      if (old && continues && seq === oldLast) {
        await rm(disk.path('changes', folder), { recursive: true })
        return
      }
      const epoch = old && continues ? old.epoch : newEpoch()
      await writeFlushed(disk, currentFile, JSON.stringify({ folder, epoch } satisfies Edition))
    } catch (error) {
      await rm(disk.path('changes', folder), { recursive: true, force: true })
      throw error
    }
    if (old) await rm(disk.path('changes', old.folder), { recursive: true, force: true })
  }

  return {
    append: (entries) => inTurn(() => append(entries)),
    rewrite: (entries) => inTurn(() => rewrite(entries)),
    last: () => settled(() => page(0, 0).last),
    read: (since, limit) => settled(() => page(since, limit).changes),
    page: (since, limit) => settled(() => page(since, limit)),
    epoch: () => settled(() => edition()?.epoch ?? ''),
  }
}

const segmentOf = (seq: number): number => Math.floor((seq - 1) / SEGMENT_ENTRIES)

const newEpoch = (): string => randomBytes(6).toString('hex')

const parseSegment = (text: string): Change[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Change)

/** Consumers keep the numbers they were told, so unlike artefacts the log is flushed before anybody can see it. */
async function writeFlushed(disk: Disk, file: string, text: string): Promise<void> {
  const aside = disk.temporary()
  try {
    await mkdir(disk.tmp, { recursive: true })
    const handle = await open(aside, 'wx')
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(aside, file)
  } catch (error) {
    await rm(aside, { force: true })
    throw storageError(`Writing ${file}`, error)
  }
}
