/** A process that is killed at any moment leaves a store that can be read, and a log without gaps. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createHash } from 'node:crypto'
import { join } from 'node:path'

import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'

import { LONG_TEXT, newStore } from './new-store'

let program: string

beforeAll(async () => {
  const { directory } = await newStore()
  program = join(directory, 'publish-forever.mjs')
  await build({
    entryPoints: [new URL('fixtures/publish-forever.ts', import.meta.url).pathname],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    alias: { '@': new URL('../../../src', import.meta.url).pathname },
  })
})

/** Runs until it has finished so many rounds, then kills it a little later, at an arbitrary point of the next ones. */
async function runAndKill(directory: string, uploads: string, rounds: number): Promise<number> {
  const child = spawn(process.execPath, [program, directory, uploads], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  let finished = 0
  for await (const chunk of child.stdout) {
    output += String(chunk)
    finished = Number(output.split('\n').at(-2) ?? '0')
    if (output.split('\n').length > rounds) {
      child.kill('SIGKILL')
      break
    }
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  return finished
}

describe('kill -9', () => {
  it('leaves old or new, never half', async () => {
    const { store, directory, uploads, reopen } = await newStore()
    let finished = 0
    for (const rounds of [1, 7, 120, 33, 400, 60]) {
      finished = await runAndKill(directory, uploads, rounds)
      const changes = await store.changes.read(0, 100_000)
      expect(changes.map(({ seq, key }) => [seq, key])).toEqual(
        changes.map((_, index) => [index + 1, `key-${String(index + 1)}`]),
      )
      expect(changes.length).toBeGreaterThanOrEqual(finished)

      const report = await store.verify()
      expect(report.damaged).toEqual([])
      const pointer = await store.lookup('/feed')
      if (pointer?.kind !== 'file') throw new Error('/feed is lost')
      const body = await store.readBlob(pointer.digest)
      expect(createHash('sha256').update(body).digest('hex')).toBe(pointer.digest)
      const round = Number.parseInt(body.toString(), 10)
      expect(body.toString()).toBe(`${String(round)} ${LONG_TEXT}`)
      expect(round).toBeGreaterThanOrEqual(finished)
    }
    expect(finished).toBeGreaterThan(500)
    const after = await reopen()
    await after.verify({ repair: true })
    expect((await after.verify()).damaged).toEqual([])
  })
})
