/**
 * Whatever is published, corrected and withdrawn in whatever batches, and wherever the process dies on the way: the
 * artefacts are those a rebuild makes from the library alone, and the change log has every change once.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createFeeds } from '@/plugins/feeds/channel'
import type { Channel, DocumentType, Item, Outcome, Shipment } from '@/core'

import { itemOf, shipmentOf, site } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'

interface Step {
  readonly document: number
  readonly withdraw: boolean
  readonly month: number
  readonly theme: number
  readonly slug: number
  /** Ends the batch here. */
  readonly cut: boolean
  /** Dies at this write of the batch, when there are so many. */
  readonly crash: number
  /** After a crash: the same batch again, or its shipments one by one, as the hub does. */
  readonly alone: boolean
}

const TYPES: readonly DocumentType[] = [
  'articles',
  'videos',
  'lessons',
  'courses',
  'courses',
  'editions',
]
const THEMES = [
  [],
  [{ slug: 'theory', label: '理论学习' }],
  [
    { slug: 'theory', label: '理论' },
    { slug: 'policy', label: '方针政策' },
  ],
]

const step: fc.Arbitrary<Step> = fc.record({
  document: fc.nat(7),
  withdraw: fc.boolean(),
  month: fc.nat(3),
  theme: fc.nat(2),
  slug: fc.nat(2),
  cut: fc.boolean(),
  crash: fc.nat(250),
  alone: fc.boolean(),
})

/** The library's and the ledger's side of a publication. */
class Newsroom {
  private readonly states = new Map<string, { item: Item; number: number; shown: boolean }>()
  readonly keys: string[] = []
  private clock = Date.parse('2015-01-01T00:00:00Z')

  shipment({ document, withdraw, month, theme, slug }: Step): Shipment | undefined {
    const type = TYPES[document % TYPES.length] ?? 'articles'
    const id = `d${String(document)}`
    const state = this.states.get(id)
    this.clock += 60_000
    const at = new Date(this.clock).toISOString()
    if (withdraw && !state?.shown) return undefined
    const published = `2014-0${String(5 + month)}-15T0${String(document)}:00:00.000Z`
    const item =
      withdraw && state
        ? state.item
        : this.itemAt(type, id, {
            slug: `${id}-${String(slug)}`,
            publishedAt: published,
            updatedAt: at,
            title: `标题 ${id} ${at}`,
            themes: THEMES[theme] ?? [],
            courses: type === 'lessons' ? [{ slug: 'd3-0', label: '课程' }] : [],
          })
    const number = (state?.number ?? 0) + 1
    this.states.set(id, { item, number, shown: !withdraw })
    const shipment = shipmentOf(item, {
      action: withdraw ? 'withdraw' : state?.shown ? 'correct' : 'publish',
      number,
      at,
      earlier: state ? [state.item] : [],
      ...(withdraw ? { reason: `撤回 ${id}` } : {}),
    })
    this.keys.push(shipment.key)
    return shipment
  }

  /** Slugs of courses that were used before lead to the present one, as the CMS keeps them. */
  private itemAt(type: DocumentType, id: string, changes: Partial<Item>): Item {
    const before = this.states.get(id)?.item
    const former = new Set([...(before?.formerSlugs ?? []), ...(before ? [before.slug] : [])])
    former.delete(changes.slug ?? '')
    return itemOf(type, id, { ...changes, formerSlugs: [...former].sort() })
  }
}

const settings = { itemsPerFeed: 5 }

async function carry(channel: Channel, ports: MemoryPorts, batch: readonly Shipment[]) {
  const context = { ...ports, site, settings: channel.settings(settings) }
  const outcomes: readonly Outcome[] = await channel.deliver(batch, context)
  outcomes.forEach((outcome, index) => {
    const shipment = batch[index]
    if (!outcome.ok) throw outcome.error
    if (shipment) ports.library.settle(shipment, outcome.receipt)
  })
}

async function rebuilt(ports: MemoryPorts): Promise<MemoryPorts> {
  const anew = memoryPorts(ports.library)
  const channel = createFeeds()
  await channel.rebuild?.({ ...anew, site, settings: channel.settings(settings) }, () => undefined)
  return anew
}

/** `base` documents of one month first, so that parts of a month are in play. */
async function play(steps: readonly Step[], base: number): Promise<{ crashes: number }> {
  const ports = memoryPorts()
  const newsroom = new Newsroom()
  let channel = createFeeds()
  let crashes = 0
  const seed = Array.from({ length: base }, (_, index) => {
    const day = String(1 + (index % 28)).padStart(2, '0')
    const date = `2014-06-${day}T05:${String(index % 60).padStart(2, '0')}:00.000Z`
    return shipmentOf(
      itemOf('articles', `base${String(index)}`, { publishedAt: date, updatedAt: date }),
    )
  })
  for (const { revision } of seed) ports.library.add(revision)
  if (base > 0) await carry(channel, ports, seed)

  let batch: Shipment[] = []
  for (const [index, one] of steps.entries()) {
    const shipment = newsroom.shipment(one)
    if (shipment) {
      batch.push(shipment)
      ports.library.add(shipment.revision)
    }
    if (!one.cut && index < steps.length - 1) continue
    ports.crash.arm(one.crash)
    try {
      await carry(channel, ports, batch)
    } catch (error) {
      expect(String(error)).toContain('The process died here')
      crashes++
      ports.crash.disarm()
      // Another process, with nothing in memory, takes over.
      channel = createFeeds()
      if (one.alone) for (const each of batch) await carry(channel, ports, [each])
      else await carry(channel, ports, batch)
    }
    ports.crash.disarm()
    batch = []
  }

  // Also where nothing was ever handed over, the feeds that are always there are there.
  await carry(channel, ports, [])
  const anew = await rebuilt(ports)
  expect(anew.artefacts.snapshot()).toEqual(ports.artefacts.snapshot())
  expect(anew.changes.entries).toEqual(ports.changes.entries)
  expect(ports.changes.entries.map(({ seq }) => seq)).toEqual(
    ports.changes.entries.map((_, index) => index + 1),
  )
  expect(ports.changes.entries.map(({ key }) => key).slice(base)).toEqual(newsroom.keys)

  const before = ports.artefacts.snapshot()
  const log = [...ports.artefacts.log]
  await channel.rebuild?.({ ...ports, site, settings: channel.settings(settings) }, () => undefined)
  expect(ports.artefacts.snapshot()).toEqual(before)
  expect(ports.artefacts.log).toEqual(log)
  // Lists that were left over or written twice are gone; what is left is what a fresh rebuild keeps.
  expect([...ports.shelf.documents.keys()].sort()).toEqual([...anew.shelf.documents.keys()].sort())
  return { crashes }
}

describe('any history of publications', () => {
  it('ends in the bytes a rebuild makes, crashes or not', async () => {
    let crashes = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        crashes += (await play(steps, 0)).crashes
      }),
      { numRuns: 80 },
    )
    expect(crashes).toBeGreaterThan(10)
  })

  it('does so in months of several archive documents', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(96, 99, 100, 196, 201),
        async (steps, base) => {
          await play(steps, base)
        },
      ),
      { numRuns: 12 },
    )
  })
})
