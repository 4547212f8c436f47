/** Reads the figures of an analysis out of ffmpeg's log, line by line. */
import { LIMITS } from '../limits'
import type { Analysis, Loudness, Scene, Span } from '../types'

/** ebur128 says −70 where nothing was loud enough to count (BS.1770's absolute gate). */
const SILENCE = -70
/** Cuts kept: enough to choose posters from, whatever the video does. */
const MOST_SCENES = 2000

interface Readings {
  black: Span[]
  frozen: Span[]
  silent: Span[]
  scenes: Scene[]
  frozenFrom?: number | undefined
  silentFrom?: number | undefined
  integrated?: number | undefined
  range?: number | undefined
  truePeak?: number | undefined
  interlaced?: number
}

const number = (line: string, pattern: RegExp): number | undefined => {
  const text = pattern.exec(line)?.[1]
  return text === undefined ? undefined : Number(text)
}

export class AnalysisReader {
  readonly #found: Readings = { black: [], frozen: [], silent: [], scenes: [] }

  /** For every line of the log. */
  read(line: string): void {
    this.#readPicture(line)
    this.#readSound(line)
  }

  #readPicture(line: string): void {
    const found = this.#found
    const black = /black_start:([\d.]+) black_end:([\d.]+)/.exec(line)
    if (black) found.black.push({ start: Number(black[1]), end: Number(black[2]) })
    found.frozenFrom = number(line, /freeze_start: ([\d.]+)/) ?? found.frozenFrom
    const thawed = number(line, /freeze_end: ([\d.]+)/)
    if (thawed !== undefined && found.frozenFrom !== undefined) {
      found.frozen.push({ start: found.frozenFrom, end: thawed })
      delete found.frozenFrom
    }
    const scene = /lavfi\.scd\.score: ([\d.]+), lavfi\.scd\.time: ([\d.]+)/.exec(line)
    if (scene && found.scenes.length < MOST_SCENES) {
      found.scenes.push({ at: Number(scene[2]), score: Number(scene[1]) })
    }
    const fields = /Multi frame detection: TFF: *(\d+) BFF: *(\d+) Progressive: *(\d+)/.exec(line)
    if (fields) {
      const [top, bottom, progressive] = [Number(fields[1]), Number(fields[2]), Number(fields[3])]
      const told = top + bottom + progressive
      if (told > 0) found.interlaced = Math.round(((top + bottom) / told) * 1000) / 1000
    }
  }

  #readSound(line: string): void {
    const found = this.#found
    found.silentFrom = number(line, /silence_start: (-?[\d.]+)/) ?? found.silentFrom
    const loud = number(line, /silence_end: ([\d.]+)/)
    if (loud !== undefined && found.silentFrom !== undefined) {
      found.silent.push({ start: Math.max(0, found.silentFrom), end: loud })
      delete found.silentFrom
    }
    // The summary at the end, one value a line.
    found.integrated = number(line, /^\s+I:\s+(-?[\d.]+) LUFS/) ?? found.integrated
    found.range = number(line, /^\s+LRA:\s+([\d.]+) LU/) ?? found.range
    found.truePeak = number(line, /^\s+Peak:\s+(-?[\d.]+) dBFS/) ?? found.truePeak
  }

  /** What was found; what lasted to the end of the video ends there. */
  result(durationSeconds: number): Analysis {
    const { frozenFrom, silentFrom, ...found } = this.#found
    const open = (from: number | undefined): Span[] =>
      from === undefined ? [] : [{ start: Math.max(0, from), end: durationSeconds }]
    const loudness = loudnessOf(found)
    return {
      ...(loudness ? { loudness } : {}),
      black: found.black,
      frozen: [...found.frozen, ...open(frozenFrom)],
      silent: [...found.silent, ...open(silentFrom)],
      ...(found.interlaced === undefined ? {} : { interlaced: found.interlaced }),
      scenes: found.scenes,
    }
  }
}

function loudnessOf({ integrated, range, truePeak }: Readings): Loudness | undefined {
  if (integrated === undefined || range === undefined || truePeak === undefined) return undefined
  return integrated <= SILENCE ? undefined : { integrated, range, truePeak }
}

/**
 * Decibels that bring the sound to the target loudness, as far as the true peak allows: a plain gain, so dynamics stay
 * as they were mixed. `undefined` where there is nothing to raise.
 */
export function gainFor(loudness: Loudness | undefined): number | undefined {
  if (!loudness) return undefined
  const { loudness: target, truePeak } = LIMITS.ingest
  const gain = Math.min(target - loudness.integrated, truePeak - loudness.truePeak)
  return Math.round(gain * 10) / 10
}
