/** From a caption file's bytes to WebVTT that players take. */
import { LIMITS } from '../limits'

import { CaptionError, type CaptionProblem, type Captions } from './cues'
import { decodeCaptions } from './decode'
import { parseSrt } from './srt'
import { parseWebVtt } from './webvtt'

export interface CaptionFile {
  readonly captions: Captions
  /** What was put right or left out, and cues behind the end of the video. */
  readonly warnings: readonly CaptionProblem[]
}

/** Throws CaptionError with every problem that can't be mended, at most `LIMITS.captions.problems`. */
export function readCaptions(
  bytes: Uint8Array,
  format: 'vtt' | 'srt',
  durationSeconds?: number,
): CaptionFile {
  const text = decodeCaptions(bytes)
  const { captions, problems } = format === 'vtt' ? parseWebVtt(text) : parseSrt(text)
  if (durationSeconds !== undefined) {
    const latest = durationSeconds + LIMITS.captions.overrunSeconds
    const late = captions.cues.filter(({ end }) => end > latest).length
    if (late > 0) problems.warn('after-the-end', undefined, String(late))
  }
  return { captions, warnings: problems.warnings }
}

/** A BCP 47 tag in its usual spelling: `zh-cn` becomes `zh-CN`. Throws CaptionError `bad-language`. */
export function captionLanguage(tag: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag)
    if (canonical !== undefined) return canonical
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new CaptionError([{ code: 'bad-language', value: tag }])
}
