/** The mobile newspaper: one order per edition to the mailing engine. Page, archive and feed are the website's and the feeds'. */
import { defineChannel } from '@/core'

import { deliverToSubscribers } from './deliver'
import { readSettings, type NewspaperSettings } from './settings'

export const newspaper = defineChannel<NewspaperSettings>({
  id: 'newspaper',
  label: { zh: '手机报', en: 'Mobile newspaper' },
  guarantee: {
    maxAttempts: 20,
    // Pictures of three profiles are made meanwhile.
    leaseMs: 120_000,
    backoffMs: (attempt) => Math.min(1000 * 2 ** attempt, 5 * 60_000),
    // An order is placed once under its key, however often it is asked for.
    onUnknown: 'repeat',
    withdrawal: 'cannot',
  },
  lane: { exclusive: true, batch: 1 },
  carries: ['editions'],
  settings: readSettings,
  selects: ({ type }) => (type === 'editions' ? ['subscribers'] : []),
  deliver: deliverToSubscribers,
})
