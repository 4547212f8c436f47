/** ffmpeg's arguments for each step. Pure: paths and numbers in, arguments out. */
import { LIMITS } from '../limits'
import type { Container, Probe, VideoTrack } from '../types'

import { ENCODING, keyFrameInterval, rateOf, type Mezzanine, type Rung } from './ladder'

export interface Source {
  readonly file: string
  readonly probe: Pick<Probe, 'container' | 'video' | 'audio'>
  readonly threads: number
}

/** Named, so that a file dressed up as a video can't choose a reader that opens further files or addresses. */
const DEMUXERS: Readonly<Record<Container, string>> = {
  mp4: 'mov',
  mov: 'mov',
  webm: 'matroska',
  mkv: 'matroska',
}

const COMMON = ['-hide_banner', '-nostdin', '-nostats', '-y', '-progress', 'pipe:1']
/** No tags of the original (cameras write places into them) and no encoder names or dates. */
const CLEAN = [
  ...['-map_metadata', '-1', '-map_chapters', '-1'],
  ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
]

const input = ({ file, probe, threads }: Source): string[] => [
  ...['-threads', String(threads), '-protocol_whitelist', 'file,pipe'],
  ...['-f', DEMUXERS[probe.container], '-i', `file:${file}`],
]

const finished = (file: string): string => `file:${file}`

/** Measures without writing anything; the figures are in the log. */
export function analysisArguments(source: Source): string[] {
  const { blackSeconds, frozenSeconds, silentSeconds } = LIMITS.ingest
  const picture = [
    'idet',
    'scale=320:-2',
    'scdet=t=8',
    `blackdetect=d=${String(blackSeconds)}`,
    `freezedetect=n=-60dB:d=${String(frozenSeconds)}`,
  ].join(',')
  // As it will be heard: two channels of the same are louder than one (BS.1770 adds them up).
  const sound = `aformat=channel_layouts=stereo,silencedetect=n=-60dB:d=${String(silentSeconds)},ebur128=peak=true:framelog=verbose`
  return [
    ...['-loglevel', 'info', ...COMMON, ...input(source)],
    ...['-map', '0:v:0', '-vf', picture],
    ...(source.probe.audio ? ['-map', '0:a:0', '-af', sound] : []),
    ...['-f', 'null', '-'],
  ]
}

const soundArguments = (bitrate: number, gain: number | undefined): string[] => [
  ...(gain === undefined ? [] : ['-af', `volume=${String(gain)}dB`]),
  ...['-c:a', 'aac', '-b:a', String(bitrate)],
  ...['-ar', String(ENCODING.sampleRate), '-ac', String(ENCODING.channels)],
]

export const audioArguments = (source: Source, to: string, gain?: number): string[] => [
  ...['-loglevel', 'warning', ...COMMON, ...input(source), '-map', '0:a:0', '-vn'],
  ...soundArguments(ENCODING.audioBitrate, gain),
  ...[...CLEAN, '-movflags', '+faststart', '-f', 'mp4', finished(to)],
]

/**
 * Any number of rungs from one reading of the original: fragmented MP4, a fragment a key frame, and an index (`sidx`)
 * the playlist is made from. The sound is copied from the finished audio file, so all rungs have the same.
 */
export function ladderArguments(
  source: Source,
  rungs: readonly { readonly rung: Rung; readonly to: string }[],
  audio: string | undefined,
): string[] {
  const rate = rateOf(source.probe.video.frameRate)
  const names = rungs.map((_, index) => `r${String(index)}`)
  const scales = rungs.map(
    ({ rung: { width, height } }, index) =>
      `[s${String(index)}]scale=${String(width)}:${String(height)}:flags=bicubic,setsar=1,format=yuv420p[r${String(index)}]`,
  )
  const split = `[0:v:0]fps=${rate.text},split=${String(rungs.length)}${rungs.map((_, index) => `[s${String(index)}]`).join('')}`
  return [
    ...['-loglevel', 'warning', ...COMMON, ...input(source)],
    ...(audio === undefined ? [] : ['-f', 'mov', '-i', `file:${audio}`]),
    ...['-filter_complex_threads', '1', '-filter_complex', [split, ...scales].join(';')],
    ...rungs.flatMap(({ rung, to }, index) => [
      ...['-map', `[${names[index] ?? ''}]`],
      ...(audio === undefined ? [] : ['-map', '1:a:0', '-c:a', 'copy']),
      ...pictureArguments(rung.bitrate, keyFrameInterval(rate), source.threads),
      ...CLEAN,
      ...['-movflags', FRAGMENTED, '-f', 'mp4', finished(to)],
    ]),
  ]
}

const FRAGMENTED =
  '+frag_keyframe+empty_moov+default_base_moof+negative_cts_offsets+delay_moov+global_sidx'

function pictureArguments(bitrate: number, interval: number, threads: number): string[] {
  return [
    ...['-c:v', 'libx264', '-preset', ENCODING.preset, '-profile:v', 'high'],
    // Threads by slices: by frames, x264's rate control gives other bytes each time once the rate has a peak.
    ...['-threads:v', String(threads), '-x264-params', 'sliced-threads=1'],
    ...['-b:v', String(bitrate), '-maxrate', String(Math.round(bitrate * ENCODING.peak))],
    ...['-bufsize', String(Math.round(bitrate * ENCODING.buffer))],
    // A key frame there and nowhere else: players change rungs at key frames, so all rungs need the same ones.
    ...['-g', String(interval), '-keyint_min', String(interval), '-sc_threshold', '0'],
  ]
}

export function mezzanineArguments(
  source: Source,
  mezzanine: Mezzanine,
  to: string,
  gain?: number,
): string[] {
  const { width, height, bitrate } = mezzanine
  const size = `${String(width)}:${String(height)}`
  const fit = [
    `fps=${String(ENCODING.mezzanineRate)}`,
    `scale=${size}:flags=bicubic:force_original_aspect_ratio=decrease`,
    `pad=${size}:(ow-iw)/2:(oh-ih)/2`,
    'setsar=1,format=yuv420p',
  ].join(',')
  return [
    ...['-loglevel', 'warning', ...COMMON, ...input(source), '-map', '0:v:0', '-vf', fit],
    ...pictureArguments(bitrate, ENCODING.mezzanineRate, source.threads),
    ...(source.probe.audio
      ? ['-map', '0:a:0', ...soundArguments(ENCODING.mezzanineAudioBitrate, gain)]
      : []),
    ...[...CLEAN, '-movflags', '+faststart', '-f', 'mp4', finished(to)],
  ]
}

/** The picture as shown, at most `LIMITS.posters.height` high. */
export function posterSize({ width, height }: VideoTrack): { width: number; height: number } {
  const factor = Math.min(1, LIMITS.posters.height / height)
  return { width: Math.round(width * factor), height: Math.round(height * factor) }
}

/** One JPEG of the moment `at`, seconds. */
export function posterArguments(source: Source, at: number, to: string): string[] {
  const { width, height } = posterSize(source.probe.video)
  const { quality } = LIMITS.posters
  return [
    ...['-loglevel', 'warning', ...COMMON, '-ss', at.toFixed(3), ...input(source)],
    ...['-map', '0:v:0', '-frames:v', '1'],
    ...['-vf', `scale=${String(width)}:${String(height)}:flags=bicubic,setsar=1,format=yuvj420p`],
    ...['-c:v', 'mjpeg', '-threads:v', '1', '-q:v', String(quality), ...CLEAN],
    ...['-f', 'image2', '-update', '1', finished(to)],
  ]
}
