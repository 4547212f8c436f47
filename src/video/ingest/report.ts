/** The ingest report: every check with what was measured, the rule, and what comes of it. Pure. */
import { LIMITS } from '../limits'
import type { Probe } from '../types'

import { CHECKS, type CheckId } from './checks'
import * as document from './document-checks'
import * as file from './file-checks'
import type { Check } from './finding'
import { en } from './texts.en'
import { zh } from './texts.zh'
import type { IngestFacts, IngestReport, Verdict } from './types'

interface Rule {
  readonly check: Check
  /** Where the rule comes from. */
  readonly source: string
  /** What `{…}` in the rule's words stands for. */
  readonly limits?: Readonly<Record<string, string | number>>
}

const limits = LIMITS.ingest
const GY_T = 'GY/T 282-2014'
const HD = 'GY/T 155-2000'
const PRACTICE = 'Quanmei'

const RULES: Readonly<Record<CheckId, Rule>> = {
  checksum: { check: file.checksum, source: 'FIPS 180-4' },
  size: { check: file.size, source: PRACTICE, limits: { bytes: file.megabytes(limits.bytes) } },
  container: { check: file.container, source: PRACTICE },
  videoCodec: { check: file.videoCodec, source: PRACTICE },
  resolution: {
    check: file.resolution,
    source: HD,
    limits: { lines: limits.broadcastHeight, least: limits.leastHeight },
  },
  frameRate: {
    check: file.frameRate,
    source: HD,
    limits: { rate: limits.broadcastRate, double: 2 * limits.broadcastRate },
  },
  scan: { check: file.scan, source: HD, limits: { lines: limits.broadcastHeight } },
  audioCodec: { check: file.audioCodec, source: PRACTICE },
  audioLayout: {
    check: file.audioLayout,
    source: PRACTICE,
    limits: { kilohertz: limits.sampleRate / 1000 },
  },
  loudness: {
    check: file.loudness,
    source: GY_T,
    limits: { loudness: limits.loudness, tolerance: limits.loudnessTolerance },
  },
  truePeak: { check: file.truePeak, source: GY_T, limits: { peak: limits.truePeak } },
  black: {
    check: file.stretches('black'),
    source: PRACTICE,
    limits: { seconds: limits.blackSeconds },
  },
  frozen: {
    check: file.stretches('frozen'),
    source: PRACTICE,
    limits: { seconds: limits.frozenSeconds },
  },
  silent: {
    check: file.stretches('silent'),
    source: PRACTICE,
    limits: { seconds: limits.silentSeconds },
  },
  duration: {
    check: document.duration,
    source: PRACTICE,
    limits: { seconds: limits.durationTolerance },
  },
  startTimecode: { check: document.startTimecode, source: 'SMPTE ST 12-1' },
  poster: {
    check: document.poster,
    source: PRACTICE,
    limits: { size: `${String(limits.posterWidth)}×${String(limits.posterHeight)}` },
  },
  title: { check: document.title, source: PRACTICE, limits: { characters: limits.titleLength } },
  captions: { check: document.captions, source: PRACTICE },
  rights: { check: document.rights, source: PRACTICE, limits: { days: limits.rightsDays } },
  productionNumber: { check: document.filledIn('productionNumber'), source: PRACTICE },
  approvalNumber: { check: document.filledIn('approvalNumber'), source: PRACTICE },
}

const WORST: readonly Verdict[] = ['block', 'warn', 'unknown', 'ok']

/** Checks in the order of `CHECKS`. What needs ffmpeg is `unknown` without `facts.analysis`. */
export function ingestReport(probe: Probe, facts: IngestFacts): IngestReport {
  const checks = CHECKS.map((id) => {
    const { check, source, limits: values = {} } = RULES[id]
    return {
      id,
      ...check(probe, facts),
      label: { zh: zh[id].label, en: en[id].label },
      rule: { zh: filled(zh[id].rule, values), en: filled(en[id].rule, values) },
      source,
    }
  })
  const verdict = WORST.find((worst) => checks.some((check) => check.verdict === worst)) ?? 'ok'
  return { verdict, checks }
}

const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
