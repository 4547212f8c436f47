/** Web feeds: RSS, Atom and JSON Feed, their archives and tombstones, and the change log behind them. */
import { defineChannel, type Channel } from '@/core'

import { deliverToFeeds } from './deliver'
import { createFragmentCache } from './fragments'
import { BACKOFF_FIRST_MS, BACKOFF_LONGEST_MS, BATCH, LEASE_MS, MAX_ATTEMPTS } from './limits'
import { rebuildFeeds } from './rebuild'
import { readSettings } from './settings'

/** A channel with its own cache of rendered entries. */
export function createFeeds(): Channel {
  const cache = createFragmentCache()
  return defineChannel({
    id: 'feeds',
    label: { zh: '订阅', en: 'Feeds' },
    guarantee: {
      maxAttempts: MAX_ATTEMPTS,
      leaseMs: LEASE_MS,
      backoffMs: (attempt) => Math.min(BACKOFF_FIRST_MS * 2 ** attempt, BACKOFF_LONGEST_MS),
      onUnknown: 'repeat',
      withdrawal: 'removes',
    },
    // Shipments share the lists, so one worker carries them, and a feed is written once per batch.
    lane: { exclusive: true, batch: BATCH },
    settings: readSettings,
    // Feeds are how everything published is found; the destinations editors choose are other channels.
    selects: () => ['public'],
    deliver: (shipments, context) => deliverToFeeds(shipments, context, cache),
    rebuild: (context, progress) => rebuildFeeds(context, progress, cache),
  })
}

export const feeds = createFeeds()
