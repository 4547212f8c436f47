/** Looks into a video file, by mediabunny: no binary needed, and never the whole file in memory. */
import { open } from 'node:fs/promises'

import {
  EncodedPacketSink,
  FilePathSource,
  Input,
  MATROSKA,
  MP4,
  QTFF,
  WEBM,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny'

import { VideoError } from './errors'
import { fingerprint } from './fingerprint'
import { surveyBoxes } from './iso-boxes'
import { LIMITS } from './limits'
import type { AudioTrack, Container, Probe, VideoTrack } from './types'

const FORMATS = [MP4, QTFF, WEBM, MATROSKA]
const CONTAINERS: Readonly<Record<string, Container>> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
  'video/matroska': 'mkv',
}
const MEDIA_TYPES: Readonly<Record<Container, string>> = {
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mkv: 'video/matroska',
}

/**
 * Length, picture, sound and digest of an MP4, MOV, WebM or MKV file. The frame rate comes from the first frames
 * (`LIMITS.probe.frames`). Throws VideoError: NOT_A_VIDEO, TRUNCATED, UNSUPPORTED, UNREADABLE, or SOURCE_CHANGED where
 * the SHA-256 is not `expected`.
 */
export async function probe(file: string, signal?: AbortSignal, expected?: string): Promise<Probe> {
  const { digest, bytes } = await fingerprint(file, signal).catch((cause: unknown) => {
    signal?.throwIfAborted()
    throw new VideoError('UNREADABLE', undefined, { cause })
  })
  if (expected !== undefined && digest !== expected) throw new VideoError('SOURCE_CHANGED')
  return { ...(await inspect(file, bytes)), digest }
}

/** The same without the digest: fast, since only headers, index and the last frame are read. */
export async function inspect(file: string, bytes: number): Promise<Omit<Probe, 'digest'>> {
  const input = new Input({
    formats: FORMATS,
    // What goes wrong between reads shows in the next one.
    source: new FilePathSource(file, { handleUnhandledError: () => undefined }),
  })
  try {
    const container = await containerOf(input)
    await refuseCut(file, bytes, container)
    return await readTracks(input, container, bytes)
  } catch (error) {
    if (error instanceof VideoError) throw error
    // A recognised file that can't be parsed to its end is damaged; which byte, nobody needs to know.
    throw new VideoError('TRUNCATED', undefined, { cause: error })
  } finally {
    input.dispose()
  }
}

async function containerOf(input: Input): Promise<Container> {
  let mediaType: string
  try {
    mediaType = (await input.getFormat()).mimeType
  } catch (cause) {
    // Nothing, or too little, to recognise.
    throw new VideoError('NOT_A_VIDEO', undefined, { cause })
  }
  const container = CONTAINERS[mediaType]
  if (container === undefined) throw new VideoError('NOT_A_VIDEO', mediaType)
  return container
}

async function refuseCut(file: string, bytes: number, container: Container): Promise<void> {
  if (container !== 'mp4' && container !== 'mov') return
  const handle = await open(file)
  try {
    const { hasIndex, isWhole } = await surveyBoxes(handle, bytes)
    if (!isWhole) throw new VideoError('TRUNCATED', 'its last part is missing')
    if (!hasIndex) throw new VideoError('TRUNCATED', 'its index is missing')
  } finally {
    await handle.close()
  }
}

async function readTracks(
  input: Input,
  container: Container,
  bytes: number,
): Promise<Omit<Probe, 'digest'>> {
  const [track, sound, sounds] = await Promise.all([
    input.getPrimaryVideoTrack(),
    input.getPrimaryAudioTrack(),
    input.getAudioTracks(),
  ])
  if (!track) throw new VideoError('UNSUPPORTED', 'no picture')
  const durationSeconds = await checkedDuration(input, track)
  return {
    container,
    mediaType: MEDIA_TYPES[container],
    bytes,
    durationSeconds: thousandths(durationSeconds),
    bitrate: Math.round((bytes * 8) / durationSeconds),
    video: await videoTrack(track),
    ...(sound ? { audio: await audioTrack(sound) } : {}),
    audioTracks: sounds.length,
  }
}

/** The length by the last frames, which must be there and be where the header says they are. */
async function checkedDuration(input: Input, track: InputVideoTrack): Promise<number> {
  const [stated, real, last] = await Promise.all([
    input.getDurationFromMetadata(),
    input.computeDuration(undefined, { metadataOnly: true }),
    new EncodedPacketSink(track).getPacket(Infinity),
  ])
  if (!last || real <= 0) throw new VideoError('TRUNCATED', 'no frames')
  if (stated !== null && stated - real > LIMITS.probe.missingSeconds) {
    const seconds = `${String(thousandths(real))} s of ${String(thousandths(stated))} s`
    throw new VideoError('TRUNCATED', seconds)
  }
  return real
}

async function videoTrack(track: InputVideoTrack): Promise<VideoTrack> {
  const [codec, internal, codecs, width, height, rotation, rate, stats] = await Promise.all([
    track.getCodec(),
    track.getInternalCodecId(),
    track.getCodecParameterString(),
    track.getDisplayWidth(),
    track.getDisplayHeight(),
    track.getRotation(),
    track.computeFrameRateMetrics({ targetPacketCount: LIMITS.probe.frames }),
    track.computePacketStats(LIMITS.probe.frames, { metadataOnly: true }),
  ])
  if (width < 1 || height < 1) throw new VideoError('UNSUPPORTED', 'no picture size')
  const constant = rate.frameRateIsConstant && rate.underlyingFrameRate !== null
  return {
    codec: codec ?? nameOf(internal),
    ...(codecs === null ? {} : { codecs }),
    width,
    height,
    rotation,
    frameRate: {
      constant,
      perSecond: thousandths(constant ? rate.bestGuessFrameRate : rate.averageFrameRate),
    },
    bitrate: Math.round(stats.averageBitrate),
  }
}

async function audioTrack(track: InputAudioTrack): Promise<AudioTrack> {
  const [codec, internal, codecs, channels, sampleRate, stats, language] = await Promise.all([
    track.getCodec(),
    track.getInternalCodecId(),
    track.getCodecParameterString(),
    track.getNumberOfChannels(),
    track.getSampleRate(),
    track.computePacketStats(LIMITS.probe.frames, { metadataOnly: true }),
    track.getLanguageCode(),
  ])
  return {
    codec: codec ?? nameOf(internal),
    // PCM has no name in RFC 6381.
    ...(codecs === null || codecs.startsWith('pcm-') ? {} : { codecs }),
    channels,
    sampleRate,
    bitrate: Math.round(stats.averageBitrate),
    ...(language === 'und' ? {} : { language }),
  }
}

const nameOf = (internal: string | number | Uint8Array | null): string =>
  internal === null || typeof internal === 'object' ? 'unknown' : String(internal)

const thousandths = (value: number): number => Math.round(value * 1000) / 1000
