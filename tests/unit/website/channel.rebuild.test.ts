import { describe, expect, it } from 'vitest'

import type { Item } from '@/core'
import { website } from '@/plugins/website/channel'

import { itemOf, shipmentOf } from '../../helpers/items'
import { memoryPorts, MemoryLibrary, type MemoryPorts } from '../../helpers/ports'
import {
  articles,
  besides,
  contextOf,
  corrected,
  deliver,
  fileOf,
  listed,
  rebuild,
  withdrawn,
} from './channel-steps'

describe('a rebuild', () => {
  it('removes what no document owns any more, and keeps other channels’ paths', async () => {
    const ports = memoryPorts()
    const kept = itemOf('articles', 'kept')
    const lost = itemOf('videos', 'lost', {
      formerSlugs: ['lost-before'],
      files: [fileOf('lost.pdf')],
    })
    await deliver(ports, shipmentOf(kept), shipmentOf(lost))
    await ports.artefacts.publish({
      path: '/feeds/all.rss',
      mediaType: 'application/rss+xml',
      body: new Uint8Array(),
      lastModified: '2014-01-01T00:00:00.000Z',
    })
    const library = new MemoryLibrary()
    library.add(shipmentOf(kept).revision)
    const restored = { ...ports, library }
    expect(await rebuild(restored)).toMatchObject({ documents: 1 })
    for (const path of [
      '/videos/lost',
      '/videos/lost-before',
      '/media/lost.pdf',
      '/videos/2014-07/',
    ]) {
      expect(await ports.artefacts.lookup(path)).toBeUndefined()
    }
    expect(listed(ports, '/')).toEqual(['/articles/kept'])
    expect(ports.artefacts.files.has('/feeds/all.rss')).toBe(true)
  })

  it('mends a damaged shelf', async () => {
    const ports = memoryPorts()
    await deliver(ports, shipmentOf(itemOf('articles', 'a', { files: [fileOf('a.pdf')] })))
    const before = ports.artefacts.snapshot()
    const shelf = new Map(ports.shelf.documents)
    for (const name of shelf.keys()) ports.shelf.documents.set(name, '["damaged"]')
    const repeated = shipmentOf(itemOf('articles', 'b', { files: [fileOf('a.pdf')] }))
    await expect(website.deliver([repeated], contextOf(ports))).rejects.toThrow(
      'run "quanmei rebuild website"',
    )
    await rebuild(ports)
    expect(ports.artefacts.snapshot()).toEqual(before)
    expect(new Map(ports.shelf.documents)).toEqual(shelf)
  })

  it('mends a shelf of an earlier version, which a delivery refuses to go on from', async () => {
    const ports = memoryPorts()
    const [first, second] = articles(2)
    if (!first || !second) throw new Error('There are two')
    await deliver(ports, first)
    const before = ports.artefacts.snapshot()
    // Version 0.1.0 kept a day of each list below the list.
    for (const [name, value] of [...ports.shelf.documents]) {
      if (!name.startsWith('days/')) continue
      ports.shelf.documents.delete(name)
      ports.shelf.documents.set(name.replace('days/', 'lists/all/'), value)
    }
    await expect(website.deliver([second], contextOf(ports))).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: expect.stringContaining('run "quanmei rebuild website"') as string,
    })
    expect(ports.artefacts.snapshot()).toEqual(before)
    await rebuild(ports)
    expect(ports.artefacts.snapshot()).toEqual(before)
    expect([...ports.shelf.documents.keys()].filter((name) => /\d-\d\d-\d/.test(name))).toEqual([
      'days/2014-11-03',
    ])
  })

  it('shows a document as it was where the rendering of its correction fails, and its neighbours with it', async () => {
    const ports = memoryPorts()
    const [first, second, third] = articles(3, () => ({ themes: [{ slug: 't', label: '甲' }] }))
    if (!first || !second || !third) throw new Error('There are three')
    await deliver(ports, first, second, third)
    const before = ports.artefacts.snapshot()
    const bad: Partial<Item> = {
      publishedAt: '2014-12-01T00:00:00.000Z',
      corrections: [{ at: 'never', note: 'x' }],
    }
    const [outcome] = await deliver(ports, corrected(second.revision.item, bad))
    expect(outcome).toMatchObject({ ok: false, error: { code: 'RENDERING_FAILED' } })
    await expect(rebuild(ports)).rejects.toMatchObject({ code: 'RENDERING_FAILED' })
    expect(ports.artefacts.snapshot()).toEqual(before)
    // Also where nothing says how it was: then it is not there, and nobody points to it.
    const anew = memoryPorts(ports.library)
    await expect(rebuild(anew)).rejects.toMatchObject({ code: 'RENDERING_FAILED' })
    expect(besides(anew, '/articles/a000')).toEqual({ next: '/articles/a002' })
    expect(anew.artefacts.files.has('/articles/a001')).toBe(false)
  })

  it('can be cut short anywhere and begun again, whatever was there before', async () => {
    const topics = (index: number): Partial<Item> => ({
      files: [fileOf(`f${String(index % 3)}.pdf`)],
      themes: [{ slug: `t${String(index % 2)}`, label: '甲' }],
    })
    /** Delivered, and then changed while the channel was not told. */
    const outdated = async (): Promise<MemoryPorts> => {
      const ports = memoryPorts()
      const batch = articles(8, topics)
      await deliver(ports, ...batch)
      for (const { revision } of batch.slice(0, 4)) {
        const { item } = revision
        const changed = { ...item, themes: [], publishedAt: '2014-12-02T00:00:00.000Z' }
        const next = Number(item.id.slice(1)) % 2 ? withdrawn(item) : corrected(item, changed)
        ports.library.add(next.revision)
      }
      return ports
    }
    const anew = memoryPorts((await outdated()).library)
    await rebuild(anew)
    let cuts = 0
    for (let writes = 0; ; writes += 3) {
      const ports = await outdated()
      ports.crash.arm(writes)
      const cut = await rebuild(ports).then(
        () => false,
        (error: unknown) => {
          expect(String(error)).toContain('The process died here')
          return true
        },
      )
      if (!cut) break
      cuts += 1
      ports.crash.disarm()
      await rebuild(ports)
      expect(ports.artefacts.snapshot()).toEqual(anew.artefacts.snapshot())
      expect([...ports.shelf.documents].sort()).toEqual([...anew.shelf.documents].sort())
    }
    expect(cuts).toBeGreaterThan(20)
  })

  it('tells its progress, and reads documents by the hundred', async () => {
    const ports = memoryPorts()
    for (const { revision } of articles(250)) ports.library.add(revision)
    const told: number[] = []
    await website.rebuild?.(contextOf(ports), (done) => void told.push(done))
    expect(told).toEqual([100, 200, 250])
  })
})
