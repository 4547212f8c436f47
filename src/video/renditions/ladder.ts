/** What is made of a video: sizes and bit rates, as data. Sizes are lines of the shorter side, so upright videos fit too. */
import type { VideoTrack } from '../types'

/** Raised when the same original would give other bytes; part of every job's id. */
export const RECIPE = 1

export interface Rung {
  /** Such as `720p`. */
  readonly name: string
  readonly width: number
  readonly height: number
  /** Bits per second. */
  readonly bitrate: number
}

/** H.264 High. Bit rates are those of Apple's HLS authoring guide for 25–30 frames a second, rounded. */
const LADDER = [
  { lines: 1080, bitrate: 5_000_000 },
  { lines: 720, bitrate: 2_800_000 },
  { lines: 480, bitrate: 1_400_000 },
  { lines: 360, bitrate: 800_000 },
] as const

export interface Mezzanine extends Rung {
  /** The picture's lines from which it is made. */
  readonly from: number
}

/** For broadcasters, who take one frame size and rate: the picture is fitted in and the rest is black. */
const MEZZANINES: readonly Mezzanine[] = [
  { name: '1080p25', width: 1920, height: 1080, bitrate: 12_000_000, from: 1080 },
  { name: '720p25', width: 1280, height: 720, bitrate: 6_000_000, from: 0 },
]

export const ENCODING = {
  /** x264's: faster than its default `medium`, for somewhat more bits. */
  preset: 'fast',
  /** Peak and buffer of the bit rate, as the authoring guide asks: at most 200 %; kept near the average for IPTV. */
  peak: 1.1,
  buffer: 1.5,
  audioBitrate: 128_000,
  mezzanineAudioBitrate: 192_000,
  sampleRate: 48_000,
  channels: 2,
  /** Seconds between key frames; each begins a fragment. */
  keyFrameSeconds: 2,
  /** Key-frame intervals in a segment: 6 s. */
  fragmentsPerSegment: 3,
  mezzanineRate: 25,
} as const

/** The rungs not larger than the picture; of a smaller picture one in its own size. Best first. */
export function rungsOf(video: VideoTrack): readonly Rung[] {
  const lines = Math.min(video.width, video.height)
  const rungs = LADDER.filter((rung) => rung.lines <= lines)
  const last = LADDER[LADDER.length - 1]
  const own = {
    lines,
    bitrate: Math.max(100_000, Math.round((last?.bitrate ?? 0) * (lines / 360))),
  }
  return (rungs.length > 0 ? rungs : [own]).map((rung) => ({
    name: `${String(rung.lines)}p`,
    ...scaled(video, rung.lines / lines),
    bitrate: rung.bitrate,
  }))
}

export const mezzaninesOf = (video: VideoTrack): readonly Mezzanine[] =>
  MEZZANINES.filter(({ from }) => Math.min(video.width, video.height) >= from)

/** Even numbers, as 4:2:0 asks for. */
function scaled(video: VideoTrack, factor: number): { width: number; height: number } {
  const even = (length: number): number => Math.max(2, 2 * Math.round((length * factor) / 2))
  return { width: even(video.width), height: even(video.height) }
}

/** A frame rate ffmpeg takes, as a fraction, and as a number. */
export interface Rate {
  readonly text: string
  readonly perSecond: number
}

const FRACTIONS: readonly Rate[] = [
  { text: '24000/1001', perSecond: 24000 / 1001 },
  { text: '30000/1001', perSecond: 30000 / 1001 },
]
const MOST_FRAMES = 30.5

/**
 * The ladder's frame rate: the video's own where it is constant, halved until it is at most 30; 25 where it varies, since
 * key frames line up only at a constant rate.
 */
export function rateOf({ constant, perSecond }: VideoTrack['frameRate']): Rate {
  if (!constant || perSecond <= 0) return { text: '25', perSecond: 25 }
  let rate = perSecond
  while (rate > MOST_FRAMES) rate /= 2
  const fraction = FRACTIONS.find((known) => Math.abs(known.perSecond - rate) < 0.005)
  if (fraction) return fraction
  const rounded = Math.round(rate * 1000) / 1000
  return { text: String(rounded), perSecond: rounded }
}

export const keyFrameInterval = (rate: Rate): number =>
  Math.max(1, Math.round(rate.perSecond * ENCODING.keyFrameSeconds))
