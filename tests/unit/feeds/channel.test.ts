/** What becomes of feeds when documents are moved, renamed, withdrawn, or cannot be rendered. */
import { beforeEach, describe, expect, it } from 'vitest'

import type { Item, Outcome, Shipment } from '@/core'
import { createFeeds } from '@/plugins/feeds/channel'

import { itemOf, shipmentOf, site } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'

const channel = createFeeds()
let ports: MemoryPorts

beforeEach(() => {
  ports = memoryPorts()
})

async function deliver(...shipments: readonly Shipment[]): Promise<readonly Outcome[]> {
  for (const { revision } of shipments) ports.library.add(revision)
  const context = { ...ports, site, settings: channel.settings({}) }
  const outcomes = await channel.deliver(shipments, context)
  outcomes.forEach((outcome, index) => {
    const shipment = shipments[index]
    if (outcome.ok && shipment) ports.library.settle(shipment, outcome.receipt)
  })
  return outcomes
}

const ids = (path: string): string[] =>
  (JSON.parse(ports.artefacts.text(path)) as { items: { id: string }[] }).items.map(({ id }) =>
    id.slice(id.lastIndexOf('/') + 1),
  )
const withdrawal = (item: Item, number = 2): Shipment =>
  shipmentOf(item, {
    action: 'withdraw',
    number,
    earlier: [item],
    at: '2014-07-09T00:00:00.000Z',
    reason: '内容有误',
  })
const correction = (item: Item, earlier: Item, number = 2): Shipment =>
  shipmentOf(item, { action: 'correct', number, earlier: [earlier] })

describe('moving about', () => {
  it('follows a change of theme', async () => {
    const before = itemOf('articles', 'm1', { themes: [{ slug: 'theory', label: '理论' }] })
    const after = { ...before, themes: [{ slug: 'policy', label: '政策' }] }
    await deliver(shipmentOf(before))
    await deliver(correction(after, before))
    expect(ids('/feeds/themes/theory.json')).toEqual([])
    expect(ids('/feeds/themes/policy.json')).toEqual(['m1'])
    expect(ids('/feeds/all.json')).toEqual(['m1'])
  })

  it('follows a change of date, and removes the archive of the empty month', async () => {
    const before = itemOf('articles', 'm2')
    const after = { ...before, publishedAt: '2014-09-30T16:00:00.000Z' }
    await deliver(shipmentOf(before))
    expect(ports.artefacts.files.has('/feeds/all/2014-07.rss')).toBe(true)
    await deliver(correction(after, before))
    expect(ports.artefacts.files.has('/feeds/all/2014-07.rss')).toBe(false)
    // Midnight in China is still September in UTC.
    expect(ids('/feeds/all/2014-10.json')).toEqual(['m2'])
  })
})

describe('withdrawing', () => {
  it('leaves an empty feed with a tombstone, and takes the tombstone away when it comes back', async () => {
    const item = itemOf('articles', 'w1', { themes: [{ slug: 'theory', label: '理论' }] })
    await deliver(shipmentOf(item))
    await deliver(withdrawal(item))
    expect(ids('/feeds/themes/theory.json')).toEqual([])
    expect(ports.artefacts.text('/feeds/themes/theory.atom')).toContain('内容有误')
    expect(ports.artefacts.text('/feeds/themes/theory/2014-07.atom')).toContain('deleted-entry')
    await deliver(shipmentOf(item, { number: 3, earlier: [item] }))
    expect(ports.artefacts.text('/feeds/themes/theory.atom')).not.toContain('deleted-entry')
    expect(ids('/feeds/themes/theory.json')).toEqual(['w1'])
  })

  it('fills the feed up from the archives', async () => {
    const items = Array.from({ length: 60 }, (_, index) =>
      itemOf('articles', `w2-${String(index)}`, {
        publishedAt: new Date(
          Date.parse('2014-01-01T00:00:00Z') + index * 86_400_000,
        ).toISOString(),
      }),
    )
    await deliver(...items.map((item) => shipmentOf(item)))
    const newest = items.at(-1)
    if (newest) await deliver(withdrawal(newest))
    const shown = ids('/feeds/all.json')
    expect(shown).toHaveLength(50)
    expect([shown[0], shown.at(-1)]).toEqual(['w2-58', 'w2-9'])
  })

  it('closes the feed of a course, and opens it again', async () => {
    const course = itemOf('courses', 'w3')
    const lesson = itemOf('lessons', 'l3', { courses: [{ slug: 'w3', label: course.title }] })
    await deliver(shipmentOf(course), shipmentOf(lesson))
    expect(ids('/feeds/courses/w3.json')).toEqual(['l3', 'w3'])
    await deliver(withdrawal(course))
    expect(ports.artefacts.pointers.get('/feeds/courses/w3.rss')).toEqual({
      kind: 'gone',
      path: '/feeds/courses/w3.rss',
      at: '2014-07-09T00:00:00.000Z',
      notice: '已撤回：内容有误',
    })
    expect(ports.artefacts.text('/feeds/')).not.toContain('/feeds/courses/w3.rss')
    await deliver(shipmentOf(course, { number: 3, earlier: [course] }))
    expect(ids('/feeds/courses/w3.json')).toEqual(['l3', 'w3'])
    expect(ports.artefacts.text('/feeds/')).toContain('/feeds/courses/w3.rss')
  })

  it('sends readers of a renamed course to its new feed', async () => {
    const before = itemOf('courses', 'w4', { slug: 'old' })
    const after = { ...before, slug: 'new', formerSlugs: ['old'] }
    await deliver(shipmentOf(before))
    await deliver(correction(after, before))
    expect(ports.artefacts.pointers.get('/feeds/courses/old.atom')).toEqual({
      kind: 'moved',
      path: '/feeds/courses/old.atom',
      to: '/feeds/courses/new.atom',
    })
    expect(ids('/feeds/courses/new.json')).toEqual(['w4'])
    await deliver(withdrawal(after, 3))
    expect(ports.artefacts.pointers.get('/feeds/courses/old.atom')?.kind).toBe('gone')
  })
})

describe('failing', () => {
  it('lets a document that cannot be rendered fail alone', async () => {
    const bad = itemOf('articles', 'f1', { corrections: [{ at: 'yesterday', note: 'x' }] })
    const outcomes = await deliver(
      shipmentOf(itemOf('articles', 'f2')),
      shipmentOf(bad),
      shipmentOf(itemOf('articles', 'f3')),
    )
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(outcomes[1]).toMatchObject({
      error: {
        code: 'RENDERING_FAILED',
        message: expect.stringContaining('articles/f1') as string,
      },
    })
    expect(ids('/feeds/all.json').sort()).toEqual(['f2', 'f3'])
    expect(ports.changes.entries.map(({ seq }) => seq)).toEqual([1, 2])

    const anew = memoryPorts(ports.library)
    await channel.rebuild?.({ ...anew, site, settings: channel.settings({}) }, () => undefined)
    expect(anew.artefacts.snapshot()).toEqual(ports.artefacts.snapshot())
  })

  it('says what to do when its lists are damaged, and a rebuild mends them', async () => {
    await deliver(shipmentOf(itemOf('articles', 'f4')))
    const before = ports.artefacts.snapshot()
    await ports.shelf.write('head/all', { newest: 'nonsense' })
    await expect(deliver(shipmentOf(itemOf('articles', 'f5')))).rejects.toThrow('rebuild feeds')
    ports.library.revisions.delete('articles/f5#1')
    await channel.rebuild?.({ ...ports, site, settings: channel.settings({}) }, () => undefined)
    expect(ports.artefacts.snapshot()).toEqual(before)
  })

  it('mends a lost change log from the receipts', async () => {
    const item = itemOf('articles', 'f6')
    await deliver(shipmentOf(item))
    await deliver(withdrawal(item))
    const before = ports.changes.entries
    ports.changes.entries = []
    await channel.rebuild?.({ ...ports, site, settings: channel.settings({}) }, () => undefined)
    expect(ports.changes.entries).toEqual(before)
    expect(before.map(({ action }) => action)).toEqual(['publish', 'withdraw'])
  })

  it('removes what no list tells of any more, after the rest is made', async () => {
    const item = itemOf('articles', 'f7', { themes: [{ slug: 'lost', label: '丢失' }] })
    await deliver(shipmentOf(item))
    const empty = memoryPorts()
    const context = { ...ports, library: empty.library, site, settings: channel.settings({}) }
    await channel.rebuild?.(context, () => undefined)
    expect(ports.artefacts.files.has('/feeds/themes/lost.rss')).toBe(false)
    expect(ports.artefacts.files.has('/feeds/all/2014-07.rss')).toBe(false)
    expect(ids('/feeds/all.json')).toEqual([])
  })
})

describe('settings', () => {
  it('have defaults', () => {
    expect(channel.settings(undefined)).toEqual({ itemsPerFeed: 50, fullText: true })
  })

  it.each([
    [{ itemsPerFeed: 0 }, 'itemsPerFeed'],
    [{ itemsPerFeed: 201 }, 'itemsPerFeed'],
    [{ hubUrl: 'ftp://hub' }, 'hubUrl'],
    [{ fullText: 'yes' }, 'fullText'],
    [{ colour: 'red' }, 'colour'],
  ])('refuse %o and name the field', (raw, field) => {
    expect(() => channel.settings(raw)).toThrow(field)
  })

  it('can restrict feeds to summaries', async () => {
    const item = itemOf('articles', 's1')
    ports.library.add(shipmentOf(item).revision)
    const context = { ...ports, site, settings: channel.settings({ fullText: false }) }
    await channel.deliver([shipmentOf(item)], context)
    expect(ports.artefacts.text('/feeds/all.rss')).not.toContain('正文')
    expect(ports.artefacts.text('/feeds/all.rss')).toContain('摘要 s1')
  })
})
