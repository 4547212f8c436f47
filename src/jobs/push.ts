/** Sends what other sites are to be told: feeds to WebSub's subscribers, events to webhooks. A publication wakes it at once. */
import type { Push } from '@/push'

import type { Job } from './job'

export const PUSH = 'push'

export const pushOut = (push: Push): Job => ({
  name: PUSH,
  label: { zh: '推送（WebSub、Webhook）', en: 'Push (WebSub, webhooks)' },
  schedule: '*/5 * * * * *',
  run: async ({ signal }) => ({ ...(await push.drain(signal)) }),
})
