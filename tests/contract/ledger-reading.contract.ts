/** Looking things up. */
import { describe, expect, it } from 'vitest'

import { type LedgerStore } from '@/outbox'

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
  newDelivery,
  opened,
  type OpenLedger,
} from './ledger-steps'

export function describeReading(open: OpenLedger): void {
  describe('lanesWithWork', () => {
    it('names each lane with a due row or a lost one, once', async () => {
      const ledger = await opened(
        open,
        ...documents(3),
        newDelivery({ destination: 'partner', dueAt: LATER + 1 }),
        newDelivery({ channel: 'wechat' }),
        newDelivery({ channel: 'website' }),
      )
      const website = { channel: 'website', destination: 'public' }
      const [row] = await ledger.claim(website, claimWith('t'))
      expect(row).toBeDefined()
      const lanes = async (now: number) =>
        (await ledger.lanesWithWork(now))
          .map(({ channel, destination }) => `${channel} ${destination}`)
          .sort()
      expect(await lanes(NOW - 1)).toEqual([])
      expect(await lanes(LATER)).toEqual(['feeds public', 'wechat public'])
      expect(await lanes(LATER + 1)).toEqual(['feeds partner', 'feeds public', 'wechat public'])
      expect(await lanes(LATER + LEASE_MS)).toEqual([
        'feeds partner',
        'feeds public',
        'website public',
        'wechat public',
      ])
    })

    it('is empty without rows', async () => {
      expect(await (await open()).lanesWithWork(LATER)).toEqual([])
    })
  })

  describe('reading', () => {
    it('lists newest first, by channel, state and document', async () => {
      const ledger = await open()
      const rows = documents(4)
      for (const [index, row] of rows.entries()) await ledger.enqueue([row], NOW + index)
      await ledger.enqueue([newDelivery({ channel: 'website', document: 'articles/1' })], NOW + 9)
      await claimOne(ledger, 't')
      const listed = async (filter: Parameters<LedgerStore['list']>[0]) =>
        (await ledger.list(filter)).map(({ channel, document }) => `${channel} ${document}`)
      expect(await listed({ limit: 2 })).toEqual(['website articles/1', 'feeds articles/3'])
      expect(await listed({ channel: 'feeds' })).toEqual(
        [3, 2, 1, 0].map((index) => `feeds articles/${String(index)}`),
      )
      expect(await listed({ state: 'sending' })).toEqual(['feeds articles/0'])
      expect(await listed({ channel: 'feeds', state: 'pending', limit: 1 })).toEqual([
        'feeds articles/3',
      ])
      expect(await listed({ document: 'articles/1' })).toEqual([
        'website articles/1',
        'feeds articles/1',
      ])
      expect(await listed({ document: 'articles/1', channel: 'feeds', state: 'pending' })).toEqual([
        'feeds articles/1',
      ])
      expect(await listed({ channel: 'feeds', state: 'delivered' })).toEqual([])
    })

    it('pages through delivered rows by receipt and id, also where receipts are equal', async () => {
      const ledger = await opened(open, ...documents(9), newDelivery({ channel: 'website' }))
      const receipts = ['b', 'b', 'a', 'c', 'b', 'd', 'b', 'c']
      const claimed = await ledger.claim(LANE, claimWith('t', 8))
      await ledger.settleMany(
        claimed.map((row, index) => ({
          id: row.id,
          next: deliver(row, 't', receipts[index]),
          attempt: attempt(),
        })),
        't',
        LATER,
      )
      const expected = claimed
        .map(({ id }, index) => ({ receipt: receipts[index] ?? '', id }))
        .sort((left, right) => (left.receipt + left.id < right.receipt + right.id ? -1 : 1))
      for (const limit of [1, 2, 3, 5, 100]) {
        const seen: { receipt: string; id: string }[] = []
        for (;;) {
          const after = seen.at(-1)
          const page = await ledger.delivered('feeds', { limit, ...(after ? { after } : {}) })
          expect(page.length).toBeLessThanOrEqual(limit)
          for (const { id, receipt, ...rest } of page) {
            seen.push({ id, receipt })
            const row = await ledger.find(id)
            expect(rest).toEqual({ key: row?.key, revision: row?.revision, action: row?.action })
          }
          if (page.length < limit) break
        }
        expect(seen).toEqual(expected)
      }
    })

    it('counts rows per channel and state', async () => {
      const ledger = await opened(open, ...documents(5), newDelivery({ channel: 'website' }))
      const [first] = await ledger.claim(LANE, claimWith('t', 2))
      if (!first) throw new Error('Nothing claimed')
      await ledger.settle(first.id, 't', deliver(first, 't'), attempt(), LATER)
      const counts = await ledger.counts()
      expect(counts).toHaveLength(4)
      expect(counts).toEqual(
        expect.arrayContaining([
          { channel: 'feeds', state: 'pending', count: 3 },
          { channel: 'feeds', state: 'sending', count: 1 },
          { channel: 'feeds', state: 'delivered', count: 1 },
          { channel: 'website', state: 'pending', count: 1 },
        ]),
      )
      expect(await (await open()).counts()).toEqual([])
    })
  })
}
