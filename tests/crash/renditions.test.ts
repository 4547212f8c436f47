/** kill −9 during a transcode, three times, ends in the same files as a run nobody disturbed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

import { build } from 'esbuild'
import { expect, it } from 'vitest'

import { findFfmpeg, openVideoWorkshop, probe, type Renditions } from '@/video'

import {
  describeWithFfmpeg,
  make,
  picture,
  processesIn,
  temporaryFolder,
  tone,
  X264,
} from '../unit/video/media'

const folder = temporaryFolder()
/** A dead worker's lease lasts so long; the next one's clock is ahead by more, so nothing has to wait. */
const LEASE_MS = 30_000

describeWithFfmpeg('a worker killed three times', () => {
  it('ends in the same files', async () => {
    const file = make(
      folder,
      'film.mp4',
      ...picture('854x480', 8),
      ...tone(8),
      ...X264,
      '-c:a',
      'aac',
    )
    const program = await bundled()
    const undisturbed = await runUndisturbed(file)

    const directory = join(folder, 'killed')
    const workshop = openVideoWorkshop({ directory, ffmpeg: undefined, now: () => new Date() })
    const { id } = await workshop.enqueue({ id: 'v', file, digest: undisturbed.source })
    await runUntil(program, directory, 0, '480p 360p')
    const audio = join(directory, 'out', `${id}-audio.m4a`)
    const { ino, mtimeMs } = statSync(audio)
    await runUntil(program, directory, 1, '720p25')
    await runUntil(program, directory, 2, 'posters')
    // What is there is whole: each file is the one of the undisturbed run.
    const made = new Map(undisturbed.files.map((known) => [known.filename, known.bytes]))
    for (const name of readdirSync(join(directory, 'out'))) {
      expect([name, statSync(join(directory, 'out', name)).size]).toEqual([name, made.get(name)])
    }
    expect(await runUntil(program, directory, 3, undefined)).toBe('end done')

    expect(await workshop.result(id)).toEqual(undisturbed)
    expect(await workshop.job(id)).toMatchObject({ state: 'done', attempts: 4 })
    // What was finished before the first kill was not made again.
    expect(statSync(audio)).toMatchObject({ ino, mtimeMs })
    expect(readdirSync(join(directory, 'out')).sort()).toEqual([...made.keys()].sort())
    expect(readdirSync(join(directory, 'work'))).toEqual([])
    expect(processesIn(join(directory, 'work'))).toEqual([])
  }, 240_000)
})

async function runUndisturbed(file: string): Promise<Renditions> {
  const directory = join(folder, 'undisturbed')
  const ffmpeg = await findFfmpeg(process.env['TEST_FFMPEG'])
  const workshop = openVideoWorkshop({ directory, ffmpeg, now: () => new Date() })
  const { id } = await workshop.enqueue({ id: 'v', file, digest: (await probe(file)).digest })
  await workshop.runNext()
  const result = await workshop.result(id)
  if (!result) throw new Error('The undisturbed run made nothing')
  return result
}

/** Runs a worker and kills it some moments after it began a step; without a step, to its end. Answers its last words. */
async function runUntil(
  program: string,
  directory: string,
  turn: number,
  step: string | undefined,
): Promise<string> {
  const args = [program, directory, String(turn * 2 * LEASE_MS), String(LEASE_MS)]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  let last = ''
  for await (const line of createInterface({ input: child.stdout })) {
    last = line
    if (step === undefined || !line.startsWith(`running ${step} `)) continue
    setTimeout(() => child.kill('SIGKILL'), 150)
    break
  }
  const [code, signal] = (await gone) as [number | null, NodeJS.Signals | null]
  expect(signal ?? code).toBe(step === undefined ? 0 : 'SIGKILL')
  return last
}

async function bundled(): Promise<string> {
  const outfile = join(folder, 'rendition-process.mjs')
  await build({
    entryPoints: [resolve('tests/crash/rendition-process.ts')],
    ...{ outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' },
    alias: { '@': resolve('src') },
    logLevel: 'warning',
  })
  return outfile
}
