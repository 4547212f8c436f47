/** HLS playlists (RFC 8216) over fragmented MP4 files, a file a rung: segments are byte ranges of it. */
import { ENCODING } from './ladder'
import type { SegmentIndex } from './segment-index'

export const PLAYLIST_TYPE = 'application/vnd.apple.mpegurl'

interface Segment {
  readonly offset: number
  readonly bytes: number
  readonly seconds: number
}

/** Whole numbers of fragments, so a segment begins with a key frame. */
export function segmentsOf({ fragments }: SegmentIndex): readonly Segment[] {
  const segments: Segment[] = []
  for (let index = 0; index < fragments.length; index += ENCODING.fragmentsPerSegment) {
    const parts = fragments.slice(index, index + ENCODING.fragmentsPerSegment)
    segments.push({
      offset: parts[0]?.offset ?? 0,
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
      seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0),
    })
  }
  return segments
}

/** `uri` is the rung's file, relative to the playlist. */
export function mediaPlaylist(uri: string, index: SegmentIndex): string {
  const segments = segmentsOf(index)
  const longest = Math.max(1, ...segments.map(({ seconds }) => Math.round(seconds)))
  return lines(
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${String(longest)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${uri}",BYTERANGE="${String(index.header)}@0"`,
    ...segments.flatMap(({ offset, bytes, seconds }) => [
      `#EXTINF:${seconds.toFixed(6)},`,
      `#EXT-X-BYTERANGE:${String(bytes)}@${String(offset)}`,
      uri,
    ]),
    '#EXT-X-ENDLIST',
  )
}

/** The highest and the average bit rate of a rung, as BANDWIDTH and AVERAGE-BANDWIDTH ask (RFC 8216, 4.3.4.2). */
export function bandwidthOf(index: SegmentIndex): { peak: number; average: number } {
  const segments = segmentsOf(index)
  const rates = segments.map(({ bytes, seconds }) => (bytes * 8) / seconds)
  const [bytes, seconds] = segments.reduce<[number, number]>(
    ([sum, time], segment) => [sum + segment.bytes, time + segment.seconds],
    [0, 0],
  )
  return { peak: Math.ceil(Math.max(...rates)), average: Math.round((bytes * 8) / seconds) }
}

export interface Variant {
  /** Of its playlist, relative to the master's. */
  readonly uri: string
  readonly peak: number
  readonly average: number
  readonly width: number
  readonly height: number
  readonly codecs: string
  readonly frameRate: number
}

export interface SubtitleTrack {
  /** Of its playlist (`subtitlePlaylist`), relative to the master's. */
  readonly uri: string
  /** BCP 47. */
  readonly language: string
  /** As players show it. */
  readonly name: string
  readonly isDefault?: boolean
}

/** Best rung first: the order players list them in. */
export function masterPlaylist(
  variants: readonly Variant[],
  subtitles: readonly SubtitleTrack[] = [],
): string {
  return lines(
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...subtitles.map(({ uri, language, name, isDefault }) => {
      const preset = isDefault ? 'YES' : 'NO'
      return `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME=${quoted(name)},LANGUAGE=${quoted(language)},DEFAULT=${preset},AUTOSELECT=YES,FORCED=NO,URI=${quoted(uri)}`
    }),
    ...variants.flatMap((variant) => [
      [
        `#EXT-X-STREAM-INF:BANDWIDTH=${String(variant.peak)}`,
        `AVERAGE-BANDWIDTH=${String(variant.average)}`,
        `CODECS=${quoted(variant.codecs)}`,
        `RESOLUTION=${String(variant.width)}x${String(variant.height)}`,
        `FRAME-RATE=${variant.frameRate.toFixed(3)}`,
        ...(subtitles.length > 0 ? ['SUBTITLES="subtitles"'] : []),
      ].join(','),
      variant.uri,
    ]),
  )
}

/** A whole WebVTT file as one segment. */
export const subtitlePlaylist = (uri: string, durationSeconds: number): string =>
  lines(
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${String(Math.max(1, Math.ceil(durationSeconds)))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXTINF:${durationSeconds.toFixed(3)},`,
    uri,
    '#EXT-X-ENDLIST',
  )

/** Quoted strings know no escapes: quotes and line ends can't be in one (RFC 8216, 4.2). */
const quoted = (text: string): string => `"${text.replace(/["\r\n]/g, ' ')}"`

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`
