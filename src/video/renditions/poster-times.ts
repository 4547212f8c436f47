import { LIMITS } from '../limits'
import type { Analysis } from '../types'

/**
 * Moments for poster candidates, seconds: the video without its ends in equal parts, and of each part the moment after
 * its sharpest cut; its middle where it has none. Black parts are left out.
 */
export function posterTimes(durationSeconds: number, analysis: Analysis): readonly number[] {
  const { count, margin, afterCut } = LIMITS.posters
  const first = durationSeconds * margin
  const part = (durationSeconds * (1 - 2 * margin)) / count
  const isBlack = (at: number): boolean =>
    analysis.black.some(({ start, end }) => at >= start && at <= end)
  const times = Array.from({ length: count }, (_, index) => {
    const [from, to] = [first + index * part, first + (index + 1) * part]
    const [cut] = analysis.scenes
      .map(({ at, score }) => ({ at: at + afterCut, score }))
      .filter(({ at }) => at >= from && at < to && !isBlack(at))
      .sort((left, right) => right.score - left.score)
    return cut?.at ?? (from + to) / 2
  })
  const bright = times.filter((at) => !isBlack(at))
  return (bright.length > 0 ? bright : times).map((at) => Math.round(at * 1000) / 1000)
}
