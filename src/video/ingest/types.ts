import type { Analysis } from '../types'

import type { CheckId } from './checks'

export type Verdict = 'ok' | 'warn' | 'block' | 'unknown'

/** What the document says, for the checks the file alone can't answer. */
export interface IngestFacts {
  readonly title?: string
  /** Seconds the document names. */
  readonly statedDurationSeconds?: number
  /** SHA-256 the sender named, hex. */
  readonly statedDigest?: string
  readonly captionLanguages?: readonly string[]
  readonly poster?: { readonly width: number; readonly height: number }
  /** ISO 8601. */
  readonly rights?: { readonly from?: string; readonly until?: string }
  readonly productionNumber?: string
  readonly approvalNumber?: string
  /** Of the original; absent without ffmpeg, and the checks that need it are `unknown`. */
  readonly analysis?: Analysis
  /** Start timecode `HH:MM:SS:FF`, where the sender named one. */
  readonly startTimecode?: string
  readonly now: Date
}

export interface IngestCheck {
  readonly id: CheckId
  readonly verdict: Verdict
  /** What was found, ready to be shown in either language: numbers, units, names. Empty where nothing was. */
  readonly measured: string
  readonly label: Words
  /** What is asked for, with its limit. */
  readonly rule: Words
  /** Standard or recommendation the rule comes from. */
  readonly source: string
}

export interface Words {
  readonly zh: string
  readonly en: string
}

export interface IngestReport {
  /** The worst of the checks: `block` before `warn` before `unknown` before `ok`. */
  readonly verdict: Verdict
  readonly checks: readonly IngestCheck[]
}
