/** Checks the file and its analysis answer. */
import { LIMITS } from '../limits'
import type { Analysis, Probe, Span } from '../types'

import type { Finding } from './finding'
import type { IngestFacts } from './types'

const limits = LIMITS.ingest

export function checksum(probe: Probe, { statedDigest }: IngestFacts): Finding {
  const isSame = statedDigest === undefined || statedDigest.toLowerCase() === probe.digest
  return { verdict: isSame ? 'ok' : 'block', measured: probe.digest }
}

export const size = ({ bytes }: Probe): Finding => ({
  verdict: bytes <= limits.bytes ? 'ok' : 'warn',
  measured: megabytes(bytes),
})

export const container = (probe: Probe): Finding => ({
  verdict: probe.container === 'mp4' || probe.container === 'mov' ? 'ok' : 'warn',
  measured: probe.container.toUpperCase(),
})

const BROADCAST_CODECS = ['avc', 'hevc', 'prores']

export const videoCodec = ({ video }: Probe): Finding => ({
  verdict: BROADCAST_CODECS.includes(video.codec) ? 'ok' : 'warn',
  measured: video.codecs ?? video.codec,
})

/** By the shorter side, so upright videos are judged by what can be seen of them. */
export function resolution({ video: { width, height } }: Probe): Finding {
  const lines = Math.min(width, height)
  return {
    verdict: lines >= limits.broadcastHeight ? 'ok' : 'warn',
    measured: `${String(width)}×${String(height)}`,
  }
}

export function frameRate({ video }: Probe): Finding {
  const { constant, perSecond } = video.frameRate
  const rates = [limits.broadcastRate, 2 * limits.broadcastRate]
  const isUsual = rates.some((rate) => Math.abs(rate - perSecond) <= limits.rateTolerance)
  const about = constant ? '' : '~'
  return {
    verdict: constant && isUsual ? 'ok' : 'warn',
    measured: `${about}${String(perSecond)} fps`,
  }
}

export function scan({ video }: Probe, { analysis }: IngestFacts): Finding {
  const share = analysis?.interlaced
  if (share === undefined) return { verdict: 'unknown', measured: '' }
  const isProgressive = share <= LIMITS.interlacedShare
  const isAccepted = isProgressive || video.height === limits.broadcastHeight
  const percent = Math.round(share * 100)
  return { verdict: isAccepted ? 'ok' : 'warn', measured: `${String(percent)} % interlaced` }
}

export function audioCodec({ audio }: Probe): Finding {
  if (!audio) return { verdict: 'warn', measured: '' }
  const isUsual = audio.codec === 'aac' || audio.codec.startsWith('pcm')
  return { verdict: isUsual ? 'ok' : 'warn', measured: audio.codecs ?? audio.codec }
}

export function audioLayout({ audio }: Probe): Finding {
  if (!audio) return { verdict: 'warn', measured: '' }
  const { channels, sampleRate } = audio
  const isUsual = (channels === 2 || channels === 6) && sampleRate === limits.sampleRate
  const kilohertz = String(sampleRate / 1000)
  return { verdict: isUsual ? 'ok' : 'warn', measured: `${String(channels)} ch, ${kilohertz} kHz` }
}

export function loudness(_: Probe, { analysis }: IngestFacts): Finding {
  if (!analysis) return { verdict: 'unknown', measured: '' }
  const found = analysis.loudness?.integrated
  if (found === undefined) return { verdict: 'warn', measured: '' }
  const isNear = Math.abs(found - limits.loudness) <= limits.loudnessTolerance
  return { verdict: isNear ? 'ok' : 'warn', measured: `${String(found)} LKFS` }
}

export function truePeak(_: Probe, { analysis }: IngestFacts): Finding {
  if (!analysis) return { verdict: 'unknown', measured: '' }
  const found = analysis.loudness?.truePeak
  if (found === undefined) return { verdict: 'ok', measured: '' }
  return { verdict: found <= limits.truePeak ? 'ok' : 'warn', measured: `${String(found)} dBTP` }
}

/** For black, freezes and silence: where they are, in seconds from the beginning. */
export const stretches =
  (kind: 'black' | 'frozen' | 'silent') =>
  (_: Probe, { analysis }: IngestFacts): Finding => {
    if (!analysis) return { verdict: 'unknown', measured: '' }
    const spans: Analysis[typeof kind] = analysis[kind]
    return { verdict: spans.length === 0 ? 'ok' : 'warn', measured: listed(spans) }
  }

const MOST_LISTED = 5

function listed(spans: readonly Span[]): string {
  const some = spans
    .slice(0, MOST_LISTED)
    .map(({ start, end }) => `${start.toFixed(1)}–${end.toFixed(1)} s`)
  return [...some, ...(spans.length > MOST_LISTED ? [`… (${String(spans.length)})`] : [])].join(
    ', ',
  )
}

export const megabytes = (bytes: number): string =>
  bytes >= 1024 ** 3
    ? `${(bytes / 1024 ** 3).toFixed(1)} GB`
    : `${(bytes / 1024 ** 2).toFixed(1)} MB`
