/** Finished files and their receipts: what has one, and is still as it says, is not made again. */
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { fingerprint } from '../fingerprint'
import { inspect } from '../probe'
import type { Job, Probe, RenditionFile } from '../types'

import { isMissing, namesIn, placeFile, readIfThere, replaceFile } from './files'
import type { Places } from './places'
import type { Ffmpeg } from './types'

export interface Bench {
  readonly job: Job
  readonly probe: Probe
  readonly places: Places
  readonly ffmpeg: Ffmpeg
  /** Empty folder of this attempt. */
  readonly work: string
  readonly signal: AbortSignal
  /** Told the share of a step that is done, 0 to 1. */
  readonly onShare: (share: number) => void
}

export type About = Pick<RenditionFile, 'kind' | 'name' | 'mediaType'> & Partial<RenditionFile>

/** Measures a file made aside, puts it in its place, and writes its receipt: from then on it is not made again. */
export async function finish(bench: Bench, about: About, file: string): Promise<void> {
  const aside = join(bench.work, file)
  const marks = await fingerprint(aside, bench.signal)
  const measured = about.mediaType === 'video/mp4' ? await measure(aside, marks.bytes) : {}
  const seconds = bench.probe.durationSeconds
  const sound =
    about.kind === 'audio'
      ? { durationSeconds: seconds, bitrate: Math.round((marks.bytes * 8) / seconds) }
      : {}
  const filename = publicName(bench, file)
  await placeFile(aside, join(bench.places.output, filename))
  const receipt: RenditionFile = { ...about, filename, ...marks, ...measured, ...sound }
  const place = join(bench.places.receipts(bench.job.id), `${file}.json`)
  await replaceFile(place, JSON.stringify(receipt))
}

async function measure(file: string, bytes: number): Promise<Partial<RenditionFile>> {
  const { video, audio, durationSeconds, bitrate } = await inspect(file, bytes)
  const codecs = [video.codecs, audio?.codecs].filter((codec) => codec !== undefined).join(',')
  const { width, height } = video
  return { width, height, bitrate, codecs, frameRate: video.frameRate.perSecond, durationSeconds }
}

export async function writeText(
  bench: Bench,
  about: About,
  file: string,
  text: string,
): Promise<RenditionFile> {
  const filename = publicName(bench, file)
  const place = join(bench.places.output, filename)
  if ((await readIfThere(place)) !== text) await replaceFile(place, text)
  return { ...about, filename, ...(await fingerprint(place)) }
}

/** Those without a receipt, or whose file is no longer as the receipt says. */
export async function filesWanted(bench: Bench, files: readonly string[]): Promise<string[]> {
  const receipts = await receiptsOf(bench)
  const wanted: string[] = []
  for (const file of files) {
    const filename = publicName(bench, file)
    const receipt = receipts.find((known) => known.filename === filename)
    const place = join(bench.places.output, filename)
    const bytes = await stat(place).then(({ size }) => size, nothingThere)
    if (receipt?.bytes !== bytes || bytes === undefined) wanted.push(file)
  }
  return wanted
}

export async function receiptsOf({ job, places }: Bench): Promise<RenditionFile[]> {
  const folder = places.receipts(job.id)
  const names = (await namesIn(folder)).filter((name) => name !== 'analysis.json')
  const texts = await Promise.all(names.map((name) => readIfThere(join(folder, name))))
  return texts.flatMap((text) => (text === undefined ? [] : [JSON.parse(text) as RenditionFile]))
}

/** `1f0c…-9ab3…-720p.mp4` */
export const publicName = ({ job }: Bench, file: string): string => `${job.id}-${file}`
export const placed = (bench: Bench, file: string): string =>
  join(bench.places.output, publicName(bench, file))

function nothingThere(error: unknown): undefined {
  if (isMissing(error)) return undefined
  throw error
}

/** Removes what a job made. */
export async function removeWork(id: string, places: Places): Promise<void> {
  await rm(places.result(id), { force: true })
  const made = (await namesIn(places.output)).filter((name) => name.startsWith(`${id}-`))
  for (const name of made) await rm(join(places.output, name), { force: true })
  await rm(places.receipts(id), { recursive: true, force: true })
}
