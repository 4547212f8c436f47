/** What every lease store promises. Time is an argument throughout. */
import { describe, expect, it } from 'vitest'

import type { LeaseStore } from '@/outbox'

/** `open` answers a store over an empty database. */
export function describeLeaseStore(name: string, open: () => Promise<LeaseStore>): void {
  describe(`leases: ${name}`, () => {
    it('gives a free lease to one of twenty rivals', async () => {
      const leases = await open()
      const won = await Promise.all(
        rivals(20).map((holder) => leases.acquire('tick', holder, 1000, 500)),
      )
      expect(won.filter(Boolean)).toHaveLength(1)
    })

    it('keeps others out until it expires, and not a millisecond longer', async () => {
      const leases = await open()
      expect(await leases.acquire('lane', 'a', 1000, 500)).toBe(true)
      expect(await leases.acquire('lane', 'b', 1499, 500)).toBe(false)
      expect(await leases.acquire('lane', 'b', 1500, 500)).toBe(true)
      expect(await leases.acquire('lane', 'a', 1501, 500)).toBe(false)
    })

    it('lets the holder take it again, which lengthens it', async () => {
      const leases = await open()
      await leases.acquire('lane', 'a', 1000, 500)
      expect(await leases.acquire('lane', 'a', 1400, 500)).toBe(true)
      expect(await leases.acquire('lane', 'b', 1600, 500)).toBe(false)
    })

    it('is renewed by its holder only', async () => {
      const leases = await open()
      await leases.acquire('lane', 'a', 1000, 500)
      expect(await leases.renew('lane', 'b', 1100, 500)).toBe(false)
      expect(await leases.renew('lane', 'a', 1400, 500)).toBe(true)
      expect(await leases.acquire('lane', 'b', 1899, 500)).toBe(false)
      expect(await leases.acquire('lane', 'b', 1900, 500)).toBe(true)
      expect(await leases.renew('lane', 'a', 1901, 500)).toBe(false)
      expect(await leases.renew('unknown', 'a', 1901, 500)).toBe(false)
    })

    it('is given up by its holder only', async () => {
      const leases = await open()
      await leases.acquire('lane', 'a', 1000, 500)
      await leases.release('lane', 'b')
      expect(await leases.acquire('lane', 'b', 1001, 500)).toBe(false)
      await leases.release('lane', 'a')
      expect(await leases.acquire('lane', 'b', 1001, 500)).toBe(true)
      await leases.release('unknown', 'a')
    })

    it('keeps leases of different names apart', async () => {
      const leases = await open()
      expect(await leases.acquire('lane 1', 'a', 1000, 500)).toBe(true)
      expect(await leases.acquire('lane 2', 'b', 1000, 500)).toBe(true)
    })

    it('gives each mark to one of twenty rivals, once, even after it was given up', async () => {
      const leases = await open()
      for (const tick of [60_000, 120_000]) {
        const won = await Promise.all(
          rivals(20).map((holder) => leases.acquire('job', holder, tick, 500, tick)),
        )
        expect(won.filter(Boolean)).toHaveLength(1)
        const winner = rivals(20)[won.indexOf(true)] ?? 'nobody'
        await leases.release('job', winner)
        const late = rivals(20).map((holder) => leases.acquire('job', holder, tick + 1, 500, tick))
        expect((await Promise.all(late)).filter(Boolean)).toHaveLength(0)
      }
    })

    it('refuses a mark that is not higher, even to the holder', async () => {
      const leases = await open()
      expect(await leases.acquire('job', 'a', 1000, 500, 7)).toBe(true)
      expect(await leases.acquire('job', 'a', 1100, 500, 7)).toBe(false)
      expect(await leases.acquire('job', 'a', 1100, 500, 6)).toBe(false)
      expect(await leases.acquire('job', 'a', 1100, 500, 8)).toBe(true)
    })

    it('keeps the mark when the lease is taken without one', async () => {
      const leases = await open()
      await leases.acquire('job', 'a', 1000, 500, 7)
      await leases.release('job', 'a')
      expect(await leases.acquire('job', 'b', 1000, 500)).toBe(true)
      await leases.release('job', 'b')
      expect(await leases.acquire('job', 'c', 1000, 500, 7)).toBe(false)
      expect(await leases.acquire('job', 'c', 1000, 500, 8)).toBe(true)
    })
  })
}

const rivals = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `rival ${String(index)}`)
