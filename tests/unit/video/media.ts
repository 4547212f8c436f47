/** Real video files for the tests, made by ffmpeg. Without one, what needs it is skipped and says so. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe } from 'vitest'

import type { Probe } from '@/video'

const ffmpeg = process.env['TEST_FFMPEG'] ?? 'ffmpeg'
const found = spawnSync(ffmpeg, ['-version'])
const reason = found.status === 0 ? undefined : `${ffmpeg} (TEST_FFMPEG) can't be run`

/** `describe` with ffmpeg, else a skipped suite with the reason in its name. */
export function describeWithFfmpeg(name: string, suite: () => void): void {
  if (reason === undefined) {
    describe(name, suite)
    return
  }
  process.stderr.write(`skipped: ${name}: ${reason}\n`)
  describe.skip(`${name} (${reason})`, suite)
}

/** A folder that is removed after the file's tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quanmei-video-'))
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** Runs ffmpeg for a test file; the last argument is where it goes. Quick settings unless others are named. */
export function make(folder: string, name: string, ...args: readonly string[]): string {
  const file = join(folder, name)
  const quick = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y']
  execFileSync(ffmpeg, [...quick, ...args, `file:${file}`], { stdio: ['ignore', 'pipe', 'pipe'] })
  return file
}

export const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'] as const

/** Generated picture: size such as `640x360`, seconds, frames a second. */
export const picture = (size: string, seconds: number, rate = 25): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${String(rate)}:d=${String(seconds)}`],
]

/** A tone of −21 dBFS. */
export const tone = (seconds: number): string[] => [
  ...['-f', 'lavfi', '-i', `sine=frequency=1000:sample_rate=48000:duration=${String(seconds)}`],
]

/** Processes of the machine whose working folder is inside `folder`; none where there is no /proc. */
export function processesIn(folder: string): number[] {
  const pids =
    process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  return pids.map(Number).filter((pid) => {
    try {
      return readlinkSync(`/proc/${String(pid)}/cwd`).startsWith(folder)
    } catch {
      // Gone, or somebody else's.
      return false
    }
  })
}

/** A probe as a starting point for what only computes with it. */
export const PROBE: Probe = {
  container: 'mp4',
  mediaType: 'video/mp4',
  bytes: 500_000_000,
  digest: 'ab'.repeat(32),
  durationSeconds: 600,
  bitrate: 8_000_000,
  video: {
    codec: 'avc',
    codecs: 'avc1.640028',
    width: 1920,
    height: 1080,
    rotation: 0,
    frameRate: { constant: true, perSecond: 25 },
    bitrate: 7_800_000,
  },
  audio: { codec: 'aac', codecs: 'mp4a.40.2', channels: 2, sampleRate: 48_000, bitrate: 192_000 },
  audioTracks: 1,
}
