/** The queue of renditions with a real ffmpeg: results, resuming, cancelling, rivals, failures. */
import { chmodSync, copyFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

import { EncodedPacketSink, FilePathSource, Input, MP4 } from 'mediabunny'
import { beforeAll, describe, expect, it } from 'vitest'

import { findFfmpeg, openVideoWorkshop, probe, type Ffmpeg, type Job, type Workshop } from '@/video'

import {
  describeWithFfmpeg,
  make,
  picture,
  processesIn,
  temporaryFolder,
  tone,
  X264,
} from './media'

const folder = temporaryFolder()
let count = 0
const fresh = (): string => join(folder, `workshop-${String((count += 1))}`)
const now = (): Date => new Date()
const NOTHING = { hls: false, mezzanine: false, audio: false, posters: false }

describe('without ffmpeg', () => {
  const video = { id: '1', digest: 'ab'.repeat(32), file: '/nowhere.mp4' }

  it('jobs wait, can be looked at and cancelled, and a run says why it can’t', async () => {
    const workshop = openVideoWorkshop({ directory: fresh(), ffmpeg: undefined, now })
    const job = await workshop.enqueue(video)
    expect(job).toMatchObject({ state: 'queued', attempts: 0, percent: 0 })
    expect(await workshop.jobs()).toEqual([job])
    await expect(workshop.runNext()).rejects.toMatchObject({ code: 'NO_FFMPEG' })
    expect(await workshop.cancel(job.id)).toMatchObject({ state: 'cancelled' })
    expect(await workshop.result(job.id)).toBeUndefined()
  })

  it('the same file and wants are one job', async () => {
    const workshop = openVideoWorkshop({ directory: fresh(), ffmpeg: undefined, now })
    const first = await workshop.enqueue(video)
    expect(await workshop.enqueue({ ...video, id: '2', wants: { hls: true } })).toEqual(first)
    const other = await workshop.enqueue({ ...video, wants: { hls: false } })
    expect(other.id).not.toBe(first.id)
    expect(await workshop.remove(first.id)).toBe(true)
    expect((await workshop.jobs()).map(({ id }) => id)).toEqual([other.id])
  })

  it('a cancelled job is queued again when somebody asks anew', async () => {
    const workshop = openVideoWorkshop({ directory: fresh(), ffmpeg: undefined, now })
    const { id } = await workshop.enqueue(video)
    await workshop.cancel(id)
    expect(await workshop.enqueue(video)).toMatchObject({ id, state: 'queued' })
  })

  it('names from outside can’t leave the folder', async () => {
    const workshop = openVideoWorkshop({ directory: fresh(), ffmpeg: undefined, now })
    await expect(workshop.enqueue({ ...video, digest: '../x' })).rejects.toThrow(RangeError)
    expect(await workshop.job('../../etc/passwd')).toBeUndefined()
    expect(await workshop.remove('../../x')).toBe(false)
  })

  it('is said with its reason', async () => {
    await expect(findFfmpeg('/nowhere/ffmpeg')).rejects.toMatchObject({ code: 'NO_FFMPEG' })
    await expect(findFfmpeg(process.execPath)).rejects.toMatchObject({ code: 'NO_FFMPEG' })
  })
})

describeWithFfmpeg('with ffmpeg', () => {
  let ffmpeg: Ffmpeg
  let small: string
  let large: string
  beforeAll(async () => {
    ffmpeg = await findFfmpeg(process.env['TEST_FFMPEG'])
    small = make(
      folder,
      '小视频.mp4',
      ...picture('321x181', 3),
      ...tone(3),
      ...X264,
      '-vf',
      'scale=322:182,setsar=1',
      '-c:a',
      'aac',
    )
    large = make(folder, 'large.mp4', ...picture('1280x720', 6), ...tone(6), ...X264, '-c:a', 'aac')
  })

  const open = (directory: string, change: Partial<Parameters<typeof openVideoWorkshop>[0]> = {}) =>
    openVideoWorkshop({ directory, ffmpeg, now, ...change })
  const enqueue = async (workshop: Workshop, file: string, wants = {}): Promise<Job> =>
    workshop.enqueue({ id: 'v', file, digest: (await probe(file)).digest, wants })

  it('makes everything of a small video, once', async () => {
    const directory = fresh()
    const workshop = open(directory)
    const { id } = await enqueue(workshop, small, { normalise: true })
    const seen: number[] = []
    const done = await workshop.runNext(undefined, ({ percent }) => seen.push(percent))
    expect(done).toMatchObject({ state: 'done', percent: 100, attempts: 1 })
    expect(seen).toEqual([...seen].sort((left, right) => left - right))
    const result = await workshop.result(id)
    expect(result?.files.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      ...[
        'hls-master master',
        'hls-playlist 182p',
        'hls-media 182p',
        'mezzanine 720p25',
        'audio audio',
      ],
      ...[1, 2, 3, 4, 5].map((index) => `poster poster-${String(index)}`),
    ])
    for (const file of result?.files ?? []) {
      expect(file.filename).toMatch(/^[a-z0-9.-]+$/)
      expect(statSync(join(directory, 'out', file.filename)).size).toBe(file.bytes)
    }
    const rung = result?.files.find(({ kind }) => kind === 'hls-media')
    expect(rung).toMatchObject({ width: 322, height: 182, frameRate: 25 })
    expect(rung?.codecs).toMatch(/^avc1\.64[0-9a-f]{4},mp4a\.40\.2$/)
    const mezzanine = result?.files.find(({ kind }) => kind === 'mezzanine')
    expect(mezzanine).toMatchObject({ width: 1280, height: 720, frameRate: 25 })
    expect(result?.analysis.loudness?.integrated).toBeCloseTo(-21, 0)
    expect(result?.analysis.gain).toBeCloseTo(-3, 0)
    expect(await workshop.runNext()).toBeUndefined()
    expect(readdirSync(join(directory, 'work'))).toEqual([])
    expect(readdirSync(join(directory, 'leases'))).toEqual([])
  })

  it('brings the sound to the target loudness', async () => {
    const directory = fresh()
    const workshop = open(directory)
    const wants = { ...NOTHING, audio: true, normalise: true }
    const { id } = await enqueue(workshop, small, wants)
    await workshop.runNext()
    const [audio] = (await workshop.result(id))?.files ?? []
    const file = join(directory, 'out', audio?.filename ?? '')
    const args = [
      '-hide_banner',
      '-nostats',
      '-i',
      file,
      '-af',
      'ebur128=framelog=verbose',
      '-f',
      'null',
      '-',
    ]
    const log = execFileSync('sh', ['-c', '"$0" "$@" 2>&1', ffmpeg.path, ...args]).toString()
    const loudness = Number(/^\s+I:\s+(-?[\d.]+) LUFS/m.exec(log)?.[1])
    expect(Math.abs(loudness + 24)).toBeLessThan(0.5)
  })

  it('lines up the key frames of all rungs, of a varying frame rate too', async () => {
    const drop = ['-vf', "select='not(mod(n,3))+lt(mod(n,7),2)'", '-vsync', 'vfr']
    const file = make(folder, 'varying.mkv', ...picture('1280x720', 7), ...drop, ...X264)
    const directory = fresh()
    const workshop = open(directory)
    const { id } = await enqueue(workshop, file, { ...NOTHING, hls: true })
    await workshop.runNext()
    const result = await workshop.result(id)
    const rungs = result?.files.filter(({ kind }) => kind === 'hls-media') ?? []
    expect(rungs.map(({ name, frameRate }) => [name, frameRate])).toEqual([
      ...[
        ['720p', 25],
        ['480p', 25],
        ['360p', 25],
      ],
    ])
    const keys = await Promise.all(
      rungs.map(({ filename }) => keyTimes(join(directory, 'out', filename))),
    )
    expect(keys[0]).toEqual([0, 2, 4, 6])
    expect(keys[1]).toEqual(keys[0])
    expect(keys[2]).toEqual(keys[0])
  })

  it('is read to its end by ffmpeg’s own HLS reader', async () => {
    const directory = fresh()
    const workshop = open(directory)
    const { id } = await enqueue(workshop, large, { ...NOTHING, hls: true })
    await workshop.runNext()
    const master = (await workshop.result(id))?.files[0]?.filename ?? ''
    const args = [
      '-hide_banner',
      '-v',
      'error',
      '-i',
      join(directory, 'out', master),
      '-map',
      '0',
      '-f',
      'null',
      '-',
    ]
    const log = execFileSync('sh', ['-c', '"$0" "$@" 2>&1', ffmpeg.path, ...args]).toString()
    expect(log).toBe('')
    const result = await workshop.result(id)
    expect(result?.files.map(({ name }) => name)).toEqual([
      ...['master', '720p', '480p', '360p', '720p', '480p', '360p'],
    ])
  })

  it('stops on a signal, and goes on where it stopped', async () => {
    const directory = fresh()
    const workshop = open(directory)
    const { id } = await enqueue(workshop, large, { ...NOTHING, hls: true, audio: true })
    const halt = new AbortController()
    const stopped = await workshop.runNext(halt.signal, ({ step }) => {
      if (step?.includes('720p')) halt.abort()
    })
    expect(stopped).toMatchObject({ state: 'queued', attempts: 0 })
    const audio = join(directory, 'out', `${id}-audio.m4a`)
    const { ino, mtimeMs } = statSync(audio)
    expect(readdirSync(join(directory, 'out'))).toEqual([`${id}-audio.m4a`])
    expect(await workshop.runNext()).toMatchObject({ state: 'done', attempts: 1 })
    expect(statSync(audio)).toMatchObject({ ino, mtimeMs })
  })

  it('is cancelled while it runs, by another process’s workshop, and leaves nothing', async () => {
    const directory = fresh()
    const workshop = open(directory)
    const { id } = await enqueue(workshop, large)
    let cancelled: Promise<unknown> | undefined
    const job = await workshop.runNext(undefined, ({ step }) => {
      if (step?.includes('720p')) cancelled ??= open(directory).cancel(id)
    })
    await cancelled
    expect(job).toMatchObject({ state: 'cancelled' })
    expect(readdirSync(join(directory, 'out'))).toEqual([])
    expect(readdirSync(join(directory, 'cancellations'))).toEqual([])
    expect(processesIn(join(directory, 'work'))).toEqual([])
    expect(await workshop.runNext()).toBeUndefined()
  })

  it('is done by one of two workers', async () => {
    const directory = fresh()
    const { id } = await enqueue(open(directory), small)
    const answers = await Promise.all([open(directory).runNext(), open(directory).runNext()])
    expect(answers.map((job) => job?.state).sort()).toEqual(['done', undefined])
    expect((await open(directory).job(id))?.attempts).toBe(1)
  })

  it('refuses a file that is no longer the one that was enqueued, at once', async () => {
    const file = join(folder, 'changed.mp4')
    copyFileSync(small, file)
    const workshop = open(fresh())
    await enqueue(workshop, file)
    writeFileSync(file, 'x', { flag: 'a' })
    const job = await workshop.runNext()
    expect(job).toMatchObject({ state: 'failed', attempts: 1 })
    expect(job?.error).toContain('another one')
  })

  it('tries again after a failure, each time later, and gives up after five', async () => {
    const broken = join(folder, 'broken-ffmpeg')
    writeFileSync(broken, '#!/bin/sh\necho "$(seq 1 2000)" >&2\necho no space left >&2\nexit 1\n')
    chmodSync(broken, 0o755)
    let clock = Date.parse('2014-07-01T00:00:00Z')
    const workshop = open(fresh(), {
      ffmpeg: { path: broken, version: '5.1' },
      now: () => new Date(clock),
    })
    await enqueue(workshop, small)
    const waits: number[] = []
    for (let attempt = 1; attempt < 5; attempt += 1) {
      const job = await workshop.runNext()
      expect(job).toMatchObject({ state: 'queued', attempts: attempt })
      expect(await workshop.runNext()).toBeUndefined()
      const due = Date.parse(job?.notBefore ?? '')
      waits.push((due - clock) / 1000)
      clock = due
    }
    expect(waits).toEqual([30, 60, 120, 240])
    const job = await workshop.runNext()
    expect(job).toMatchObject({ state: 'failed', attempts: 5 })
    expect(job?.error).toMatch(/ffmpeg failed: 1: .*no space left$/s)
    expect(job?.error?.length).toBeLessThanOrEqual(500)
  })
})

/** Seconds of a file's key frames. */
async function keyTimes(file: string): Promise<number[]> {
  using input = new Input({ formats: [MP4], source: new FilePathSource(file) })
  const track = await input.getPrimaryVideoTrack()
  if (!track) throw new Error('no picture')
  const sink = new EncodedPacketSink(track)
  const times: number[] = []
  for (
    let packet = await sink.getFirstKeyPacket();
    packet;
    packet = await sink.getNextKeyPacket(packet)
  ) {
    times.push(Math.round(packet.timestamp * 1000) / 1000)
  }
  return times
}
