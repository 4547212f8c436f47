import { createMemoryLeases, createMemoryLedger } from '@/outbox'

import { describeLeaseStore } from '../../contract/lease-store.contract'
import { describeLedgerStore } from '../../contract/ledger-store.contract'

describeLedgerStore('memory', () => Promise.resolve(createMemoryLedger()))
describeLeaseStore('memory', () => Promise.resolve(createMemoryLeases()))
