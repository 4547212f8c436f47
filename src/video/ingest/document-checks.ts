/** Checks the document answers. */
import { LIMITS } from '../limits'
import type { Probe } from '../types'

import type { Finding } from './finding'
import type { IngestFacts } from './types'

const limits = LIMITS.ingest
const DAY = 86_400_000

export function duration({ durationSeconds }: Probe, facts: IngestFacts): Finding {
  const measured = `${durationSeconds.toFixed(1)} s`
  const stated = facts.statedDurationSeconds
  if (stated === undefined) return { verdict: 'unknown', measured }
  const isNear = Math.abs(durationSeconds - stated) <= limits.durationTolerance
  return { verdict: isNear ? 'ok' : 'block', measured: `${measured} / ${String(stated)} s` }
}

/** SMPTE ST 12: a semicolon before the frames where some numbers are left out. */
const TIMECODE = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d[:;]\d\d$/

export function startTimecode(_: Probe, { startTimecode: found }: IngestFacts): Finding {
  if (!found) return { verdict: 'unknown', measured: '' }
  return { verdict: TIMECODE.test(found) ? 'ok' : 'warn', measured: found }
}

export function poster(_: Probe, { poster: found }: IngestFacts): Finding {
  if (!found) return { verdict: 'warn', measured: '' }
  const isLarge = found.width >= limits.posterWidth && found.height >= limits.posterHeight
  const measured = `${String(found.width)}×${String(found.height)}`
  return { verdict: isLarge ? 'ok' : 'warn', measured }
}

export function title(_: Probe, facts: IngestFacts): Finding {
  const length = Array.from(facts.title?.trim() ?? '').length
  if (length === 0) return { verdict: 'block', measured: '' }
  return { verdict: length <= limits.titleLength ? 'ok' : 'warn', measured: String(length) }
}

export function captions(_: Probe, { captionLanguages = [] }: IngestFacts): Finding {
  const verdict = captionLanguages.length > 0 ? 'ok' : 'warn'
  return { verdict, measured: captionLanguages.join(', ') }
}

/** Without a window nobody said how long it may be shown. The end itself is outside. */
export function rights(_: Probe, { rights: window, now }: IngestFacts): Finding {
  if (!window?.from && !window?.until) return { verdict: 'unknown', measured: '' }
  const measured = `${window.from ?? ''} – ${window.until ?? ''}`
  const left = window.until === undefined ? Infinity : Date.parse(window.until) - now.getTime()
  if (left <= 0) return { verdict: 'block', measured }
  const isEarly = window.from !== undefined && Date.parse(window.from) > now.getTime()
  return { verdict: isEarly || left < limits.rightsDays * DAY ? 'warn' : 'ok', measured }
}

export const filledIn =
  (field: 'productionNumber' | 'approvalNumber') =>
  (_: Probe, facts: IngestFacts): Finding => {
    const measured = facts[field]?.trim() ?? ''
    return { verdict: measured === '' ? 'warn' : 'ok', measured }
  }
