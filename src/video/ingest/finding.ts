import type { Probe } from '../types'

import type { IngestFacts, Verdict } from './types'

export interface Finding {
  readonly verdict: Verdict
  readonly measured: string
}

export type Check = (probe: Probe, facts: IngestFacts) => Finding
