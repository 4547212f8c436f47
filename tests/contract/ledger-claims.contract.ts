/** Adding rows and claiming them. */
import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { type LedgerRow } from '@/outbox'

import {
  LANE,
  LATER,
  LEASE_MS,
  NOW,
  attempt,
  claimOne,
  claimWith,
  deliver,
  documents,
  enqueueTried,
  names,
  newDelivery,
  opened,
  rowOf,
  settleAs,
  type OpenLedger,
} from './ledger-steps'

export function describeClaims(open: OpenLedger): void {
  describe('enqueue', () => {
    it('stores a row as it was given, pending and due', async () => {
      const row = newDelivery({ dueAt: NOW + 5 })
      const ledger = await opened(open, row)
      expect(await rowOf(ledger, row)).toEqual({
        ...row,
        delivery: { state: 'pending', attempts: 0, notBefore: NOW + 5 },
        attemptLog: [],
        createdAt: NOW,
        updatedAt: NOW,
      })
      expect(await ledger.find('unknown')).toBeUndefined()
    })

    it('leaves a row alone whose key is there already', async () => {
      const row = newDelivery()
      const ledger = await opened(open, row)
      const again = { ...row, id: randomUUID(), title: 'another' }
      const other = newDelivery({ document: 'articles/b' })
      expect(await ledger.enqueue([again, other], NOW + 1)).toBe(1)
      expect(await ledger.find(again.id)).toBeUndefined()
      expect((await rowOf(ledger, row)).title).toBe(row.title)
      expect(await ledger.enqueue([again, other], NOW + 2)).toBe(0)
      expect(await ledger.enqueue([], NOW + 2)).toBe(0)
    })

    it('adds a key once when twenty add it at the same time', async () => {
      const ledger = await open()
      const added = await Promise.all(
        Array.from({ length: 20 }, () => ledger.enqueue(documents(5), NOW)),
      )
      expect(added.reduce((sum, count) => sum + count, 0)).toBe(5)
      expect(await ledger.list({})).toHaveLength(5)
    })

    it('supersedes lower revisions of the document that nobody tried', async () => {
      const first = newDelivery()
      const second = newDelivery({ revisionNumber: 2, action: 'correct' })
      const ledger = await opened(open, first)
      await ledger.enqueue([second], NOW + 1)
      expect(await rowOf(ledger, first)).toMatchObject({
        delivery: { state: 'superseded', attempts: 0 },
        updatedAt: NOW + 1,
      })
      expect(names(await ledger.claim(LANE, claimWith('t')))).toEqual(['articles/a#2'])
    })

    it('supersedes nothing of another document, channel or destination', async () => {
      const others = [
        newDelivery({ document: 'articles/b' }),
        newDelivery({ channel: 'website' }),
        newDelivery({ destination: 'partner' }),
      ]
      const ledger = await opened(open, ...others)
      await ledger.enqueue([newDelivery({ revisionNumber: 2 })], NOW)
      for (const row of others) expect((await rowOf(ledger, row)).delivery.state).toBe('pending')
    })

    it('leaves a lower revision that somebody tried, and lets it go first', async () => {
      const ledger = await open()
      await enqueueTried(ledger, [newDelivery()], LATER + 5000)
      await ledger.enqueue([newDelivery({ revisionNumber: 2 })], NOW)
      expect(await ledger.claim(LANE, claimWith('t2', 10, LATER + 4999))).toEqual([])
      expect(names(await ledger.claim(LANE, claimWith('t3', 10, LATER + 5000)))).toEqual([
        'articles/a#1',
      ])
    })

    it('supersedes a lower revision that is added late, so that it can not take a correction back', async () => {
      const second = newDelivery({ revisionNumber: 2 })
      const ledger = await opened(open, second)
      await claimOne(ledger, 't')
      await settleAs(ledger, second, 't', (row) => deliver(row, 't'))
      const late = newDelivery()
      expect(await ledger.enqueue([late], NOW)).toBe(1)
      expect((await rowOf(ledger, late)).delivery.state).toBe('superseded')
    })

    it('takes a resend of the newest revision as one more row', async () => {
      const row = newDelivery()
      const ledger = await opened(open, row)
      await claimOne(ledger, 't1')
      await settleAs(ledger, row, 't1', (claimed) => deliver(claimed, 't1'))
      const settled = await rowOf(ledger, row)
      const resend = { ...settled, id: randomUUID(), key: `${row.key}|resend-1` }
      expect(await ledger.enqueue([resend], LATER)).toBe(1)
      expect(await rowOf(ledger, resend)).toMatchObject({
        delivery: { state: 'pending', attempts: 0 },
        attemptLog: [],
      })
    })
  })

  describe('claim', () => {
    it('gives each of 100 rows to exactly one of twenty rivals', async () => {
      const ledger = await opened(open, ...documents(100))
      const won = await Promise.all(
        Array.from({ length: 20 }, async (_, rival) => {
          const rows: LedgerRow[] = []
          for (;;) {
            const batch = await ledger.claim(LANE, claimWith(`rival ${String(rival)}`, 3))
            const fresh = batch.filter(({ id }) => !rows.some((row) => row.id === id))
            if (fresh.length === 0) return rows
            rows.push(...fresh)
            const settlements = fresh.map((row) => ({
              id: row.id,
              next: deliver(row, `rival ${String(rival)}`),
              attempt: attempt(),
            }))
            await ledger.settleMany(settlements, `rival ${String(rival)}`, LATER)
          }
        }),
      )
      const ids = won.flat().map(({ id }) => id)
      expect(ids).toHaveLength(100)
      expect(new Set(ids)).toHaveLength(100)
      const rows = await ledger.list({ limit: 200 })
      expect(rows.every(({ delivery }) => delivery.attempts === 1)).toBe(true)
    })

    it('answers rows as claimed, under token and lease, counting the attempt', async () => {
      const row = newDelivery()
      const ledger = await opened(open, row)
      const claimed = await claimOne(ledger, 'token')
      expect(claimed).toMatchObject({
        ...row,
        delivery: { state: 'sending', attempts: 1, token: 'token', leaseUntil: LATER + LEASE_MS },
        updatedAt: LATER,
      })
      expect(claimed).toEqual(await rowOf(ledger, row))
    })

    it('takes the longest due first, up to the limit', async () => {
      const ledger = await opened(open, ...documents(12).reverse())
      expect(names(await ledger.claim(LANE, claimWith('t1', 5)))).toEqual(
        [0, 1, 2, 3, 4].map((index) => `articles/${String(index)}#1`),
      )
      expect(await ledger.claim(LANE, claimWith('t2', 100))).toHaveLength(7)
    })

    it('leaves rows alone that are not due yet', async () => {
      const ledger = await opened(open, newDelivery({ dueAt: NOW + 1 }))
      expect(await ledger.claim(LANE, claimWith('t1', 10, NOW))).toEqual([])
      expect(await ledger.claim(LANE, claimWith('t2', 10, NOW + 1))).toHaveLength(1)
    })

    it('keeps lanes apart', async () => {
      const ledger = await opened(
        open,
        newDelivery({ channel: 'website' }),
        newDelivery({ destination: 'partner' }),
      )
      expect(await ledger.claim(LANE, claimWith('t1'))).toEqual([])
      const partner = { channel: 'feeds', destination: 'partner' }
      expect(await ledger.claim(partner, claimWith('t2'))).toHaveLength(1)
    })

    it('never takes two rows of one document at once, and takes its revisions in order', async () => {
      const first = newDelivery()
      const second = newDelivery({ revisionNumber: 2, dueAt: NOW - 1 })
      const ledger = await open()
      await enqueueTried(ledger, [first], LATER)
      await ledger.enqueue([second, newDelivery({ document: 'articles/b', dueAt: LATER })], NOW)
      expect(names(await ledger.claim(LANE, claimWith('t1')))).toEqual([
        'articles/a#1',
        'articles/b#1',
      ])
      expect(await ledger.claim(LANE, claimWith('t2'))).toEqual([])
      await settleAs(ledger, first, 't1', (row) => deliver(row, 't1'))
      expect(names(await ledger.claim(LANE, claimWith('t3')))).toEqual(['articles/a#2'])
    })

    it('takes one of two rows of the same revision at a time, the older one first', async () => {
      const first = newDelivery()
      const resend = newDelivery({ key: 'resend', dueAt: NOW - 1 })
      const ledger = await opened(open, first)
      await ledger.enqueue([resend], NOW + 1)
      expect(await ledger.claim(LANE, claimWith('t1'))).toMatchObject([{ id: first.id }])
      expect(await ledger.claim(LANE, claimWith('t2'))).toEqual([])
      await settleAs(ledger, first, 't1', (row) => deliver(row, 't1'))
      expect(await ledger.claim(LANE, claimWith('t3'))).toMatchObject([{ id: resend.id }])
    })

    it('finds what is due behind many rows that must wait for their document', async () => {
      const ledger = await open()
      await enqueueTried(ledger, documents(30), LATER + 60_000)
      await ledger.enqueue(documents(30, { revisionNumber: 2 }), NOW)
      await ledger.enqueue([newDelivery({ document: 'articles/z', dueAt: LATER })], NOW)
      expect(names(await ledger.claim(LANE, claimWith('t', 2)))).toEqual(['articles/z#1'])
    })

    it('lets a document go on behind a row that waits for a person', async () => {
      const first = newDelivery()
      const ledger = await opened(open, first)
      await claimOne(ledger, 't1')
      await settleAs(ledger, first, 't1', ({ delivery: { attempts } }) => ({
        state: 'held',
        attempts,
        code: 'OUTCOME_UNKNOWN',
      }))
      await ledger.enqueue([newDelivery({ revisionNumber: 2 })], NOW)
      expect(names(await ledger.claim(LANE, claimWith('t2')))).toEqual(['articles/a#2'])
    })
  })
}
