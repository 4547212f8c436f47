/** The website: a page per document, lists, sitemaps. Publishing twice is harmless: same bytes, same ETag. */
import { defineChannel, DOCUMENT_TYPES, PULL_CHANNEL } from '@/core'

import { deliverToWebsite } from './deliver'
import { rebuildWebsite } from './rebuild'
import { readSettings, type WebsiteSettings } from './settings'

export const website = defineChannel<WebsiteSettings>({
  id: 'website',
  label: { zh: '网站', en: 'Website' },
  ...PULL_CHANNEL,
  carries: DOCUMENT_TYPES,
  settings: readSettings,
  selects: ({ channels }) =>
    channels.length === 0 || channels.includes('website') ? ['public'] : [],
  deliver: deliverToWebsite,
  rebuild: rebuildWebsite,
})
