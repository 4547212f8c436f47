/** What a publication reads and writes does not depend on how much was published before. */
import { describe, expect, it } from 'vitest'

import type { Shipment } from '@/core'

import { itemOf, shipmentOf } from '../../helpers/items'
import { memoryPorts } from '../../helpers/ports'
import { deliver } from './channel-steps'

const PER_MONTH = 34

/** So many documents, the last in November 2014, a month at a time back from there. */
function corpus(documents: number): Shipment[] {
  return Array.from({ length: documents }, (_, index) => {
    const monthsBack = Math.floor(index / PER_MONTH)
    const day = 28 - ((index % PER_MONTH) % 28)
    const publishedAt = new Date(Date.UTC(2014, 10 - monthsBack, day, 1, index % 60)).toISOString()
    return shipmentOf(
      itemOf('articles', `d${String(index).padStart(5, '0')}`, {
        publishedAt,
        updatedAt: publishedAt,
        themes: [{ slug: `t${String(index % 3)}`, label: `主题${String(index % 3)}` }],
        audiences: [{ slug: 'members', label: '党员' }],
      }),
    )
  })
}

async function costOf(documents: number): Promise<Record<string, unknown>> {
  const ports = memoryPorts()
  const all = corpus(documents)
  for (let start = 0; start < all.length; start += 100) {
    await deliver(ports, ...all.slice(start, start + 100))
  }
  const { reads, writes } = ports.shelf
  const drawn = ports.artefacts.log.length
  const publishedAt = '2014-11-29T02:00:00.000Z'
  await deliver(
    ports,
    shipmentOf(
      itemOf('articles', 'newest', {
        publishedAt,
        updatedAt: publishedAt,
        themes: [{ slug: 't1', label: '主题1' }],
        audiences: [{ slug: 'members', label: '党员' }],
      }),
    ),
  )
  return {
    reads: ports.shelf.reads - reads,
    writes: ports.shelf.writes - writes,
    drawn: ports.artefacts.log.slice(drawn).sort(),
  }
}

describe('a publication', () => {
  it('costs the same among 200 documents and among 2,000', async () => {
    const [few, many] = [await costOf(200), await costOf(2000)]
    expect(many).toEqual(few)
    expect(many['drawn']).toEqual([
      '/',
      '/archive/',
      '/archive/2014-11/',
      '/articles/',
      '/articles/2014-11/',
      // The one before it is told what comes next.
      '/articles/d00028',
      '/articles/newest',
      '/audiences/',
      '/audiences/members/',
      '/audiences/members/2014-11/',
      '/sitemaps/2014-11.xml',
      '/themes/',
      '/themes/t1/',
      '/themes/t1/2014-11/',
    ])
    // The day; of four lists the month and the months; the two directories of topics.
    expect(many['writes']).toBe(1 + 4 * 2 + 2)
  })
})
