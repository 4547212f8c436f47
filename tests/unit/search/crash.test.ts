/** A writer killed at any moment: readers go on, the last finished batch is there, no batch is there by half. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'

import { openSearchReader, openSearchWriter } from '@/search'

import { itemOf } from '../../helpers/items'
import { answerOf, newDirectory } from './helpers'

const KILLS = 6
const DOCUMENTS = 6

test(`${String(KILLS)} kills`, async () => {
  const directory = await newDirectory()
  const program = `dist/search-writer-${String(process.pid)}.mjs`
  onTestFinished(() => rm(program, { force: true }))
  await build({
    entryPoints: ['tests/unit/search/writer-process.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { '@': './src' },
    logLevel: 'warning',
  })
  const reader = openSearchReader(directory)
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = spawn(process.execPath, [program, directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let done = 0
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => (done = Number(line)))
    const ended = once(child, 'close')
    await once(lines, 'line')
    // Readers look on while it writes.
    for (let look = 0; look < 5; look += 1) {
      expect((await answerOf(reader, '党员')).total).toBe(DOCUMENTS)
      await delay(3 + kill * 2)
    }
    child.kill('SIGKILL')
    await ended

    const answer = await answerOf(reader, '党员')
    expect(answer.total).toBe(DOCUMENTS)
    const rounds = new Set(
      answer.hits.map(({ title }) => Number(/round(\d+)/.exec(title.text)?.[1])),
    )
    expect(rounds.size).toBe(1)
    const [round = 0] = rounds
    expect([done, done + 1]).toContain(round)
    expect((await answerOf(reader, `round${String(round)}`)).total).toBe(DOCUMENTS)
  }
  const writer = openSearchWriter(directory)
  await writer.put([itemOf('articles', 'after', { title: '党员' })])
  expect((await answerOf(reader, '党员')).total).toBe(DOCUMENTS + 1)
  await writer.replaceAll([itemOf('articles', 'after', { title: '党员' })])
  expect((await answerOf(reader, '党员')).total).toBe(1)
  reader.close()
  await writer.close()
})
