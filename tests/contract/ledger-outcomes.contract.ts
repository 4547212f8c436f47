/** Settling, leases, moves. */
import { describe, expect, it } from 'vitest'

import { advance, DeliveryError } from '@/core'
import { ATTEMPTS_KEPT, type LedgerStore, type NewDelivery } from '@/outbox'

import {
  LANE,
  LATER,
  LEASE_MS,
  attempt,
  claimOne,
  claimWith,
  deliver,
  documents,
  fail,
  guarantee,
  newDelivery,
  opened,
  rowOf,
  settleAs,
  type OpenLedger,
} from './ledger-steps'

export function describeOutcomes(open: OpenLedger): void {
  describe('settle', () => {
    it('writes a delivery with its receipt and its attempt', async () => {
      const row = newDelivery()
      const ledger = await opened(open, row)
      const claimed = await claimOne(ledger, 't')
      const entry = attempt({ receipt: '"etag"' })
      expect(
        await ledger.settle(row.id, 't', deliver(claimed, 't', '"etag"'), entry, LATER + 7),
      ).toBe(true)
      expect(await rowOf(ledger, row)).toMatchObject({
        delivery: { state: 'delivered', attempts: 1, receipt: '"etag"' },
        attemptLog: [entry],
        updatedAt: LATER + 7,
      })
    })

    it('writes a failure, a hold and a retry as the rules say', async () => {
      const rows = documents(3)
      const ledger = await opened(open, ...rows)
      const claimed = await ledger.claim(LANE, claimWith('t'))
      const refused = new DeliveryError('DESTINATION_REFUSED', '标题太长')
      const busy = new DeliveryError('DESTINATION_BUSY', 'busy')
      const nexts = claimed.map((row, index) =>
        index === 0
          ? fail(row, 't', refused)
          : index === 1
            ? ({ state: 'held', attempts: 1, code: 'OUTCOME_UNKNOWN' } as const)
            : fail(row, 't', busy),
      )
      const settlements = claimed.map(({ id }, index) => ({
        id,
        next: nexts[index] ?? { state: 'superseded' as const, attempts: 0 },
        attempt: attempt({ outcome: 'permanent', code: refused.code, message: refused.message }),
      }))
      expect([...(await ledger.settleMany(settlements, 't', LATER))].sort()).toEqual(
        claimed.map(({ id }) => id).sort(),
      )
      const found = await Promise.all(rows.map((row) => rowOf(ledger, row)))
      expect(found.map(({ delivery }) => delivery)).toEqual([
        { state: 'failed', attempts: 1, code: 'DESTINATION_REFUSED' },
        { state: 'held', attempts: 1, code: 'OUTCOME_UNKNOWN' },
        { state: 'pending', attempts: 1, notBefore: LATER + 5000 },
      ])
      expect(found[0]?.attemptLog).toEqual([settlements[0]?.attempt])
    })

    it('refuses a late answer: another token, a settled row, a row claimed anew', async () => {
      const row = newDelivery()
      const ledger = await opened(open, row)
      const claimed = await claimOne(ledger, 't1')
      const next = deliver(claimed, 't1')
      expect(await ledger.settle(row.id, 'other', next, attempt(), LATER)).toBe(false)
      const lost = advance(claimed.delivery, { type: 'lease-expired' }, guarantee, LATER + LEASE_MS)
      expect(await ledger.move(claimed, lost, undefined, LATER + LEASE_MS)).toBe(true)
      expect(await ledger.settle(row.id, 't1', next, attempt(), LATER + LEASE_MS)).toBe(false)
      const again = await claimOne(ledger, 't2', LATER + 2 * LEASE_MS)
      expect(
        await ledger.settleMany([{ id: row.id, next, attempt: attempt() }], 't1', LATER),
      ).toEqual([])
      expect(await rowOf(ledger, row)).toEqual(again)
      expect(await ledger.settle(row.id, 't2', deliver(again, 't2'), attempt(), LATER)).toBe(true)
      expect(await ledger.settle(row.id, 't2', deliver(again, 't2'), attempt(), LATER)).toBe(false)
      expect(await ledger.settle('unknown', 't2', next, attempt(), LATER)).toBe(false)
    })

    it('moves of a batch what is still its own, and says which', async () => {
      const rows = documents(3)
      const ledger = await opened(open, ...rows)
      const claimed = await ledger.claim(LANE, claimWith('t'))
      const [first, ...rest] = claimed
      if (!first) throw new Error('Nothing claimed')
      await ledger.move(
        first,
        { state: 'failed', attempts: 1, code: 'WORKER_LOST' },
        undefined,
        LATER,
      )
      const settlements = claimed.map((row) => ({
        id: row.id,
        next: deliver(row, 't'),
        attempt: attempt(),
      }))
      expect([...(await ledger.settleMany(settlements, 't', LATER))].sort()).toEqual(
        rest.map(({ id }) => id).sort(),
      )
      expect((await rowOf(ledger, first)).delivery.state).toBe('failed')
      expect(await ledger.settleMany([], 't', LATER)).toEqual([])
    })

    it('keeps the newest attempts in the log and counts all', async () => {
      const row = newDelivery()
      const ledger = await opened(open, row)
      const tries = ATTEMPTS_KEPT + 2
      for (let count = 1; count <= tries; count += 1) {
        const now = LATER + count
        await claimOne(ledger, 't', now)
        const next = { state: 'pending', attempts: count, notBefore: now } as const
        await ledger.settle(row.id, 't', next, attempt({ at: now, outcome: 'transient' }), now)
      }
      const found = await rowOf(ledger, row)
      expect(found.delivery.attempts).toBe(tries)
      expect(found.attemptLog.map(({ at }) => at - LATER)).toEqual(
        Array.from({ length: ATTEMPTS_KEPT }, (_, index) => index + 3),
      )
    })
  })

  describe('leases of rows', () => {
    it('run out at their time, oldest first', async () => {
      const ledger = await opened(open, ...documents(3))
      const early = await claimOne(ledger, 't1', LATER)
      const late = await claimOne(ledger, 't2', LATER + 10)
      const end = LATER + LEASE_MS
      expect(await ledger.expired(LANE, end - 1, 10)).toEqual([])
      expect(await ledger.expired(LANE, end, 10)).toEqual([early])
      expect(await ledger.expired(LANE, end + 10, 10)).toEqual([early, late])
      expect(await ledger.expired(LANE, end + 10, 1)).toEqual([early])
    })

    it("are a lane's own: many lost rows elsewhere hide none of them", async () => {
      const website = { channel: 'website', destination: 'public' }
      const ledger = await opened(
        open,
        ...documents(5, website),
        newDelivery(),
        newDelivery({ destination: 'partner' }),
      )
      await ledger.claim(website, claimWith('t1', 5, LATER))
      const own = await claimOne(ledger, 't2', LATER + 10)
      await ledger.claim({ ...LANE, destination: 'partner' }, claimWith('t3'))
      expect(await ledger.expired(LANE, LATER + 10 + LEASE_MS, 1)).toEqual([own])
      expect(await ledger.expired(website, LATER + 10 + LEASE_MS, 10)).toHaveLength(5)
    })

    it('are lengthened for every row of the token that is still on its way', async () => {
      const ledger = await opened(open, ...documents(4))
      const [first] = await ledger.claim(LANE, claimWith('t1', 3))
      await claimOne(ledger, 't2')
      if (!first) throw new Error('Nothing claimed')
      await ledger.settle(first.id, 't1', deliver(first, 't1'), attempt(), LATER)
      expect(await ledger.renew('t1', LATER + 2 * LEASE_MS)).toBe(2)
      expect(await ledger.renew('unknown', LATER)).toBe(0)
      expect(await ledger.expired(LANE, LATER + LEASE_MS, 10)).toHaveLength(1)
      expect(await ledger.expired(LANE, LATER + 2 * LEASE_MS, 10)).toHaveLength(3)
    })
  })

  describe('move', () => {
    it('writes the next state with or without an attempt', async () => {
      const row = newDelivery()
      const ledger = await opened(open, row)
      const claimed = await claimOne(ledger, 't')
      const entry = attempt({ outcome: 'unknown', code: 'WORKER_LOST' })
      const held = { state: 'held', attempts: 1, code: 'WORKER_LOST' } as const
      expect(await ledger.move(claimed, held, entry, LATER + 1)).toBe(true)
      const waiting = await rowOf(ledger, row)
      expect(waiting).toMatchObject({ delivery: held, attemptLog: [entry], updatedAt: LATER + 1 })
      const resolved = { state: 'delivered', attempts: 1, receipt: 'seen there' } as const
      expect(await ledger.move(waiting, resolved, undefined, LATER + 2)).toBe(true)
      expect(await rowOf(ledger, row)).toMatchObject({ delivery: resolved, attemptLog: [entry] })
    })

    it('does nothing when the row has moved, or its lease was lengthened', async () => {
      const row = newDelivery()
      const ledger = await opened(open, row)
      const pending = await rowOf(ledger, row)
      const claimed = await claimOne(ledger, 't')
      const superseded = { state: 'superseded', attempts: 0 } as const
      expect(await ledger.move(pending, superseded, undefined, LATER)).toBe(false)
      await ledger.renew('t', LATER + 2 * LEASE_MS)
      const lost = advance(claimed.delivery, { type: 'lease-expired' }, guarantee, LATER + LEASE_MS)
      expect(await ledger.move(claimed, lost, undefined, LATER + LEASE_MS)).toBe(false)
      expect((await rowOf(ledger, row)).delivery.state).toBe('sending')
    })

    it('lets one of twenty rivals turn an expired row over', async () => {
      const row = newDelivery()
      const ledger = await opened(open, row)
      const claimed = await claimOne(ledger, 't')
      const now = LATER + LEASE_MS
      const lost = advance(claimed.delivery, { type: 'lease-expired' }, guarantee, now)
      const moved = await Promise.all(
        Array.from({ length: 20 }, () => ledger.move(claimed, lost, attempt({ at: now }), now)),
      )
      expect(moved.filter(Boolean)).toHaveLength(1)
      expect((await rowOf(ledger, row)).attemptLog).toHaveLength(1)
    })
  })

  describe('submitted rows', () => {
    const open7 = {
      state: 'submitted',
      attempts: 1,
      receipt: 'job 7',
      notBefore: LATER + 60_000,
    } as const
    const check = (token: string, now: number) =>
      ({ ...claimWith(token, 1, now), state: 'submitted' }) as const

    async function submitted(row: NewDelivery): Promise<LedgerStore> {
      const ledger = await opened(open, row)
      await claimOne(ledger, 't')
      await settleAs(ledger, row, 't', () => open7)
      return ledger
    }

    it('keep the receipt so far, and wait for their check', async () => {
      const row = newDelivery()
      const ledger = await submitted(row)
      expect((await rowOf(ledger, row)).delivery).toEqual(open7)
      expect(await ledger.lanesWithWork(open7.notBefore - 1)).toEqual([])
      expect(await ledger.claim(LANE, check('c', open7.notBefore - 1))).toEqual([])
      expect(await ledger.lanesWithWork(open7.notBefore)).toEqual([LANE])
      expect(await ledger.claim(LANE, claimWith('c', 1, open7.notBefore))).toEqual([])
    })

    it('are checked by one of twenty rivals, without counting as an attempt', async () => {
      const row = newDelivery()
      const ledger = await submitted(row)
      const now = open7.notBefore
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, rival) => ledger.claim(LANE, check(String(rival), now))),
      )
      const [claimed, ...others] = claims.flat()
      expect(others).toEqual([])
      expect(claimed?.delivery).toMatchObject({ state: 'sending', attempts: 1, receipt: 'job 7' })
      const lost = { state: 'submitted', attempts: 1, receipt: 'job 7', notBefore: now } as const
      if (!claimed) throw new Error('Nobody won')
      expect(await ledger.move(claimed, lost, undefined, now + LEASE_MS)).toBe(true)
      expect((await rowOf(ledger, row)).delivery).toEqual(lost)
    })

    it('keep no later revision waiting, and are not superseded by it', async () => {
      const row = newDelivery()
      const ledger = await submitted(row)
      const correction = newDelivery({ revisionNumber: 2, action: 'correct' })
      await ledger.enqueue([correction], LATER)
      const [claimed] = await ledger.claim(LANE, claimWith('n', 1, LATER))
      expect(claimed?.id).toBe(correction.id)
      expect((await rowOf(ledger, row)).delivery).toEqual(open7)
      expect(await ledger.claim(LANE, check('c', open7.notBefore))).toEqual([])
    })
  })
}
