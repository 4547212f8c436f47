/**
 * Whatever is published, corrected and withdrawn in whatever batches, while rights begin and end, and wherever the process
 * dies on the way: the artefacts are those a rebuild makes from the library alone.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createTv } from '@/plugins/tv/channel'
import { refreshTv } from '@/plugins/tv/refresh'
import type { Item, Outcome, Shipment } from '@/core'

import { shipmentOf, site } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'
import { COLUMN, videoOf } from './episodes'

const HOUR = 60 * 60_000
const START = Date.parse('2015-01-01T00:00:00Z')

interface Step {
  readonly document: number
  readonly withdraw: boolean
  readonly month: number
  readonly columns: number
  /** Hours from the start at which rights begin and end; 0 is none. */
  readonly from: number
  readonly until: number
  readonly airs: number
  readonly file: number
  /** Hours that pass before the step. */
  readonly wait: number
  /** Ends the batch here. */
  readonly cut: boolean
  /** Dies at this write of the batch, when there are so many. */
  readonly crash: number
  /** After a crash: the same batch again, or its shipments one by one, as the hub does. */
  readonly alone: boolean
  /** The job `tv-rights` runs after the batch. */
  readonly refresh: boolean
}

const COLUMNS = [
  [COLUMN],
  [COLUMN, { slug: 'harvest', label: '丰收' }],
  [{ slug: 'harvest', label: '丰收' }],
]

const step: fc.Arbitrary<Step> = fc.record({
  document: fc.nat(5),
  withdraw: fc.boolean(),
  month: fc.nat(2),
  columns: fc.nat(2),
  from: fc.nat(40),
  until: fc.nat(80),
  airs: fc.nat(3),
  file: fc.nat(1),
  wait: fc.nat(20),
  cut: fc.boolean(),
  crash: fc.nat(120),
  alone: fc.boolean(),
  refresh: fc.boolean(),
})

class Newsroom {
  clock = START
  private readonly states = new Map<string, { item: Item; number: number; shown: boolean }>()
  readonly channel = createTv(() => new Date(this.clock))

  shipment(one: Step): Shipment | undefined {
    const id = `d${String(one.document)}`
    const state = this.states.get(id)
    if (one.withdraw && !state?.shown) return undefined
    const at = new Date(this.clock).toISOString()
    const item = one.withdraw && state ? state.item : this.video(id, one, at)
    const number = (state?.number ?? 0) + 1
    this.states.set(id, { item, number, shown: !one.withdraw })
    return shipmentOf(item, {
      action: one.withdraw ? 'withdraw' : state?.shown ? 'correct' : 'publish',
      number,
      at,
      earlier: state ? [state.item] : [],
    })
  }

  private video(id: string, { month, columns, from, until, airs, file }: Step, at: string): Item {
    const after = (hours: number): string => new Date(START + hours * HOUR).toISOString()
    const name = `${id}-${String(file)}`
    return videoOf(
      id,
      {
        video: { url: `/media/${name}.mp4`, mediaType: 'video/mp4', bytes: 1000 },
        columns: COLUMNS[columns] ?? [],
        rights: {
          ...(from ? { from: after(from) } : {}),
          ...(until ? { until: after(until) } : {}),
        },
        ...(airs ? { airings: [{ at: after(airs * 30) }] } : {}),
      },
      {
        title: `标题 ${id} ${at}`,
        publishedAt: `2014-1${String(month)}-15T01:00:00.000Z`,
        updatedAt: at,
      },
    )
  }
}

async function carry(
  { channel }: Newsroom,
  ports: MemoryPorts,
  batch: readonly Shipment[],
): Promise<void> {
  const outcomes: readonly Outcome[] = await channel.deliver(batch, {
    ...ports,
    site,
    settings: channel.settings({}),
  })
  outcomes.forEach((outcome, index) => {
    const shipment = batch[index]
    if (!outcome.ok) throw outcome.error
    if (shipment) ports.library.settle(shipment, outcome.receipt)
  })
}

/** Like `work`, and again where the process died. */
async function surviving(
  ports: MemoryPorts,
  crash: number,
  work: () => Promise<void>,
  again: () => Promise<void>,
): Promise<number> {
  ports.crash.arm(crash)
  try {
    await work()
    return 0
  } catch (error) {
    expect(String(error)).toContain('The process died here')
    ports.crash.disarm()
    await again()
    return 1
  } finally {
    ports.crash.disarm()
  }
}

const refresh = async (ports: MemoryPorts, clock: number): Promise<void> => {
  await refreshTv({ ...ports, site, settings: {} }, [], new Date(clock))
}

/** `base` episodes of one month first, so that several pages are in play. */
async function play(steps: readonly Step[], base: number): Promise<number> {
  const ports = memoryPorts()
  const newsroom = new Newsroom()
  let crashes = 0
  const seed = Array.from({ length: base }, (_, index) => {
    const date = new Date(Date.parse('2014-11-02T00:00:00Z') + index * HOUR).toISOString()
    return shipmentOf(videoOf(`base${String(index)}`, {}, { publishedAt: date, updatedAt: date }))
  })
  for (const { revision } of seed) ports.library.add(revision)
  if (base > 0) await carry(newsroom, ports, seed)

  let batch: Shipment[] = []
  for (const [index, one] of steps.entries()) {
    newsroom.clock += one.wait * HOUR
    const shipment = newsroom.shipment(one)
    if (shipment) {
      batch.push(shipment)
      ports.library.add(shipment.revision)
    }
    if (!one.cut && index < steps.length - 1) continue
    const whole = batch
    batch = []
    crashes += await surviving(
      ports,
      one.crash,
      () => carry(newsroom, ports, whole),
      async () => {
        if (!one.alone) return carry(newsroom, ports, whole)
        for (const each of whole) await carry(newsroom, ports, [each])
      },
    )
    if (!one.refresh) continue
    const again = (): Promise<void> => refresh(ports, newsroom.clock)
    crashes += await surviving(ports, one.crash, again, again)
  }
  newsroom.clock += 24 * HOUR
  await refresh(ports, newsroom.clock)

  const anew = memoryPorts(ports.library)
  const { channel } = newsroom
  const context = { site, settings: channel.settings({}) }
  await channel.rebuild?.({ ...anew, ...context }, () => undefined)
  expect(ports.artefacts.snapshot()).toEqual(anew.artefacts.snapshot())
  // Over what is there it changes nothing.
  const before = ports.artefacts.snapshot()
  await channel.rebuild?.({ ...ports, ...context }, () => undefined)
  expect(ports.artefacts.snapshot()).toEqual(before)
  return crashes
}

describe('the history of television', () => {
  it('ends in what a rebuild makes', async () => {
    let crashes = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        crashes += await play(steps, 0)
      }),
      { numRuns: 300 },
    )
    expect(crashes).toBeGreaterThan(20)
  })

  it('does so with several pages a month', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        await play(steps, 130)
      }),
      { numRuns: 10 },
    )
  })
})
