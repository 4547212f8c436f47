import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { probe } from '@/video'

import { describeWithFfmpeg, make, picture, temporaryFolder, tone, X264 } from './media'

const folder = temporaryFolder()
const SAMPLE = 'samples/media/videos/village-night-class.mp4'

/** A copy that ends after a share of its bytes. */
function cut(file: string, name: string, share: number): string {
  const copy = join(folder, name)
  copyFileSync(file, copy)
  truncateSync(copy, Math.floor(readFileSync(file).length * share))
  return copy
}

describe('probe', () => {
  it('tells what a sample is', async () => {
    const bytes = readFileSync(SAMPLE)
    const found = await probe(SAMPLE)
    expect(found).toMatchObject({
      container: 'mp4',
      mediaType: 'video/mp4',
      bytes: bytes.length,
      digest: createHash('sha256').update(bytes).digest('hex'),
      video: { codec: 'avc', rotation: 0, frameRate: { constant: true } },
      audio: { codec: 'aac', codecs: 'mp4a.40.2' },
    })
    expect(found.video.codecs).toMatch(/^avc1\.[0-9a-f]{6}$/)
    expect(found.bitrate).toBe(Math.round((bytes.length * 8) / found.durationSeconds))
  })

  it.each([0.1, 0.5, 0.99])('knows a file cut off at %f of its bytes', async (share) => {
    const file = cut(SAMPLE, `cut-${String(share)}.mp4`, share)
    await expect(probe(file)).rejects.toMatchObject({ name: 'VideoError', code: 'TRUNCATED' })
  })

  it.each([
    ['a text', '这是一段文字，不是视频。'.repeat(2000)],
    ['a word', 'hello'],
    ['nothing', ''],
    ['a web page', '<!doctype html><title>404</title>'],
  ])('refuses %s renamed .mp4', async (_, text) => {
    const file = join(folder, '文字.mp4')
    writeFileSync(file, text)
    await expect(probe(file)).rejects.toMatchObject({ code: 'NOT_A_VIDEO' })
  })

  it('refuses a playlist renamed .mp4, which would open further files', async () => {
    const file = join(folder, 'playlist.mp4')
    writeFileSync(file, '#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nother.ts\n#EXT-X-ENDLIST\n')
    await expect(probe(file)).rejects.toMatchObject({ code: 'NOT_A_VIDEO' })
  })

  it('says that a file is not there', async () => {
    await expect(probe(join(folder, 'none.mp4'))).rejects.toMatchObject({ code: 'UNREADABLE' })
  })

  it('stops on a signal', async () => {
    await expect(probe(SAMPLE, AbortSignal.abort('enough'))).rejects.toBe('enough')
  })
})

describeWithFfmpeg('probe of files made by ffmpeg', () => {
  it.each([
    ['film.mp4', 'mp4', 'avc', 'aac', [...X264, '-c:a', 'aac']],
    ['film.mov', 'mov', 'avc', 'pcm-s16', [...X264, '-c:a', 'pcm_s16le']],
    ['film.mkv', 'mkv', 'avc', 'aac', [...X264, '-c:a', 'aac']],
    [
      'film.webm',
      'webm',
      'vp8',
      'opus',
      ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus'],
    ],
  ] as const)('knows %s', async (name, container, video, audio, args) => {
    const file = make(folder, name, ...picture('320x180', 2), ...tone(2), ...args)
    const found = await probe(file)
    expect(found).toMatchObject({
      container,
      video: {
        codec: video,
        width: 320,
        height: 180,
        frameRate: { constant: true, perSecond: 25 },
      },
      audio: { codec: audio, channels: 1, sampleRate: 48_000 },
      audioTracks: 1,
    })
    expect(found.durationSeconds).toBeCloseTo(2, 1)
    await expect(probe(cut(file, `cut-${name}`, 0.7))).rejects.toMatchObject({ code: 'TRUNCATED' })
  })

  it('takes odd sizes and names that are not Latin', async () => {
    const source = ['-f', 'lavfi', '-i', 'testsrc=s=853x481:r=25:d=1']
    const file = make(
      folder,
      '第一课 “课堂”.mp4',
      ...source,
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
    )
    const { video, audio, audioTracks } = await probe(file)
    expect([video.width, video.height]).toEqual([853, 481])
    expect([audio, audioTracks]).toEqual([undefined, 0])
  })

  it('sees that a frame rate varies', async () => {
    const drop = ['-vf', "select='not(mod(n,3))+lt(mod(n,7),2)'", '-vsync', 'vfr']
    const file = make(folder, 'varying.mp4', ...picture('320x180', 4), ...drop, ...X264)
    const { frameRate } = (await probe(file)).video
    expect(frameRate.constant).toBe(false)
    expect(frameRate.perSecond).toBeGreaterThan(10)
    expect(frameRate.perSecond).toBeLessThan(15)
  })

  it('shows the size after rotation', async () => {
    const flat = make(folder, 'flat.mp4', ...picture('320x180', 1), ...X264)
    const file = make(folder, 'turned.mp4', '-i', flat, '-c', 'copy', '-metadata:s:v', 'rotate=90')
    const { video } = await probe(file)
    expect([video.width, video.height]).toEqual([180, 320])
    expect([90, 270]).toContain(video.rotation)
  })

  it('refuses sound without a picture', async () => {
    const file = make(folder, 'sound.mp4', ...tone(1), '-c:a', 'aac')
    await expect(probe(file)).rejects.toMatchObject({ code: 'UNSUPPORTED' })
  })

  it('looks into two hours without reading them into memory', async () => {
    const source = ['-f', 'lavfi', '-i', 'color=gray:s=64x36:r=1:d=7200']
    const file = make(folder, 'long.mp4', ...source, ...X264, '-crf', '51', '-g', '7200')
    // A hole of 1 GB in a box players skip: the file is large and takes no room.
    const size = 1024 ** 3
    const header = Buffer.alloc(16)
    header.writeUInt32BE(1, 0)
    header.write('free', 4, 'latin1')
    header.writeBigUInt64BE(BigInt(size), 8)
    const whole = readFileSync(file).length
    writeFileSync(file, header, { flag: 'a' })
    truncateSync(file, whole + size)
    const before = process.memoryUsage().rss
    const found = await probe(file)
    expect(found.durationSeconds).toBe(7200)
    expect(found.bytes).toBe(whole + size)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 ** 2)
  })
})
