/** The store of records: order, repeats, windows, several readers. Real files. */
import { rm } from 'node:fs/promises'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { openSyndicationReader, openSyndicationWriter } from '@/syndication'

import { itemOf } from '../../helpers/items'
import { openTestStore, revisionOf, type TestStore } from '../../helpers/syndication'

let store: TestStore
const at = (time: string): Date => new Date(`2014-07-02T${time}.000Z`)

beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store[Symbol.asyncDispose]())

const order = async (): Promise<string[]> =>
  (await store.reader.scan({ after: 0, most: 100 })).map(
    ({ document, seq }) => `${document} ${String(seq)}`,
  )

describe('records', () => {
  it('are none before anything was written', async () => {
    expect(await store.reader.facts()).toEqual({ epoch: '', last: 0 })
    expect(await store.reader.scan({ after: 0, most: 10 })).toEqual([])
    expect(await store.reader.find('lessons/a')).toBeUndefined()
    expect(await store.reader.items(['lessons/a'])).toEqual(new Map())
  })

  it('stand once each, in the order of their newest change', async () => {
    const [a, b] = [itemOf('lessons', 'a'), itemOf('articles', 'b')]
    await store.writer.record([revisionOf(a), revisionOf(b)], at('01:00:00'))
    await store.writer.record(
      [revisionOf({ ...a, title: '新' }, { number: 2, action: 'correct' })],
      at('02:00:00'),
    )
    expect(await order()).toEqual(['articles/b 2', 'lessons/a 3'])
    expect(await store.reader.find('lessons/a')).toMatchObject({
      ...{ firstSeq: 1, revision: 2, action: 'correct', title: '新' },
      changedAt: '2014-07-02T02:00:00.000Z',
    })
    expect((await store.reader.items(['lessons/a'])).get('lessons/a')?.title).toBe('新')
  })

  it('take no harm from repeats and latecomers', async () => {
    const a = itemOf('lessons', 'a')
    const second = revisionOf({ ...a, title: '新' }, { number: 2, action: 'correct' })
    await store.writer.record([second], at('01:00:00'))
    await store.writer.record([second], at('02:00:00'))
    await store.writer.record([revisionOf(a)], at('03:00:00'))
    expect(await order()).toEqual(['lessons/a 1'])
    expect(await store.reader.find('lessons/a')).toMatchObject({ title: '新', revision: 2 })
  })

  it('stay as withdrawn without their text, with the facets those knew who had them', async () => {
    const a = itemOf('lessons', 'a', { themes: [{ slug: 'skills', label: '技能' }] })
    await store.writer.record([revisionOf(a)], at('01:00:00'))
    await store.writer.record(
      [revisionOf(a, { number: 2, action: 'withdraw', reason: '内容有误' })],
      at('02:00:00'),
    )
    expect(await store.reader.find('lessons/a')).toMatchObject({
      ...{ action: 'withdraw', reason: '内容有误', hash: '', themes: ['skills'] },
    })
    expect((await store.reader.items(['lessons/a'])).size).toBe(0)
    await store.writer.record([revisionOf(a, { number: 3 })], at('03:00:00'))
    expect((await store.reader.items(['lessons/a'])).size).toBe(1)
  })

  it('remember facets they had', async () => {
    const a = itemOf('lessons', 'a', { audiences: [{ slug: 'rural', label: '农村' }] })
    await store.writer.record([revisionOf(a)], at('01:00:00'))
    await store.writer.record(
      [revisionOf({ ...a, audiences: [] }, { number: 2, action: 'correct' })],
      at('02:00:00'),
    )
    const head = await store.reader.find('lessons/a')
    expect(head?.audiences).toEqual([])
    expect(head?.former.map(({ audiences }) => audiences)).toEqual([['rural']])
  })

  it('never go back in time, though a clock does', async () => {
    await store.writer.record([revisionOf(itemOf('lessons', 'a'))], at('02:00:00'))
    await store.writer.record([revisionOf(itemOf('lessons', 'b'))], at('01:00:00'))
    const heads = await store.reader.scan({ after: 0, most: 10 })
    expect(heads.map(({ changedAt }) => changedAt)).toEqual([
      '2014-07-02T02:00:00.000Z',
      '2014-07-02T02:00:00.000Z',
    ])
  })
})

describe('rights windows', () => {
  it('move a record to the end when they begin and when they end, once each', async () => {
    const film = itemOf('videos', 'film')
    const { details } = film
    if (details.type !== 'videos') throw new TypeError('A video is meant')
    const rights = { from: '2014-07-02T02:00:00.000Z', until: '2014-07-02T04:00:00+00:00' }
    await store.writer.record(
      [revisionOf({ ...film, details: { ...details, rights } })],
      at('01:00:00'),
    )
    expect(await store.writer.turn(at('01:30:00'))).toBe(0)
    expect(await store.writer.turn(at('02:00:00'))).toBe(1)
    expect(await store.writer.turn(at('02:01:00'))).toBe(0)
    expect(await store.writer.turn(at('05:00:00'))).toBe(1)
    expect(await store.writer.turn(at('05:01:00'))).toBe(0)
    expect(await order()).toEqual(['videos/film 3'])
  })
})

describe('files', () => {
  it('are read while another connection writes, and opened anew when replaced', async () => {
    await store.writer.record([revisionOf(itemOf('lessons', 'a'))], at('01:00:00'))
    const { epoch } = await store.reader.facts()
    await store.writer.record([revisionOf(itemOf('lessons', 'b'))], at('01:00:00'))
    expect(await store.reader.facts()).toMatchObject({ epoch, last: 2 })
    await store.writer.close()
    for (const ending of ['', '-wal', '-shm']) await rm(store.file + ending, { force: true })
    expect(await store.reader.facts()).toEqual({ epoch: '', last: 0 })
    await store.writer.record([revisionOf(itemOf('lessons', 'a'))], at('01:00:00'))
    const anew = await store.reader.facts()
    expect(anew.last).toBe(1)
    expect(anew.epoch).not.toBe(epoch)
  })

  it('that are damaged are said to be', async () => {
    const { writeFile } = await import('node:fs/promises')
    await writeFile(store.file, 'no database at all, but long enough to look like one'.repeat(200))
    const reader = openSyndicationReader(store.file)
    await expect(reader.facts()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
    reader.close()
    const writer = openSyndicationWriter(store.file)
    await expect(
      writer.record([revisionOf(itemOf('lessons', 'a'))], at('01:00:00')),
    ).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
    await writer.close()
  })
})
