import { afterAll, beforeAll } from 'vitest'

import { openStores, type Stores } from '@/outbox'

import { describeLeaseStore } from '../../contract/lease-store.contract'
import { describeLedgerStore } from '../../contract/ledger-store.contract'
import { clear, openSqliteLedger, type LedgerPayload } from '../../helpers/ledger-payload'

let opened: LedgerPayload

beforeAll(async () => {
  opened = await openSqliteLedger()
})
afterAll(() => opened[Symbol.asyncDispose]())

const emptied = async (): Promise<Stores> => {
  await clear(opened)
  return openStores(opened.payload)
}

describeLedgerStore('SQLite', async () => (await emptied()).ledger)
describeLeaseStore('SQLite', async () => (await emptied()).leases)
