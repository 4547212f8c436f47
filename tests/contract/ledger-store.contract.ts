/** What every ledger store promises. Time is an argument throughout. */
import { describe } from 'vitest'

import { describeClaims } from './ledger-claims.contract'
import { describeOutcomes } from './ledger-outcomes.contract'
import { describeReading } from './ledger-reading.contract'
import type { OpenLedger } from './ledger-steps'

export function describeLedgerStore(name: string, open: OpenLedger): void {
  describe(`ledger: ${name}`, () => {
    describeClaims(open)
    describeOutcomes(open)
    describeReading(open)
  })
}
