/**
 * Renditions in a real browser, as readers get them: published under one folder, answered by the delivery plane. The
 * playlist is walked as HLS players do it, byte range by byte range, into a Media Source.
 */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openArtefactStore } from '@/artefacts'
import { createDeliveryServer } from '@/delivery'
import { findFfmpeg, openVideoWorkshop, probe, type Renditions } from '@/video'

import { openBrowser, whyNoBrowser } from '../../helpers/browser'
import { SITE } from '../delivery/new-plane'
import { describeWithFfmpeg, make, picture, temporaryFolder, tone, X264 } from './media'

const FOLDER = '/videos/renditions/'
const folder = temporaryFolder()

interface Playback {
  readonly buffered: readonly (readonly [number, number])[]
  readonly width: number
  readonly seconds: number
  readonly requests: number
}

if (whyNoBrowser) process.stderr.write(`skipped: renditions in a browser: ${whyNoBrowser}\n`)

describeWithFfmpeg('renditions', () => {
  describe.skipIf(whyNoBrowser !== undefined)('in a browser', () => {
    let browser: Browser
    let server: Server
    let origin: string
    let renditions: Renditions

    beforeAll(async () => {
      const sound = [...tone(13), '-c:a', 'aac']
      const file = make(folder, 'film.mp4', ...picture('640x360', 13), ...sound, ...X264)
      renditions = await rendered(file)
      server = await published(renditions)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
      browser = await openBrowser()
    })
    afterAll(async () => {
      await browser.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    })

    it('play by byte ranges, picture and sound from the same moment on', async () => {
      // The page stands for a partner's player; its own rules are not what is looked at.
      const page = await browser.newPage({ bypassCSP: true })
      await page.goto(`${origin}/healthz`)
      const master = renditions.files.find(({ kind }) => kind === 'hls-master')?.filename ?? ''
      const found: Playback = await page.evaluate(playByRanges, FOLDER + master)
      expect(found.width).toBe(640)
      // The header, and three segments: 6 s, 6 s, 1 s.
      expect(found.requests).toBe(4)
      expect(found.buffered).toHaveLength(1)
      const [[start, end] = [NaN, NaN]] = found.buffered
      expect(start).toBeLessThan(0.03)
      expect(end).toBeGreaterThan(12.9)
      expect(found.seconds).toBeGreaterThan(7)
      await page.close()
    })

    it('answer HEAD and ranges with their type and length', async () => {
      for (const file of renditions.files) {
        const url = origin + FOLDER + file.filename
        const head = await fetch(url, { method: 'HEAD' })
        const { status, headers } = head
        expect([status, headers.get('content-type'), headers.get('content-length')]).toEqual([
          ...[200, file.mediaType, String(file.bytes)],
        ])
        const part = await fetch(url, { headers: { range: 'bytes=2-9' } })
        expect([part.status, part.headers.get('content-range')]).toEqual([
          ...[206, `bytes 2-9/${String(file.bytes)}`],
        ])
      }
    })
  })
})

/** Straight into the media folder, as ADR 0009 has it. */
async function rendered(file: string): Promise<Renditions> {
  const workshop = openVideoWorkshop({
    directory: join(folder, 'workshop'),
    output: join(folder, 'media'),
    ffmpeg: await findFfmpeg(process.env['TEST_FFMPEG']),
    now: () => new Date(),
  })
  const { digest } = await probe(file)
  const { id } = await workshop.enqueue({ id: 'v', digest, file, wants: { mezzanine: false } })
  await workshop.runNext()
  const result = await workshop.result(id)
  if (!result) throw new Error('Nothing was rendered')
  return result
}

async function published({ files }: Renditions): Promise<Server> {
  const store = await openArtefactStore({
    directory: join(folder, 'artefacts'),
    uploads: join(folder, 'media'),
    now: () => new Date(),
  })
  for (const { filename, bytes, mediaType } of files) {
    const lastModified = '2014-07-01T00:00:00.000Z'
    await store.publishUpload({ path: FOLDER + filename, filename, bytes, mediaType, lastModified })
  }
  return createDeliveryServer({ store, site: SITE })
}

/** Runs in the page. */
async function playByRanges(master: string): Promise<Playback> {
  const [, codecs = ''] = /CODECS="([^"]+)"/.exec(await (await fetch(master)).text()) ?? []
  const list = (await (await fetch(master)).text()).split('\n')
  const base = new URL(master, location.href)
  const playlist = new URL(list.find((line) => line.endsWith('.m3u8')) ?? '', base)
  const text = await (await fetch(playlist)).text()
  const uri = new URL(/^\S+\.mp4$/m.exec(text)?.[0] ?? '', playlist)
  const ranges = [...text.matchAll(/BYTERANGE[:=]"?(\d+)@(\d+)/g)]

  const video = document.createElement('video')
  video.muted = true
  document.body.append(video)
  const source = new MediaSource()
  video.src = URL.createObjectURL(source)
  await new Promise((resolve) => {
    source.addEventListener('sourceopen', resolve, { once: true })
  })
  const buffer = source.addSourceBuffer(`video/mp4; codecs="${codecs}"`)
  for (const [, length, offset] of ranges) {
    const last = Number(offset) + Number(length) - 1
    const range = `bytes=${offset ?? ''}-${String(last)}`
    const response = await fetch(uri, { headers: { range } })
    buffer.appendBuffer(await response.arrayBuffer())
    await new Promise((resolve, reject) => {
      buffer.addEventListener('updateend', resolve, { once: true })
      buffer.addEventListener('error', reject, { once: true })
    })
  }
  source.endOfStream()
  await video.play()
  video.currentTime = 7
  await new Promise((resolve) => {
    video.addEventListener('seeked', resolve, { once: true })
  })
  await new Promise<void>((resolve) => {
    video.addEventListener('timeupdate', () => {
      if (video.currentTime > 7.1) resolve()
    })
  })
  return {
    buffered: Array.from({ length: buffer.buffered.length }, (_, index) => [
      buffer.buffered.start(index),
      buffer.buffered.end(index),
    ]),
    width: video.videoWidth,
    seconds: video.currentTime,
    requests: ranges.length,
  }
}
