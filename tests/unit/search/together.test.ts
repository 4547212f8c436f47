/**
 * Searches asked for at once share a connection, and each asks the index several times in one transaction: they must take
 * turns. That they see one state of it while another process writes is part of crash.test.ts.
 */
import { expect, test } from 'vitest'

import type { Item } from '@/core'

import { itemOf } from '../../helpers/items'
import { newIndex } from './helpers'

const DOCUMENTS = 6

/** Each round moves every document to another place. */
const round = (number: number): Item[] =>
  Array.from({ length: DOCUMENTS }, (_, index) =>
    itemOf('articles', String(index), {
      title: `党员 round${String(number)}`,
      publishedAt: new Date(Date.UTC(2014, 0, 1, 0, number, index)).toISOString(),
    }),
  )

test('searches asked for at once, while every document moves, see all of them once', async () => {
  const { writer, answer } = await newIndex(round(0))
  let writing = true
  const written = (async () => {
    for (let number = 1; number <= 40; number += 1) await writer.put(round(number))
    writing = false
  })()
  let looks = 0
  while (writing) {
    const answers = await Promise.all(['党员', '党员', 'round'].map((text) => answer(text)))
    expect(answers.map(({ total }) => total)).toEqual([DOCUMENTS, DOCUMENTS, 0])
    const titles = answers[0]?.hits.map(({ title }) => title.text)
    expect(new Set(titles).size).toBe(1)
    looks += 1
    await new Promise(setImmediate)
  }
  await written
  expect(looks).toBeGreaterThan(10)
})
