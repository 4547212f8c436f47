import { describe, expect, it } from 'vitest'

import type { Airing, Item, Shipment } from '@/core'
import { refreshHome } from '@/plugins/website/refresh'

import { itemOf, shipmentOf } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'
import { contextOf, corrected, deliver, links, rebuild, textOf, withdrawn } from './channel-steps'

const film = (id: string, airings: readonly Airing[], changes: object = {}): Item => {
  const item = itemOf('videos', id, { title: `节目${id}` })
  return { ...item, details: { ...item.details, airings, ...changes } as Item['details'] }
}

const published = (...items: readonly Item[]): Shipment[] => items.map((item) => shipmentOf(item))

/** `12月1日（周一）20:30 节目a`: what the home page says of television, in order. */
function onAir(ports: MemoryPorts): string[] {
  const [, list = ''] = /电视播出[\s\S]*?<ol class="lines">([\s\S]*?)<\/ol>/.exec(
    ports.artefacts.text('/'),
  ) ?? ['', '']
  return list
    .split('</li>')
    .filter((row) => row !== '')
    .map((row) =>
      row
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
}

// 08:00 in Shanghai on a Monday.
const EVENING = { at: '2014-12-01T12:30:00.000Z' }

describe('what television shows next', () => {
  it('is on the home page with day, time, column and programme, earliest first', async () => {
    const ports = memoryPorts()
    const column = { columns: [{ slug: 'night-class', label: '乡村夜课', episode: 3 }] }
    await deliver(
      ports,
      ...published(
        film('later', [{ at: '2014-12-03T01:00:00.000Z', repeat: true }]),
        film('next', [EVENING], column),
      ),
    )
    expect(onAir(ports)).toEqual([
      '12月1日（周一）20:30 乡村夜课 节目next',
      '12月3日（周三）09:00 重播 节目later',
    ])
    expect(links(ports, '/')).toContain('/tv/#night-class')
    expect(textOf(ports, '/')).toContain('On television')
  })

  it('is nothing where nothing is planned within the week', async () => {
    const ports = memoryPorts()
    const far = [{ at: '2014-11-30T12:00:00.000Z' }, { at: '2014-12-08T00:00:00.000Z' }]
    await deliver(ports, ...published(film('a', far), itemOf('articles', 'b')))
    expect(textOf(ports, '/')).not.toContain('电视播出')
  })

  it('leaves out what the TV channel would not air', async () => {
    const ports = memoryPorts()
    await deliver(
      ports,
      ...published(
        film('blocked', [EVENING], { blocked: ['没有声音'] }),
        film('expired', [EVENING], { rights: { until: '2014-12-01T12:30:00.000Z' } }),
        film('early', [EVENING], { rights: { from: '2014-12-01T20:31:00+08:00' } }),
        { ...film('elsewhere', [EVENING]), channels: ['website'] },
      ),
    )
    expect(onAir(ports)).toEqual([])
  })

  it('shows eight, and of two that begin together one', async () => {
    const ports = memoryPorts()
    const every = Array.from({ length: 10 }, (_, hour) => ({
      at: `2014-12-02T${String(hour + 10)}:00:00.000Z`,
    }))
    await deliver(ports, ...published(film('a', every), film('b', every)))
    expect(onAir(ports)).toHaveLength(8)
    expect(onAir(ports).every((row) => row.endsWith('节目a'))).toBe(true)
  })

  it('follows a correction and a withdrawal', async () => {
    const ports = memoryPorts()
    const before = film('a', [EVENING])
    const moved = film('a', [{ at: '2014-12-02T12:30:00.000Z' }])
    await deliver(ports, ...published(before))
    await deliver(ports, corrected(before, moved))
    expect(onAir(ports)).toEqual(['12月2日（周二）20:30 节目a'])
    await deliver(ports, withdrawn(moved, 3))
    expect(onAir(ports)).toEqual([])
    expect([...ports.shelf.documents.keys()].filter((name) => name.startsWith('airings/'))).toEqual(
      [],
    )
  })

  it('moves on with the hour although nothing is published, as a rebuild would have it', async () => {
    const ports = memoryPorts()
    await deliver(
      ports,
      ...published(film('a', [EVENING]), film('b', [{ at: '2014-12-09T12:30:00.000Z' }])),
    )
    const drawnAt = async (moment: string): Promise<string[]> => {
      await refreshHome(contextOf(ports, new Date(moment)))
      return onAir(ports)
    }
    // Within its hour it is still on.
    expect(await drawnAt('2014-12-01T12:59:59.999Z')).toEqual(['12月1日（周一）20:30 节目a'])
    expect(await drawnAt('2014-12-01T13:00:00.000Z')).toEqual([])
    expect(await drawnAt('2014-12-02T16:00:00.000Z')).toEqual(['12月9日（周二）20:30 节目b'])
    const after = ports.artefacts.snapshot()
    await rebuild(ports, new Date('2014-12-02T16:30:00.000Z'))
    expect(ports.artefacts.snapshot()).toEqual(after)
  })

  it('is not drawn before anything was ever delivered', async () => {
    const ports = memoryPorts()
    await refreshHome(contextOf(ports))
    expect(ports.artefacts.log).toEqual([])
  })
})
