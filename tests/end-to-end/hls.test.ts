/**
 * A film as a partner's page plays it: the ladder our ffmpeg commands make, answered by the delivery plane, read by hls.js
 * on a page of another origin. What the player does is its own; that levels can be changed without a jump is ours.
 */
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import type Hls from 'hls.js'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openArtefactStore } from '@/artefacts'
import { createDeliveryServer } from '@/delivery'
import { findFfmpeg, openVideoWorkshop, probe, type Renditions } from '@/video'

import { openBrowser, watch, whyNoBrowser } from '../helpers/browser'
import { SITE } from '../unit/delivery/new-plane'
import { describeWithFfmpeg, make, picture, temporaryFolder, tone, X264 } from '../unit/video/media'

/** Two whole segments of 6 s and a short one. */
const SECONDS = 14
const FRAME_SECONDS = 1 / 25
const folder = temporaryFolder()

if (whyNoBrowser) process.stderr.write(`skipped: HLS in a browser: ${whyNoBrowser}\n`)

/** One picture as the player showed it. */
interface Frame {
  readonly at: number
  readonly height: number
}

interface Playback {
  readonly heights: readonly number[]
  /** Where each level's segments begin and end by its playlist. */
  readonly segments: readonly (readonly (readonly [number, number])[])[]
  readonly frames: readonly Frame[]
  readonly gaps: number
  readonly faults: readonly string[]
}

describeWithFfmpeg('a film in HLS', () => {
  describe.skipIf(whyNoBrowser !== undefined)('on a page of another origin', () => {
    let browser: Browser
    const servers: Server[] = []
    let master: string
    let partner: string

    beforeAll(async () => {
      const sound = [...tone(SECONDS), '-c:a', 'aac']
      const file = make(folder, '电影.mp4', ...picture('854x480', SECONDS), ...sound, ...X264)
      const { files } = await rendered(file)
      const plane = await listening(await published(files), servers)
      const found = files.find(({ kind }) => kind === 'hls-master')
      master = `${plane}/media/${found?.filename ?? ''}`
      partner = await listening(await partnersPage(), servers)
      browser = await openBrowser()
    }, 240_000)
    afterAll(async () => {
      await browser.close()
      for (const server of servers) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    })

    it('plays on, and changes its level where a segment begins', async () => {
      const page = await browser.newPage()
      const seen = watch(page, partner)
      await page.goto(partner)
      const found = await page.evaluate(playAndRaise, master)
      expect(found.faults).toEqual([])
      expect(found.heights).toEqual([360, 480])

      const [low = [], high = []] = found.segments
      expect(low).toHaveLength(3)
      expect(high).toHaveLength(3)
      low.forEach(([start, end], index) => {
        const [otherStart, otherEnd] = high[index] ?? [NaN, NaN]
        expect(otherStart).toBeCloseTo(start, 3)
        expect(otherEnd).toBeCloseTo(end, 3)
      })

      // Frames a busy machine leaves out are no matter: the seam is between the last of one level and the first of the other.
      const before = found.frames.filter(({ height }) => height === 360).at(-1)?.at ?? NaN
      const after = found.frames.find(({ height }) => height === 480)?.at ?? NaN
      const seams = low
        .map(([start]) => start)
        .filter((start) => before < start && start < after + FRAME_SECONDS / 2)
      expect(seams, `between ${String(before)} and ${String(after)}`).toHaveLength(1)
      const times = found.frames.map(({ at }) => at)
      expect(times).toEqual([...times].sort((left, right) => left - right))
      expect(times.at(-1)).toBeGreaterThan(SECONDS - 1)
      expect(found.gaps).toBe(0)
      // The films, and nobody else's.
      const plane = new URL(master).origin
      expect(seen.strangers.filter((url) => !url.startsWith(plane))).toEqual([])
      expect(seen.errors).toEqual([])
      await page.close()
    }, 120_000)
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

async function published(files: Renditions['files']): Promise<Server> {
  const store = await openArtefactStore({
    directory: join(folder, 'artefacts'),
    uploads: join(folder, 'media'),
    now: () => new Date(),
  })
  for (const { filename, bytes, mediaType } of files) {
    const path = `/media/${filename}`
    const lastModified = '2014-07-01T00:00:00.000Z'
    await store.publishUpload({ path, filename, bytes, mediaType, lastModified })
  }
  return createDeliveryServer({ store, site: SITE })
}

/** A page with a player and nothing else. */
async function partnersPage(): Promise<Server> {
  const require = createRequire(import.meta.url)
  const script = await readFile(require.resolve('hls.js/dist/hls.min.js'))
  const html =
    '<!doctype html><link rel="icon" href="data:,"><title>合作方</title><video muted playsinline></video><script src="/hls.js"></script>'
  return createServer((request, response) => {
    const isScript = request.url === '/hls.js'
    const type = isScript ? 'text/javascript' : 'text/html; charset=utf-8'
    response.writeHead(200, { 'Content-Type': type }).end(isScript ? script : html)
  })
}

async function listening(server: Server, servers: Server[]): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

/** Runs in the page: begins with the lowest level, goes to the highest once it plays, and watches to the end. */
async function playAndRaise(master: string): Promise<Playback> {
  const Player = (window as unknown as { Hls: typeof Hls }).Hls
  const video = document.querySelector('video')
  if (!video) throw new Error('There is a video')
  const hls = new Player({ startLevel: 0, enableWorker: false, capLevelToPlayerSize: false })
  const faults: string[] = []
  const segments: Record<number, [number, number][]> = {}
  hls.on(Player.Events.ERROR, (_, { fatal, details }) => {
    if (fatal) faults.push(details)
  })
  hls.on(Player.Events.LEVEL_LOADED, (_, { level, details }) => {
    segments[level] = details.fragments.map(({ start, end }) => [start, end])
  })
  hls.loadSource(master)
  hls.attachMedia(video)
  await new Promise((resolve) => {
    hls.once(Player.Events.MANIFEST_PARSED, resolve)
  })
  hls.currentLevel = 0

  const frames: { at: number; height: number }[] = []
  const look = (_: number, { mediaTime, height }: { mediaTime: number; height: number }): void => {
    frames.push({ at: mediaTime, height })
    video.requestVideoFrameCallback(look)
  }
  video.requestVideoFrameCallback(look)
  const playing = new Promise<void>((resolve) => {
    video.addEventListener('timeupdate', () => {
      if (video.currentTime > 1) resolve()
    })
  })
  const ended = new Promise((resolve) => {
    video.addEventListener('ended', resolve, { once: true })
    hls.on(Player.Events.ERROR, (_, { fatal }) => {
      if (fatal) resolve(undefined)
    })
  })
  await video.play()
  await Promise.race([playing, ended])
  hls.nextLevel = hls.levels.length - 1
  await ended
  return {
    heights: hls.levels.map(({ height }) => height),
    segments: hls.levels.map((_, level) => segments[level] ?? []),
    frames,
    gaps: Math.max(0, video.buffered.length - 1),
    faults,
  }
}
