/**
 * Whatever is published, corrected and withdrawn in whatever batches, and wherever the process dies on the way: what is
 * public is what a rebuild makes from the library alone.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { DocumentType, Item, MediaFile, Outcome, Picture, Shipment, Term } from '@/core'
import { website } from '@/plugins/website/channel'
import { refreshHome } from '@/plugins/website/refresh'

import { itemOf, shipmentOf } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'
import { contextOf as contextAt } from './channel-steps'

interface Step {
  readonly document: number
  readonly withdraw: boolean
  readonly month: number
  readonly slug: number
  /** Which of the shared files the document shows, as bits. */
  readonly files: number
  /** Its themes and audiences: which, in which order, and under which of two labels. */
  readonly topics: number
  /** When television shows it, if it is a video: hours of the first week, as bits; and in which column. */
  readonly airings: number
  /** Ends the batch here. */
  readonly cut: boolean
  /** Dies at this write of the batch, when there are so many. */
  readonly crash: number
  /** After a crash: the same batch again, or its shipments one by one, as the hub does. */
  readonly alone: boolean
}

const TYPES: readonly DocumentType[] = [
  'articles',
  'articles',
  'videos',
  'lessons',
  'courses',
  'editions',
]

const FILES: readonly MediaFile[] = ['a.jpg', 'b.pdf', '%E8%A1%A8.csv'].map((name, index) => ({
  url: `/media/${name}`,
  mediaType: 'application/octet-stream',
  bytes: 10 + index,
}))

const COVER: Picture = {
  ...{
    url: '/media/a.jpg',
    mediaType: 'image/jpeg',
    bytes: 10,
    alt: '会议室',
    width: 1600,
    height: 900,
  },
  sizes: [],
}

const THEMES = [[], ['a'], ['b'], ['a', 'b'], ['b', 'a'], ['a', 'c']] as const
const AUDIENCES = [[], ['x'], ['y', 'x']] as const

const AIRED = ['01T01:30', '01T20:00', '03T00:00', '09T12:00'] as const

function filmOf(airings: number): Pick<Item, 'details'> {
  const { details } = itemOf('videos', 'film')
  if (details.type !== 'videos') throw new Error('A video has the details of one')
  const times = AIRED.filter((_, bit) => airings & (1 << bit))
  if (times.length === 0) return { details }
  return {
    details: {
      ...details,
      airings: times.map((time) => ({ at: `2015-01-${time}:00.000Z` })),
      ...(airings & 16 ? { columns: [{ slug: 'night-class', label: '乡村夜课' }] } : {}),
    },
  }
}

const termsOf = (slugs: readonly string[], label: number): Term[] =>
  slugs.map((slug) => ({ slug, label: `${slug} 第${String(label)}名` }))

const step: fc.Arbitrary<Step> = fc.record({
  document: fc.nat(6),
  withdraw: fc.boolean(),
  month: fc.nat(2),
  slug: fc.nat(2),
  files: fc.nat(7),
  topics: fc.nat(THEMES.length * AUDIENCES.length * 2 - 1),
  airings: fc.nat(31),
  cut: fc.boolean(),
  crash: fc.nat(160),
  alone: fc.boolean(),
})

/** The documents' time on air begins here. */
const BEGIN = new Date('2015-01-01T00:00:00.000Z')
const LATER = ['2015-01-01T02:59:59Z', '2015-01-02T16:00:00Z', '2015-02-01T00:00:00Z']

/** The library's and the ledger's side of a publication. */
class Newsroom {
  private readonly states = new Map<string, { item: Item; number: number; shown: boolean }>()
  private clock = Date.parse('2015-01-01T00:00:00Z')

  shipment({
    document,
    withdraw,
    month,
    slug,
    files,
    topics,
    airings,
  }: Step): Shipment | undefined {
    const id = `d${String(document)}`
    const state = this.states.get(id)
    if (withdraw && !state?.shown) return undefined
    this.clock += 60_000
    const at = new Date(this.clock).toISOString()
    const item =
      withdraw && state
        ? state.item
        : itemOf(TYPES[document % TYPES.length] ?? 'articles', id, {
            slug: `${id}-${String(slug)}`,
            formerSlugs: formerSlugs(state?.item, `${id}-${String(slug)}`),
            publishedAt: `2014-0${String(5 + month)}-${document % 2 ? '15' : '30'}T1${String(document)}:00:00.000Z`,
            updatedAt: at,
            title: `标题 ${id} ${at}`,
            files: FILES.filter((_, bit) => files & (1 << bit)),
            themes: termsOf(THEMES[topics % THEMES.length] ?? [], topics % 2),
            audiences: termsOf(
              AUDIENCES[Math.floor(topics / THEMES.length) % AUDIENCES.length] ?? [],
              topics % 2,
            ),
            ...(files & 1 ? { cover: COVER } : {}),
            ...(TYPES[document % TYPES.length] === 'videos' ? filmOf(airings) : {}),
            ...(TYPES[document % TYPES.length] === 'editions' ? { themes: [], audiences: [] } : {}),
          })
    const number = (state?.number ?? 0) + 1
    this.states.set(id, { item, number, shown: !withdraw })
    return shipmentOf(item, {
      action: withdraw ? 'withdraw' : state?.shown ? 'correct' : 'publish',
      number,
      at,
      earlier: state ? [state.item] : [],
      ...(withdraw ? { reason: `撤回 ${id}` } : {}),
    })
  }
}

/** As the CMS keeps them. */
function formerSlugs(before: Item | undefined, slug: string): string[] {
  const former = new Set([...(before?.formerSlugs ?? []), ...(before ? [before.slug] : [])])
  former.delete(slug)
  return [...former].sort()
}

const contextOf = (ports: MemoryPorts, now = BEGIN) => contextAt(ports, now)

async function carry(ports: MemoryPorts, batch: readonly Shipment[]): Promise<void> {
  const outcomes: readonly Outcome[] = await website.deliver(batch, contextOf(ports))
  outcomes.forEach((outcome, index) => {
    const shipment = batch[index]
    if (!outcome.ok) throw outcome.error
    if (shipment) ports.library.settle(shipment, outcome.receipt)
  })
}

const rebuild = (ports: MemoryPorts, now = BEGIN) =>
  website.rebuild?.(contextOf(ports, now), () => undefined)

const shelfOf = ({ shelf }: MemoryPorts) => [...shelf.documents].sort()

/** `base` documents of one month first, so that parts of a month are in play. */
async function play(steps: readonly Step[], base: number): Promise<{ crashes: number }> {
  const ports = memoryPorts()
  const newsroom = new Newsroom()
  let crashes = 0
  const seed = Array.from({ length: base }, (_, index) => {
    const day = String(1 + (index % 28)).padStart(2, '0')
    const date = `2014-06-${day}T05:${String(index % 60).padStart(2, '0')}:00.000Z`
    const id = `base${String(index)}`
    const themes = termsOf(THEMES[index % THEMES.length] ?? [], 0)
    return shipmentOf(itemOf('articles', id, { publishedAt: date, updatedAt: date, themes }))
  })
  for (const { revision } of seed) ports.library.add(revision)
  if (base > 0) await carry(ports, seed)

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
      await carry(ports, batch)
    } catch (error) {
      expect(String(error)).toContain('The process died here')
      crashes++
      ports.crash.disarm()
      if (one.alone) for (const each of batch) await carry(ports, [each])
      else await carry(ports, batch)
    }
    ports.crash.disarm()
    batch = []
  }

  // Also where nothing was ever handed over, the pages the header links to are there.
  await carry(ports, [])
  const anew = memoryPorts(ports.library)
  await rebuild(anew)
  expect(anew.artefacts.snapshot()).toEqual(ports.artefacts.snapshot())
  expect(shelfOf(anew)).toEqual(shelfOf(ports))

  // Time passes without a publication: the hourly job draws what a rebuild of that hour does.
  for (const moment of LATER) {
    const now = new Date(moment)
    await refreshHome(contextOf(ports, now))
    await rebuild(anew, now)
    expect(anew.artefacts.snapshot()).toEqual(ports.artefacts.snapshot())
  }
  await refreshHome(contextOf(ports))

  // Where everything is as it should be, a rebuild changes nothing.
  const before = ports.artefacts.snapshot()
  const log = [...ports.artefacts.log]
  await rebuild(ports)
  expect(ports.artefacts.snapshot()).toEqual(before)
  expect(ports.artefacts.log).toEqual(log)
  expect(shelfOf(anew)).toEqual(shelfOf(ports))
  return { crashes }
}

describe('any history of publications', () => {
  it('ends in the bytes a rebuild makes, crashes or not', async () => {
    let crashes = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        crashes += (await play(steps, 0)).crashes
      }),
      { numRuns: 120 },
    )
    expect(crashes).toBeGreaterThan(50)
  })

  it('does so in months of several pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(97, 99, 100, 101, 199, 201),
        async (steps, base) => {
          await play(steps, base)
        },
      ),
      { numRuns: 12 },
    )
  })
})
