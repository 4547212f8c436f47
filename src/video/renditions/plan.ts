/** The steps of a job, in order, with what each costs: pure. */
import { LIMITS } from '../limits'
import type { Probe, Wants } from '../types'

import { ENCODING, mezzaninesOf, rateOf, rungsOf, type Mezzanine, type Rung } from './ladder'

export type Step =
  | { readonly kind: 'analysis'; readonly cost: number }
  | { readonly kind: 'audio'; readonly cost: number }
  /** Several rungs come from one process where the video is short: it is then read once. */
  | { readonly kind: 'rungs'; readonly rungs: readonly Rung[]; readonly cost: number }
  | { readonly kind: 'mezzanine'; readonly mezzanine: Mezzanine; readonly cost: number }
  | { readonly kind: 'posters'; readonly cost: number }

/** Costs in encoded megapixels a second; roughly what decoding and sound come to beside them. */
const COST = { analysis: 8, audio: 1, posters: 1 } as const

export const allWants = (wants: Wants = {}): Required<Wants> => ({
  hls: wants.hls ?? true,
  mezzanine: wants.mezzanine ?? true,
  audio: wants.audio ?? true,
  posters: wants.posters ?? true,
  normalise: wants.normalise ?? false,
})

/**
 * Sound comes before the rungs, which copy it. Rungs are encoded together up to `LIMITS.work.togetherSeconds`; longer
 * videos rung by rung, so that a crash costs one rung.
 */
export function planOf(
  probe: Pick<Probe, 'video' | 'audio' | 'durationSeconds'>,
  wants: Required<Wants>,
): readonly Step[] {
  const rate = rateOf(probe.video.frameRate).perSecond
  const rungs = wants.hls ? rungsOf(probe.video) : []
  const together = probe.durationSeconds <= LIMITS.work.togetherSeconds
  const groups = together && rungs.length > 0 ? [rungs] : rungs.map((rung) => [rung])
  const mezzanines = wants.mezzanine ? mezzaninesOf(probe.video) : []
  const hasSound = probe.audio !== undefined && (wants.audio || wants.hls)
  return [
    { kind: 'analysis', cost: COST.analysis },
    ...(hasSound ? ([{ kind: 'audio', cost: COST.audio }] as const) : []),
    ...groups.map((group) => ({ kind: 'rungs', rungs: group, cost: costOf(group, rate) }) as const),
    ...mezzanines.map(
      (mezzanine) =>
        ({
          kind: 'mezzanine',
          mezzanine,
          cost: costOf([mezzanine], ENCODING.mezzanineRate),
        }) as const,
    ),
    ...(wants.posters ? ([{ kind: 'posters', cost: COST.posters }] as const) : []),
  ]
}

const costOf = (rungs: readonly Rung[], rate: number): number =>
  rungs.reduce((sum, { width, height }) => sum + (width * height * rate) / 1e6, 0)
