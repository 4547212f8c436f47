/** Joining the index's parts changes how fast it answers, not what. */
import { join } from 'node:path'

import { createClient, type Client } from '@libsql/client'
import { expect, onTestFinished, test } from 'vitest'

import { compact } from '@/search/compact'
import { currentFile } from '@/search/database'

import { itemOf } from '../../helpers/items'
import { newIndex } from './helpers'

const article = (number: number): ReturnType<typeof itemOf> =>
  itemOf('articles', `n${String(number)}`, {
    title: number % 3 === 0 ? '党员学习' : '党员',
    html: `<p>学习编号${String(number)}。</p>`,
    publishedAt: new Date(Date.UTC(2014, 0, 1, 0, number)).toISOString(),
  })

/** Trees FTS5 goes through for one table: what `segment << 37` numbers in its data table, beside two rows of its own. */
async function trees(client: Client, table: string): Promise<number> {
  const { rows } = await client.execute(
    `SELECT count(DISTINCT id >> 37) AS count FROM ${table}_data WHERE id >> 37 > 0`,
  )
  return Number(rows[0]?.['count'])
}

function clientOf(directory: string): Client {
  const client = createClient({ url: `file:${join(directory, currentFile(directory) ?? '')}` })
  onTestFinished(() => {
    client.close()
  })
  return client
}

test('a rebuild leaves one tree for each table', async () => {
  const { writer, directory, find } = await newIndex()
  await writer.replaceAll(Array.from({ length: 160 }, (_, number) => article(number)))
  const client = clientOf(directory)
  expect([await trees(client, 'heads'), await trees(client, 'texts')]).toEqual([1, 1])
  expect(await find('编号77')).toEqual(['n77'])
})

test('what was removed and corrected before stays so', async () => {
  const { writer, directory, answer, find } = await newIndex()
  for (let number = 0; number < 30; number += 1) await writer.put([article(number)])
  expect(await trees(clientOf(directory), 'texts')).toBeGreaterThan(1)
  await writer.remove(['articles/n5', 'articles/n6'])
  await writer.put([{ ...article(7), title: '更正' }])
  const before = [await answer('党员'), await answer('学习'), await answer('党员 学习')]
  const client = clientOf(directory)
  await compact(client)
  expect([await trees(client, 'heads'), await trees(client, 'texts')]).toEqual([1, 1])
  expect([await answer('党员'), await answer('学习'), await answer('党员 学习')]).toEqual(before)
  expect(await find('更正')).toEqual(['n7'])
  expect(await find('编号5')).toEqual([])
})

test('the writer joins on request, stops at the signal, and finishes another time', async () => {
  const { writer, directory, answer } = await newIndex()
  for (let number = 0; number < 30; number += 1) await writer.put([article(number)])
  const client = clientOf(directory)
  const before = await answer('党员')
  expect(await trees(client, 'texts')).toBeGreaterThan(1)
  expect(await writer.compact(AbortSignal.abort())).toBe(false)
  expect(await answer('党员')).toEqual(before)
  expect(await writer.compact(new AbortController().signal)).toBe(true)
  expect([await trees(client, 'heads'), await trees(client, 'texts')]).toEqual([1, 1])
  expect(await answer('党员')).toEqual(before)
})
