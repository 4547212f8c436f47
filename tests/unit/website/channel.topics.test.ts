import { describe, expect, it } from 'vitest'

import type { Term } from '@/core'

import { itemOf, shipmentOf } from '../../helpers/items'
import { memoryPorts } from '../../helpers/ports'
import {
  articles,
  corrected,
  deliver,
  links,
  listed,
  rebuild,
  textOf,
  withdrawn,
} from './channel-steps'

const theory: Term = { slug: 'theory', label: '理论学习' }
const practice: Term = { slug: 'practice', label: '实践' }
const members: Term = { slug: 'members', label: '党员' }
const item = itemOf('articles', 'a', { themes: [theory, practice], audiences: [members] })

describe('themes and audiences', () => {
  it('list their documents of every type, with their months, and stand in their directory and on the home page', async () => {
    const ports = memoryPorts()
    const video = itemOf('videos', 'v', {
      themes: [theory],
      publishedAt: '2014-08-02T00:00:00.000Z',
    })
    await deliver(ports, shipmentOf(item), shipmentOf(video))
    expect(listed(ports, '/themes/theory/')).toEqual(['/videos/v', '/articles/a'])
    expect(listed(ports, '/themes/practice/')).toEqual(['/articles/a'])
    expect(listed(ports, '/audiences/members/')).toEqual(['/articles/a'])
    expect(listed(ports, '/themes/theory/2014-07/')).toEqual(['/articles/a'])
    expect(links(ports, '/themes/theory/')).toContain('/themes/theory/2014-08/')
    const directory = links(ports, '/themes/')
    expect(directory.indexOf('/themes/theory/')).toBeLessThan(
      directory.indexOf('/themes/practice/'),
    )
    expect(directory).toContain('/themes/practice/')
    expect(links(ports, '/audiences/')).toContain('/audiences/members/')
    expect(links(ports, '/')).toContain('/themes/theory/')
  })

  it('cease with their last document', async () => {
    const ports = memoryPorts()
    await deliver(ports, shipmentOf(item))
    await deliver(ports, corrected(item, { themes: [practice] }))
    expect(ports.artefacts.files.has('/themes/theory/')).toBe(false)
    expect(ports.artefacts.files.has('/themes/theory/2014-07/')).toBe(false)
    expect(links(ports, '/themes/')).not.toContain('/themes/theory/')
    expect(links(ports, '/')).not.toContain('/themes/theory/')
    expect(ports.artefacts.text('/sitemaps/pages.xml')).not.toContain('/themes/theory/')
    expect(listed(ports, '/themes/practice/')).toEqual(['/articles/a'])
  })

  it('cease in a rebuild too', async () => {
    const ports = memoryPorts()
    await deliver(ports, shipmentOf(item), shipmentOf(itemOf('articles', 'b')))
    // Withdrawn while the channel was not told.
    ports.library.add(withdrawn(item).revision)
    await rebuild(ports)
    expect(ports.artefacts.files.has('/themes/theory/')).toBe(false)
    expect(ports.artefacts.files.has('/themes/theory/2014-07/')).toBe(false)
    expect(links(ports, '/themes/')).not.toContain('/themes/theory/')
  })

  it('are called what their newest document calls them, and old pages keep what theirs do', async () => {
    const ports = memoryPorts()
    const renamed: Term = { slug: 'theory', label: '理论与党史' }
    await deliver(ports, ...articles(100, () => ({ themes: [theory] })))
    const full = ports.artefacts.text('/themes/theory/2014-11/')
    const newer = itemOf('articles', 'z', {
      themes: [renamed],
      publishedAt: '2014-12-01T00:00:00.000Z',
    })
    await deliver(ports, shipmentOf(newer))
    expect(textOf(ports, '/themes/theory/')).toContain(renamed.label)
    expect(textOf(ports, '/themes/')).toContain(renamed.label)
    expect(textOf(ports, '/themes/theory/2014-12/')).toContain(renamed.label)
    expect(ports.artefacts.text('/themes/theory/2014-11/')).toBe(full)

    await deliver(ports, withdrawn(newer))
    expect(textOf(ports, '/themes/theory/')).not.toContain(renamed.label)
    expect(textOf(ports, '/themes/')).toContain(theory.label)
  })

  it('number their pages from the oldest: full ones stay as they are', async () => {
    const ports = memoryPorts()
    await deliver(ports, ...articles(201, () => ({ themes: [theory] })))
    const before = ports.artefacts.log.length
    await deliver(
      ports,
      shipmentOf(
        itemOf('articles', 'z', { themes: [theory], publishedAt: '2014-11-28T00:00:00.000Z' }),
      ),
    )
    const drawn = ports.artefacts.log.slice(before).filter((path) => path.includes('2014-11/'))
    expect(drawn.sort()).toEqual([
      '/archive/2014-11/3',
      '/articles/2014-11/3',
      '/themes/theory/2014-11/3',
    ])
  })
})
