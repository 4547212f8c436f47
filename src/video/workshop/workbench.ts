/** Makes the parts of one job, one after another: each is made aside, measured, put in its place and given a receipt. */
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { AnalysisReader, gainFor } from '../renditions/analysis'
import {
  analysisArguments,
  audioArguments,
  ladderArguments,
  mezzanineArguments,
  posterArguments,
  posterSize,
  type Source,
} from '../renditions/commands'
import { runFfmpeg } from '../renditions/ffmpeg'
import type { Mezzanine, Rung } from '../renditions/ladder'
import type { Step } from '../renditions/plan'
import { posterTimes } from '../renditions/poster-times'
import type { Analysis } from '../types'

import { readIfThere, replaceFile } from './files'
import { filesWanted, finish, placed, type Bench } from './receipts'

/** Does one step, or nothing where its receipts are there. */
export async function doStep(step: Step, bench: Bench): Promise<void> {
  switch (step.kind) {
    case 'analysis':
      return analyse(bench)
    case 'audio':
      return makeAudio(bench)
    case 'rungs':
      return makeRungs(step.rungs, bench)
    case 'mezzanine':
      return makeMezzanine(step.mezzanine, bench)
    case 'posters':
      return makePosters(bench)
  }
}

/** What progress calls a step. */
export const nameOf = (step: Step): string => {
  if (step.kind === 'rungs') return step.rungs.map(({ name }) => name).join(' ')
  return step.kind === 'mezzanine' ? step.mezzanine.name : step.kind
}

async function analyse(bench: Bench): Promise<void> {
  const receipt = join(bench.places.receipts(bench.job.id), 'analysis.json')
  if ((await readIfThere(receipt)) !== undefined) return
  const reader = new AnalysisReader()
  await ffmpeg(bench, analysisArguments(sourceOf(bench)), (line) => {
    reader.read(line)
  })
  const analysis = reader.result(bench.probe.durationSeconds)
  const gain = bench.job.video.wants.normalise ? gainFor(analysis.loudness) : undefined
  const text = JSON.stringify(gain === undefined ? analysis : { ...analysis, gain })
  await replaceFile(receipt, text)
}

export async function analysisOf(bench: Bench): Promise<Analysis> {
  const text = await readIfThere(join(bench.places.receipts(bench.job.id), 'analysis.json'))
  if (text === undefined) throw new Error('The analysis is missing')
  return JSON.parse(text) as Analysis
}

const AUDIO = 'audio.m4a'

async function makeAudio(bench: Bench): Promise<void> {
  const made = await filesWanted(bench, [AUDIO])
  if (made.length === 0) return
  const { gain } = await analysisOf(bench)
  const aside = join(bench.work, AUDIO)
  await ffmpeg(bench, audioArguments(sourceOf(bench), aside, gain))
  // AAC-LC, which is what ffmpeg's encoder makes.
  const about = {
    kind: 'audio',
    name: 'audio',
    mediaType: 'audio/mp4',
    codecs: 'mp4a.40.2',
  } as const
  await finish(bench, about, AUDIO)
}

async function makeRungs(rungs: readonly Rung[], bench: Bench): Promise<void> {
  const missing = await filesWanted(
    bench,
    rungs.map(({ name }) => `${name}.mp4`),
  )
  const wanted = rungs.filter(({ name }) => missing.includes(`${name}.mp4`))
  if (wanted.length === 0) return
  const audio = bench.probe.audio ? placed(bench, AUDIO) : undefined
  const outputs = wanted.map((rung) => ({ rung, to: join(bench.work, `${rung.name}.mp4`) }))
  await ffmpeg(bench, ladderArguments(sourceOf(bench), outputs, audio))
  for (const { name } of wanted) {
    await finish(bench, { kind: 'hls-media', name, mediaType: 'video/mp4' }, `${name}.mp4`)
  }
}

async function makeMezzanine(mezzanine: Mezzanine, bench: Bench): Promise<void> {
  const file = `${mezzanine.name}.mp4`
  if ((await filesWanted(bench, [file])).length === 0) return
  const { gain } = await analysisOf(bench)
  const aside = join(bench.work, file)
  await ffmpeg(bench, mezzanineArguments(sourceOf(bench), mezzanine, aside, gain))
  const { name } = mezzanine
  await finish(bench, { kind: 'mezzanine', name, mediaType: 'video/mp4' }, file)
}

async function makePosters(bench: Bench): Promise<void> {
  const times = posterTimes(bench.probe.durationSeconds, await analysisOf(bench))
  for (const [index, at] of times.entries()) {
    const name = `poster-${String(index + 1)}`
    const file = `${name}.jpg`
    if ((await filesWanted(bench, [file])).length === 0) continue
    // Each picture is a run of its own, so how far it is says nothing about the step.
    const quiet = { ...bench, onShare: () => undefined }
    await ffmpeg(quiet, posterArguments(sourceOf(bench), at, join(bench.work, file)))
    // Behind the last frame there is no picture, and ffmpeg says so by writing none.
    if (!(await exists(join(bench.work, file)))) continue
    const size = posterSize(bench.probe.video)
    const about = { kind: 'poster', name, mediaType: 'image/jpeg', atSeconds: at, ...size } as const
    await finish(bench, about, file)
    bench.onShare((index + 1) / times.length)
  }
}

const sourceOf = ({ job, probe }: Bench): Source => ({
  file: job.video.file,
  probe,
  threads: job.threads,
})

async function ffmpeg(
  bench: Bench,
  args: readonly string[],
  onLine?: (line: string) => void,
): Promise<void> {
  const seconds = bench.probe.durationSeconds
  await mkdir(bench.work, { recursive: true })
  await runFfmpeg({
    ffmpeg: bench.ffmpeg,
    args,
    signal: bench.signal,
    directory: bench.work,
    onSeconds: (done) => {
      bench.onShare(Math.min(1, done / seconds))
    },
    ...(onLine ? { onLine } : {}),
  })
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )
