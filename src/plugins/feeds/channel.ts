/** Web feeds: RSS, Atom and JSON Feed, their archives and tombstones, and the change log behind them. */
import { defineChannel, DOCUMENT_TYPES, PULL_CHANNEL, type Channel } from '@/core'

import { deliverToFeeds } from './deliver'
import { createFragmentCache } from './fragments'
import { rebuildFeeds } from './rebuild'
import { readSettings } from './settings'

/** A channel with its own cache of rendered entries. */
export function createFeeds(): Channel {
  const cache = createFragmentCache()
  return defineChannel({
    id: 'feeds',
    label: { zh: '订阅', en: 'Feeds' },
    ...PULL_CHANNEL,
    carries: DOCUMENT_TYPES,
    settings: readSettings,
    // Feeds are how everything published is found; the destinations editors choose are other channels.
    selects: () => ['public'],
    deliver: (shipments, context) => deliverToFeeds(shipments, context, cache),
    rebuild: (context, progress) => rebuildFeeds(context, progress, cache),
  })
}

export const feeds = createFeeds()
