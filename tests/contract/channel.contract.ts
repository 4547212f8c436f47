/** What every channel promises, whatever it carries where. */
import { describe, expect, it } from 'vitest'

import type { Channel, ChannelContext, Item, Outcome, Shipment, Site } from '@/core'

import { memoryPorts, type MemoryPorts } from '../helpers/ports'

export interface ChannelCase {
  readonly channel: Channel
  readonly site: Site
  /** As an operator would type them. */
  readonly settings: unknown
  /** Of channels that may look at the clock. */
  readonly now?: () => Date
  /** Ports of channels with a far side: each time with a fresh one. */
  readonly open?: () => MemoryPorts
  /** At least three items of this channel, with different ids. */
  readonly items: readonly Item[]
  readonly shipmentOf: (
    item: Item,
    options?: {
      action?: Shipment['action']
      number?: number
      earlier?: readonly Item[]
      at?: string
      reason?: string
      attempt?: number
    },
  ) => Shipment
  /** How often a document is shown where people would look for it. */
  readonly copies: (ports: MemoryPorts, item: Item) => number | Promise<number>
}

/** Runs the suite over a channel. */
export function describeChannel(testCase: ChannelCase): void {
  const { channel, site, items, shipmentOf, copies } = testCase
  const [first, second, third] = items
  if (!first || !second || !third) throw new Error('The contract needs three items')
  const settings = channel.settings(testCase.settings)
  const open = testCase.open ?? ((): MemoryPorts => memoryPorts())
  const { now } = testCase
  const contextOf = (ports: MemoryPorts): ChannelContext<unknown> => ({
    ...ports,
    site,
    settings,
    ...(now && { now }),
  })

  /** Hands a batch over as the hub does: revisions are stored before, receipts after; what was submitted is asked for when its time comes. */
  async function deliver(
    ports: MemoryPorts,
    shipments: readonly Shipment[],
  ): Promise<readonly Outcome[]> {
    for (const { revision } of shipments) ports.library.add(revision)
    const outcomes = [...(await channel.deliver(shipments, contextOf(ports)))]
    for (const [index, shipment] of shipments.entries()) {
      const outcome = outcomes[index]
      if (!outcome?.ok || outcome.checkAt === undefined || !channel.check) continue
      const { receipt, checkAt } = outcome
      const later = { ...contextOf(ports), now: () => checkAt }
      outcomes[index] = await channel.check(shipment, receipt, later)
    }
    for (const [index, outcome] of outcomes.entries()) {
      const shipment = shipments[index]
      if (outcome.ok && shipment) ports.library.settle(shipment, outcome.receipt)
    }
    return outcomes
  }

  const receipts = (outcomes: readonly Outcome[]): string[] =>
    outcomes.map((outcome) => {
      if (!outcome.ok) throw outcome.error
      return outcome.receipt
    })

  describe(`channel ${channel.id}`, () => {
    it('has a lane the ledger can keep', () => {
      expect(channel.lane.batch).toBeGreaterThanOrEqual(1)
      if (channel.lane.batch > 1)
        expect(['repeat', 'reconcile']).toContain(channel.guarantee.onUnknown)
      expect(channel.guarantee.backoffMs(1)).toBeGreaterThan(0)
    })

    it('refuses settings it does not understand, in words', () => {
      expect(() => channel.settings({ nonsense: { deeply: 'wrong' } })).toThrow(
        expect.objectContaining({ code: 'SETTINGS_INVALID' }) as Error,
      )
    })

    it('sends each item somewhere', () => {
      for (const item of items) expect(channel.selects(item, settings)).not.toHaveLength(0)
    })

    it('is content with nothing to do', async () => {
      const ports = open()
      expect(await deliver(ports, [])).toEqual([])
      expect(await deliver(ports, [])).toEqual([])
    })

    it('makes the same bytes of the same items', async () => {
      const [left, right] = [open(), open()]
      await deliver(
        left,
        items.map((item) => shipmentOf(item)),
      )
      await deliver(
        right,
        items.map((item) => shipmentOf(item)),
      )
      expect(left.artefacts.snapshot()).toEqual(right.artefacts.snapshot())
    })

    it('answers one outcome per shipment, in order, each with its own receipt', async () => {
      const outcomes = await deliver(
        open(),
        items.map((item) => shipmentOf(item)),
      )
      expect(outcomes).toHaveLength(items.length)
      expect(new Set(receipts(outcomes)).size).toBe(items.length)
    })

    it('gives a repeated shipment the same receipt, and shows one copy', async () => {
      const ports = open()
      const [before] = receipts(await deliver(ports, [shipmentOf(first)]))
      const snapshot = ports.artefacts.snapshot()
      const [after] = receipts(await deliver(ports, [shipmentOf(first, { attempt: 2 })]))
      expect(after).toBe(before)
      expect(await copies(ports, first)).toBe(1)
      expect(ports.artefacts.snapshot()).toEqual(snapshot)
    })

    it('shows a corrected document once, in its new form', async () => {
      const ports = open()
      await deliver(ports, [shipmentOf(first)])
      const corrected: Item = { ...first, title: '改正后的标题' }
      await deliver(ports, [
        shipmentOf(corrected, { action: 'correct', number: 2, earlier: [first] }),
      ])
      expect(await copies(ports, corrected)).toBe(1)
    })

    it('keeps its promise about withdrawals, and publishes again afterwards', async () => {
      const ports = open()
      await deliver(ports, [shipmentOf(first), shipmentOf(second)])
      await deliver(ports, [
        shipmentOf(first, {
          action: 'withdraw',
          number: 2,
          earlier: [first],
          at: '2014-07-03T01:00:00.000Z',
          reason: '内容有误',
        }),
      ])
      if (channel.guarantee.withdrawal === 'removes') expect(await copies(ports, first)).toBe(0)
      expect(await copies(ports, second)).toBe(1)
      await deliver(ports, [shipmentOf(first, { number: 3, earlier: [first] })])
      expect(await copies(ports, first)).toBe(1)
    })

    it('carries a batch of mixed actions as it would carry them one by one', async () => {
      const batch = [
        shipmentOf(first),
        shipmentOf(second),
        shipmentOf(third),
        shipmentOf(
          { ...second, title: '第二版' },
          { action: 'correct', number: 2, earlier: [second] },
        ),
        shipmentOf(third, {
          action: 'withdraw',
          number: 2,
          earlier: [third],
          at: '2014-07-04T01:00:00.000Z',
        }),
      ]
      const [together, oneByOne] = [open(), open()]
      const all = receipts(await deliver(together, batch))
      const single: string[] = []
      for (const shipment of batch) {
        single.push(...receipts(await deliver(oneByOne, [shipment])))
      }
      expect(all).toEqual(single)
      expect(together.artefacts.snapshot()).toEqual(oneByOne.artefacts.snapshot())
    })

    it.runIf('rebuild' in channel)('rebuilds the same bytes from the library', async () => {
      const ports = open()
      await deliver(
        ports,
        items.map((item) => shipmentOf(item)),
      )
      await deliver(ports, [
        shipmentOf(second, {
          action: 'withdraw',
          number: 2,
          earlier: [second],
          at: '2014-07-04T01:00:00.000Z',
        }),
      ])
      const anew = memoryPorts(ports.library)
      await channel.rebuild?.(contextOf(anew), () => undefined)
      expect(anew.artefacts.snapshot()).toEqual(ports.artefacts.snapshot())
    })
  })
}
