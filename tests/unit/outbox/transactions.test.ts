/** Rows written in the publish's own transaction live and die with it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openStores, type LedgerStore } from '@/outbox'

import { newDelivery } from '../../contract/ledger-steps'
import { openMongoLedger, openSqliteLedger, type LedgerPayload } from '../../helpers/ledger-payload'
import { describeWithMongo, hasTransactions } from '../../helpers/mongo'

describe('SQLite', () => {
  describeTransactions(() => openSqliteLedger({ transactions: true }))
})

describeWithMongo(
  'MongoDB',
  () => {
    describeTransactions(openMongoLedger)
  },
  { unless: hasTransactions ? undefined : 'TEST_DATABASE_URL names no replica set' },
)

function describeTransactions(open: () => Promise<LedgerPayload>): void {
  let opened: LedgerPayload
  let ledger: LedgerStore

  beforeAll(async () => {
    opened = await open()
    ledger = openStores(opened.payload).ledger
  })
  afterAll(() => opened[Symbol.asyncDispose]())

  async function begin(): Promise<{ id: string | number }> {
    const id = await opened.payload.db.beginTransaction()
    if (id === null) throw new Error('The database opened no transaction')
    return { id }
  }

  it('keeps rows back until the commit', async () => {
    const { db } = opened.payload
    const transaction = await begin()
    const row = newDelivery({ document: 'articles/committed' })
    expect(await ledger.enqueue([row], 1000, transaction)).toBe(1)
    expect(await ledger.enqueue([row], 1000, transaction)).toBe(0)
    expect(await ledger.find(row.id)).toBeUndefined()
    await db.commitTransaction(transaction.id)
    expect(await ledger.find(row.id)).toMatchObject({ ...row, createdAt: 1000 })
  })

  it('takes rows and what they superseded back on a rollback', async () => {
    const { db } = opened.payload
    const first = newDelivery({ document: 'articles/rolled-back' })
    await ledger.enqueue([first], 1000)
    const transaction = await begin()
    const second = newDelivery({ document: 'articles/rolled-back', revisionNumber: 2 })
    expect(await ledger.enqueue([second], 2000, transaction)).toBe(1)
    await db.rollbackTransaction(transaction.id)
    expect(await ledger.find(second.id)).toBeUndefined()
    expect((await ledger.find(first.id))?.delivery.state).toBe('pending')
  })

  it('writes nothing for a transaction that has ended', async () => {
    const transaction = await begin()
    await opened.payload.db.rollbackTransaction(transaction.id)
    const row = newDelivery({ document: 'articles/late' })
    await expect(ledger.enqueue([row], 1000, transaction)).rejects.toThrow(/is not open/)
    expect(await ledger.find(row.id)).toBeUndefined()
  })
}
