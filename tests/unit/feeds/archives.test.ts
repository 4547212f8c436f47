/** A reader that walks from the subscription document through the archives (RFC 5005) misses nothing. */
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { beforeAll, describe, expect, it } from 'vitest'

import { createFeeds } from '@/plugins/feeds/channel'
import type { Item, Shipment } from '@/core'

import { itemOf, shipmentOf, site } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'

const items: readonly Item[] = Array.from({ length: 330 }, (_, index) =>
  itemOf('articles', `a${String(index)}`, {
    // 230 in July, the rest over the months before and after; several at the same moment.
    publishedAt: new Date(
      index < 230
        ? Date.parse('2014-07-03T00:00:00Z') + Math.floor(index / 3) * 60_000
        : Date.parse('2013-11-05T00:00:00Z') + (index - 230) * 5 * 86_400_000,
    ).toISOString(),
  }),
)
const expected = items.map(({ id }) => `tag:example.org,2014:articles/${id}`).sort()

async function deliver(ports: MemoryPorts, shipments: readonly Shipment[]): Promise<void> {
  const channel = createFeeds()
  for (const { revision } of shipments) ports.library.add(revision)
  for (let at = 0; at < shipments.length; at += channel.lane.batch) {
    const batch = shipments.slice(at, at + channel.lane.batch)
    const context = { ...ports, site, settings: channel.settings({}) }
    const outcomes = await channel.deliver(batch, context)
    expect(outcomes.every(({ ok }) => ok)).toBe(true)
  }
}

let ports: MemoryPorts

beforeAll(async () => {
  ports = memoryPorts()
  await deliver(
    ports,
    items.map((item) => shipmentOf(item)),
  )
})

const pathOf = (url: string | undefined): string | undefined => url?.replace(site.publicUrl, '')

interface Page {
  readonly ids: readonly string[]
  readonly previous: string | undefined
  readonly next: string | undefined
}

const readers: Readonly<Record<string, (text: string) => Page>> = {
  rss(text) {
    const feed = parseRssFeed(text)
    const link = (rel: string): string | undefined =>
      feed.atom?.links?.find((one) => one.rel === rel)?.href
    return {
      ids: (feed.items ?? []).map(({ guid }) => guid?.value ?? ''),
      previous: pathOf(link('prev-archive')),
      next: pathOf(link('next-archive')),
    }
  },
  atom(text) {
    const feed = parseAtomFeed(text)
    const link = (rel: string): string | undefined =>
      feed.links?.find((one) => one.rel === rel)?.href
    return {
      ids: (feed.entries ?? []).map(({ id }) => id ?? ''),
      previous: pathOf(link('prev-archive')),
      next: pathOf(link('next-archive')),
    }
  },
  json(text) {
    const feed = parseJsonFeed(text)
    const archive = (JSON.parse(text) as { _archive?: { next_archive?: string } })._archive
    return {
      ids: (feed.items ?? []).map(({ id }) => id ?? ''),
      previous: pathOf(feed.next_url),
      next: pathOf(archive?.next_archive),
    }
  },
}

describe.each(Object.entries(readers))('the archives in %s', (format, read) => {
  const page = (path: string): Page => read(ports.artefacts.text(path))

  it('have every entry exactly once, newest first', () => {
    const ids: string[] = []
    let path = page(`/feeds/articles.${format}`).previous
    while (path !== undefined) {
      const { ids: found, previous } = page(path)
      expect(found.length).toBeLessThanOrEqual(100)
      ids.push(...found)
      path = previous
    }
    expect(ids.toSorted()).toEqual(expected)
    expect(ids.slice(0, 50)).toEqual(page(`/feeds/articles.${format}`).ids)
  })

  it('can be walked back again', () => {
    let path = `/feeds/articles/2013-11.${format}`
    const walked = [path]
    for (let next = page(path).next; next !== undefined; next = page(path).next) {
      expect(page(next).previous).toBe(path)
      path = next
      walked.push(path)
    }
    expect(page(`/feeds/articles.${format}`).previous).toBe(path)
    expect(walked).toContain(`/feeds/articles/2014-07-3.${format}`)
  })

  it('say that they are archives, and of which feed', () => {
    const text = ports.artefacts.text(`/feeds/articles/2014-07.${format}`)
    if (format !== 'json') expect(text).toContain('<fh:archive')
    expect(text).toContain(`https://hub.example.org/feeds/articles.${format}`)
    expect(ports.artefacts.text(`/feeds/articles.${format}`)).not.toContain('fh:archive')
  })
})

describe('what a publication costs', () => {
  it('is the same whatever came before, and whatever order that came in', async () => {
    const backwards = memoryPorts()
    await deliver(
      backwards,
      items.toReversed().map((item) => shipmentOf(item)),
    )
    expect(backwards.artefacts.snapshot()).toEqual(ports.artefacts.snapshot())
  })

  it('is a fixed number of lists read and documents written', async () => {
    const costs: object[] = []
    for (const [count, name] of [
      [120, 'few'],
      [330, 'many'],
    ] as const) {
      const one = memoryPorts()
      await deliver(
        one,
        items.slice(0, count).map((item) => shipmentOf(item)),
      )
      const [reads, writes, log] = [one.shelf.reads, one.shelf.writes, one.artefacts.log.length]
      await deliver(one, [
        shipmentOf(itemOf('articles', name, { publishedAt: '2016-01-01T00:00:00.000Z' })),
      ])
      await deliver(one, [
        shipmentOf(itemOf('articles', `${name}2`, { publishedAt: '2016-01-01T01:00:00.000Z' })),
      ])
      costs.push({
        reads: one.shelf.reads - reads,
        writes: one.shelf.writes - writes,
        documents: one.artefacts.log.length - log,
      })
    }
    expect(costs[0]).toEqual(costs[1])
    // Two feeds, three formats; subscription, month, and the first time the month before.
    expect(costs[0]).toMatchObject({ documents: 2 * 3 * 3 + 2 * 3 * 2 })
  })

  it('leaves closed months alone', async () => {
    const one = memoryPorts()
    await deliver(
      one,
      items.map((item) => shipmentOf(item)),
    )
    const before = one.artefacts.log.length
    await deliver(one, [
      shipmentOf(itemOf('articles', 'last', { publishedAt: '2015-03-31T00:00:00.000Z' })),
    ])
    const months = one.artefacts.log.slice(before).filter((path) => path.includes('/20'))
    expect(months.every((path) => path.includes('2015-03'))).toBe(true)
    expect(months.length).toBeGreaterThan(0)
  })
})
