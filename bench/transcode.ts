/**
 * What the workshop costs over ffmpeg itself: the same ladder and sound, by the workshop and by the same commands run bare,
 * taking turns. Processor time is compared, since wall time on a shared machine says more about the neighbours; the wall
 * time is told beside it. A further row compares with the one command an operator would type, which measures neither
 * loudness nor black, so it has less to do.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { findFfmpeg, openVideoWorkshop, probe, VideoError, type Ffmpeg, type Probe } from '@/video'
import { analysisArguments, audioArguments, ladderArguments } from '@/video/renditions/commands'
import { rungsOf } from '@/video/renditions/ladder'

import type { BenchRow } from './types'

const TARGET = 0.95
const THREADS = 2
const SAMPLE = 'samples/media/videos/village-night-class.mp4'

interface Cost {
  /** Seconds. */
  readonly wall: number
  readonly processor: number
}

/** No rows where there is no ffmpeg: there is nothing to compare. */
export async function run({ rounds = 3, seconds = 8 } = {}): Promise<BenchRow[]> {
  const ffmpeg = await findFfmpeg().catch((error: unknown) => {
    if (!(error instanceof VideoError)) throw error
    process.stdout.write(`transcode: skipped: ${error.message}\n`)
    return undefined
  })
  if (!ffmpeg) return []
  const folder = await mkdtemp(join(tmpdir(), 'quanmei-bench-'))
  try {
    const file = await original(ffmpeg, folder, seconds)
    const about = await probe(file)
    const ways = {
      ours: (to: string) => byWorkshop(ffmpeg, about, file, to),
      bare: (to: string) => bare(ffmpeg, about, file, to),
      plain: (to: string) => plain(ffmpeg, file, to),
    }
    const costs: Record<keyof typeof ways, Cost[]> = { ours: [], bare: [], plain: [] }
    const names = ['ours', 'bare', 'plain'] as const
    for (let round = 0; round < rounds; round += 1) {
      // The order changes too: what comes after another may find a warmer machine.
      for (const name of round % 2 === 0 ? names : [...names].reverse()) {
        const to = join(folder, `${name}-${String(round)}`)
        await mkdir(to)
        costs[name].push(await costOf(() => ways[name](to)))
        await rm(to, { recursive: true })
      }
    }
    const row = (name: string, baseline: 'bare' | 'plain', of: keyof Cost): BenchRow => {
      const [own, other] = [speedOf(costs.ours, of, seconds), speedOf(costs[baseline], of, seconds)]
      const unit = `s of 1080p25 per ${of === 'wall' ? '' : 'processor '}s`
      const ratio = Math.round((own / other) * 100) / 100
      return { name, ours: own, baseline: other, ratio, unit, target: '' }
    }
    const held = (measured: BenchRow): BenchRow => ({
      ...measured,
      target: `≥ ${String(TARGET)}`,
      ok: measured.ours >= TARGET * measured.baseline,
    })
    return [
      held(row('transcode a ladder, against the same commands', 'bare', 'processor')),
      row('the same, by the clock', 'bare', 'wall'),
      held(row('transcode a ladder, against one plain command', 'plain', 'processor')),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A sample, enlarged and repeated: 1080p25 of some 8 Mbit/s, as an editor's finished file is. */
async function original(ffmpeg: Ffmpeg, folder: string, seconds: number): Promise<string> {
  const file = join(folder, 'original.mp4')
  await ffmpegOf(ffmpeg, [
    ...['-stream_loop', '-1', '-i', SAMPLE, '-t', String(seconds)],
    ...['-vf', 'scale=1920:1080,fps=25'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '8M', '-pix_fmt', 'yuv420p'],
    ...['-c:a', 'aac', '-y', file],
  ])
  return file
}

async function byWorkshop(ffmpeg: Ffmpeg, about: Probe, file: string, to: string): Promise<void> {
  const workshop = openVideoWorkshop({
    ...{ directory: to, ffmpeg, threads: THREADS },
    now: () => new Date(),
  })
  const wants = { hls: true, audio: true, mezzanine: false, posters: false }
  await workshop.enqueue({ id: 'bench', digest: about.digest, file, wants })
  const job = await workshop.runNext()
  if (job?.state !== 'done') throw new Error(`The workshop failed: ${job?.error ?? 'no job'}`)
}

async function bare(ffmpeg: Ffmpeg, about: Probe, file: string, to: string): Promise<void> {
  const source = { file, probe: about, threads: THREADS }
  const audio = join(to, 'audio.m4a')
  const rungs = rungsOf(about.video).map((rung) => ({ rung, to: join(to, `${rung.name}.mp4`) }))
  await ffmpegOf(ffmpeg, analysisArguments(source))
  await ffmpegOf(ffmpeg, audioArguments(source, audio))
  await ffmpegOf(ffmpeg, ladderArguments(source, rungs, audio))
}

/** As an operator would type it: one reading, four rungs with sound, the sound alone. */
async function plain(ffmpeg: Ffmpeg, file: string, to: string): Promise<void> {
  const rungs = [
    { height: 1080, bitrate: 5000 },
    { height: 720, bitrate: 2800 },
    { height: 480, bitrate: 1400 },
    { height: 360, bitrate: 800 },
  ]
  const names = rungs.map(({ height }) => `[s${String(height)}]`).join('')
  const scales = rungs.map(({ height }) => {
    const lines = String(height)
    return `[s${lines}]scale=-2:${lines}[r${lines}]`
  })
  await ffmpegOf(ffmpeg, [
    ...['-threads', String(THREADS), '-i', file],
    ...['-filter_complex', `[0:v]split=4${names};${scales.join(';')}`],
    ...rungs.flatMap(({ height, bitrate }) => [
      ...['-map', `[r${String(height)}]`, '-map', '0:a', '-c:v', 'libx264', '-preset', 'fast'],
      ...['-profile:v', 'high', '-threads:v', String(THREADS), '-b:v', `${String(bitrate)}k`],
      ...['-maxrate', `${String(bitrate * 1.1)}k`, '-bufsize', `${String(bitrate * 1.5)}k`],
      ...['-g', '50', '-keyint_min', '50', '-sc_threshold', '0', '-c:a', 'aac', '-b:a', '128k'],
      ...['-movflags', '+frag_keyframe+empty_moov+default_base_moof'],
      join(to, `${String(height)}.mp4`),
    ]),
    ...['-map', '0:a', '-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart'],
    join(to, 'audio.m4a'),
  ])
}

async function ffmpegOf(ffmpeg: Ffmpeg, args: readonly string[]): Promise<void> {
  const child = spawn(ffmpeg.path, ['-nostdin', ...args], { stdio: 'ignore' })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`ffmpeg ended with ${String(code)}`)
}

async function costOf(work: () => Promise<void>): Promise<Cost> {
  const [from, before] = [performance.now(), processorSeconds()]
  await work()
  return { wall: (performance.now() - from) / 1000, processor: processorSeconds() - before }
}

/** Fields 14–17 of proc(5)'s stat: ours and of the children that ended, in ticks of 10 ms. Elsewhere the clock stands in. */
function processorSeconds(): number {
  if (process.platform !== 'linux') return performance.now() / 1000
  const stat = readFileSync('/proc/self/stat', 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0)
}

/** Seconds of video a second, of the median round. */
function speedOf(costs: readonly Cost[], of: keyof Cost, seconds: number): number {
  const sorted = costs.map((cost) => cost[of]).sort((left, right) => left - right)
  const median = sorted[Math.floor(sorted.length / 2)] ?? NaN
  return Math.round((seconds / median) * 1000) / 1000
}
