import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import type { Change } from '@/core'

import { entries, entry, newStore } from './new-store'

const keysOf = (changes: readonly Change[]): string[] => changes.map(({ key }) => key)

async function* each(changes: readonly Change[]): AsyncGenerator<Change> {
  for (const change of changes) yield await Promise.resolve(change)
}

describe('the change log', () => {
  it('is empty at first, and reading makes nothing', async () => {
    const { store, directory } = await newStore()
    expect(await store.changes.last()).toBe(0)
    expect(await store.changes.page(0, 10)).toEqual({ epoch: '', last: 0, changes: [] })
    expect(await store.changes.append([])).toEqual([])
    expect(await readdir(directory)).not.toContain('changes')
  })

  it('counts from 1 without gaps, over segments', async () => {
    const { store, reopen } = await newStore()
    const first = await store.changes.append(entries(1, 499))
    expect(first.map(({ seq }) => seq)).toEqual(Array.from({ length: 499 }, (_, i) => i + 1))
    await store.changes.append(entries(500, 500))
    await store.changes.append(entries(501, 1700))
    expect(await store.changes.last()).toBe(1700)
    const reader = await reopen()
    const read = await reader.changes.read(0, 5000)
    expect(keysOf(read)).toEqual(entries(1, 1700).map(({ key }) => key))
    expect(read.map(({ seq }) => seq)).toEqual(Array.from({ length: 1700 }, (_, i) => i + 1))
    expect(keysOf(await reader.changes.read(499, 3))).toEqual(['key-500', 'key-501', 'key-502'])
    expect(await reader.changes.read(1700, 3)).toEqual([])
  })

  it('answers a repeated key with its first number', async () => {
    const { store, reopen } = await newStore()
    await store.changes.append(entries(1, 600))
    const other = await reopen()
    const again = await other.changes.append([...entries(595, 600), entry(601), entry(601)])
    expect(again.map(({ seq }) => seq)).toEqual([595, 596, 597, 598, 599, 600, 601, 601])
    expect(await store.changes.last()).toBe(601)
  })

  it('a batch of any size may be repeated', async () => {
    const { store } = await newStore()
    const batch = entries(1, 1300)
    const first = await store.changes.append(batch)
    expect(await store.changes.append(batch)).toEqual(first)
    expect(await store.changes.last()).toBe(1300)
  })

  it('appends that come at once are written one after the other', async () => {
    const { store } = await newStore()
    await Promise.all(entries(1, 40).map((each) => store.changes.append([each])))
    const read = await store.changes.read(0, 100)
    expect(read.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
    expect(new Set(keysOf(read)).size).toBe(40)
  })

  it('a rewrite with the same entries changes nothing, not even the epoch', async () => {
    const { store, directory } = await newStore()
    await store.changes.append(entries(1, 700))
    const before = await readFile(join(directory, 'changes', 'current'), 'utf8')
    const reordered = (await store.changes.read(0, 1000)).map(({ at, ...rest }) => ({
      at,
      ...rest,
    }))
    await store.changes.rewrite(each(reordered))
    expect(await readFile(join(directory, 'changes', 'current'), 'utf8')).toBe(before)
    expect(await readdir(join(directory, 'changes'))).toHaveLength(2)
  })

  it('a rewrite that continues the log keeps the epoch', async () => {
    const { store } = await newStore()
    await store.changes.append(entries(1, 3))
    const epoch = await store.changes.epoch()
    const all = entries(1, 1001).map((each, index) => ({ ...each, seq: index + 1 }))
    await store.changes.rewrite(each(all))
    expect(await store.changes.epoch()).toBe(epoch)
    expect(await store.changes.read(0, 5000)).toEqual(all)
    expect((await store.changes.append([entry(2000)]))[0]?.seq).toBe(1002)
  })

  it.each([
    ['another entry', [entry(1), entry(9), entry(3)]],
    ['fewer entries', [entry(1), entry(2)]],
    ['another order', [entry(2), entry(1), entry(3)]],
    ['none', []],
  ])('a rewrite with %s starts another epoch', async (_what, list) => {
    const { store, reopen, directory } = await newStore()
    await store.changes.append(entries(1, 3))
    const epoch = await store.changes.epoch()
    await store.changes.rewrite(each(list.map((each, index) => ({ ...each, seq: index + 1 }))))
    const reader = await reopen()
    expect(await reader.changes.epoch()).toMatch(/^[0-9a-f]{12}$/)
    expect(await reader.changes.epoch()).not.toBe(epoch)
    expect(keysOf(await reader.changes.read(0, 10))).toEqual(list.map(({ key }) => key))
    expect(await readdir(join(directory, 'changes'))).toHaveLength(2)
  })

  it('a rewrite with a gap, or one that fails, leaves the log as it was', async () => {
    const { store, directory } = await newStore()
    await store.changes.append(entries(1, 3))
    const before = await store.changes.page(0, 10)
    await expect(store.changes.rewrite(each([{ ...entry(1), seq: 2 }]))).rejects.toThrow(
      'Change 2 stands where 1 is due',
    )
    async function* failing(): AsyncGenerator<Change> {
      yield await Promise.resolve({ ...entry(5), seq: 1 })
      throw new Error('the library went away')
    }
    await expect(store.changes.rewrite(failing())).rejects.toThrow('the library went away')
    expect(await store.changes.page(0, 10)).toEqual(before)
    expect(await readdir(join(directory, 'changes'))).toHaveLength(2)
  })

  it('readers in the middle of a rewrite see the old log or the new one', async () => {
    const { store, reopen } = await newStore()
    const reader = await reopen()
    const editions = ['x', 'y'].map((letter) =>
      entries(1, 900).map((each, index) => ({
        ...each,
        key: `${letter}${each.key}`,
        seq: index + 1,
      })),
    )
    await store.changes.rewrite(each(editions[0] ?? []))
    let isDone = false
    let reads = 0
    const reading = (async () => {
      while (!isDone) {
        const { changes } = await reader.changes.page(0, 900)
        expect(changes).toHaveLength(900)
        expect(new Set(changes.map(({ key }) => key.charAt(0))).size).toBe(1)
        reads += 1
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    for (let round = 1; round <= 12; round += 1) {
      await store.changes.rewrite(each(editions[round % 2] ?? []))
    }
    isDone = true
    await reading
    expect(reads).toBeGreaterThan(5)
  })
})
