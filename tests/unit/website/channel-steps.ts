/** What tests of the website channel do: hand over, rebuild, look at what is public. */
import type { Element, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'

import { CONTENT_TYPES, type Item, type MediaFile, type Outcome, type Shipment } from '@/core'
import { website } from '@/plugins/website/channel'
import type { WebsiteSettings } from '@/plugins/website/settings'

import { itemOf, shipmentOf, site } from '../../helpers/items'
import type { MemoryPorts } from '../../helpers/ports'

/** The moment tests of the website happen at, unless they say otherwise. */
export const NOW = new Date('2014-12-01T00:00:00.000Z')

export const contextOf = (ports: MemoryPorts, now = NOW) => ({
  ...ports,
  site,
  settings: website.settings({}) as WebsiteSettings,
  now: () => now,
})

/** As the hub does: revisions are stored before, receipts after. */
export async function deliver(
  ports: MemoryPorts,
  ...batch: readonly Shipment[]
): Promise<readonly Outcome[]> {
  for (const { revision } of batch) ports.library.add(revision)
  const outcomes = await website.deliver(batch, contextOf(ports))
  batch.forEach((shipment, index) => {
    const outcome = outcomes[index]
    if (outcome?.ok) ports.library.settle(shipment, outcome.receipt)
  })
  return outcomes
}

export const rebuild = async (ports: MemoryPorts, now = NOW) =>
  website.rebuild?.(contextOf(ports, now), () => undefined)

export const fileOf = (name: string): MediaFile => ({
  url: `/media/${name}`,
  mediaType: 'application/pdf',
  bytes: 7,
})

/** Articles of one day, a minute apart, oldest first: `a000`, `a001` … */
export const articles = (
  count: number,
  of: (index: number) => Partial<Item> = () => ({}),
): Shipment[] =>
  Array.from({ length: count }, (_, index) => {
    const minute = String(index % 60).padStart(2, '0')
    const hour = String(Math.floor(index / 60)).padStart(2, '0')
    const publishedAt = `2014-11-03T${hour}:${minute}:00.000Z`
    const id = `a${String(index).padStart(3, '0')}`
    return shipmentOf(itemOf('articles', id, { publishedAt, updatedAt: publishedAt, ...of(index) }))
  })

export const withdrawn = (item: Item, number = 2): Shipment =>
  shipmentOf(item, { action: 'withdraw', number, earlier: [item], at: '2015-01-01T00:00:00.000Z' })

export const corrected = (before: Item, changes: Partial<Item>, number = 2): Shipment =>
  shipmentOf({ ...before, ...changes }, { action: 'correct', number, earlier: [before] })

const treeOf = (ports: MemoryPorts, path: string): Root => fromHtml(ports.artefacts.text(path))

function elementsIn(tree: Root | Element, name: string): Element[] {
  const found: Element[] = []
  visit(tree, 'element', (node) => {
    if (node.tagName === name) found.push(node)
  })
  return found
}

const hrefs = (tree: Root | Element): string[] =>
  elementsIn(tree, 'a').flatMap(({ properties: { href } }) =>
    typeof href === 'string' ? href : [],
  )

/** Every address a page leads to. */
export const links = (ports: MemoryPorts, path: string): string[] => hrefs(treeOf(ports, path))

const DOCUMENT = new RegExp(`^/(?:${CONTENT_TYPES.join('|')})/[^/]+$`)

/** The documents a page shows, in order, each once. */
export const listed = (ports: MemoryPorts, path: string): string[] => [
  ...new Set(
    elementsIn(treeOf(ports, path), 'main')
      .flatMap(hrefs)
      .filter((href) => DOCUMENT.test(href)),
  ),
]

export function textOf(ports: MemoryPorts, path: string): string {
  const words: string[] = []
  visit(treeOf(ports, path), 'text', ({ value }) => {
    words.push(value)
  })
  return words.join('')
}

/** What a document's page says comes before and after it. */
export function besides(ports: MemoryPorts, path: string): { previous?: string; next?: string } {
  const found: { previous?: string; next?: string } = {}
  for (const { properties } of elementsIn(treeOf(ports, path), 'a')) {
    const rel = [properties['rel']].flat().join(' ')
    if (rel === 'prev') found.previous = String(properties['href'])
    if (rel === 'next') found.next = String(properties['href'])
  }
  return found
}
