import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { afterBulk } from '@/artefacts'

import { artefact, LONG_TEXT, newStore, toArray } from './new-store'

const bodyOf = async (
  { store }: Pick<Awaited<ReturnType<typeof newStore>>, 'store'>,
  path: string,
) => {
  const pointer = await store.lookup(path)
  if (pointer?.kind !== 'file') return undefined
  return (await store.readBlob(pointer.digest)).toString()
}

describe('writing in bulk', () => {
  it('leaves what publishing one by one leaves', async () => {
    const one = await newStore()
    const many = await newStore()
    const bulk = many.store.bulk()
    // More than are written at a time; some share their bytes, some their path.
    const all = Array.from({ length: 200 }, (_, index) =>
      artefact(`/a/${String(index % 150)}`, `${LONG_TEXT}${String(index % 120)}`),
    )
    for (const each of all) {
      expect(await bulk.publish(each)).toEqual(await one.store.publish(each))
    }
    await bulk.settle()
    expect(await toArray(many.store.pointers())).toEqual(await toArray(one.store.pointers()))
    await one.store.compressPending()
    await many.store.compressPending()
    expect(await many.store.verify({ repair: true })).toEqual(
      await one.store.verify({ repair: true }),
    )
    expect(await many.store.verify()).toEqual(await one.store.verify())
  })

  it('shows the last of what was handed over for a path', async () => {
    const fresh = await newStore()
    const bulk = fresh.store.bulk()
    for (let count = 0; count < 50; count++) await bulk.publish(artefact('/a', String(count)))
    await bulk.settle()
    expect(await bodyOf(fresh, '/a')).toBe('49')
  })

  it('says what changed, and writes nothing where nothing did', async () => {
    const { store } = await newStore()
    const bulk = store.bulk()
    expect((await bulk.publish(artefact('/a', 'x'))).changed).toBe(true)
    expect((await bulk.publish(artefact('/a', 'x'))).changed).toBe(false)
    await bulk.settle()
  })

  it.each(['remove', 'gone', 'move', 'lookup'] as const)(
    'comes to %s after what was handed over before',
    async (call) => {
      const { store } = await newStore()
      const bulk = store.bulk()
      await bulk.publish(artefact('/a', LONG_TEXT))
      const at = '2026-01-01T00:00:00.000Z'
      if (call === 'remove') await bulk.remove('/a')
      if (call === 'gone') await bulk.gone({ path: '/a', at, notice: 'taken back' })
      if (call === 'move') await bulk.move('/a', '/b')
      const found = await bulk.lookup('/a')
      const kinds = { remove: undefined, gone: 'gone', move: 'moved', lookup: 'file' }
      expect(found?.kind).toBe(kinds[call])
    },
  )

  it('writes shelves after the artefacts they tell of', async () => {
    const { store } = await newStore()
    const bulk = store.bulk()
    const shelf = afterBulk(store.shelf('website'), bulk)
    await bulk.publish(artefact('/a', LONG_TEXT))
    await shelf.write('lists', ['/a'])
    expect((await store.lookup('/a'))?.kind).toBe('file')
    await bulk.publish(artefact('/b', LONG_TEXT))
    await shelf.remove('lists')
    expect((await store.lookup('/b'))?.kind).toBe('file')
    expect(await shelf.list('')).toEqual([])
  })

  it('tells what could not be written, and readers keep what they had', async () => {
    const { store, directory } = await newStore()
    const bulk = store.bulk()
    await bulk.publish(artefact('/a', 'x'))
    await bulk.settle()
    // A file where the folder of unfinished files should be.
    await rm(join(directory, 'tmp'), { recursive: true })
    await writeFile(join(directory, 'tmp'), '')
    await bulk.publish(artefact('/a', 'y'))
    await expect(bulk.settle()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
    expect(await bodyOf({ store }, '/a')).toBe('x')
    await rm(join(directory, 'tmp'))
    await bulk.publish(artefact('/a', 'y'))
    await bulk.settle()
    expect(await bodyOf({ store }, '/a')).toBe('y')
  })

  it('tells whoever listens', async () => {
    const { store } = await newStore()
    const heard: string[] = []
    store.subscribe((path) => heard.push(path))
    const bulk = store.bulk()
    await bulk.publish(artefact('/a', 'x'))
    await bulk.settle()
    expect(heard).toEqual(['/a'])
  })
})
