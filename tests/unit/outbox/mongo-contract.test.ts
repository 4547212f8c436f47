import { afterAll, beforeAll } from 'vitest'

import { openStores, type Stores } from '@/outbox'

import { describeLeaseStore } from '../../contract/lease-store.contract'
import { describeLedgerStore } from '../../contract/ledger-store.contract'
import { clear, openMongoLedger, type LedgerPayload } from '../../helpers/ledger-payload'
import { describeWithMongo } from '../../helpers/mongo'

describeWithMongo('MongoDB', () => {
  let opened: LedgerPayload

  beforeAll(async () => {
    opened = await openMongoLedger()
  })
  afterAll(() => opened[Symbol.asyncDispose]())

  const emptied = async (): Promise<Stores> => {
    await clear(opened)
    return openStores(opened.payload)
  }

  describeLedgerStore('MongoDB', async () => (await emptied()).ledger)
  describeLeaseStore('MongoDB', async () => (await emptied()).leases)
})
