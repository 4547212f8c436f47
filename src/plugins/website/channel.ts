/** The website: a page per document, lists, sitemaps. Publishing twice is harmless: same bytes, same ETag. */
import { defineChannel } from '@/core'

import { deliverToWebsite } from './deliver'
import { BACKOFF_FIRST_MS, BACKOFF_LONGEST_MS, BATCH, LEASE_MS, MAX_ATTEMPTS } from './limits'
import { rebuildWebsite } from './rebuild'
import { readSettings, type WebsiteSettings } from './settings'

export const website = defineChannel<WebsiteSettings>({
  id: 'website',
  label: { zh: '网站', en: 'Website' },
  guarantee: {
    maxAttempts: MAX_ATTEMPTS,
    leaseMs: LEASE_MS,
    backoffMs: (attempt) => Math.min(BACKOFF_FIRST_MS * 2 ** attempt, BACKOFF_LONGEST_MS),
    onUnknown: 'repeat',
    withdrawal: 'removes',
  },
  // Shipments share the lists, so one worker carries them, and a list is drawn once per batch.
  lane: { exclusive: true, batch: BATCH },
  settings: readSettings,
  selects: ({ channels }) =>
    channels.length === 0 || channels.includes('website') ? ['public'] : [],
  deliver: deliverToWebsite,
  rebuild: rebuildWebsite,
})
