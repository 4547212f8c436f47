import { describe, expect, it } from 'vitest'

import type { Item, Term } from '@/core'

import { itemOf, shipmentOf } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'
import { articles, besides, corrected, deliver, listed, textOf, withdrawn } from './channel-steps'

const theory: Term = { slug: 'theory', label: '理论学习' }
const members: Term = { slug: 'members', label: '党员' }

const itemsOf = (batch: ReturnType<typeof articles>): Item[] =>
  batch.map(({ revision }) => revision.item)

/** Documents whose pages were written since. */
const drawnSince = (ports: MemoryPorts, before: number): string[] =>
  ports.artefacts.log.slice(before).filter((path) => /^\/(?:articles|videos)\/a?\w+$/.test(path))

describe('before and after', () => {
  it('are those of the type, and follow what is published, corrected and withdrawn between', async () => {
    const ports = memoryPorts()
    const batch = articles(3)
    const [first, second, third] = itemsOf(batch)
    if (!first || !second || !third) throw new Error('There are three')
    await deliver(ports, shipmentOf(first), shipmentOf(itemOf('videos', 'v')))
    expect(besides(ports, '/articles/a000')).toEqual({})
    await deliver(ports, shipmentOf(third))
    expect(besides(ports, '/articles/a000')).toEqual({ next: '/articles/a002' })
    await deliver(ports, shipmentOf(second))
    expect(besides(ports, '/articles/a000')).toEqual({ next: '/articles/a001' })
    expect(besides(ports, '/articles/a001')).toEqual({
      previous: '/articles/a000',
      next: '/articles/a002',
    })
    expect(besides(ports, '/articles/a002')).toEqual({ previous: '/articles/a001' })

    await deliver(ports, corrected(second, { slug: 'moved', formerSlugs: ['a001'], title: '新题' }))
    expect(besides(ports, '/articles/a000')).toEqual({ next: '/articles/moved' })
    expect(textOf(ports, '/articles/a002')).toContain('新题')

    await deliver(ports, withdrawn({ ...second, slug: 'moved', formerSlugs: ['a001'] }, 3))
    expect(besides(ports, '/articles/a000')).toEqual({ next: '/articles/a002' })
    expect(besides(ports, '/articles/a002')).toEqual({ previous: '/articles/a000' })
  })
})

describe('related documents', () => {
  it('are the nearest older ones of the first theme, then of the first audience, without those the editors chose', async () => {
    const ports = memoryPorts()
    const others = articles(9, (index) => ({
      ...(index % 3 === 0 ? { themes: [theory] } : {}),
      ...(index % 3 === 1 ? { audiences: [members] } : {}),
    }))
    const item = itemOf('videos', 'v', {
      publishedAt: '2014-11-30T00:00:00.000Z',
      themes: [theory],
      audiences: [members],
      related: [{ slug: 'articles/a003', label: '编辑选的' }],
    })
    await deliver(ports, ...others, shipmentOf(item))
    expect(listed(ports, '/videos/v')).toEqual(
      ['a003', 'a006', 'a000', 'a007', 'a004'].map((slug) => `/articles/${slug}`),
    )
  })
})

describe('pages beside a change', () => {
  it('are drawn again, and no others', async () => {
    const ports = memoryPorts()
    const batch = articles(40, () => ({ themes: [theory], audiences: [members] }))
    await deliver(ports, ...batch)
    const { item } = batch[20]?.revision ?? {}
    if (!item) throw new Error('There are forty')
    const before = ports.artefacts.log.length
    await deliver(ports, corrected(item, { title: '新题' }))
    expect(drawnSince(ports, before).sort()).toEqual(
      ['a019', 'a020', 'a021', 'a022', 'a023', 'a024'].map((slug) => `/articles/${slug}`),
    )
  })

  it('are drawn once for a batch, each document of which is a neighbour of the others', async () => {
    const ports = memoryPorts()
    await deliver(ports, ...articles(100, () => ({ themes: [theory] })))
    const drawn = drawnSince(ports, 0)
    expect(drawn).toHaveLength(100)
    expect(new Set(drawn).size).toBe(100)
  })

  it('show a document as it is shown, not as a correction that is still to come would have it', async () => {
    const ports = memoryPorts()
    const [first, second] = articles(2)
    if (!first || !second) throw new Error('There are two')
    await deliver(ports, first)
    ports.library.add(corrected(first.revision.item, { html: '<p>未投递</p>' }).revision)
    await deliver(ports, second)
    expect(besides(ports, '/articles/a000')).toEqual({ next: '/articles/a001' })
    expect(textOf(ports, '/articles/a000')).not.toContain('未投递')
  })

  it('keep what they are where they can be drawn no more, which fails nobody else', async () => {
    const ports = memoryPorts()
    const [first, second, third] = articles(3)
    if (!first || !second || !third) throw new Error('There are three')
    await deliver(ports, first, third)
    const before = ports.artefacts.text('/articles/a000')
    // As a later version of this program may find it.
    const broken = { ...first.revision.item, corrections: [{ at: 'never', note: 'x' }] }
    ports.library.add({ ...first.revision, item: broken })
    const [outcome] = await deliver(ports, second)
    expect(outcome).toMatchObject({ ok: true })
    expect(ports.artefacts.text('/articles/a000')).toBe(before)
    expect(besides(ports, '/articles/a002')).toEqual({ previous: '/articles/a001' })
  })

  it('do not count a document of the batch that can’t be drawn', async () => {
    const ports = memoryPorts()
    const [first, second, third] = articles(3, (index) =>
      index === 1 ? { corrections: [{ at: 'never', note: 'x' }] } : {},
    )
    if (!first || !second || !third) throw new Error('There are three')
    const outcomes = await deliver(ports, first, second, third)
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(besides(ports, '/articles/a000')).toEqual({ next: '/articles/a002' })
    expect(besides(ports, '/articles/a002')).toEqual({ previous: '/articles/a000' })
  })
})
